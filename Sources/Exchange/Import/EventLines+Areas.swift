internal import Ledger
internal import OCOP

// Units as a line names them: by code or name as of its day, or by code and edition.
extension EventLines {
  /// The payload with every unit given by its key. An edition is a date; a bare code or a name means the unit of `date`, but for the
  /// units that a record about the map names, which are as they stand.
  mutating func units(
    _ json: JSONValue, _ type: EventType, on date: LegalDate?, _ draft: inout WriteSession
  ) throws -> JSONValue {
    // A line that may be about the map: a strike-out names no kind of stream.
    if type.stream == .area || type == .voided { finder = nil }
    guard json.namesUnits else { return json }
    guard type.stream != .area, !isExport else { return try units(json, "payload", nil, date) }
    let finder = try self.finder ?? AreaFinder(try draft.areaMap())
    self.finder = finder
    return try units(json, "payload", finder, date)
  }

  private func units(
    _ json: JSONValue, _ path: String, _ finder: AreaFinder?, _ date: LegalDate?
  ) throws(ImportProblem) -> JSONValue {
    guard case .object(let members) = json else { return json }
    var found: [JSONValue.Member] = []
    for member in members {
      let field = "\(path).\(member.name)"
      let level: AreaLevel? = member.name == "district" ? .district : member.name == "commune" ? .commune : nil
      var value = member.value
      if let finder, let level, case .string(let text) = value {
        value = try unit(text, field, level, finder, date).json
      } else if value.isUnit {
        let isBare = value["edition"] == nil
        value = try edition(of: value, field)
        if let finder, let level, isBare, case .string(let code)? = value["code"] {
          value = try unit(code, field, level, finder, date).json
        }
      } else {
        value = try units(value, field, finder, date)
      }
      found.append(.init(member.name, value))
    }
    return .object(found)
  }

  private func edition(of json: JSONValue, _ field: String) throws(ImportProblem) -> JSONValue {
    guard case .object(let members) = json, case .string(let text)? = json["edition"] else { return json }
    let others = members.filter { $0.name != "edition" }
    if text == "initial" { return .object(others) }
    guard let date = LegalDate(written: text), date.precision == .day else {
      throw bad("\(field).edition", "json.unexpected", text, Text("2025-07-01, initial"))
    }
    return .object(others + [.init("edition", .int(Int64(date.day.number)))])
  }

  /// The unit that `text` names on the day of the line. A line without a day means the only unit that ever bore the name.
  private func unit(
    _ text: String, _ field: String, _ level: AreaLevel, _ finder: AreaFinder, _ date: LegalDate?
  ) throws(ImportProblem) -> AreaRef {
    let units = finder.units(text, level: level)
    let found = text.contains("@") ? units : date.map { finder.find(text, level: level, on: $0.day) } ?? units
    if found.count == 1 { return found[0].ref }
    let code = found.isEmpty ? "area.unknown" : "area.ambiguous"
    let day = date?.day ?? .distantFuture
    let traces = found.isEmpty ? finder.map.traces(of: units, on: day) : found.map { Text("\($0.key) \($0.fullName)") }
    throw ImportProblem(
      column: field, code: code, value: text,
      text: found.isEmpty
        ? Text(
          "\(date.map { "Ngày \($0.vietnamese) không" } ?? "Không") có đơn vị \"\(text)\".",
          "There is no unit \"\(text)\"\(date.map { " on \($0.text)" } ?? "").")
        : Text("\"\(text)\" khớp \(found.count) đơn vị.", "\"\(text)\" fits \(found.count) units."),
      hint: traces.isEmpty
        ? nil : Text(traces.map(\.vi).joined(separator: "; "), traces.map(\.en).joined(separator: "; ")))
  }
}

extension JSONValue {
  /// Whether it is a unit's key.
  fileprivate var isUnit: Bool {
    guard case .object(let members) = self, case .string? = self["code"] else { return false }
    return members.allSatisfy { $0.name == "code" || $0.name == "edition" }
  }

  /// Whether a unit stands in it anywhere.
  fileprivate var namesUnits: Bool {
    guard case .object(let members) = self else { return false }
    return members.contains { member in
      ["district", "commune"].contains(member.name) || member.value.isUnit || member.value.namesUnits
    }
  }
}
