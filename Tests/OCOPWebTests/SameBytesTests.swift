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
}
