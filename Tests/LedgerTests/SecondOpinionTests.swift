import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Ledger: statistics, histories and explanations against a second opinion")
struct SecondOpinionTests {
  private static let days = ["2020-03-15", "2021-12-31", "2023-07-01", "2025-07-01", "2026-11-24"]

  @Test(
    "they agree on any day, by what was known at any position", arguments: 1...UInt64(Effort.rounds(4, thorough: 200)))
  func agree(seed: UInt64) throws {
    let test = try TestLedger()
    let (ledger, records) = try test.drawn(seed: seed, count: 240)
    var random = SeededGenerator(seed: seed)
    for known in [records.count - 1, Int.random(in: 6..<records.count, using: &random)] {
      for asOf in Self.days {
        try compare(ledger, Array(records.prefix(known + 1)), day(asOf), Position(UInt64(known)), "seed \(seed)")
      }
    }
  }

  private func compare(
    _ ledger: Ledger, _ records: [Record], _ day: Day, _ known: Position, _ seed: String
  ) throws {
    for counting in Counting.allCases {
      let expected = SecondOpinion.stars(records, on: day, counting)
      let question = Question(asOf: day, knownAt: known, counting: counting)
      let answer = try ledger.ask("star-counts", question)
      let total = answer.table.object(try #require(answer.table.total))
      for stars in 1...5 {
        let count = expected.values.count { Int($0.number) == stars }
        #expect(total["stars"]?["\(stars)"] == JSONValue(count), "\(seed), \(day), \(known), \(counting)")
      }
      let explained = try ledger.ask("star-counts", question, parameters: ["explain": "yes"]).table.objects
      #expect(
        explained.map { $0["product"] ?? nil } == expected.keys.sorted().map { .string($0.shown) },
        "\(seed), \(day), \(known), \(counting)")
    }
    // What each decision was, by all that is known, whatever the day.
    let whole = try ledger.ask("rating-history", Question(asOf: .distantFuture, knownAt: known)).table.objects
    // An extension after the term has a row of its own, and grants nothing.
    let granted = whole.filter { ["held", "neverBegan"].contains($0["state"]) && $0["act"] != "extended" }
    let acts = granted.filter { $0["ending"] != "annulled" }.map {
      "\($0["product"]!.text) \($0["position"]!.text) \($0["act"]!.text)"
    }
    let expectedActs = SecondOpinion.acts(records).sorted { $0.key < $1.key }.flatMap { stream, acts in
      acts.map { "\"\(stream.shown)\" \($0.position) \"\($0.act.rawValue)\"" }
    }
    #expect(acts == expectedActs, "\(seed), \(known)")
    let held = SecondOpinion.stars(records, on: day, .inForceIncludingGrace)
    let rows = try ledger.ask("rating-history", Question(asOf: day, knownAt: known)).table.objects
    let current = rows.filter { row in
      row["state"] == "held" && (row["ending"] == "inForce" || row["ending"] == "extended")
    }
    #expect(
      current.map { "\($0["product"]!.text) \($0["stars"]!.text)" }
        == held.sorted { $0.key < $1.key }.map { "\"\($0.key.shown)\" \($0.value.number)" },
      "\(seed), \(day), \(known)")
    // One product's history is the same, though only its own records are read for it.
    for stream in held.keys.sorted().prefix(3) {
      let one = try ledger.ask(
        "rating-history", WordedQuestion(asOf: day, knownAt: known, parameters: ["product": stream.shown]))
      #expect(one.table.objects == rows.filter { $0["product"] == .string(stream.shown) })
    }
  }
}
