import OCOP
import ProjectionKit
import ProjectionTesting
import StarCounts
import TestSupport
import Testing

@Suite("StarCounts against a second opinion")
struct ModelTests {
  private static let days = ["2020-03-15", "2021-12-31", "2023-07-01", "2025-01-01", "2026-11-24"]

  @Test(
    "every counting, on any day, by what was known at any time", arguments: 1...UInt64(Effort.rounds(15, thorough: 40)))
  func agrees(seed: UInt64) throws {
    let records = RandomHistory(seed: seed, count: 260).records
    var random = SeededGenerator(seed: seed)
    for known in [records.count, Int.random(in: 1...records.count, using: &random)] {
      var story = Story()
      for record in records.prefix(known) { story.append(record) }
      let folded = try story.fold(StarCounts.self)
      for day in Self.days {
        for counting in Counting.allCases {
          let expected = SecondOpinion.stars(Array(records.prefix(known)), on: LegalDate(day)!.day, counting)
          let sheet = try folded.ask(asOf: day, counting: counting, ["explain": "yes"])
          let found = sheet.objects.map { "\($0["product"]?.text ?? "") \($0["stars"]?.text ?? "")" }
          let wanted = expected.sorted { $0.key < $1.key }.map { "\"\($0.key.shown)\" \($0.value.number)" }
          #expect(found == wanted, "seed \(seed), \(day), \(counting), known \(known)")
        }
      }
    }
  }

  @Test(
    "every cell of every table is explained by as many products as it counts",
    arguments: 1...UInt64(Effort.rounds(4, thorough: 12)))
  func explained(seed: UInt64) throws {
    var story = Story()
    for record in RandomHistory(seed: seed, count: 260).records { story.append(record) }
    let folded = try story.fold(StarCounts.self)
    for (day, areas) in [("2022-06-30", nil), ("2022-06-30", "2025-01-01"), ("2026-01-01", "2019-01-01")]
      as [(String, String?)]
    {
      for counting in Counting.allCases {
        for by in ["district", "commune", "group", "form", "level"] {
          func ask(_ more: [String: String]) throws -> AnswerTable {
            try folded.ask(asOf: day, areas: areas, counting: counting, more.merging(["by": by]) { $1 })
          }
          let table = try ask([:])
          for row in table.objects + (table.total.map { [table.object($0)] } ?? []) {
            guard case .string(let key)? = row["key"] else { continue }
            let cell = try ask(["explain": "yes", "cell": key])
            #expect(JSONValue(cell.rows.count) == row["products"], "seed \(seed) \(by)=\(key)")
            #expect(JSONValue(Set(cell.objects.map { $0["producer"] ?? nil }).count) == row["producers"])
            for stars in 1...5 {
              let some = try ask(["explain": "yes", "cell": key, "stars": "\(stars)"])
              #expect(JSONValue(some.rows.count) == row["stars"]?["\(stars)"], "seed \(seed) \(by)=\(key) \(stars)★")
            }
            let proposed = try ask(["explain": "yes", "cell": key, "proposed5": "yes"])
            #expect(JSONValue(proposed.rows.count) == row["proposed5"], "seed \(seed) \(by)=\(key)")
          }
        }
      }
    }
  }

  @Test("a split unit is to be assigned, a whole one is followed both ways, totals agree on every map")
  func maps() throws {
    var story = Story()
    let stream = StreamID(.area, 38)
    func unit(_ code: String, _ parent: String?, _ from: String? = nil) -> String {
      let level: AreaLevel = code.count == 2 ? .province : code.count == 3 ? .district : .commune
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: "N\(code)", kind: level == .commune ? "xã" : "huyện",
        parent: parent.flatMap { AreaCode(text: $0) })
      story.record(.areaEstablished(event), stream, on: from)
      return code
    }
    let change = "2025-07-01"
    _ = [
      unit("38", nil), unit("399", "38"), unit("10001", "399"), unit("10002", "399"), unit("20001", "38", change),
      unit("20002", "38", change),
    ]
    let edition = Int64(LegalDate(change)!.day.number)
    for (from, to, part) in [
      ("10001", "20001", AreaPart.full), ("10002", "20001", .partial), ("10002", "20002", .partial),
    ] {
      let succeeded = AreaSucceeded(
        from: AreaRef(code: AreaCode(text: from)!), to: AreaRef(code: AreaCode(text: to)!, edition: edition), part: part
      )
      story.record(.areaSucceeded(succeeded), stream, on: change)
    }
    for (number, commune) in [(UInt32(1), "10001"), (2, "10002")] {
      let product = story.product(number, "P\(number)")
      let place = Place(
        district: AreaRef(code: AreaCode(text: "399")!), commune: AreaRef(code: AreaCode(text: commune)!))
      story.record(.productMoved(ProductMoved(place: place)), product, on: "2020-01-01")
      story.record(.recognised(Recognised(grant: Story.grant(.three, until: "2030"))), product, on: "2024-01-01")
    }
    func keys(_ areas: String?) throws -> [String] {
      let sheet = try story.ask(StarCounts.self, asOf: "2024-06-30", areas: areas, ["by": "commune"])
      #expect(sheet.object(try #require(sheet.total))["products"] == 2)
      return sheet.objects.map { $0["key"]?.text.replacing("\"", with: "") ?? "" }
    }
    #expect(try keys(nil) == ["10001", "10002"])
    #expect(try keys(change) == ["20001", "toBeAssigned"])
    let moved = ProductMoved(place: Place(commune: AreaRef(code: AreaCode(text: "20002")!, edition: edition)))
    story.record(.productMoved(moved), ProductID(2).stream, on: "2024-02-01")
    #expect(try keys(change) == ["20001", "20002"])
    #expect(try keys(nil) == ["10001", "10002"])
  }
}
