import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: audit")
struct AuditTests {
  @Test("every record of a product, with points, authority and hash; a corrected one stays, linked both ways")
  func history() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let before = try rows(["product", "history", "SP-0001", "--all"], ledger)
    #expect(before.map { $0["score"] ?? nil }.contains("94.00"))
    let recognised = try #require(before.first { $0["type"] == "granted" })
    let position = try #require(recognised["position"]).text
    let head = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json
    let correct = [
      "correct", position, "--reason", "sai số quyết định", "--set", "grant.decision=5446/QĐ-UBND", "--format", "json",
    ]
    let dry = try Program.run(correct + ["--dry-run"], ledger: ledger)
    #expect(try dry.json["position"] == head["records"])
    #expect(try Program.run(["log", "count", "--format", "json"], ledger: ledger).json == head)
    let done = try Program.run(correct, ledger: ledger)
    #expect(done.status == 0, "\(done.errors)")
    let correction = try #require(try done.json["position"])
    let after = try rows(["product", "history", "SP-0001", "--all"], ledger)
    #expect(after.count == before.count + 1)
    #expect(after.first { $0["position"] == recognised["position"] }?["correctedBy"] == correction)
    #expect(after.last?["corrects"] == recognised["position"])
    #expect(after.last?["reason"] == "sai số quyết định")
    // Corrected again by the old number: what stands in its place is corrected.
    let twice = [
      "correct", position, "--reason", "sai lần nữa", "--set", "grant.decision=5447/QĐ-UBND", "--format", "json",
    ]
    let second = try Program.run(twice, ledger: ledger)
    #expect(try second.json["corrects"] == correction)
    let back = ["correct", try #require(second.json["position"]).text, "--reason", "5446 đúng", "--take-back"]
    #expect(try Program.run(back, ledger: ledger).status == 0)

    let blame = try rows(["product", "blame", "SP-0001", "--as-of", "2020-12-31"], ledger)
    #expect(blame.first { $0["field"] == "decision" }?["position"] == correction)
    #expect(blame.first { $0["field"] == "name" }?["event"] == "productRegistered")
    let diff = [
      "product", "diff", "SP-0001", "--from", "as-of=2020-12-31,known-at=\(head["position"]!.text)", "--to",
      "as-of=2020-12-31",
    ]
    #expect(try rows(diff, ledger, status: 1).map { $0["field"] } == ["decision"])
    #expect(
      try rows(["product", "diff", "SP-0001", "--from", "as-of=2020-12-31", "--to", "as-of=2020-12-31"], ledger).isEmpty
    )

    let report = try rows(["log", "corrections"], ledger).filter { $0["position"] == correction }
    #expect(report.map { $0["field"] } == ["grant.decision"])
    #expect(report.first?["recorded"] == "5445/QĐ-UBND" && report.first?["corrected"] == "5446/QĐ-UBND")

