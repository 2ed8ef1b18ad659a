internal import Ledger
internal import OCOP

/// A list of targets: dated statements, which may contradict each other.
struct TargetImport: RowImport {
  static let columns = ["scope", "period", "metric", "value", "set_by", "set_on", "note", "confirmed"]
  static let needed = ["scope", "period", "metric", "value", "set_by", "set_on"]
  /// What the ledger counts by itself.
  private static let counted = [
    "products", "producers", "stars3", "stars4", "stars5", "stars3up", "stars3to4", "stars5New", "salesPoints",
  ]
  private static var list: String { counted.joined(separator: ", ") }
  private static let rejected = ImportColumns(date: "set_on", name: "metric")

  private let setting: ImportSetting

  init(_ setting: ImportSetting) { self.setting = setting }

  mutating func take(_ row: ListRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = Cells(row)
    let scope = cells.required("scope")
    let period = Self.period(cells.required("period"))
    let metric = cells.required("metric")
    check(scope, period, metric, &cells)
    let setBy = cells.required("set_by")
    let date = cells.requiredDate("set_on")
    cells.askAboutNumbers()
    let value = value(&cells)
    try cells.finish()
    guard let value else { preconditionFailure("a row without a value has problems") }
    let event = TargetSet(
      scope: scope, period: period, metric: metric, comparison: value.comparison, value: value.number, setBy: setBy)
    let identity = [
      "target", scope, period, metric, value.comparison.rawValue, "\(value.number)", setBy, date?.text ?? "",
    ]
    var result = RowResult()
    if !Self.counted.contains(metric) {
      result.notes.append(
        ImportNote(
          Text(
            "Dòng \(row.number): chỉ tiêu \"\(metric)\" chỉ được ghi, không được tính; tính được: \(Self.list).",
            "Row \(row.number): the metric \"\(metric)\" is only kept, not counted; counted are \(Self.list).")))
    }
    result.add(
      try draft.record(
        setting.command(
          identity, .record(StreamID(.target, 0), .targetSet(event)), on: date, note: cells.text("note")), cells,
        Self.rejected))
    return result
  }

  /// The years alone: with any dash, spaces around it, and *năm* or *giai đoạn* before.
  private static func period(_ text: String) -> String {
    var rest = Spelling(text).exact.filter { $0 != " " }
    for word in ["giaiđoạn", "năm"].map({ Spelling($0).exact }) where rest.hasPrefix(word) {
      rest.removeFirst(word.count)
    }
    let isYears = rest.utf8.allSatisfy { (48...57).contains($0) || $0 == 0x2d }
    return isYears && !rest.isEmpty ? rest : text
  }

  private func check(_ scope: String, _ period: String, _ metric: String, _ cells: inout Cells) {
    let parts = scope.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    let level = parts.first.flatMap { AreaLevel(rawValue: $0) }
    if !scope.isEmpty, parts.count != 2 || level == nil || AreaCode(text: parts[1])?.level != level {
      cells.note(
        "scope", "target.scope", Text("\"\(scope)\" không phải phạm vi.", "\"\(scope)\" is no scope."),
        Text("Ghi province:38, district:399 hoặc commune:15997.", "Write province:38, district:399 or commune:15997."))
    }
    let years = period.split(separator: "-", omittingEmptySubsequences: false).map { $0.count == 4 ? Int($0) : nil }
    if !period.isEmpty,
      years.count > 2 || years.contains(nil) || years.compactMap(\.self) != years.compactMap(\.self).sorted()
    {
      cells.note(
        "period", "target.period", Text("\"\(period)\" không phải giai đoạn.", "\"\(period)\" is no period."),
        Text("Ghi 2020 hoặc 2021-2025.", "Write 2020 or 2021-2025."))
    }
    let isName = metric.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) }
    if !metric.isEmpty, !isName || !(97...122).contains(metric.utf8.first ?? 0) {
      cells.note(
        "metric", "target.metric", Text("\"\(metric)\" không phải mã chỉ tiêu.", "\"\(metric)\" is no metric."),
        Text(
          "Tính được: \(Self.list); mã khác chỉ được ghi.", "Counted: \(Self.list); others are only kept."))
    }
  }

  /// `40` and `≥40` are at least 40, `>100` is more than 100, `=5` is exactly 5.
  private func value(_ cells: inout Cells) -> (comparison: Comparison, number: Int64)? {
    let text = cells.required("value")
    guard !text.isEmpty else { return nil }
    let signs: [(String, Comparison)] = [
      ("≥", .atLeast), (">=", .atLeast), (">", .moreThan), ("=", .exactly), ("ít nhất ", .atLeast),
      ("tối thiểu ", .atLeast), ("trên ", .moreThan), ("hơn ", .moreThan), ("đúng ", .exactly),
    ]
    let sign = signs.first { text.lowercased().hasPrefix($0.0) }
    let digits = normalized(String(text.dropFirst(sign?.0.count ?? 0)))
    if digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int64(digits) {
      return (sign?.1 ?? .atLeast, number)
    }
    cells.note(
      "value", "number.unreadable", Text("\"\(text)\" không phải chỉ tiêu.", "\"\(text)\" is no target."),
      Text("Ghi 40, ≥40, >100 hoặc =5.", "Write 40, ≥40, >100 or =5."))
    return nil
  }
}
