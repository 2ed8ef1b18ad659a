import OCOP
import Testing

/// Two districts until 1/7/2025: a and b of X, c and d of Y. Then p is a whole and half of b; q is the other half of b and c; d stays.
@Suite("AreaMap: where a place lies on another map")
struct AreaMapTests {
  private let map: AreaMap
  private let before = Day(year: 2025, month: 6, day: 30)!
  private let after = Day(year: 2025, month: 7, day: 1)!

  init() {
    var map = AreaMap()
    func establish(_ code: String, _ name: String, _ parent: String?, _ from: String? = nil) {
      let code = AreaCode(text: code)!
      let event = AreaEstablished(
        code: code, level: code.level, name: name, kind: "đơn vị", parent: parent.flatMap { AreaCode(text: $0) })
      map.apply(.areaEstablished(event), on: from.flatMap { LegalDate($0) })
    }
    let change = LegalDate("2025-07-01")!
    establish("38", "T", nil)
    for (code, name) in [("301", "X"), ("302", "Y")] { establish(code, name, "38") }
    for (code, name, parent) in [
      ("10001", "A", "301"), ("10002", "B", "301"), ("10003", "C", "302"), ("10004", "D", "302"),
    ] { establish(code, name, parent) }
    for code in ["301", "302", "10001", "10002", "10003", "10004"] {
      map.apply(.areaAbolished(AreaAbolished(unit: AreaRef(code: AreaCode(text: code)!))), on: change)
    }
    for (code, name) in [("10002", "P"), ("10003", "Q"), ("10004", "D")] { establish(code, name, "38", "2025-07-01") }
    for (from, to, part) in [
      ("10001", "10002", AreaPart.full), ("10002", "10002", .partial), ("10002", "10003", .partial),
      ("10003", "10003", .full), ("10004", "10004", .full),
    ] {
      let event = AreaSucceeded(
        from: AreaRef(code: AreaCode(text: from)!),
        to: AreaRef(code: AreaCode(text: to)!, edition: Int64(change.day.number)), part: part)
      map.apply(.areaSucceeded(event), on: change)
    }
    self.map = map
  }

  private func old(_ code: String) -> AreaRef { AreaRef(code: AreaCode(text: code)!) }
  private func new(_ code: String) -> AreaRef { AreaRef(code: AreaCode(text: code)!, edition: Int64(after.number)) }
  private func names(_ placement: AreaPlacement?) -> [String] { placement?.candidates.map(\.name) ?? [] }
  private func district(_ commune: AreaRef?, named: AreaRef? = nil, on day: Day) -> AreaPlacement? {
    map.unit(.district, of: Place(district: named, commune: commune), on: map.levelDay(.district, on: day).day)
  }

  @Test("a whole commune lies in what it became, a split one in one of several, which are named")
  func forward() {
    #expect(names(map.placement(of: old("10001"), on: after)) == ["P"])
    #expect(names(map.placement(of: old("10002"), on: after)) == ["P", "Q"])
    #expect(names(map.placement(of: old("10002"), on: before)) == ["B"])
    guard case .toBeAssigned(let unit, _)? = map.placement(of: old("10002"), on: after) else {
      Issue.record("a split commune is to be assigned")
      return
    }
    #expect(unit.name == "B")
  }

  @Test("backwards: one predecessor is sure, several are candidates")
  func backward() {
    #expect(names(map.placement(of: new("10004"), on: before)) == ["D"])
    #expect(names(map.placement(of: new("10002"), on: before)) == ["A", "B"])
    #expect(names(map.placement(of: new("10003"), on: before)) == ["B", "C"])
  }

  @Test("a commune's district is its parent; after districts ended it is the former one, wherever predecessors agree")
  func districts() {
    #expect(names(district(old("10001"), on: before)) == ["X"])
    #expect(!map.levelDay(.district, on: before).isFormer && map.levelDay(.district, on: after).isFormer)
    #expect(map.levelDay(.district, on: after).day == before)
    // P is made of two communes of X; Q of one of X and one of Y.
    #expect(district(new("10002"), on: after) == district(old("10001"), on: before))
    #expect(names(district(new("10003"), on: after)) == ["X", "Y"])
    #expect(names(district(new("10003"), named: old("302"), on: after)) == ["Y"])
    // A split commune had one district before.
    #expect(names(district(old("10002"), on: after)) == ["X"])
    #expect(names(district(nil, named: old("301"), on: after)) == ["X"])
    #expect(district(nil, on: after) == nil)
  }

  @Test("the district that a place names gives way to its commune's, and counts where there is none")
  func named() {
    #expect(names(district(old("10003"), named: old("301"), on: before)) == ["Y"])
  }

