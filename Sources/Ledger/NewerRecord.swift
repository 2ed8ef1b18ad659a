internal import EventLog
public import OCOP

/// A record that a newer program wrote: this one does not know what happened, or not all that is said of it.
public struct NewerRecord: Hashable, Sendable {
  /// Where it stands.
  public let position: Position
  /// Which history it belongs to; `nil`: one of a kind that is not known.
  public let stream: StreamID?
  /// The number of its event's type.
  public let typeNumber: Int
  /// Its type, where that is known.
  public let type: EventType?
  /// When it was recorded.
  public let recordedAt: Timestamp?
  /// The legal day from which it counts, where that is known.
  public let effectiveOn: LegalDate?
  /// Who recorded it.
  public let actor: String
  /// What it corrects.
  public let corrects: Position?
  /// The hash of its bytes as a leaf of the tree, in hexadecimal digits.
  public let hash: String

  /// What is known of it as one JSON object, with `needsNewer`.
  public var json: JSONValue {
    let known: [(String, JSONValue?)] = [
      ("position", position.json), ("stream", stream.map { .string($0.description) }),
      ("type", .string(type?.code ?? "\(typeNumber)")), ("recordedAt", recordedAt.map { .string($0.description) }),
      ("effectiveOn", effectiveOn?.json), ("actor", .string(actor)), ("corrects", corrects?.json),
      ("needsNewer", .bool(true)), ("hash", .string(hash)),
    ]
    return .object(known.compactMap { name, value in value.map { .init(name, $0) } })
  }
}

extension NewerRecord {
  /// What can be told of the record in `bytes`.
  init(_ bytes: RawSpan, at position: Position, hash: String) {
    self.position = position
    self.hash = hash
    let view = try? RecordView(bytes, at: position)
    (stream, type) = (view?.stream, view?.type)
    typeNumber = view?.typeNumber ?? 0
    (recordedAt, effectiveOn) = (view?.recordedAt, view?.effectiveOn)
    (actor, corrects) = (view?.actor ?? "", view?.corrects)
  }
}

/// A record as far as this program knows it.
public enum LogEntry: Hashable, Sendable {
  /// All of it.
  case known(RecordedEvent)
  /// A newer program wrote it.
  case newer(NewerRecord)

  /// Where it stands.
  public var position: Position {
    switch self {
    case .known(let event): event.position
    case .newer(let record): record.position
    }
  }

  /// What is known of it as one JSON object.
  public var json: JSONValue {
    switch self {
    case .known(let event): event.json
    case .newer(let record): record.json
    }
  }

  /// The record, where all of it is known.
  public var event: RecordedEvent? { if case .known(let event) = self { event } else { nil } }
}

extension LogEntry {
  /// The record in `bytes`, whose leaf hash is `hash`. Throws where they are no record.
  static func read(_ bytes: RawSpan, at position: Position, hash: Digest) throws -> LogEntry {
    do {
      return .known(RecordedEvent(position: position, record: try Record(wire: bytes), hash: hash.description))
    } catch  where tellsNewer(error) {
      return .newer(NewerRecord(bytes, at: position, hash: hash.description))
    }
  }
}

extension LedgerFailure {
  /// What a newer program wrote at `position` is not passed over.
  public static func newer(at position: Position, in path: String) -> LedgerFailure {
    LedgerFailure(.newerEvent, path: path, detail: "\(position)")
  }
}

extension NewerRecord {
  /// What an answer says of itself that may lack the record at `position`.
  public static func note(from position: Position) -> Text {
    Text(
      "Từ vị trí \(position) có bản ghi do phiên bản mới hơn ghi, phiên bản này không tính được: cần ocop mới hơn.",
      "From position \(position) on there are records that this version does not know and does not count: this needs a newer ocop."
    )
  }
}
