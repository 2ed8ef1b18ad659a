import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: rules, scoring, rebuild, replay")
struct RulesCommandTests {
  static let sheets = Program.fixtures + "/../sheets"
  static let rulebooks = Program.fixtures + "/../rulebooks"

  func evaluate(_ file: String, _ ledger: String, _ more: [String] = ["--dry-run"]) throws -> Program.Outcome {
    try Program.run(
      ["evaluate", "SP-0001", file, "--set", "9", "--on", "2026-08-15", "--format", "json"] + more, ledger: ledger)
  }

  @Test(
    "the fish-sauce sheets worked by hand: five, four and three stars, each one floor short of the next; one knocked out",
    arguments: [
      ("nuoc-mam-5-sao", 5, "95.00", nil, nil), ("nuoc-mam-4-sao", 4, "94.33", "1.4", 5),
      ("nuoc-mam-3-sao", 3, "71.00", "3.4", 4), ("nuoc-mam-bi-loai", nil, "96.00", nil, nil),
    ] as [(String, Int64?, String, String?, Int64?)])
  func fishSauce(name: String, stars: Int64?, mean: String, missed: String?, next: Int64?) throws {
    let result = try evaluate("\(Self.sheets)/\(name).csv", try Sample.ledger).json
    #expect(result["stars"] == stars.map(JSONValue.int) ?? .null)
    #expect(result["mean"] == .string(mean))
    #expect(result["reading"] == "halfOpen" && result["rulebook"] == "QD26-2026")
    if case .array(let floors)? = result["next"]?["missed"] {
      #expect(floors.map { $0["criterion"] } == [missed.map(JSONValue.string)])
      #expect(result["next"]?["pointsShort"] == .null)
      #expect(result["next"]?["stars"] == next.map(JSONValue.int))
    } else {
      #expect(missed == nil)
    }
    #expect(name != "nuoc-mam-bi-loai" || result["endings"] == .array([["knockout": "unsafe"]]))
  }