    // Striking out a correction may mean two things: it says so first.
    let again = ["correct", correction.text, "--reason", "bỏ lần sửa", "--strike-out"]
    let asked = try Program.run(again, ledger: ledger)
    #expect(asked.status == 5 && asked.errors.contains("--take-back") && asked.errors.contains("--strike-fact"))
    let taken = ["correct", correction.text, "--reason", "bỏ lần sửa", "--take-back"]
    #expect(try Program.run(taken, ledger: ledger).status == 0)
    #expect(try rows(diff, ledger).isEmpty)
  }

  @Test("the day of a decision corrected: its computed term goes with it; a term written down is a decided one")
  func correctedDay() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    func grant() throws -> JSONValue? {
      try rows(["product", "history", "SP-0004", "--all"], ledger).last { $0["type"] == "granted" }
    }
    let before = try #require(try grant())
    let position = try #require(before["position"]).text
    let day = ["correct", position, "--reason", "sai năm", "--effective-on", "2020-12-24", "--format", "json"]
    let written = try #require(try Program.run(day, ledger: ledger).json["position"]).text
    func logged(_ position: String) throws -> JSONValue? {
      try Program.run(["log", "show", position, "--format", "json"], ledger: ledger).json["payload"]?["grant"]
    }
    #expect(try logged(position)?["validUntil"] == "2022-12-23" && logged(written)?["validUntil"] == "2023-12-24")
    #expect(try logged(written)?["termBasis"] == "computed")
    let term = [
      "correct", written, "--reason", "theo quyết định", "--set", "grant.validUntil=2023-06-30", "--format", "json",
    ]
    let last = try #require(try Program.run(term, ledger: ledger).json["position"]).text
    #expect(try logged(last)?["validUntil"] == "2023-06-30" && logged(last)?["termBasis"] == "decided")
  }

  @Test("a revocation of May recorded in September: neither known in July, nor missing today")
  func twoClocks() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let head = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["position"]!.text
    let line =
      #"{"about":"Ống hút tre","type":"revoked","effectiveOn":"2021-05-01","payload":{"ground":"markMisuse","level":"province"}}"#
    let file = try scratch.file("r.jsonl", line + "\n")
    #expect(try Program.run(["import", "events", file], ledger: ledger).status == 0)
    func stars(_ more: [String]) throws -> JSONValue? {
      let answer = try Program.run(
        ["stats", "stars", "--as-of", "2021-06-30", "--format", "json"] + more, ledger: ledger
      ).json
      return answer["total"]?["stars"]?["4"]
    }
    guard case .int(let then)? = try stars(["--known-at", head]), case .int(let now)? = try stars([]) else { return }
    #expect(then == now + 1)
    let last = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["position"]!.text
    #expect(try stars(["--known-at", last]) == .int(now))
    let beyond = try Program.run(["stats", "stars", "--known-at", "999999", "--format", "json"], ledger: ledger)
    #expect(beyond.status == 5 && beyond.errors.contains(#""code":"position.unknown""#))
  }

  @Test("a correction corrected, and both struck out again: one record counts at a time, on its own day")
  func chain() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    func count(_ day: String) throws -> JSONValue? {
      try Program.run(["stats", "stars", "--as-of", day, "--format", "json"], ledger: ledger).json["total"]?["products"]
    }
    func correct(_ position: Int64, _ more: [String]) throws -> Int64 {
      let run = try Program.run(
        ["correct", "\(position)", "--reason", "sai ngày", "--format", "json"] + more, ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
      guard case .int(let written)? = try run.json["position"] else { return -1 }
      return written
    }
    #expect(try [count("2019-12-23"), count("2019-12-25")] == [13, 13])
    let first = try correct(1958, ["--effective-on", "2019-12-24"])
    #expect(try [count("2019-12-23"), count("2019-12-25")] == [12, 13])
    let second = try correct(first, ["--effective-on", "2019-12-26"])
    #expect(try [count("2019-12-23"), count("2019-12-25"), count("2019-12-26")] == [12, 12, 13])
    _ = try correct(second, ["--take-back"])
    #expect(try [count("2019-12-23"), count("2019-12-25")] == [12, 13])
    _ = try correct(first, ["--take-back"])
    #expect(try [count("2019-12-23"), count("2019-12-25")] == [13, 13])
    // The fact struck out, with its corrections: nothing stands in its place.
    let again = try correct(1958, ["--effective-on", "2019-12-24"])
    _ = try correct(again, ["--strike-fact"])
    #expect(try [count("2019-12-23"), count("2019-12-25")] == [12, 12])
    #expect(try Program.run(["correct", "1958", "--reason", "x", "--strike-out"], ledger: ledger).status == 5)
  }

  @Test("a cell is explained by as many products as it counts; wrong cells and maps are refused")
  func explain() throws {
    let ledger = try Sample.ledger
    let answer = try Program.run(
      ["explain", "stats", "stars", "--cell", "district=399,stars=4", "--as-of", "2020-12-31", "--format", "json"],
      ledger: ledger
    ).json
    guard case .array(let rows)? = answer["rows"] else { return }
    #expect(rows.map { $0["product"] } == ["SP-0001", "SP-0002", "SP-0003"])
    #expect(try Program.run(["explain", "stats", "stars", "--cell", "moon=1"], ledger: ledger).status == 64)
    #expect(try Program.run(["stats", "stars", "--areas", "2024-07"], ledger: ledger).status == 64)
    #expect(try Program.run(["stats", "stars", "--counting", "moon"], ledger: ledger).status == 64)
  }

  @Test("on any map the totals agree; after 1/7/2025 Hoằng Phụ counts in Hoằng Thanh")
  func maps() throws {
    let ledger = try Sample.ledger
    for map in ["initial", "2020-06-01", "2025-01-01", "2025-07-01"] {
      let run = try Program.run(
        ["stats", "stars", "--as-of", "2020-12-31", "--by", "commune", "--areas", map, "--format", "json"],
        ledger: ledger)
      #expect(try run.json["total"]?["products"] == 69, "\(map)")
      #expect(try run.json["question"]?["areas"] == .string(map))
      if map == "2025-07-01" {
        #expect(run.output.contains(#""key":"16000","name":"Xã Hoằng Thanh","products":6"#))
        #expect(run.output.contains(#""key":"14758","name":"Phường Hàm Rồng""#))
      }
    }
  }

  @Test("series: a row a period, each as stats says on its last day; 36 months on, none of the thirteen is in force")
  func series() throws {
    let ledger = try Sample.ledger
    let rows = try rows(
      ["stats", "series", "--from", "2019-12", "--to", "2020-12", "--every", "quarter"], ledger, in: "rows")
    #expect(rows.map { $0["asOf"] } == ["2019-12-31", "2020-03-31", "2020-06-30", "2020-09-30", "2020-12-31"])
    #expect(rows.map { $0["products"] } == [13, 30, 30, 42, 69])
    #expect(try Program.run(["stats", "series", "--from", "2021", "--to", "2020"], ledger: ledger).status == 64)
    // A year begins with its first month, a month that is named is its own period.
    let months = try self.rows(["stats", "series", "--from", "2019", "--to", "2020-02"], ledger, in: "rows")
    #expect(months.count == 14 && months.first?["asOf"] == "2019-01-31" && months.last?["asOf"] == "2020-02-29")
    let held = try self.rows(["product", "list", "--as-of", "2022-12-24"], ledger).filter {
      $0["since"] == "2019-12-23" && $0["status"] == "inForce"
    }
    #expect(held.isEmpty)
  }

  @Test("certificates that lapse, with their filing window, and as a calendar")
  func certificates() throws {
    let ledger = try Sample.ledger
    let rows = try rows(["cert", "list", "--as-of", "2022-09-25", "--expiring", "90d"], ledger)
    #expect(rows.count == 12)
    #expect(rows[0]["validUntil"] == "2022-12-23")
    // No rulebook of 2022 has a window; that of 2026 has one, counted from the certificate's own term.
    #expect(rows.allSatisfy { $0["window"] == .null && $0["status"] == "inForce" })
    let later = try self.rows(["cert", "list", "--as-of", "2027-03-01"], ledger)
    #expect(later[0]["validUntil"] == "2027-07" && later[0]["window"] == "open")
    #expect(later[0]["fileFrom"] == "2027-02-01" && later[0]["fileUntil"] == "2027-04-02")
    let calendar = try Program.run(
      ["cert", "list", "--as-of", "2022-09-25", "--expiring", "90d", "--ics"], ledger: ledger
    ).output
    #expect(calendar.hasPrefix("BEGIN:VCALENDAR\r\n"))
    #expect(calendar.components(separatedBy: "BEGIN:VEVENT").count == 13)
    #expect(calendar.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 75 })
    #expect(try Program.run(["cert", "list", "--expiring", "soon"], ledger: ledger).status == 64)
    // The later upgrade ends nothing before its day.
    let before = try Program.run(
      ["product", "show", "SP-0002", "--as-of", "2020-12-31", "--format", "json"], ledger: ledger)
    #expect(before.output.contains("2022-12-23") && !before.output.contains("2021-12-30"))
  }

  private func rows(_ command: [String], _ ledger: String, status: Int32 = 0, in member: String? = nil) throws
    -> [JSONValue]
  {
    let run = try Program.run(command + ["--format", "json"], ledger: ledger)
    #expect(run.status == status, "\(run.errors)")
    let json = try run.json
    guard case .array(let rows) = member.flatMap({ json[$0] }) ?? json["rows"] ?? json else { return [] }
    return rows
  }
}
