internal import Ledger
internal import OCOP

/// Finds the place that a row names, in the edition of the map of the row's date.
struct Places {
  private let map: AreaMap
  private let finder: AreaFinder

  init(_ map: AreaMap) {
    self.map = map
    finder = AreaFinder(map)
  }

  func place(_ cells: inout Cells, on date: LegalDate?) -> Place? {
    guard let day = date?.day else { return nil }
    let levelDay = map.levelDay(.district, on: day)
    let column = levelDay.isFormer ? "former_district" : "district"
    guard !refuseOther(column, &cells, day) else { return nil }
    let district = unit(&cells, column, .district, day, levelDay.day) { _ in true }
    // Without its district, a commune of an unreadable one would only be a second error about the same mistake.
    guard district != nil || cells.text(column) == nil else { return nil }
    let commune = unit(&cells, "commune", .commune, in: levelDay.isFormer ? nil : district, day, day) { unit in
      guard levelDay.isFormer, let district else { return true }
      let former = map.unit(.district, of: Place(commune: unit.ref), on: levelDay.day)
      return former?.candidates.contains(district) ?? true
    }
    guard district != nil || commune != nil else { return nil }
    return Place(district: district?.ref, commune: commune?.ref)
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
    where isMeant: (AreaUnit) -> Bool
  ) -> AreaUnit? {
    guard let text = cells.text(column) else { return nil }
    let found = finder.find(text, level: level, in: parent, on: mapDay).filter(isMeant)
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      cells.note(
        column, "area.unknown",
        Text(
          "Ngày \(day.vietnamese) không có \(level.name(.vi)) \"\(text)\"\(parent.map { " ở \($0.fullName)" } ?? "").",
          "On \(day) there is no \(level.name(.en)) \"\(text)\"\(parent.map { " in \($0.fullName)" } ?? "")."),
        hint(text, level, parent, day, mapDay))
    } else {
      let list = found.map { "\($0.code) \($0.fullName)" }.joined(separator: "; ")
      cells.note(
        column, "area.ambiguous",
        Text("\"\(text)\" khớp \(found.count) đơn vị.", "\"\(text)\" fits \(found.count) units."),
        Text("Ghi mã hoặc thêm huyện: \(list)", "Write the code, or add the district: \(list)"))
    }
    return nil
  }

  /// What became of a unit that the text names on another day, or else units whose names are near.
  private func hint(_ text: String, _ level: AreaLevel, _ parent: AreaUnit?, _ day: Day, _ mapDay: Day) -> Text? {
    let ended = finder.units(text, level: level).filter { !$0.exists(on: mapDay) }
    if !ended.isEmpty {
      let traces = map.traces(of: ended, on: day)
      return Text(traces.map(\.vi).joined(separator: "; "), traces.map(\.en).joined(separator: "; "))
    }
    let similar = finder.similar(text, level: level, on: mapDay).prefix(5).map { "\($0.code) \($0.fullName)" }
    guard !similar.isEmpty else { return nil }
    return Text("Gần giống: \(similar.joined(separator: "; "))", "Similar: \(similar.joined(separator: "; "))")
  }
}
