import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: corrections, endings, terms")
struct CorrectionCommandTests {
  private static func rows(_ command: [String], _ ledger: String) throws -> [JSONValue] {
    let run = try Program.run(command + ["--format", "json"], ledger: ledger)
    #expect(run.status == 0 || run.status == 1, "\(run.errors)")
    let json = try run.json
    guard case .array(let rows) = json["rows"] ?? json else { return [] }
    return rows
  }

  private static func total(_ ledger: String, _ counting: Counting, _ day: String = "2020-12-31") throws -> JSONValue? {
    let question = ["stats", "stars", "--as-of", day, "--counting", counting.rawValue, "--format", "json"]
    return try Program.run(question, ledger: ledger).json["total"]?["products"]
  }

  @Test("a decision withdrawn from the start stays so when its record is corrected, by whichever number it is named")
  func withdrawnStays() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let line =
      #"{"stream":"product/1","type":"annulled","effectiveOn":"2020-06-01","payload":{"granted":1958,"level":"centre"}}"#
    #expect(try Program.run(["import", "events", scratch.file("a.jsonl", line + "\n")], ledger: ledger).status == 0)
    let before = try Counting.allCases.map { try Self.total(ledger, $0) }
    #expect(before == [68, 68, 68, 68])
    let correct = ["correct", "1958", "--reason", "sai số", "--set", "grant.decision=5446/QĐ-UBND"]
    #expect(try Program.run(correct, ledger: ledger).status == 0)
    #expect(try Counting.allCases.map { try Self.total(ledger, $0) } == before)
    #expect(try Program.run(["verify", "--views"], ledger: ledger).status == 0)
    // Whoever proves or replays the decision gets what moved a record out of it, too.
    let corrected = try Self.rows(["log", "corrections"], ledger)
    #expect(corrected.map { $0["correctedBy"] ?? nil } == [nil])
    for decision in ["5445/QĐ-UBND", "Số 5446/qđ-ubnd"] {
      let steps = try Program.run(["replay", "--decision", decision, "--format", "json"], ledger: ledger).json["events"]
      #expect(steps?.text.contains("5446/QĐ-UBND") == true, "\(decision)")
    }
    let shown = try Program.run(["log", "show", "1958", "--format", "json"], ledger: ledger).json
    #expect(shown["correctedBy"] == corrected.first?["position"])
    let correction = try Program.run(
      ["log", "show", "\(corrected[0]["position"]!.text)", "--format", "json"], ledger: ledger)
    #expect(try correction.json["source"] == shown["source"] && correction.json["note"] == shown["note"])
  }

  @Test("what is decided after the end is told beside it, and takes away what was known last")
  func afterTheEnd() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let withdrawn =
      #"{"stream":"product/2","type":"recognitionWithdrawn","effectiveOn":"2023-08-15","payload":{"ground":"notReregistered"}}"#
    let removed =
      #"{"stream":"product/3","type":"removedFromList","effectiveOn":"2023-08-15","payload":{"ground":"ownWish"}}"#
    let file = try scratch.file("w.jsonl", withdrawn + "\n" + removed + "\n")
    guard case .int(let before)? = try Self.total(ledger, .latestKnown, "2023-08-15") else { return }
    #expect(try Program.run(["import", "events", file], ledger: ledger).status == 0)
    // The second product was upgraded in 2021 and held five stars until 2024.
    #expect(try Self.total(ledger, .latestKnown, "2023-08-15") == .int(before - 2))
    #expect(try Self.total(ledger, .latestKnown, "2023-08-14") == .int(before))
    let product = try Self.rows(["product", "list", "--as-of", "2023-09-01"], ledger).first { $0["id"] == "SP-0003" }
    #expect(product?["status"] == "expired" && product?["ended"] == "2022-12-23")
    #expect(product?["afterwards"] == "removed" && product?["afterwardsOn"] == "2023-08-15")
    let history = try Program.run(["product", "history", "SP-0003"], ledger: ledger, locale: "vi_VN.UTF-8").output
    #expect(
      history.contains("hết hiệu lực") && history.contains("đưa ra khỏi danh sách") && history.contains("15/08/2023"))
    let parting = try Program.run(
      [
        "diff", "--a", "as-of=2023-08-14,counting=latest-known", "--b", "as-of=2023-08-15,counting=latest-known",
        "--format", "json",
      ],
      ledger: ledger)
    #expect(parting.status == 1 && parting.output.contains(#""removed""#) && parting.output.contains(#""withdrawn""#))
    // In force, the lapse is why, and what followed stands beside it; not before its day.
    for (day, afterwards, from) in [
      ("2023-12-31", "removed" as JSONValue, "2023-08-15" as JSONValue), ("2023-08-14", nil, nil),
    ] {
      let lapsed = try Self.rows(["diff", "--a", "as-of=2020-12-31", "--b", "as-of=\(day)"], ledger)
        .first { $0["product"] == "SP-0003" }
      #expect(lapsed?["reason"] == "expired" && lapsed?["lapsed"] == "2022-12-23")
      #expect(lapsed?["afterwards"] == afterwards && lapsed?["afterwardsFrom"] == from, "\(day)")
    }
    let countings = ["as-of=2023-12-31,counting=ever-recognised", "as-of=2023-12-31"]
    let counted = try Self.rows(["diff", "--a", countings[0], "--b", countings[1]], ledger)
      .first { $0["product"] == "SP-0003" }
    #expect(counted?["reason"] == "counting" && counted?["lapsed"] == "2022-12-23")
    #expect(counted?["afterwards"] == "removed")
  }

  @Test(
    "striking out what took a correction back asks which of two things is meant; taking it back says what stands again")
  func strikeTakeBack() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    func correct(_ options: [String]) throws -> (status: Int32, said: String) {
      let run = try Program.run(["correct"] + options + ["--reason", "r"], ledger: ledger)
      return (run.status, run.output + run.errors)
    }
    let size =
      try #require(Int(Program.run(["log", "count", "--format", "json"], ledger: ledger).json["position"]!.text)) + 1
    #expect(try correct(["1958", "--set", "grant.stars=3"]).status == 0)
    let takenBack = try correct(["\(size)", "--take-back"])
    #expect(takenBack.status == 0 && !takenBack.said.contains("had been corrected"))
    for position in [size, size + 1] {
      let asked = try correct(["\(position)", "--strike-out"])
      #expect(asked.status == 5 && asked.said.contains("correction.twoWays"), "\(position)")
    }
    #expect(try correct(["\(size + 1)", "--take-back"]).status == 0)
    let shown = try Program.run(["log", "show", "1958", "--format", "json"], ledger: ledger).json
    #expect(shown["correctedBy"] == JSONValue(size))
    let twice = try correct(["1958", "--set", "grant.decision=a", "--set", "grant.decision=b"])
    #expect(twice.status == 64)
    // What corrects a step, and what corrects that, stands beside it.
    let steps = try Program.run(["replay", "--product", "SP-0001", "--format", "json"], ledger: ledger).json["steps"]
    #expect(steps?.text.contains("\"correctedBy\":\(size)") == true)
  }

  @Test(
    "a decision is named with its day; by a number that several bear nothing is corrected, and what is shown says so")
  func namedDecisions() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let list = "product,producer,stars,decision,decided_on\nNem mới,HTX Mới,3,5445/QĐ-UBND,2021-03-15\n"
    #expect(try Program.run(["import", "recognitions", scratch.file("l.csv", list)], ledger: ledger).status == 0)
    let several = try Program.run(["replay", "--decision", "5445/QĐ-UBND", "--format", "json"], ledger: ledger)
    #expect(several.status == 0 && several.errors.contains("5445/QĐ-UBND ngày 15/03/2021"))
    let one = try Program.run(
      ["replay", "--decision", "5445/QĐ-UBND ngày 15/3/2021", "--format", "json"], ledger: ledger)
    guard case .array(let events)? = try one.json["events"] else { throw CancellationError() }
    #expect(events.count == 1 && one.errors.isEmpty)
    let recompute = ["cert", "recompute", "--reason", "r", "--decision"]
    let refused = try Program.run(recompute + ["5445/QĐ-UBND"], ledger: ledger)
    #expect(refused.status == 5 && refused.errors.contains("decision.several"))
    #expect(try Program.run(recompute + ["5445/QĐ-UBND ngày 15/3/2021"], ledger: ledger).status == 0)
    #expect(try Program.run(recompute + ["99/QĐ"], ledger: ledger).errors.contains("decision.unknown"))
    #expect(try Program.run(recompute + ["5445/QĐ ngày kia"], ledger: ledger).status == 64)
  }

  @Test("a number of a person in a correction is asked about, wherever it stands; a tax code's check digit, too")
  func personalNumbers() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    for (options, code) in [
      (["--reason", "gọi 0912 345 678", "--set", "grant.stars=4"], "reason.personalNumber"),
      (["--reason", "r", "--note", "CCCD 038199001234"], "note.personalNumber"),
      (["--reason", "r", "--set", "grant.issuer=UBND, ĐT 0237 3852 123"], "issuer.personalNumber"),
    ] {
      let command = ["correct", "1958", "--dry-run"] + options
      let asked = try Program.run(command, ledger: ledger)
      #expect(asked.status == 5 && asked.errors.contains(code), "\(options)")
      #expect(try Program.run(command + ["--confirmed", code], ledger: ledger).status == 0, "\(options)")
    }
  }

  @Test("terms that an earlier program computed are marked, and one command corrects those of a decision")
  func recompute() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let old =
      #"{"stream":"product/1","type":"recognised","effectiveOn":"2026-03-01","payload":{"grant":{"stars":4,"level":"province","decision":"9/QĐ","validUntil":"2029-02-28","termBasis":"computed"}}}"#
    #expect(try Program.run(["import", "events", scratch.file("o.jsonl", old + "\n")], ledger: ledger).status == 0)
    func last() throws -> JSONValue? {
      try Self.rows(["product", "history", "SP-0001", "--as-of", "2026-04-01"], ledger).last { $0["state"] == "held" }
    }
    #expect(try last()?["term"] == "earlierDefault" && last()?["through"] == "2029-02-28")
    let recompute = ["cert", "recompute", "--reason", "BLDS Điều 148"]
    #expect(try Program.run(recompute, ledger: ledger).status == 64)
    let done = try Self.rows(recompute + ["--decision", "Số 9/QĐ"], ledger)
    #expect(done.map { $0["validUntil"] } == ["2029-03-01"])
    #expect(try last()?["term"] == "correspondingDay" && last()?["through"] == "2029-03-01")
    #expect(try Self.rows(recompute + ["--all"], ledger).isEmpty)
  }

  @Test("standard input is read as a list and as events")
  func standardInput() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let line = #"{"about":"Mắm tôm Lê Gia","type":"productCoded","payload":{"code":"38-1"}}"#
    let list = "product,producer,stars,decision,decided_on\\nNem mới,HTX Mới,3,7/QĐ,2026-01-15\\n"
    for (what, text) in [("events", line + "\\n"), ("recognitions", list)] {
      let run = try Program.shell("printf '\(text)' | ocop import \(what) -", ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
    }
  }
}
