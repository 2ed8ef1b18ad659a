import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// One status of a certificate, wherever it is told.
@Suite("Ledger: what a certificate is on a day")
struct StatusTests {
  @Test(
    "table, register, explanation and second opinion agree, product by product",
    arguments: 1...UInt64(Effort.rounds(3, thorough: 50)))
  func agree(seed: UInt64) throws {
    let test = try TestLedger()
    let (ledger, records) = try test.drawn(seed: seed, count: 200)
    var random = SeededGenerator(seed: seed)
    for _ in 0..<20 {
      let day = Day(number: Int32.random(in: 18_000...20_900, using: &random))
      let note: Comment = "seed \(seed), \(day)"
      let register = try ledger.ask("register", Question(asOf: day)).table.objects
      let statuses = Dictionary(register.map { ($0["id"]!.text, $0["status"]!.text) }) { first, _ in first }
      for (counting, counted) in [
        (Counting.inForce, ["\"inForce\""]), (.inForceIncludingGrace, ["\"inForce\"", "\"extended\""]),
      ] {
        let expected = SecondOpinion.stars(records, on: day, counting).keys.map { "\"\($0.shown)\"" }.sorted()
        #expect(statuses.filter { counted.contains($0.value) }.keys.sorted() == expected, note)
        let question = Question(asOf: day, counting: counting)
        let total = try ledger.ask("star-counts", question).table.total
        #expect(total?[2] == JSONValue(expected.count), note)
        let explained = try ledger.ask("star-counts", question, parameters: ["explain": "yes"]).table.objects
        #expect(explained.map { $0["product"]!.text } == expected.sorted { $0 < $1 }, note)
        for row in explained { #expect(statuses[row["product"]!.text] == row["status"]!.text, note) }
      }
      // A product's own history tells the same of what it holds.
      let held = try ledger.ask("rating-history", Question(asOf: day)).table.objects.filter { row in
        row["state"] == "held" && (row["ending"] == "inForce" || row["ending"] == "extended")
      }
      for row in held { #expect(statuses[row["product"]!.text] == row["ending"]!.text, note) }
    }
  }
}
