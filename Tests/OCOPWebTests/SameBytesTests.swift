import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// What the site answers is what the command line answers.
@Suite("Web: the command line's bytes")
struct SameBytesTests {
  static let ocop = URL(fileURLWithPath: ServerTests.Running.program).deletingLastPathComponent()
    .appendingPathComponent("ocop").path

  @Test(
    "statistics, whatever is asked: byte for byte what `ocop stats stars --format json` prints",
    arguments: [31, 32, 33])
  func statistics(seed: UInt64) throws {
    let held = try TestLedger()
    let ledger = try held.drawn(seed: seed, count: 300).ledger
    let site = try SiteTests.site(ledger)
    let last = try ledger.size - 1
    let days = ["2019-12-31", "2022-06-30", "2025-07-01"]
    var tried = 0
    for by in StarDimension.allCases {
      for (place, counting) in Counting.allCases.enumerated() {
        let day = days[tried % days.count]
        var (query, options) = ("", [String]())
        if place == 1 { (query, options) = ("&knownAt=\(last / 2)", ["--known-at", "\(last / 2)"]) }
        if place == 2 { (query, options) = ("&areas=initial", ["--areas", "initial"]) }
        let target = "/thong-ke.json?by=\(by.rawValue)&counting=\(counting.rawValue)&asOf=\(day)\(query)"
        let ours = site.answer(try WebRequest(target: target))
        let theirs = try WebOracleTests.shell(
          "\"$@\" 2>/dev/null",
          [
            Self.ocop, "stats", "stars", "--ledger", held.path, "--by", by.rawValue, "--counting", counting.rawValue,
            "--as-of", day, "--format", "json",
          ] + options)
        #expect(theirs.status == 0 && ours.status == 200, "\(target)")
        #expect(String(decoding: ours.body, as: UTF8.self) == theirs.output, "\(target)")
        tried += 1
      }
    }
    #expect(tried >= 12)
  }

  @Test(
    "two questions compared: byte for byte what `ocop diff --format json` prints, and the picture adds up",
    arguments: [41, 42])
  func comparison(seed: UInt64) throws {
    let held = try TestLedger()
    let ledger = try held.drawn(seed: seed, count: 300).ledger
    let site = try SiteTests.site(ledger)
    let known = try ledger.size / 2
    let target = "/so-sanh.json?aAsOf=2020-06-30&aKnownAt=\(known)&bAsOf=2023-06-30&bCounting=ever-recognised"
    let ours = site.answer(try WebRequest(target: target))
    let theirs = try WebOracleTests.shell(
      "\"$@\" 2>/dev/null",
      [
        Self.ocop, "diff", "--ledger", held.path, "--a", "as-of=2020-06-30,known-at=\(known)",
        "--b", "as-of=2023-06-30,counting=ever-recognised", "--format", "json",
      ])
    #expect(String(decoding: ours.body, as: UTF8.self) == theirs.output)
    let page = String(
      decoding: site.answer(try WebRequest(target: target.replacing(".json", with: ""))).body, as: UTF8.self)
    let bars = page.matches(of: #/<rect class="(whole|gone|come)" data-from="(\d+)" data-to="(\d+)"/#).map {
      (kind: $0.output.1, from: Int($0.output.2) ?? -1, to: Int($0.output.3) ?? -1)
    }
    try #require(bars.count > 2)
    var at = bars[0].to
    for bar in bars.dropFirst().dropLast() {
      #expect(bar.from == at && (bar.kind == "gone" ? bar.to < at : bar.to > at))
      at = bar.to
    }
    let answer = try JSONValue(parsing: ours.body)
    #expect(answer["a"]?["products"] == JSONValue(bars[0].to) && answer["b"]?["products"] == JSONValue(at))
    #expect(bars.last?.from == 0 && bars.last?.to == at)
  }

  @Test("proofs and bundles to take away are those of the command line; what holds records needs access")
  func proofs() throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    let made = try WebOracleTests.shell(
      """
      export OCOP_ACTOR=t OCOP_LEDGER="$2"; cd "$3" && "$1" demo --quiet --ledger "$2" --fixtures "$4" && "$1" key create --key k >/dev/null &&
      "$1" checkpoint create --key k && "$1" prove records 5 --output p && "$1" prove consistency --from 100 --output p &&
      "$1" bundle create --product SP-0002 --output b.zip && "$1" prove stats stars --by group --as-of 2020-12-31 --output f.zip
      """, [Self.ocop, path, scratch.path, SheetsTests.root + "/Fixtures/thanh-hoa"])
    #expect(made.status == 0, "\(made.output)")
    let ledger = try Ledger(at: path, mode: .reading)
    let size = try #require(try ledger.lastCheckpoint()).head.size
    let site = try SiteTests.site(ledger)
    func bytes(_ target: String) throws -> [UInt8] {
      let answer = site.answer(try WebRequest(target: target, hasAccess: true))
      #expect(answer.status == 200, "\(target) \(String(decoding: answer.body.prefix(500), as: UTF8.self))")
      return answer.body
    }
    func file(_ name: String) throws -> [UInt8] {
      Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + name)))
    }
    #expect(try bytes("/bang-chung/ban-ghi/5") == file("p/5.tlog-proof"))
    #expect(try bytes("/bang-chung/nhat-quan?from=100") == file("p/consistency-100-\(size).txt"))
    #expect(try bytes("/bang-chung/san-pham/SP-0002") == file("b.zip"))
    #expect(try bytes("/bang-chung/con-so?by=group&asOf=2020-12-31") == file("f.zip"))
    #expect(try bytes("/bang-chung/diem-kiem/\(size)") == bytes("/checkpoint"))
    for target in ["/bang-chung/ban-ghi/5", "/bang-chung/san-pham/SP-0002", "/bang-chung/con-so"] {
      #expect(site.answer(try WebRequest(target: target)).status == 401, "\(target)")
    }
    for (target, status) in [
      ("/bang-chung", 404), ("/bang-chung/ban-ghi/\(size)", 404), ("/bang-chung/ban-ghi/x", 404),
      ("/bang-chung/nhat-quan", 400), ("/bang-chung/nhat-quan?from=\(size + 1)", 400),
      ("/bang-chung/nhat-quan?from=0", 400), ("/bang-chung/diem-kiem/7", 404), ("/bang-chung/san-pham/SP-9999", 404),
      ("/bang-chung/con-so?by=sao", 400), ("/bang-chung/san-pham/SP-0002/x", 404),
    ] {
      #expect(site.answer(try WebRequest(target: target, hasAccess: true)).status == status, "\(target)")
    }
    // Each page leads to its own.
    for (page, link) in [
      ("/nhat-ky/5", "/bang-chung/ban-ghi/5"), ("/san-pham/SP-0002", "/bang-chung/san-pham/SP-0002"),
      ("/thong-ke?by=group", "/bang-chung/con-so?by=group"), ("/kiem-chung", "/bang-chung/diem-kiem/\(size)"),
      ("/kiem-chung", "/bang-chung/nhat-quan?from=\(size)"),
    ] {
      let text = String(decoding: site.answer(try WebRequest(target: page, hasAccess: true)).body, as: UTF8.self)
      #expect(text.contains("href=\"\(link)\""), "\(page)")
    }
  }
}
