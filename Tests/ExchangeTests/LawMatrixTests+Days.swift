import Exchange
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// Days on which it is another law, or none that is known.
extension LawMatrixTests {
  @Test("from 1 to 5/7/2025 nobody knows who decides three stars: nothing that was done is a breach")
  func notKnown() throws {
    let bench = try Bench(Self.regimes[2], seed: 3)
    for (text, rule) in [
      ("2025-06-30", LawRule.authority), ("2025-07-01", nil), ("2025-07-05", nil), ("2025-07-06", .authority),
    ]
      as [(String, LawRule?)]
    {
      let one = try bench.product(drawnBefore: Self.day("2020-01-01"))
      try bench.judge(bench.grant(one, .three, .commune), one, on: Self.day(text), breaks: rule, text)
    }
    try bench.checkList()
  }

  @Test("what a district decided is taken away by its successor, after districts ended")
  func successors() throws {
    let bench = try Bench(Self.regimes[3], seed: 4)
    for level in Self.levels {
      let one = try bench.product(drawnBefore: Self.day("2020-01-01"))
      try bench.submit(bench.grant(one, .three, .district), on: LegalDate("2024-06-01"))
      try bench.judge(
        .record(one.stream, .revoked(Revoked(ground: .lawBreach, level: level))), one, on: Self.day("2025-09-01"),
        breaks: level == .province || level == .centre ? nil : .revocation, "\(level)")
    }
    try bench.checkList()
  }

  @Test("rules that had ended, or had not begun, are no ground", arguments: regimes)
  func rulesOfOtherDays(regime: Regime) throws {
    let bench = try Bench(regime, seed: 5)
    let acts = [
      "QD1048-2019": "1048/QĐ-TTg", "QD781-2020": "781/QĐ-TTg", "QD148-2023": "148/QĐ-TTg",
      "QD1489-2025": "1489/QĐ-TTg",
      "QD26-2026": "26/2026/QĐ-TTg",
    ]
    let act = try #require(acts[regime.id.text])
    let days = [
      "QD1048-2019": "2024-06-01", "QD781-2020": "2024-06-01", "QD148-2023": "2022-06-01", "QD1489-2025": "2024-12-01",
      "QD26-2026": "2025-12-01",
    ]
    let one = try bench.product(drawnBefore: Self.day("2020-01-01"))
    let day = LegalDate(try #require(days[regime.id.text]))!
    let grant = bench.grant(one, .five, .centre)
    #expect(throws: LedgerError.self) { try bench.submit(grant, on: day, citing: "Căn cứ QĐ \(act)") }
    try bench.submit(grant, on: day, citing: "Căn cứ QĐ \(act)", irregular: "in như vậy")
    let rows = try bench.office.ledger.ask("breaches", Question(asOf: Self.day("2027-01-01"))).table.objects
    #expect(rows.map { $0["rule"] } == ["rulebook"])
  }
}
