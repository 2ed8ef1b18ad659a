public import Wire

/// An event with all that is recorded about it. Its bytes are a leaf of the tree.
public struct Record: Hashable, Sendable {
  /// Which history it belongs to.
  public var stream: StreamID
  /// Its place in that history, from 1.
  public var version: UInt64
  /// When it was recorded, by the store's clock; never before its predecessor in the log.
  public var recordedAt: Timestamp
  /// The legal day from which it counts; missing where none is known and none is needed.
  public var effectiveOn: LegalDate?
  /// Who recorded it: an account of the office, not a natural person's name.
  public var actor: String
  /// The command it came from.
  public var command: CommandID?
  /// The record that this one replaces (or strikes out, see ``Voided``).
  public var corrects: Position?
  /// Why: for a correction always.
  public var reason: String?
  /// The rulebook under which it was decided.
  public var rulebook: RulebookID?
  /// A remark.
  public var note: String?
  /// Where the fact comes from: a document, an address.
  public var source: String?
  /// What else is said of it.
  public var details: RecordExtension?
  /// What happened.
  public var event: Event

  /// A record with all its parts.
  public init(
    stream: StreamID, version: UInt64, recordedAt: Timestamp, effectiveOn: LegalDate?, actor: String,
    command: CommandID?, corrects: Position? = nil, reason: String? = nil, rulebook: RulebookID? = nil,
    note: String? = nil, source: String? = nil, details: RecordExtension? = nil, event: Event
  ) {
    self.stream = stream
    self.version = version
    self.recordedAt = recordedAt
    self.effectiveOn = effectiveOn
    self.actor = actor
    self.command = command
    self.corrects = corrects
    self.reason = reason
    self.rulebook = rulebook
    self.note = note
    self.source = source
    self.details = details
    self.event = event
  }
}

/// Field numbers of the envelope. A payload's field number is its event type, 16 and above.
enum RecordField {
  static let streamKind = 1
  static let streamNumber = 2
  static let version = 3
  static let recordedAt = 4
  static let effectiveDay = 5
  static let effectivePrecision = 6
  static let actor = 7
  static let command = 8
  static let corrects = 9
  static let reason = 10
  static let rulebook = 11
  static let note = 12
  static let source = 13
  /// All that is added to the envelope; 15 stays free.
  static let `extension` = 14
}

extension Record {
  /// The extension with the first day of a stretch in it.
  private var detailsWithDay: RecordExtension? {
    guard let start = effectiveOn?.start else { return details }
    var whole = details ?? RecordExtension()
    whole.firstDay = Int64(start.number)
    return whole
  }

  /// The record as bytes: one protobuf message, equal for equal records.
  public var wireBytes: [UInt8] {
    var bytes: [UInt8] = []
    append(to: &bytes, version: version, recordedAt: recordedAt)
    return bytes
  }

  /// Adds the record to `bytes`, with that version and that time in place of its own.
  public func append(to bytes: inout [UInt8], version: UInt64, recordedAt: Timestamp) {
    var writer = WireWriter(after: bytes)
    bytes = []
    // What happened stands first: who looks for other events passes the record over by its first bytes.
    event.write(to: &writer)
    writer.integer(RecordField.streamKind, stream.kind.wireInteger)
    writer.integer(RecordField.streamNumber, UInt64(stream.number))
    writer.integer(RecordField.version, version)
    writer.integer(RecordField.recordedAt, UInt64(bitPattern: recordedAt.microseconds))
    if let effectiveOn {
      writer.signed(RecordField.effectiveDay, Int64(effectiveOn.day.number))
      writer.integer(RecordField.effectivePrecision, effectiveOn.precision.wireInteger)
    }
    if !actor.isEmpty { writer.text(RecordField.actor, actor) }
    if let command { writer.bytes(RecordField.command, command.bytes) }
    if let corrects { writer.integer(RecordField.corrects, corrects.number) }
    if let reason { writer.text(RecordField.reason, reason) }
    if let rulebook { writer.text(RecordField.rulebook, rulebook.text) }
    if let note { writer.text(RecordField.note, note) }
    if let source { writer.text(RecordField.source, source) }
    if let whole = detailsWithDay { whole.write(RecordField.extension, to: &writer) }
    bytes = writer.finish()
  }

  /// Reads a record from its bytes. Throws ``WireError``; where it holds an event or a field that this version does not know,
  /// ``WireError/unknown(field:)``.
  public init(wire bytes: RawSpan) throws(WireError) {
    try RecordView.requireUnambiguous(bytes)
    let view = try RecordView(bytes, at: Position(0))
    guard let type = view.type else { throw WireError.unknown(field: view.typeNumber) }
    if let unknown = view.unknownField { throw WireError.unknown(field: unknown) }
    let event = try view.payloadBytes.withUnsafeBytes { payload throws(WireError) in try Event(type, wire: payload) }
    self.init(
      stream: view.stream, version: view.version, recordedAt: view.recordedAt, effectiveOn: view.effectiveOn,
      actor: view.actor, command: view.command, corrects: view.corrects, reason: view.reason,
      rulebook: view.rulebook, note: view.note, source: view.source, details: try view.details, event: event)
  }

  /// The record as one JSON object. `position` stands first.
  public func json(at position: Position) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("position", position.json), .init("stream", .string(stream.description)), .init("version", version.json),
      .init("type", .string(event.type.code)), .init("recordedAt", .string(recordedAt.description)),
      .init("effectiveOn", effectiveOn.map(\.json) ?? .null), .init("actor", .string(actor)),
    ]
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(.init(name, value)) }
    }
    add("command", command.map { .string($0.description) })
    add("corrects", corrects.map(\.json))
    add("reason", reason.map(JSONValue.string))
    add("rulebook", rulebook.map(\.json))
    add("note", note.map(JSONValue.string))
    add("source", source.map(JSONValue.string))
    add("irregular", details?.irregular?.json)
    if let grounds = details?.grounds { add("grounds", grounds.json) }
    if let details, !details.rulebooks.isEmpty { add("rulebooks", .array(details.rulebooks.map(\.json))) }
    if let details, !details.told.isEmpty { add("told", .array(details.told.map(\.json))) }
    members.append(.init("payload", event.payload.json))
    return .object(members)
  }
}
