import OCOP
import TestSupport
import Testing

@Suite("Published figures")
struct PublishedTests {
  @Test("beside each stands what the ledger counts under every counting; what contradicts it is named")
  func list() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--province", "38"], ledger: ledger).status == 0)
    let list = try scratch.file(
      "list.csv",
      "product,producer,district,stars,decision,decided_on\nA,HTX A,Hoằng Hóa,4,1/QĐ,2019-12-23\nB,HTX B,Hà Trung,3,2/QĐ,2021-01-10\n"
    )
    #expect(try Program.run(["import", "recognitions", list], ledger: ledger).status == 0)
    func line(_ metric: String, _ value: Int, _ scope: String = "province:38", _ day: String = "2023-01-10") -> String {
      #"{"type":"figureReported","effectiveOn":"\#(day)","payload":{"scope":"\#(scope)","metric":"\#(metric)","value":\#(value)},"source":"báo \#(value)"}"#
    }
    let lines = [
      line("products", 2), line("products", 1), line("stars4", 1, "district:399"), line("rank", 10),
      line("districtsWithProducts", 2, "province:38", "2021-01-10"),
    ]
    let events = try scratch.file("events.jsonl", lines.joined(separator: "\n"))
    #expect(try Program.run(["import", "events", events], ledger: ledger).status == 0)
    let answer = try Program.run(["published", "list", "--format", "json"], ledger: ledger).json
    guard case .array(let rows) = answer else {
      Issue.record("\(answer)")
      return
    }
    func row(_ metric: String, _ value: Int) throws -> JSONValue {
      try #require(rows.first { $0["metric"] == .string(metric) && $0["published"] == JSONValue(value) })
    }
    let two = try row("products", 2)
    #expect(two["in-force"] == 1 && two["ever-recognised"] == 2 && two["difference.in-force"] == 1)
    #expect(two["agrees"] == "ever-recognised, latest-known")
    #expect(two["contradicts"] == .string(try row("products", 1)["position"]!.text))
    #expect(try row("stars4", 1)["ever-recognised"] == 1 && row("stars4", 1)["in-force"] == 0)
    #expect(try row("rank", 10)["in-force"] == nil || row("rank", 10)["in-force"] == .null)
    #expect(try row("districtsWithProducts", 2)["agrees"] != "")
    let position = try row("products", 2)["position"]!.text
    let behind = try Program.run(
      ["published", "show", position, "--counting", "ever-recognised", "--format", "csv"], ledger: ledger)
    #expect(behind.lines.count == 3, "\(behind.output)")
    #expect(try Program.run(["published", "show", "1"], ledger: ledger).status == 5)
    #expect(try Program.run(["published", "show", try row("rank", 10)["position"]!.text], ledger: ledger).status == 5)
  }
}
