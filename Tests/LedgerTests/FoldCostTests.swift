import CFaults
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

/// What folding costs, counted in pieces of memory: it neither drifts with the machine nor grows with the log.
@Suite("Views: what a fold costs", .serialized)
struct FoldCostTests {
  /// Pieces of memory asked for by the first answer, which folds everything.
  private func allocations(rounds: Int, _ id: String) throws -> (perEvent: Double, events: Int) {
    let path = NSTemporaryDirectory() + "ocop-cost-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Ledger.create(at: path, identity: [UInt8](repeating: 3, count: 16))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    var records = (1...200 as ClosedRange<UInt32>).map { number in
      Self.record(
        ProductID(number), .productRegistered(ProductRegistered(name: "Sản phẩm \(number)", producer: ProducerID(1))))
    }
    for round in 0..<rounds {
      let day = Day(year: 2020, month: 1, day: 1)!.advanced(by: Int32(round))
      records += (1...200 as ClosedRange<UInt32>).map { number in
        let grant = Grant(
          stars: .three, level: .province, decision: "\(round)/QĐ-UBND",
          validUntil: LegalDate(day).end(afterMonths: 36, by: .dayBefore), termBasis: .computed)
        return Self.record(ProductID(number), .renewed(Renewed(grant: grant)), LegalDate(day))
      }
    }
    try ledger.appendBypassingDecider(records)
    let before = faults_allocations()
    _ = try ledger.ask(id, WordedQuestion(asOf: Day(year: 2026, month: 1, day: 1)!, parameters: Self.parameters(id)))
    return (Double(faults_allocations() - before) / Double(records.count), records.count)
  }

  private static func parameters(_ id: String) -> [String: String] {
    id == "rating-history" ? ["product": "SP-0001"] : [:]
  }

  private static func record(_ product: ProductID, _ event: Event, _ date: LegalDate? = nil) -> Record {
    Record(
      stream: product.stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: date, actor: "thu",
      command: nil, event: event)
  }

  @Test(
    "so many pieces of memory an event, however long the log",
    arguments: [("star-counts", 136.0), ("rating-history", 75.0)])
  func fold(_ id: String, _ most: Double) throws {
    let short = try allocations(rounds: 5, id)
    let long = try allocations(rounds: 40, id)
    #expect(long.perEvent < most, "\(long.perEvent) pieces of memory an event")
    #expect(long.perEvent < short.perEvent * 1.1, "\(short) and \(long)")
  }
}
