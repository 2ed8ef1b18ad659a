internal import Ledger
internal import OCOP

/// Finds the place that a row names, in the edition of the map of the row's date.
struct Places {
  private let finder: AreaFinder

  init(_ map: AreaMap) { finder = AreaFinder(map) }

  func place(_ cells: inout Cells, on date: LegalDate?) -> Place? {
    guard let day = date?.day else { return nil }
    let district = unit(&cells, "district", .district, in: nil, on: day)
    // Without its district, a commune of an unreadable one would only be a second error about the same mistake.
    guard district != nil || cells.text("district") == nil else { return nil }
    let commune = unit(&cells, "commune", .commune, in: district, on: day)
    guard district != nil || commune != nil else { return nil }
    return Place(district: district?.ref, commune: commune?.ref)
  }

  private func unit(
    _ cells: inout Cells, _ column: String, _ level: AreaLevel, in parent: AreaUnit?, on day: Day
  ) -> AreaUnit? {
    guard let text = cells.text(column) else { return nil }
    let found = finder.find(text, level: level, in: parent, on: day)
    if found.count == 1 { return found[0] }
    if found.isEmpty {
      let similar = finder.similar(text, level: level, on: day).prefix(5).map { "\($0.code) \($0.fullName)" }
      cells.note(
        column, "area.unknown",
        Text(
          "Ngày \(day.vietnamese) không có \(level.name(.vi)) \"\(text)\"\(parent.map { " ở \($0.fullName)" } ?? "").",
          "On \(day) there is no \(level.name(.en)) \"\(text)\"\(parent.map { " in \($0.fullName)" } ?? "")."),
        similar.isEmpty
          ? nil : Text("Gần giống: \(similar.joined(separator: "; "))", "Similar: \(similar.joined(separator: "; "))"))
    } else {
      let list = found.map { "\($0.code) \($0.fullName)" }.joined(separator: "; ")
      cells.note(
        column, "area.ambiguous",
        Text("\"\(text)\" khớp \(found.count) đơn vị.", "\"\(text)\" fits \(found.count) units."),
        Text("Ghi mã hoặc thêm huyện: \(list)", "Write the code, or add the district: \(list)"))
    }
    return nil
  }
}
