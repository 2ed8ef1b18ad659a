internal import Ledger
internal import OCOP

/// Finds the place that a row names, in the edition of the map of the row's date.
struct PlaceReader {
  private let map: AreaMap
  private let finder: AreaFinder
  /// The places that rows before named: a list names a few communes many times.
  private var known: [Named: Place] = [:]
  private static let mostKnown = 4_096

  /// What names a place, and the days on which it is looked up.
  private struct Named: Hashable {
    let texts: [String]
    let day: Day
    let listDay: Day?
  }

  init(_ map: AreaMap) {
    self.map = map
    finder = AreaFinder(map)
  }

  /// The place that a row of that date names. `listDay`: where it names none of its day, perhaps one of the day of the list.
  mutating func place(_ cells: inout Cells, on date: LegalDate?, or listDay: Day?) -> Place? {
    guard let day = date?.day else { return nil }
    let named = Named(
      texts: ["commune", "district", "former_district"].map { cells.row[$0] }, day: day, listDay: listDay)
    if let place = known[named] { return place }
    let problems = cells.problems.count
    let place = place(&cells, day, or: listDay)
    if let place, cells.problems.count == problems, known.count < Self.mostKnown { known[named] = place }
    return place
  }

  private func place(_ cells: inout Cells, _ day: Day, or listDay: Day?) -> Place? {
    guard let listDay else { return place(&cells, on: day) }
    var tried = cells
    let found = place(&tried, on: day)
    let faults = tried.problems.dropFirst(cells.problems.count)
    if faults.contains(where: { ["area.unknown", "area.notFormer"].contains($0.code) }) {
      var again = cells
      let other = place(&again, on: listDay)
      if again.problems.count == cells.problems.count {
        cells = again
        return other
      }
    }
    cells = tried
    return found
  }

  private func place(_ cells: inout Cells, on day: Day) -> Place? {
    let levelDay = map.levelDay(.district, on: day)
    let column = levelDay.isFormer ? "former_district" : "district"
    guard !refuseOther(column, &cells, day) else { return nil }
    let commune = cells.text("commune")
    let district = unit(&cells, column, .district, day, levelDay.day) { districts, _ in
      // Of several districts of one name the one that has the commune.
      guard districts.count > 1, !levelDay.isFormer, let commune else { return districts }
      let having = districts.filter { !finder.find(commune, level: .commune, in: $0, on: day).isEmpty }
      return having.count == 1 ? having : districts
    }
    // Without its district, a commune of an unreadable one would only be a second error about the same mistake.
    guard district != nil || cells.text(column) == nil else { return nil }
    let found = unit(&cells, "commune", .commune, in: levelDay.isFormer ? nil : district, day, day) { communes, cells in
      guard levelDay.isFormer, let district else { return communes }
      let meant = communes.filter { formers(of: $0, levelDay.day)?.contains(district) ?? true }
      if meant.isEmpty, let commune = communes.first {
        refuseFormer(of: commune, district, formers(of: commune, levelDay.day) ?? [], &cells)
        return nil
      }
      return meant
    }
    guard district != nil || found != nil else { return nil }
    return Place(district: district?.ref, commune: found?.ref)
  }

  /// The districts in which a commune of today lay when there were any; `nil`: nothing tells.
  private func formers(of commune: AreaUnit, _ day: Day) -> [AreaUnit]? {
    map.unit(.district, of: Place(commune: commune.ref), on: day)?.candidates
  }

  private func refuseFormer(of commune: AreaUnit, _ district: AreaUnit, _ formers: [AreaUnit], _ cells: inout Cells) {
    let list = formers.map { "\($0.code) \($0.fullName)" }.joined(separator: "; ")
    cells.note(
      "former_district", "area.notFormerOf",
      Text(
        "\(commune.fullName) không có phần nào của \(district.fullName).",
        "\(commune.fullName) took nothing from \(district.fullName)."),
      Text("Huyện cũ của xã này: \(list)", "Its former districts: \(list)"))
  }

