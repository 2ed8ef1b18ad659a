package import Ledger
package import OCOP
package import ProjectionKit

/// Records as an auditor reads them; what no longer stands is marked.
package struct AuditTable: Tabular {
  private let events: [AuditedEvent]
  private let strikes: (begin: String, end: String)?
  private let language: Language

  /// The records `events`. `strikes`: what the name of a record that no longer stands is put between.
  package init(_ events: [AuditedEvent], strikes: (begin: String, end: String)? = nil, _ language: Language) {
    (self.events, self.strikes, self.language) = (events, strikes, language)
  }

  /// A row for each record.
  package var table: AnswerTable {
    let rows = events.map { audited -> [JSONValue] in
      let record = audited.event.record
      let type = record.event.type.code
      return [
        audited.event.position.json, record.effectiveOn?.json ?? nil, .string(record.recordedAt.description),
        .string(
          strikes.flatMap { audited.isEffective ? nil : $0.begin + record.event.type.names(language) + $0.end } ?? type),
        record.event.shownStars,
        record.event.shownScore, JSONValue(record.rulebook?.text), JSONValue(record.event.authority),
        JSONValue(record.event.decisionNumber), .string(record.actor), record.corrects?.json ?? nil,
        audited.correctedBy?.json ?? nil, JSONValue(record.reason), .string(String(audited.event.hash.prefix(12))),
        JSONValue(record.note), JSONValue(record.source),
      ]
    }
    return AnswerTable(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("position", Text("Vị trí", "Position")), Column("effectiveOn", Text("Ngày có hiệu lực", "Effective"), .date),
    Column("recordedAt", Text("Nhập sổ lúc", "Recorded at"), .time), Column.event("type"),
    Column("stars", Text("Sao", "Stars"), .number), Column("score", Text("Điểm", "Points")),
    Column("rulebook", Text("Bộ tiêu chí", "Rulebook")),
    Column("authority", Text("Cơ quan", "Authority"), .term { Level(rawValue: $0)?.names }),
    Column("decision", Text("Quyết định", "Decision")), Column("actor", Text("Người ghi", "Actor")),
    Column("corrects", Text("Sửa vị trí", "Corrects")),
    Column("correctedBy", Text("Bị sửa bởi", "Corrected by")),
    Column("reason", Text("Lý do", "Reason")), Column("hash", Text("Băm", "Hash")),
    Column("note", Text("Ghi chú", "Note"), .hidden), Column("source", Text("Nguồn", "Source"), .hidden),
  ]
}

extension Event {
  private var payloadJSON: JSONValue { payload.json }
  private var granted: JSONValue? { payloadJSON["grant"] }

  fileprivate var shownStars: JSONValue { granted?["stars"] ?? payloadJSON["stars"] ?? nil }

  fileprivate var authority: String? {
    for value in [granted?["issuer"], granted?["level"], payloadJSON["level"], payloadJSON["to"]] {
      if case .string(let text)? = value { return text }
    }
    return nil
  }

  /// The mean of the sheets, exact: `94.00`.
  fileprivate var shownScore: JSONValue {
    guard let total = payloadJSON["total"], case .int(let sum)? = total["sum"], case .int(let count)? = total["count"],
      count > 0
    else { return nil }
    let hundredths = (sum + count / 2) / count
    return .string("\(hundredths / 100)." + String(String(hundredths % 100 + 100).dropFirst()))
  }
}
