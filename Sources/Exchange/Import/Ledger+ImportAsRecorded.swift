internal import Foundation
public import Ledger
public import OCOP
public import ProjectionKit

extension Ledger {
  /// Makes a ledger in the folder `path` of a whole export (``exportEvents(from:_:)``): the same records byte for byte, so that its root is
  /// the same; what they attach lies beside them. It is there whole or not at all. Memory does not grow with the file.
  ///
  /// `root`: that of the whole export; without it a file that was cut at the end of a line looks whole.
  ///
  /// Throws ``ImportProblem`` for the first line that is not as it was recorded, and where the root is another one; and as
  /// ``create(at:identity:projections:clock:recording:)``.
  public static func importAsRecorded(
    file: String, at path: String, root: String? = nil, identity: [UInt8], projections: [any Projection.Type],
    clock: @escaping @Sendable () -> Timestamp
  ) throws -> Head {
    try create(at: path, identity: identity, projections: projections, clock: clock) { ledger in
      let lines = RecordedLines(try LineReader(file))
      try ledger.appendAsRecorded { try lines.next() }
      let head = try ledger.head()
      guard head.size > 0 else {
        throw ImportProblem(
          column: nil, code: "events.none", value: file, text: Text("Tệp trống.", "The file is empty."),
          remedy: .exportEvents)
      }
      guard root == nil || root == head.root else {
        throw ImportProblem(
          column: nil, code: "events.otherRoot", value: head.root,
          text: Text(
            "Tệp cho \(head.size) bản ghi với gốc khác: bị cắt bớt, hoặc là bản xuất khác.",
            "The file makes \(head.size) records of another root: it was cut, or is another export."),
          remedy: .compareRoot
        )
      }
      return head
    }
  }
}

/// The records of an export, some at a time.
private final class RecordedLines: @unchecked Sendable {
  // Unchecked because whoever makes a ledger of them hands it to the writer and waits.
  private static let most = 4_096

  private var lines: LineReader
  private var position: UInt64 = 0
  /// The first of the next piece.
  private var ahead: (record: KeptRecord, attachment: [UInt8]?)?

  init(_ lines: LineReader) { self.lines = lines }

  /// The next ones, all that one command recorded among them; `nil`: there are none.
  func next() throws -> KeptRecords? {
    var kept = KeptRecords()
    while true {
      guard let (record, attachment) = try ahead ?? read() else { break }
      ahead = nil
      let command = record.record.command
      if kept.records.count >= Self.most, command == nil || command != kept.records.last?.record.command {
        ahead = (record, attachment)
        break
      }
      kept.records.append(record)
      if let attachment { kept.attachments.append(attachment) }
    }
    return kept.records.isEmpty ? nil : kept
  }

  private func read() throws -> (record: KeptRecord, attachment: [UInt8]?)? {
    while let line = try lines.next() {
      guard line.contains(where: { $0 > 32 }) else { continue }
      defer { position += 1 }
      do {
        let (record, attachment) = try AsRecorded.read(line, at: position)
        return (record, attachment)
      } catch var problem as ImportProblem {
        problem.row = lines.number
        throw problem
      }
    }
    return nil
  }
}

/// Lines of an export, as the records that they are.
enum AsRecorded {
  /// The record of a line, which stands at `position`, and what it attaches. Throws ``ImportProblem`` unless the line says all of it: its
  /// bytes have the hash that it names.
  static func read(_ line: [UInt8], at position: UInt64) throws -> (KeptRecord, attachment: [UInt8]?) {
    let reader = EventLines(ImportSetting(actor: "", file: "", map: AreaMap()))
    let json = try reader.parse(line)
    guard json["position"].flatMap({ Position(json: $0) })?.number == position else {
      throw reader.bad("position", "record.position", json["position"]?.text ?? "", Text("\(position)"))
    }
    let kept = try record(json, reader)
    guard case .string(let hash)? = json["hash"], kept.hash == hash else {
      throw reader.bad(
        "hash", "record.altered", json["hash"]?.text ?? "",
        Text("\(kept.hash): dòng đã bị sửa, hoặc thiếu", "\(kept.hash): the line was changed, or lacks something"))
    }
    var shown = kept.record.json(at: Position(position))
    if case .object(let members) = shown {
      shown = .object(members + [.init("hash", .string(hash))])
    }
    let told = ["attachment", "bytes"].reduce(json) { $0.without($1) }
    // Where the bytes are given, the words beside them must be theirs.
    guard told.ordered == shown.ordered else { throw reader.bad("payload", "record.altered", "", Text("bytes")) }
    return (kept, try attachment(json, reader))
  }