  /// Notes a district in the column that is not for it: districts of a day that has none are former ones.
  private func refuseOther(_ column: String, _ cells: inout Cells, _ day: Day) -> Bool {
    let other = column == "district" ? "former_district" : "district"
    guard let text = cells.text(other) else { return false }
    if other == "district" {
      let traces = map.traces(of: finder.units(text, level: .district), on: day)
      cells.note(
        other, "area.unknown",
        Text("Ngày \(day.vietnamese) không còn cấp huyện.", "On \(day) there are no districts any more."),
        Text(
          "Nếu \"\(text)\" là huyện cũ, ghi vào cột former_district (huyện cũ). \(traces.map(\.vi).joined(separator: "; "))",
          "If \"\(text)\" is the former district, write it in the column former_district. \(traces.map(\.en).joined(separator: "; "))"
        ))
    } else {
      cells.note(
        other, "area.notFormer",
        Text("Ngày \(day.vietnamese) còn cấp huyện.", "On \(day) there are districts."),
        Text("Ghi \"\(text)\" vào cột district (huyện).", "Write \"\(text)\" in the column district."))
    }
    return true
  }

  /// `day`: of the row; `mapDay`: of the map on which the unit is looked up.
  private func unit(
    _ cells: inout Cells, _ column: String, _ level: AreaLevel, in parent: AreaUnit? = nil, _ day: Day, _ mapDay: Day,
    narrowing: ([AreaUnit], inout Cells) -> [AreaUnit]?
  ) -> AreaUnit? {
    guard let text = cells.text(column) else { return nil }
    // What is narrowed to nothing has been told.
    guard let found = narrowing(finder.find(text, level: level, in: parent, on: mapDay), &cells) else { return nil }
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      cells.note(
        column, "area.unknown",
        Text(
          "Ngày \(day.vietnamese) không có \(level.name(.vi)) \"\(text)\"\(parent.map { " ở \($0.fullName)" } ?? "").",
          "On \(day) there is no \(level.name(.en)) \"\(text)\"\(parent.map { " in \($0.fullName)" } ?? "")."),
        hint(text, level, parent, day, mapDay), remedy: remedy(text, level, day, mapDay),
        similar(text, level, mapDay).map {
          AnswerChoice(text: Text(map.choice($0, on: mapDay)), column: column, value: $0.code.text)
        })
    } else {
      let list = found.map { map.choice($0, on: mapDay) }.joined(separator: "; ")
      let isOfDistrict = level == .commune && parent == nil
      cells.note(
        column, "area.ambiguous",
        Text("\"\(text)\" khớp \(found.count) đơn vị.", "\"\(text)\" fits \(found.count) units."),
        isOfDistrict
          ? Text("Ghi mã hoặc thêm huyện: \(list)", "Write the code, or add the district: \(list)")
          : Text("Ghi mã: \(list)", "Write the code: \(list)"),
        found.map { AnswerChoice(text: Text(map.choice($0, on: mapDay)), column: column, value: $0.code.text) })
    }
    return nil
  }

  /// A list that was not compared with resolutions has no units that had ended before it.
  private func remedy(_ text: String, _ level: AreaLevel, _ day: Day, _ mapDay: Day) -> Remedy? {
    guard day < Self.nationalList, map.units.contains(where: { $0.level == level && $0.isUnchecked }),
      finder.units(text, level: level).allSatisfy({ $0.exists(on: mapDay) }),
      finder.similar(text, level: level, on: mapDay).isEmpty
    else { return nil }
    return .importEarlierAreas
  }

  /// The day of the list of units that the program holds (github.com/dvhcvn/20250701).
  private static let nationalList = Day(year: 2025, month: 3, day: 1)!

  private func similar(_ text: String, _ level: AreaLevel, _ mapDay: Day) -> [AreaUnit] {
    guard finder.units(text, level: level).allSatisfy({ $0.exists(on: mapDay) }) else { return [] }
    return Array(finder.similar(text, level: level, on: mapDay).prefix(5))
  }

  /// What became of a unit that the text names on another day, or else units whose names are near.
  private func hint(_ text: String, _ level: AreaLevel, _ parent: AreaUnit?, _ day: Day, _ mapDay: Day) -> Text? {
    let ended = finder.units(text, level: level).filter { !$0.exists(on: mapDay) }
    if !ended.isEmpty {
      let traces = map.traces(of: ended, on: day)
      return Text(traces.map(\.vi).joined(separator: "; "), traces.map(\.en).joined(separator: "; "))
    }
    let similar = similar(text, level, mapDay).map { "\($0.code) \($0.fullName)" }
    guard !similar.isEmpty else { return nil }
    return Text("Gần giống: \(similar.joined(separator: "; "))", "Similar: \(similar.joined(separator: "; "))")
  }
}
