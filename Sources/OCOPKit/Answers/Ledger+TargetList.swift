package import Ledger
internal import OCOP
package import ProjectionKit
internal import Targets

extension Ledger {
  /// The targets that had been set on the day and were known at the position asked about.
  package func targets(_ question: Question) throws -> AnswerTable {
    let known = question.knownAt ?? Position(.max)
    let rows = try effective(.target, knownAt: known).compactMap { entry -> [JSONValue]? in
      guard case .targetSet(let target) = entry.record.event else { return nil }
      if let date = entry.record.effectiveOn, date.day > question.asOf { return nil }
      return [
        .string(TargetID(entry.record.stream.number).description), .string(target.scope), .string(target.period),
        .string(target.metric), target.comparison.json, target.value.json, .string(target.setBy),
        entry.record.effectiveOn?.json ?? nil, JSONValue(entry.record.note), JSONValue(entry.record.source),
      ]
    }
    return AnswerTable(
      columns: [
        Column("id", Text("Mã", "Id")), Column("scope", Text("Phạm vi", "Scope")),
        Column("period", Text("Giai đoạn", "Period")),
        Column("metric", Text("Chỉ tiêu", "Metric"), .term { Targets.Metric.names[$0] }),
        Column("comparison", Text("So sánh", "Comparison"), of: Comparison.self),
        Column("value", Text("Số", "Value"), .number), Column("setBy", Text("Do", "Set by")),
        Column("setOn", Text("Ngày", "Set on"), .date), Column("note", Text("Ghi chú", "Note")),
        Column("source", Text("Nguồn", "Source"), .hidden),
      ], rows: rows)
  }
}
