internal import OCOP
internal import ProjectionKit

/// Units and what became of them, as tables.
struct AreaSheets {
  private let map: AreaMap
  private let today: Day
  private let language: Language

  init(_ map: AreaMap, _ today: Day, _ language: Language) {
    (self.map, self.today, self.language) = (map, today, language)
  }

  func list(_ units: [AreaUnit]) -> AnswerTable {
    AnswerTable(
      columns: [
        Column("code", Text("Mã", "Code")), Column("edition", Text("Bản đồ", "Edition"), .hidden),
        Column("name", Text("Đơn vị", "Unit")), Column("level", Text("Cấp", "Level"), of: AreaLevel.self),
        Column("parent", Text("Mã cấp trên", "Parent's code"), .hidden),
        Column("parentName", Text("Thuộc", "Belongs to")), Column("from", Text("Từ ngày", "From"), .date),
        Column("until", Text("Đến trước ngày", "Until before"), .date), Column("now", Text("Nay", "Now")),
        Column("basis", Text("Căn cứ", "Act")), Column("unchecked", Text("Chưa đối chiếu", "Unchecked"), .flag),
      ],
      rows: units.map { unit in
        let parent = unit.parent.flatMap { map.unit($0, on: max(unit.from ?? .distantPast, min(today, unit.lastDay))) }
        return [
          unit.code.json, .string(unit.from?.description ?? "initial"), .string(unit.fullName), unit.level.json,
          unit.parent?.json ?? nil, JSONValue(parent?.fullName), JSONValue(unit.from?.description),
          JSONValue(unit.until?.description), JSONValue(map.fate(of: unit, by: today)?(language)),
          JSONValue(unit.basis), .bool(unit.isUnchecked),
        ]
      })
  }

  func steps(_ steps: [AreaSuccession]) -> AnswerTable {
    AnswerTable(
      columns: [
        Column("on", Text("Ngày", "On"), .date), Column("from", Text("Từ", "From"), .hidden),
        Column("fromName", Text("Từ", "From")), Column("part", Text("Phần", "Part"), of: AreaPart.self),
        Column("to", Text("Thành", "Into"), .hidden), Column("toName", Text("Thành", "Into")),
        Column("basis", Text("Căn cứ", "Act")), Column("unchecked", Text("Chưa đối chiếu", "Unchecked"), .flag),
      ],
      rows: steps.map { step in
        [
          .string(step.on.description), .string(key(step.from)), .string(name(step.from)), step.part.json,
          JSONValue(step.to.map(key)), JSONValue(step.to.map(name)), JSONValue(step.basis), .bool(step.isUnchecked),
        ]
      })
  }

  private func key(_ ref: AreaRef) -> String {
    map.unit(ref)?.key ?? ref.shown
  }

  private func name(_ ref: AreaRef) -> String { map.unit(ref)?.shown ?? ref.shown }
}

extension AreaMap {
  /// What led to `unit` and what followed it, one step each way.
  func steps(at unit: AreaUnit) -> [AreaSuccession] {
    successions.filter { $0.from == unit.ref || $0.to == unit.ref }.sorted {
      ($0.on, $0.from.code) < ($1.on, $1.from.code)
    }
  }

  /// The one unit that somebody means by `text` on `day`: a code and a name are those of that day; one that ended is found where no
  /// other bears them. Throws with what became of those that it may have meant.
  func one(_ text: String, _ level: AreaLevel?, on day: Day) throws -> AreaUnit {
    let finder = AreaFinder(self)
    let units = finder.units(text, level: level)
    let there = units.filter { $0.exists(on: day) }
    let meant = there.isEmpty ? units : there
    if meant.count == 1 { return meant[0] }
    guard !meant.isEmpty else { throw Problem.noUnit(text, traces(of: finder.near(text, level: level), on: day), nil) }
    throw Problem.severalUnits(text, meant, self, day)
  }

  /// How rows on the map of `day` name the unit of `level` that `text` stands for. Throws where the day has none, with what became of
  /// those that it may have meant. `option` is where it was named.
  func key(of text: String, _ option: String, _ level: AreaLevel, on day: Day) throws -> String {
    let day = levelDay(level, on: day).day
    let finder = AreaFinder(self)
    let units = finder.units(text, level: level)
    if text.contains("@") {
      // What ended, and that nothing followed, has a row of its own; what went on elsewhere has none.
      guard units.count == 1, units[0].exists(on: day) || placement(of: units[0].ref, on: day) == .unit(units[0]) else {
        throw Problem.noUnit(text, traces(of: units, on: day), day)
      }
      return units[0].key(on: day)
    }
    if let code = AreaCode(text: text), code.level != level {
      throw CommandContext.wrong(option, text, level == .district ? "399" : level == .commune ? "15997" : "38")
    }
    let there = units.filter { $0.exists(on: day) }
    if there.count == 1 { return there[0].key(on: day) }
    if there.isEmpty {
      throw Problem.noUnit(text, traces(of: units.isEmpty ? finder.near(text, level: level) : units, on: day), day)
    }
    throw Problem.severalUnits(text, there, self, day)
  }
}

extension Problem {
  /// That no unit is meant, with what is known of those that may be.
  static func noUnit(_ text: String, _ traces: [Text], _ day: Day?) -> Problem {
    let when =
      day.map { Text("Ngày \($0.vietnamese) không có đơn vị", "On \($0) there is no unit") }
      ?? Text("Bản đồ không có đơn vị", "The map has no unit")
    return Problem.refused(
      "area.unknown", Text("\(when.vi) \"\(text)\".", "\(when.en) \"\(text)\"."),
      hint: traces.isEmpty
        ? Text("Tìm: ocop area find TÊN", "Search: ocop area find NAME")
        : Text(traces.map(\.vi).joined(separator: "; "), traces.map(\.en).joined(separator: "; ")))
  }

  /// That several units are meant.
  static func severalUnits(_ text: String, _ units: [AreaUnit], _ map: AreaMap, _ day: Day) -> Problem {
    let shown = units.prefix(20).map { unit in
      map.choice(unit, on: day).replacing(unit.code.text, with: unit.key, maxReplacements: 1)
    }
    let list = (shown + (units.count > shown.count ? ["…"] : [])).joined(separator: "; ")
    return Problem.refused(
      "area.ambiguous", Text("\"\(text)\" khớp \(units.count) đơn vị.", "\"\(text)\" fits \(units.count) units."),
      hint: Text("Chọn một: \(list)", "Choose one: \(list)"))
  }
}
