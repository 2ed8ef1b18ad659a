public import Wire

/// A record as it stands in the log, read in place: the envelope is parsed once, texts and payload only when asked for.
public struct RecordView: ~Escapable {
  /// Where it stands.
  public let position: Position
  private let bytes: RawSpan
  /// Which history it belongs to.
  public let stream: StreamID
  /// The event's type; `nil` for one that this version does not know.
  public let type: EventType?
  /// Its place in its stream, from 1.
  public private(set) var version: UInt64 = 0
  /// Where version and time stand one after the other, as they do in nearly all records: the time is read when it is asked for.
  private(set) var stamp: Range<Int>?
  /// What a fold looks at stands before the stamp, and behind it up to here, as in nearly all records; 0: it does not.
  private(set) var end = 0
  private var timeStart = 0
  private var recordedMicroseconds: Int64 = 0
  private var effectiveDay: Int64?
  private var effectivePrecision: UInt64 = 1
  private var correctsNumber: UInt64?
  /// The number of the event's type.
  public private(set) var typeNumber = 0
  // 0: there is none.
  private var unknownNumber = 0
  private var payloadRange = 0..<0
  private var rulebookRange: Range<Int>?
  private var extensionRange: Range<Int>?

  /// Reads the envelope of the record in `bytes`. Throws ``WireError`` where they are no record, and
  /// ``WireError/unknown(field:)`` where its stream is of a kind that this version does not know.
  @_lifetime(copy bytes)
  public init(_ bytes: RawSpan, at position: Position) throws(WireError) {
    self.position = position
    self.bytes = bytes
    var reader = WireReader(bytes)
    var (start, isInOrder) = (0, true)
    var (kindNumber, streamNumber): (UInt64, UInt64) = (0, 0)
    while let field = try reader.next() {
      var isKept = true
      switch field.number {
      case RecordField.streamKind: kindNumber = field.value
      case RecordField.streamNumber: streamNumber = field.value
      case RecordField.version:
        (version, isKept) = (field.value, false)
        if end == start, stamp == nil, let time = reader.pass(RecordField.recordedAt) {
          (stamp, timeStart, end) = (start..<reader.offset, time, reader.offset)
        }
      case RecordField.recordedAt:
        (stamp, recordedMicroseconds, isKept) = (nil, Int64(bitPattern: field.value), false)
      case RecordField.effectiveDay: effectiveDay = WireWriter.unzigzag(field.value)
      case RecordField.effectivePrecision: effectivePrecision = field.value
      case RecordField.actor, RecordField.command, RecordField.note, RecordField.source: isKept = false
      case RecordField.corrects: correctsNumber = field.value
      case RecordField.rulebook where field.type == .bytes: rulebookRange = field.range
      case RecordField.reason, RecordField.rulebook: break
      case RecordField.extension where field.type == .bytes:
        let unknown = try RecordExtension.layout.unknownField(in: bytes.extracting(field.range))
        if unknown != nil { unknownNumber = field.number }
        extensionRange = field.range
      case 16...:
        guard field.type == .bytes else { throw WireError.wrongType(field: field.number) }
        // One record, one event: what stands first is what happened.
        guard typeNumber == 0 else { throw WireError.badTag }
        typeNumber = field.number
        payloadRange = field.range
      default: unknownNumber = field.number
      }
      if isKept {
        if end == start { end = reader.offset } else { isInOrder = false }
      }
      start = reader.offset
    }
    guard typeNumber > 0, let number = UInt32(exactly: streamNumber) else { throw WireError.badTag }
    guard let kind = StreamKind(wireInteger: kindNumber) else { throw WireError.unknown(field: RecordField.streamKind) }
    // A day is never left out in silence: whoever reads one looks at this.
    if effectiveDay != nil, !LegalDate.Precision.numbers.contains(effectivePrecision) {
      unknownNumber = RecordField.effectivePrecision
    }
    stream = StreamID(kind, number)
    type = EventType(rawValue: typeNumber)
    if !isInOrder || stamp == nil { end = 0 }
  }

  /// A field of the envelope that this version does not know; `nil`: it knows all of them. Where it is the precision of the day,
  /// the day is not known.
  public var unknownField: Int? { unknownNumber == 0 ? nil : unknownNumber }
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
    let day = Day(number: Int32(clamping: effectiveDay))
    guard let first = firstDayOfStretch else { return LegalDate(day, precision: precision) }
    return LegalDate(day, precision, start: first)
  }
  /// The record that this one replaces or strikes out.
  public var corrects: Position? { correctsNumber.map { Position($0) } }
  /// Who recorded it.
  public var actor: String { text(RecordField.actor) ?? "" }
  /// What else is said of it.
  public var details: RecordExtension? {
    get throws(WireError) {
      // Of one that a newer program wrote, what this one knows.
      guard let extensionRange, let known = try RecordExtension.layout.knownPart(of: bytes.extracting(extensionRange))
      else { return nil }
      var details = try RecordExtension(wire: known.span.bytes)
      // The day has it.
      details.firstDay = nil
      return details.isEmpty ? nil : details
    }
  }

  /// Read without the rest of the extension: folds ask for the day of every record.
  private var firstDayOfStretch: Day? {
    guard let extensionRange else { return nil }
    var reader = WireReader(bytes.extracting(extensionRange))
    while let field = try? reader.next() {
      guard field.number == RecordExtension.firstDayField else { continue }
      return Day(number: Int32(clamping: WireWriter.unzigzag(field.value)))
    }
    return nil
  }
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
    precondition(typeNumber == P.type.rawValue, "the record holds another type of event")
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
