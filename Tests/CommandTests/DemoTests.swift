import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop demo and the figures of Thanh Hoá")
struct DemoTests {
  @Test("the demo tells the figures as published, and ends with a verified root")
  func demo() throws {
    let run = try Program.run(["demo", "--fixtures", Program.fixtures], locale: "vi_VN.UTF-8")
    #expect(run.status == 0)
    for line in [
      "69  sản phẩm được công nhận", "47  chủ thể", "17  4 sao", "52  3 sao", "2  đề xuất 5 sao",
      "172,5%  so với kế hoạch",
      "32 sản phẩm là dòng giữ chỗ", "SP-0002  Mắm tôm Lê Gia", "9 thị trường theo bài báo 31/12/2020",
      "công nhận lại", "không đạt", "✓ Kiểm chứng xong",
    ] { #expect(run.output.contains(line), "\(line)") }
    #expect(!run.output.contains("✗"))
  }

  @Test("a demo that is not finished leaves nothing, and one that is takes an empty folder, never one in use")
  func folders() throws {
    let scratch = Scratch()
    let broken = scratch.path + "/fixtures"
    try FileManager.default.copyItem(atPath: Program.fixtures, toPath: broken)
    try Data("product,stars\nx,9\n".utf8).write(to: URL(fileURLWithPath: broken + "/exports.csv"))
    let ledger = scratch.path + "/sample"
    let failed = try Program.run(["demo", "--fixtures", broken, "--ledger", ledger])
    #expect(failed.status != 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["fixtures"])
    try FileManager.default.createDirectory(atPath: ledger, withIntermediateDirectories: true)
    #expect(try Program.run(["demo", "--fixtures", Program.fixtures, "--ledger", ledger + "/"]).status == 0)
    #expect(try Program.run(["verify"], ledger: ledger).status == 0)
    #expect(try Set(FileManager.default.contentsOfDirectory(atPath: scratch.path)) == ["fixtures", "sample"])
    let again = try Program.run(["demo", "--fixtures", Program.fixtures, "--ledger", ledger])
    #expect(again.status == 5)
    let inUse = try Program.run(["demo", "--fixtures", Program.fixtures, "--ledger", broken])
    #expect(inUse.status == 5 && inUse.errors.contains("notEmpty"))
  }

  @Test("the demo as JSON: every figure counted is the figure published")
  func json() throws {
    let demo = try Program.run(["demo", "--fixtures", Program.fixtures, "--format", "json"]).json
    guard case .array(let figures)? = demo["figures"] else {
      Issue.record("no figures")
      return
    }
    #expect(figures.map { $0["counted"] } == [69, 47, 0, 17, 52, 2, 17_250])
    for figure in figures { #expect(figure["counted"] == figure["published"]) }
    #expect(demo["verified"] == true)
  }

  @Test(
    "stars on the days that are known",
    arguments: [
      ("2019-12-22", 0, 0, 0, 0), ("2019-12-31", 13, 8, 5, 0), ("2020-02-28", 13, 8, 5, 0),
      ("2020-02-29", 30, 24, 6, 0),
      ("2020-07-31", 42, 36, 6, 2), ("2020-12-31", 69, 52, 17, 2), ("2021-04-06", 76, 56, 20, 2),
    ])
  func anchors(day: String, products: Int64, three: Int64, four: Int64, proposed: Int64) throws {
    for by in ["district", "commune", "group", "form", "level"] {
      let answer = try Program.run(
        ["stats", "stars", "--as-of", day, "--by", by, "--format", "json"], ledger: try Sample.ledger
      ).json
      let total = try #require(answer["total"])
      #expect(total["products"] == .int(products), "by \(by)")
      #expect(total["stars"] == ["1": 0, "2": 0, "3": .int(three), "4": .int(four), "5": 0])
      #expect(total["proposed5"] == .int(proposed))
      #expect(answer["question"]?["asOf"] == .string(day))
    }
  }

  @Test("the answer carries its question, position and root, in that order")
  func shape() throws {
    let ledger = try Sample.ledger
    let answer = try Program.run(["stats", "stars", "--as-of", "2020-12-31", "--format", "json"], ledger: ledger)
    let head = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json
    guard case .object = try answer.json else { return }
    let expected =
      #"{"question":{"asOf":"2020-12-31","knownAt":\#(head["position"]!.text),"areas":"2020-06-01","rules":"recorded","#
      + #""counting":"in-force","by":"district"},"position":\#(head["position"]!.text),"root":\#(head["root"]!.text),"verified":false,"rows":[{"key":"380","name":"#
    #expect(answer.output.hasPrefix(expected))
  }

  @Test("Mắm tôm Lê Gia rose to five and was renewed; Nước mắm stayed at four after the failed proposal")
  func histories() throws {
    let ledger = try Sample.ledger
    func states(_ name: String, _ day: String) throws -> [String] {
      let answer = try Program.run(["product", "history", name, "--as-of", day, "--format", "json"], ledger: ledger)
        .json
      guard case .array(let rows)? = answer["rows"] else { return [] }
      return rows.map { row in
        ["state", "stars", "from", "ending"].map { (row[$0] ?? nil).text.replacing("\"", with: "") }.joined(
          separator: " ")
      }
    }
    #expect(
      try states("Mắm tôm Lê Gia", "2025-12-31") == [
        "held 4 2019-12-23 superseded", "proposed 5 2020-07 granted", "held 5 2021 superseded",
        "proposed 5 2024-05-02 granted", "held 5 2024-07 inForce",
      ])
    #expect(
      try states("nuoc mam le gia", "2021-12-31") == ["held 4 2019-12-23 inForce", "proposed 5 2020-07 refused"])
  }

  @Test("exporters by market, awards, targets")
  func lists() throws {
    let ledger = try Sample.ledger
    let exporters = try Program.run(
      ["exporters", "list", "--as-of", "2020-12-31", "--format", "ndjson"], ledger: ledger)
    let rows = try exporters.lines.map(jsonValue)
    let seed = Set(rows.filter { $0["since"] == "2020-12-31" }.compactMap { $0["market"]?.text })
    #expect(seed == Set(["RU", "KR", "TW", "ZA", "CH", "SE", "US", "JP", "CN"].map { "\"\($0)\"" }))
    #expect(rows.contains { $0["market"] == "US" && $0["outlets"] == 64 })
    let awards = try Program.run(["award", "list", "--format", "csv"], ledger: ledger).lines
    #expect(awards.count == 6)
    let targets = try Program.run(["target", "list", "--format", "json"], ledger: ledger).json
    guard case .array(let set) = targets else { return }
    #expect(set.contains { $0["metric"] == "stars3to4" && $0["comparison"] == "moreThan" && $0["value"] == 100 })
  }
}