  private static func record(_ json: JSONValue, _ reader: EventLines) throws -> KeptRecord {
    if let bytes = try base64(json, "bytes", reader) {
      guard let kept = try? KeptRecord(bytes: bytes) else {
        throw reader.bad("bytes", "record.unreadable", "", Text("base64"))
      }
      return kept
    }
    let type = try reader.type(json)
    guard let stream = try reader.text(json, "stream").flatMap({ StreamID($0) }) else {
      throw reader.bad("stream", "event.noStream", json["stream"]?.text ?? "", Text("product/12"))
    }
    guard let version = json["version"].flatMap({ UInt64(json: $0) }) else {
      throw reader.bad("version", "json.missing", "", Text("1, 2, …"))
    }
    guard let time = try reader.text(json, "recordedAt").flatMap({ Timestamp($0) }) else {
      throw reader.bad("recordedAt", "json.missing", "", Text("2026-11-24T08:14:39.000001Z"))
    }
    let event: Event
    do throws(MessageError) {
      event = try Event(type, json: json["payload"] ?? .object([]))
    } catch {
      throw reader.bad("payload.\(error.path)", "json.unexpected", "", Text(type.code))
    }
    var rulebooks: [RulebookID] = []
    if case .array(let values)? = json["rulebooks"] { rulebooks = values.compactMap { RulebookID(json: $0) } }
    let details = RecordExtension(
      irregular: json["irregular"].flatMap { Irregularity(json: $0) }, rulebooks: rulebooks,
      told: try reader.told(json),
      grounds: try reader.grounds(json))
    return KeptRecord(
      Record(
        stream: stream, version: version, recordedAt: time, effectiveOn: try reader.date(json),
        actor: try reader.text(json, "actor") ?? "",
        command: try reader.text(json, "command").flatMap { CommandID($0) },
        corrects: json["corrects"].flatMap { Position(json: $0) }, reason: try reader.text(json, "reason"),
        rulebook: try reader.text(json, "rulebook").map { RulebookID($0) }, note: try reader.text(json, "note"),
        source: try reader.text(json, "source"), details: details, event: event))
  }

  /// What a line attaches, which must be what its record names.
  static func attachment(_ json: JSONValue, _ reader: EventLines) throws -> [UInt8]? {
    guard let bytes = try base64(json, "attachment", reader) else { return nil }
    guard json["payload"]?["content"] == .string(Ledger.contentHash(bytes)) else {
      throw reader.bad("attachment", "attachment.other", "", Text("SHA-256 = payload.content"))
    }
    return bytes
  }

  private static func base64(_ json: JSONValue, _ name: String, _ reader: EventLines) throws -> [UInt8]? {
    guard let text = try reader.text(json, name) else { return nil }
    guard let data = Data(base64Encoded: text) else { throw reader.bad(name, "json.unexpected", text, Text("base64")) }
    return Array(data)
  }
}

extension JSONValue {
  /// Members by their names: in which order they stand says nothing.
  fileprivate var ordered: JSONValue {
    switch self {
    case .object(let members):
      .object(members.map { .init($0.name, $0.value.ordered) }.sorted { $0.name < $1.name })
    case .array(let values): .array(values.map(\.ordered))
    default: self
    }
  }

  fileprivate func without(_ name: String) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.name != name })
  }
}