  @Test("every commune lies in the province, on either map")
  func province() {
    for unit in map.units where unit.level == .commune {
      for day in [before, after] {
        #expect(names(map.unit(.province, of: Place(commune: unit.ref), on: day)) == ["T"], "\(unit.key)")
      }
    }
  }

  @Test(
    "a unit that another takes in, which goes on as it was, lies there; what gave up a part is one of those that have it"
  )
  func absorbed() {
    var map = map
    let code = { AreaRef(code: AreaCode(text: $0)!) }
    for text in ["10005", "10006", "10007"] {
      let unit = AreaEstablished(
        code: code(text).code, level: .commune, name: text, kind: "xã", parent: code("301").code)
      map.apply(.areaEstablished(unit), on: nil)
    }
    let day = LegalDate("2020-02-01")!
    map.apply(.areaAbolished(AreaAbolished(unit: code("10005"))), on: day)
    map.apply(.areaSucceeded(AreaSucceeded(from: code("10005"), to: code("10006"), part: .full)), on: day)
    map.apply(
      .areaSucceeded(AreaSucceeded(from: code("10006"), to: code("10007"), part: .partial)), on: LegalDate("2021-01-01")
    )
    map.apply(.areaAbolished(AreaAbolished(unit: code("10007"))), on: LegalDate("2022-01-01"))
    func lies(_ text: String, _ date: String) -> [String] {
      names(map.placement(of: code(text), on: LegalDate(date)!.day))
    }
    #expect(lies("10005", "2020-01-31") == ["10005"] && lies("10005", "2020-02-01") == ["10006"])
    #expect(lies("10006", "2020-12-31") == ["10006"] && lies("10006", "2021-01-01") == ["10006", "10007"])
    // What it gave up before it took another in is no part of that.
    map.apply(
      .areaSucceeded(AreaSucceeded(from: code("10006"), to: code("10007"), part: .partial)), on: LegalDate("2019-06-01")
    )
    #expect(lies("10005", "2020-12-31") == ["10006"])
    // What nothing followed stays itself, under a name that no unit of the day has.
    #expect(lies("10007", "2022-01-01") == ["10007"])
    #expect(map.unit(code("10007"))?.key(on: LegalDate("2022-01-01")!.day) == "10007@initial")
  }

  @Test("what is above a unit that ended is what that has become by the day")
  func mergedAbove() {
    var map = map
    let code = { AreaRef(code: AreaCode(text: $0)!) }
    map.apply(
      .areaEstablished(AreaEstablished(code: code("40").code, level: .province, name: "U", kind: "tỉnh")),
      on: LegalDate("2025-07-01"))
    map.apply(.areaAbolished(AreaAbolished(unit: code("38"))), on: LegalDate("2025-07-01"))
    let united = AreaRef(code: code("40").code, edition: Int64(after.number))
    map.apply(.areaSucceeded(AreaSucceeded(from: code("38"), to: united, part: .full)), on: LegalDate("2025-07-01"))
    #expect(names(map.unit(.province, of: Place(district: code("301")), on: after)) == ["U"])
    #expect(names(map.unit(.province, of: Place(district: code("301")), on: before)) == ["T"])
  }

  @Test("what became of a unit, in words; lineage from either end")
  func fates() throws {
    let a = try #require(map.unit(old("10001")))
    #expect(map.fate(of: a, by: before) == nil)
    #expect(map.fate(of: a, by: after)?.vi == "nay thuộc Đơn vị P (10002)")
    let b = try #require(map.unit(old("10002")))
    #expect(map.fate(of: b, by: after)?.en == "now in one of: Đơn vị P (10002); Đơn vị Q (10003)")
    let x = try #require(map.unit(old("301")))
    #expect(map.fate(of: x, by: after)?.en == "it ended on 2025-07-01")
    let q = try #require(map.unit(new("10003")))
    #expect(map.lineage(of: q).units.map(\.name) == ["B", "C", "Q"])
    #expect(map.lineage(of: b).units.map(\.name) == ["B", "P", "Q"])
  }

  @Test("a bare code names the unit of a day; a row whose code is another's that day names its edition")
  func codes() throws {
    let c = try #require(map.unit(old("10003")))
    #expect(c.key(on: before) == "10003" && c.key(on: after) == "10003@initial")
    let finder = AreaFinder(map)
    #expect(finder.units("10003").map(\.name) == ["C", "Q"])
    #expect(finder.units("10003@2025-07-01").map(\.name) == ["Q"] && finder.units("10003@initial").map(\.name) == ["C"])
    #expect(finder.find("10003", level: .commune, on: before).map(\.name) == ["C"])
  }
}
