import OCOP
import Testing

@Suite("AreaFinder")
struct AreaFinderTests {
  private let map: AreaMap
  private let day = Day(year: 2020, month: 1, day: 1)!

  init() {
    var map = AreaMap()
    let units: [(String, AreaLevel, String, String, String?, String?)] = [
      ("38", .province, "Thanh Hóa", "tỉnh", nil, nil), ("380", .district, "Thanh Hóa", "thành phố", "38", nil),
      ("399", .district, "Hoằng Hóa", "huyện", "38", nil), ("405", .district, "Đông Sơn", "huyện", "38", nil),
      ("14770", .commune, "Phú Sơn", "phường", "380", nil), ("14900", .commune, "Phú Sơn", "xã", "405", nil),
      ("16003", .commune, "Hoằng Phụ", "xã", "399", "2025-01-01"),
    ]
    for (code, level, name, kind, parent, from) in units {
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: name, kind: kind, parent: parent.flatMap { AreaCode(text: $0) }
      )
      map.apply(.areaEstablished(event), on: from.flatMap { LegalDate($0) })
    }
    self.map = map
  }

  @Test(
    "by name with or without its kind, with either tone placement, or by code",
    arguments: [
      "Hoằng Hóa", "Hoằng Hoá", "Huyện Hoằng Hóa", "huyện hoằng hóa", "H. Hoằng Hóa", "399", "HOẰNG HÓA",
    ])
  func spellings(text: String) {
    #expect(AreaFinder(map).find(text, level: .district, on: day).map(\.code.text) == ["399"])
  }

  @Test(
    "the city by its short kinds", arguments: ["TP Thanh Hóa", "TP. Thanh Hoá", "Thành phố Thanh Hóa", "tp.thanh hóa"])
  func city(text: String) {
    #expect(AreaFinder(map).find(text, level: .district, on: day).map(\.code.text) == ["380"])
  }

  @Test("an unaccented name is never chosen, but told as similar")
  func unaccented() {
    #expect(AreaFinder(map).find("Hoang Hoa", level: .district, on: day).isEmpty)
    #expect(AreaFinder(map).similar("Hoang Hoa", level: .district, on: day).map(\.code.text) == ["399"])
  }

  @Test("a name that stands twice is told apart by its kind or its district")
  func twice() {
    let finder = AreaFinder(map)
    #expect(finder.find("Phú Sơn", level: .commune, on: day).count == 2)
    #expect(finder.find("Phường Phú Sơn", level: .commune, on: day).map(\.code.text) == ["14770"])
    let parent = map.unit(AreaCode(text: "405")!, on: day)
    #expect(finder.find("Phú Sơn", level: .commune, in: parent, on: day).map(\.code.text) == ["14900"])
  }

  @Test("where a district's communes are known only later, the earliest known are taken")
  func laterEdition() {
    let parent = map.unit(AreaCode(text: "399")!, on: day)
    #expect(AreaFinder(map).find("Hoằng Phụ", level: .commune, in: parent, on: day).map(\.code.text) == ["16003"])
  }
}