  @Test("sheets are recorded once, with their rulebook; every row that is wrong is told, and nothing is recorded then")
  func recording() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let file = "\(Self.sheets)/nuoc-mam-4-sao.csv"
    let first = try evaluate(file, ledger, [])
    #expect(first.status == 0, "\(first.errors)")
    guard case .array(let positions)? = try first.json["positions"] else { return #expect(Bool(false)) }
    #expect(positions.count == 2)
    let again = try evaluate(file, ledger, [])
    #expect(try again.json["positions"] == .null && again.json["size"] == first.json["size"])
    let shown = try Program.run(["log", "show", positions[0].text, "--format", "json"], ledger: ledger).json
    #expect(shown["rulebook"] == "QD26-2026" && shown["payload"]?["set"] == "9")

    let bad = try scratch.file("bad.csv", "member,criterion,points\nA,1.1,4\nA,9.9,1\nA,moon,\nB,1.1,hai\n,1.2,1\n")
    let refused = try evaluate(bad, ledger, [])
    #expect(refused.status == 3)
    let problem = try jsonValue(refused.errors)
    guard case .array(let errors)? = problem["errors"] else { return #expect(Bool(false)) }
    let codes = Set(errors.compactMap { $0["code"]?.text.replacing("\"", with: "") })
    for code in [
      "sheet.notAnOption", "sheet.unknownCriterion", "sheet.unknownKnockout", "number.unreadable", "field.empty",
    ] { #expect(codes.contains(code), "\(code)") }
    #expect(
      try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["records"] == first.json["size"])
    // Under the law's day, not today's: in 2020 other criteria held, and before that none are known.
    let old = try Program.run(
      ["evaluate", "SP-0001", file, "--set", "9", "--on", "2020-01-01", "--dry-run"], ledger: ledger)
    #expect(old.status == 5 && old.errors.contains("[sheet.notCheckable]"))
    let set = try Program.run(["evaluate", "SP-0001", file, "--set", "99", "--on", "2026-08-15"], ledger: ledger)
    #expect(set.status == 5 && set.errors.contains("[sheet.unknownSet]"))
  }

  @Test("members who differ too much score again; a second revision replaces the first")
  func spread() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let event =
      #"{"stream":"session/0","type":"sessionOpened","effectiveOn":"2026-08-15","payload":{"level":"province","year":2026,"quorumPercent":75,"members":4,"spreadLimit":1000}}"#
    let opened = try Program.run(["import", "events", try scratch.file("s.jsonl", event + "\n")], ledger: ledger)
    #expect(opened.status == 0, "\(opened.errors)")
    let sessions = try Program.run(["show", "councils", "--format", "json", "--as-of", "2026-09-01"], ledger: ledger)
      .json
    guard case .array(let rows)? = sessions["rows"], case .string(let id)? = rows.last?["id"] else {
      return #expect(Bool(false), "no session")
    }
    let five = try String(contentsOfFile: "\(Self.sheets)/nuoc-mam-5-sao.csv", encoding: .utf8)
    let three = try String(contentsOfFile: "\(Self.sheets)/nuoc-mam-3-sao.csv", encoding: .utf8)
    let low = three.split(separator: "\n").filter { $0.hasPrefix("TV-03") }
    let high = five.split(separator: "\n").filter { !$0.hasPrefix("TV-03") }
    let apart = try scratch.file("apart.csv", (high + low).joined(separator: "\n") + "\n")
    let refused = try evaluate(apart, ledger, ["--dry-run", "--session", id])
    #expect(refused.status == 5 && refused.errors.contains("council.spread"))
    let two = try scratch.file("two.csv", high.joined(separator: "\n") + "\n")
    #expect(try evaluate(two, ledger, ["--dry-run", "--session", id]).errors.contains("council.noQuorum"))
    let again: [String] = five.split(separator: "\n").filter { $0.hasPrefix("TV-03") }.map { "\($0),2" }
    let first: [String] = (Array(high.dropFirst()) + low).map { "\($0),1" }
    let lines: [String] = ["member,criterion,points,revision"] + first + again
    let rescored = try scratch.file("again.csv", lines.joined(separator: "\n") + "\n")
    let result = try evaluate(rescored, ledger, ["--dry-run", "--session", id])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try result.json["stars"] == 5)
  }

  @Test("a draft as what-if: labelled, never recorded; the same rulebook changes nothing")
  func whatIf() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    #expect(try evaluate("\(Self.sheets)/nuoc-mam-4-sao.csv", ledger, []).status == 0)
    let head = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json
    let draft =
      "format: ocop-rulebook/1\nid: DRAFT\ntitle: Dự thảo\nlegal: {act: Dự thảo, signed: 2026-11-01}\n"
      + "inForceFrom: 2027-01-01\namends: QD26-2026\nsets:\n  - code: \"9\"\n    criteria:\n"
      + "      - {code: \"1.4\", floors: {5: 2}}\n"
    _ = try scratch.file("rulebook.yaml", draft)
    let answer = try Program.run(["whatif", "--rules", scratch.path, "--format", "json"], ledger: ledger).json
    #expect(answer["label"] == "giả định / what-if" && answer["question"]?["whatIf"] == true)
    #expect(answer["scored"] == 1 && answer["totals"]?["rises"] == 1)
    guard case .int(let unscored)? = answer["notScored"] else { return #expect(Bool(false)) }
    #expect(unscored > 60)
    guard case .array(let criteria)? = answer["criteria"] else { return #expect(Bool(false)) }
    #expect(criteria.map { $0["criterion"] } == ["1.4"] && criteria[0]["cases"] == 1)
    let table = try Program.run(["whatif", "--rules", scratch.path], ledger: ledger, locale: "vi_VN.UTF-8").output
    #expect(table.hasPrefix("GIẢ ĐỊNH (what-if)"))
    let other = try evaluate("\(Self.sheets)/nuoc-mam-4-sao.csv", ledger, ["--rules", scratch.path])
    #expect(try other.json["stars"] == 5 && other.json["whatIf"] == true)
    #expect(try Program.run(["log", "count", "--format", "json"], ledger: ledger).json == head)
    let broken = try Program.run(["whatif", "--rules", scratch.path + "/none"], ledger: ledger)
    #expect(broken.status == 2 && broken.errors.contains("file.unreadable"))
    #expect(try Program.run(["whatif", "--rules", "MOON"], ledger: ledger).status == 5)
  }

  @Test("diff: exit 1 where something differs, 0 where nothing does; swapping the sides swaps them")
  func diff() throws {
    let ledger = try Sample.ledger
    func run(_ a: String, _ b: String) throws -> (Int32, JSONValue) {
      let run = try Program.run(["diff", "--a", a, "--b", b, "--format", "json"], ledger: ledger)
      return (run.status, try run.json)
    }
    let (status, forth) = try run("as-of=2019-12-31", "as-of=2020-12-31")
    let (_, back) = try run("as-of=2020-12-31", "as-of=2019-12-31")
    #expect(status == 1)
    #expect(
      forth["total"]?["added"] == back["total"]?["removed"] && forth["total"]?["removed"] == back["total"]?["added"])
    guard case .int(let added)? = forth["total"]?["added"], case .int(let removed)? = forth["total"]?["removed"],
      case .int(let a)? = forth["total"]?["a"], case .int(let b)? = forth["total"]?["b"],
      case .array(let rows)? = forth["rows"], case .array(let mirrored)? = back["rows"]
    else { return #expect(Bool(false)) }
    #expect(a == 13 && b == 69 && added - removed == b - a)
    #expect(Set(rows.map { $0["product"]! }).count == rows.count)
    for (row, mirror) in zip(rows, mirrored) {
      #expect(row["product"] == mirror["product"] && row["reason"] == mirror["reason"])
      #expect(row["aStars"] == mirror["bStars"] && row["bCell"] == mirror["aCell"])
    }
    #expect(try run("as-of=2020-12-31", "as-of=2020-12-31").0 == 0)
    #expect(try run("as-of=2024-12-31", "as-of=2024-12-31,counting=ever-recognised").0 == 1)
    #expect(
      try run("as-of=2020-12-31,by=commune,areas=2025-01-01", "as-of=2020-12-31,by=commune,areas=2025-07-01").1[
        "total"]?["a"] == 69)
    for wrong in ["moon=1", "as-of=2020-13-01", "counting=moon", "as-of=2020,as-of=2021"] {
      #expect(try Program.run(["diff", "--a", wrong], ledger: ledger).status == 64, "\(wrong)")
    }
  }

  @Test("an inspection file is run again by one command to the same bytes; one that was changed is told")
  func inspection() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let before = try scratch.contents("ledger/log")["data.mdb"]
    for (index, question) in [
      ["--product", "SP-0002"], ["--product", "SP-0001", "--by", "effective", "--from", "2020"],
      ["--producer", "CT-0001"], ["--district", "399", "--to", "2020-12-31", "--by", "effective"],
      ["--decision", "5445/QĐ-UBND"],
    ].enumerated() {
      let file = "\(scratch.path)/\(index).json"
      let written = try Program.run(["replay"] + question + ["--output", file], ledger: ledger)
      #expect(written.status == 0, "\(written.errors)")
      #expect(try Program.run(["replay"] + question + ["--output", file], ledger: ledger).status == 5)
      #expect(try Program.run(["replay", "--check", file], ledger: ledger).status == 0, "\(question)")
      let json = try jsonValue(try String(contentsOfFile: file, encoding: .utf8))
      guard case .array(let steps)? = json["steps"], case .array(let events)? = json["events"] else {
        return #expect(Bool(false))
      }
      #expect(!steps.isEmpty && events.count <= steps.count)
      #expect(events.allSatisfy { $0["hash"] != nil && $0["payload"] != nil })
    }
    #expect(try scratch.contents("ledger/log")["data.mdb"] == before)
    // What is recorded later changes nothing: rules in full, a product and a producer that come into the district.
    let later = [
      #"{"stream":"product/1","type":"productMoved","effectiveOn":"2020-01-01","payload":{"place":{"district":{"code":"405"}}}}"#,
      #"{"stream":"product/20","type":"productMoved","effectiveOn":"2020-01-01","payload":{"place":{"district":{"code":"399"}}}}"#,
      #"{"stream":"producer/9","type":"producerMoved","effectiveOn":"2020-01-01","payload":{"place":{"district":{"code":"399"}}}}"#,
    ]
    let events = try scratch.file("later.jsonl", later.joined(separator: "\n") + "\n")
    for command in [["import", "events", events], ["rules", "adopt", Self.rulebooks + "/QD1048-2019"]] {
      let recorded = try Program.run(command, ledger: ledger)
      #expect(recorded.status == 0, "\(recorded.errors)")
    }
    for index in 0..<5 {
      #expect(try Program.run(["replay", "--check", "\(scratch.path)/\(index).json"], ledger: ledger).status == 0)
    }
    let file = "\(scratch.path)/0.json"
    let text = try String(contentsOfFile: file, encoding: .utf8)
    try Data(text.replacing("5445/", with: "5446/").utf8).write(to: URL(fileURLWithPath: file))
    #expect(try Program.run(["replay", "--check", file], ledger: ledger).status == 1)
    #expect(try Program.run(["replay", "--check", try scratch.file("x.json", "{}")], ledger: ledger).status == 1)
    #expect(try Program.run(["replay", "--product", "SP-0001", "--decision", "1"], ledger: ledger).status == 64)
    #expect(try Program.run(["replay", "--district", "999"], ledger: ledger).status == 5)
  }

  @Test("by legal day each step's stars are those that the register tells for that day")
  func effective() throws {
    let ledger = try Sample.ledger
    let replay = try Program.run(
      ["replay", "--product", "SP-0001", "--by", "effective", "--format", "json"], ledger: ledger
    ).json
    guard case .array(let steps)? = replay["steps"] else { return #expect(Bool(false)) }
    #expect(steps.map { $0["event"] }.contains("expired"))
    var last: [String: JSONValue] = [:]
    for step in steps { if case .string(let day)? = step["day"] { last[day] = step["stars"] } }
    for (day, stars) in last {
      let shown = try Program.run(["product", "show", "SP-0001", "--as-of", day, "--format", "json"], ledger: ledger)
        .json
      #expect(shown["stars"] == stars, "\(day)")
    }
  }

  @Test(
    "by legal day the figures that the steps moved add up to the table of the day",
    arguments: ["2019-12-31", "2020-12-31", "2022-12-31", "2023-06-30", "2026-11-01"])
  func movesAddUp(day: String) throws {
    let ledger = try Sample.ledger
    let replay = try Program.run(
      ["replay", "--by", "effective", "--to", day, "--as-of", day, "--format", "json"], ledger: ledger
    ).json
    guard case .array(let steps)? = replay["steps"] else { return #expect(Bool(false)) }
    var added: [String: Int64] = [:]
    for case .array(let moves)? in steps.map({ $0["moved"] }) {
      for move in moves {
        guard case .string(let district)? = move["district"], case .int(let by)? = move["by"] else { continue }
        added["\(district) \(move["stars"]?.text ?? "")", default: 0] += by
      }
    }
    let table = try Program.run(
      ["stats", "stars", "--as-of", day, "--areas", "initial", "--counting", "in-force-including-grace"]
        + ["--format", "json"], ledger: ledger
    ).json
    guard case .array(let rows)? = table["rows"] else { return #expect(Bool(false)) }
    var counted: [String: Int64] = [:]
    for row in rows {
      guard case .string(let key)? = row["key"] else { continue }
      for stars in 1...5 {
        if case .int(let count)? = row["stars"]?["\(stars)"], count > 0 { counted["\(key) \(stars)"] = count }
      }
    }
    #expect(added.filter { $0.value != 0 } == counted)
  }

  @Test("rules check lists every fault with file and line, exit 1; adopt refuses such a folder, exit 3")
  func check() throws {
    let folder = Program.fixtures + "/../rulebooks-broken/band-gap"
    let run = try Program.run(["rules", "check", folder, "--format", "json"])
    #expect(run.status == 1)
    guard case .array(let rows) = try run.json else { return #expect(Bool(false)) }
    #expect(rows.map { $0["code"] } == ["rules.bands.gap"])
    #expect(rows[0]["file"] == "band-gap/rulebook.yaml" && rows[0]["line"] == 13)
    let scratch = try Sample.copy()
    let adopted = try Program.run(["rules", "adopt", folder], ledger: scratch.path + "/ledger")
    #expect(adopted.status == 3 && adopted.errors.contains("band-gap/rulebook.yaml:13"))
    let clean = try Program.run(["rules", "check", Self.rulebooks + "/QD26-2026", "--format", "json"])
    #expect(try clean.status == 0 && clean.json == [])
    #expect(try Program.run(["rules", "diff", "QD148-2023", "QD1489-2025"], ledger: try Sample.ledger).status == 1)
    #expect(try Program.run(["rules", "diff", "QD148-2023", "QD148-2023"], ledger: try Sample.ledger).status == 0)
    #expect(try Program.run(["rules", "show", "QD26-2026", "--set", "99"], ledger: try Sample.ledger).status == 5)
  }
}
