public import Wire

/// A record as it stands in the log, read in place: the envelope is parsed once, texts and payload only when asked for.
public struct RecordView: ~Escapable {
  /// Where it stands.
  public let position: Position
  private let bytes: RawSpan
  private var streamKindNumber: UInt64 = 0
  private var streamNumber: UInt64 = 0
  /// Its place in its stream, from 1.
  public private(set) var version: UInt64 = 0
  /// Where version and time stand one after the other, as they do in nearly all records: the time is read when it is asked for.
  private(set) var stamp: Range<Int>?
  private var timeStart = 0
  private var recordedMicroseconds: Int64 = 0
  private var effectiveDay: Int64?
  private var effectivePrecision: UInt64 = 1
  private var correctsNumber: UInt64?
  private var typeNumber = 0
  private var payloadRange = 0..<0
  private var rulebookRange: Range<Int>?

  /// Reads the envelope of the record in `bytes`. Throws ``WireError`` where they are no record.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, at position: Position) throws(WireError) {
    self.position = position
    self.bytes = bytes
    var reader = WireReader(bytes)
    var (start, isAsWritten) = (0, true)
    while let field = try reader.next() {
      switch field.number {
      case RecordField.streamKind: streamKindNumber = field.value
      case RecordField.streamNumber: streamNumber = field.value
      case RecordField.version:
        version = field.value
        if isAsWritten, stamp == nil, let time = reader.pass(RecordField.recordedAt) {
          (stamp, timeStart) = (start..<reader.offset, time)
        }
      case RecordField.recordedAt: (stamp, recordedMicroseconds) = (nil, Int64(bitPattern: field.value))
      case RecordField.effectiveDay: effectiveDay = WireWriter.unzigzag(field.value)
      case RecordField.effectivePrecision: effectivePrecision = field.value
      case RecordField.corrects: correctsNumber = field.value
      case RecordField.rulebook where field.type == .bytes: rulebookRange = field.range
      case 16...:
        guard field.type == .bytes else { throw WireError.wrongType(field: field.number) }
        // One record, one event: what stands first is what happened.
        guard typeNumber == 0 else { throw WireError.badTag }
        typeNumber = field.number
        payloadRange = field.range
      // What is written behind the stamp stands before it, or is of a later version.
      default: isAsWritten = false
      }
      start = reader.offset
    }
    guard typeNumber > 0, StreamKind(wireInteger: streamKindNumber) != nil, streamKindNumber > 0,
      streamNumber <= UInt64(UInt32.max)
    else { throw WireError.badTag }
  }

  /// The event's type; `nil` for one that this version does not know.
  public var type: EventType? { EventType(rawValue: typeNumber) }
  /// Which history it belongs to.
  public var stream: StreamID {
    StreamID(StreamKind(wireInteger: streamKindNumber)!, UInt32(truncatingIfNeeded: streamNumber))
  }
  /// When it was recorded.
  public var recordedAt: Timestamp {
    guard stamp != nil else { return Timestamp(microseconds: recordedMicroseconds) }
    var reader = WireReader(bytes, from: timeStart)
    // The bytes were read without fault once already.
    let field = try? reader.next()
    return Timestamp(microseconds: Int64(bitPattern: field?.value ?? 0))
  }
  /// The legal day from which it counts.
  public var effectiveOn: LegalDate? {
    guard let effectiveDay, let precision = LegalDate.Precision(wireInteger: effectivePrecision) else { return nil }
    return LegalDate(Day(number: Int32(clamping: effectiveDay)), precision: precision)
  }
  /// The record that this one replaces or strikes out.
  public var corrects: Position? { correctsNumber.map { Position($0) } }
  /// Who recorded it.
  public var actor: String { text(RecordField.actor) ?? "" }
  /// Why.
  public var reason: String? { text(RecordField.reason) }
  /// The rulebook under which it was decided.
  public var rulebook: RulebookID? { rulebookRange.map { RulebookID(bytes.text($0)) } }
  /// Whether a rulebook is named.
  public var hasRulebook: Bool { rulebookRange != nil }
  /// The name of that rulebook as it stands; nothing where there is none.
  public var rulebookBytes: RawSpan {
    @_lifetime(copy self)
    get { bytes.extracting(rulebookRange ?? 0..<0) }
  }
  /// A remark.
  public var note: String? { text(RecordField.note) }
  /// Where the fact comes from.
  public var source: String? { text(RecordField.source) }
  /// The command it came from.
  public var command: CommandID? {
    guard let range = range(of: RecordField.command) else { return nil }
    return CommandID(bytes.extracting(range).withUnsafeBytes { Array($0) })
  }

  var wireBytes: RawSpan {
    @_lifetime(copy self)
    get { bytes }
  }

  /// The payload as it stands, for a reader that wants single fields without decoding the rest.
  public var payloadBytes: RawSpan {
    @_lifetime(copy self)
    get { bytes.extracting(payloadRange) }
  }

  /// The payload, decoded. Throws ``WireError``. The caller has looked at ``type`` first.
  public func payload<P: EventPayload>(_ type: P.Type) throws(WireError) -> P {
    precondition(typeNumber == P.number, "the record holds another type of event")
    return try P(wire: payloadBytes)
  }

  private func range(of number: Int) -> Range<Int>? {
    var reader = WireReader(bytes)
    // The bytes were read without fault once already.
    while let field = try? reader.next() {
      if field.number == number && field.type == .bytes { return field.range }
    }
    return nil
  }

  private func text(_ number: Int) -> String? {
    guard let range = range(of: number) else { return nil }
    return bytes.extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
