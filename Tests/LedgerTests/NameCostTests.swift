import CFaults
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@Suite("Names: what a row costs", .serialized)
struct NameCostTests {
  /// Pieces of memory that a row of a list asks for, in a ledger with so many products of other names.
  private static func allocations(beside products: UInt32) throws -> Int64 {
    let test = try TestLedger()
    let ledger = try test.open()
    let filler = (1...max(products, 1)).flatMap { number -> [Record] in
      func record(_ stream: StreamID, _ event: Event) -> Record {
        Record(
          stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "thu",
          command: nil,
          event: event)
      }
      let owner = ProducerID(number)
      return [
        record(owner.stream, .producerRegistered(ProducerRegistered(name: "HTX Xuân Hòa \(number)"))),
        record(
          ProductID(number).stream,
          .productRegistered(ProductRegistered(name: "Mật ong rừng số \(number)", producer: owner))),
      ]
    }
    if products > 0 { try ledger.appendBypassingDecider(filler) }
    func row(_ number: Int) throws {
      _ = try ledger.write { draft in
        guard case .none = try draft.producer(named: "HTX Thu Đông \(number)") else { return }
        func command(_ act: Command.Act, _ date: String?) -> Command {
          Command(id: nil, actor: "thu", act: act, effectiveOn: date.flatMap { LegalDate($0) })
        }
        let registered = ProducerRegistered(name: "HTX Thu Đông \(number)")
        let owner = try draft.record(command(.record(StreamID(.producer, 0), .producerRegistered(registered)), nil))
        let producer = ProducerID(owner.record.record.stream.number)
        guard case .none = try draft.product(named: "Chè xanh \(number)", of: producer) else { return }
        let product = ProductRegistered(name: "Chè xanh \(number)", producer: producer)
        let made = try draft.record(command(.record(StreamID(.product, 0), .productRegistered(product)), nil))
        let request = RecognitionRequest(stars: .four, decision: "\(number)/QĐ-UBND")
        _ = try draft.record(command(.recognise(ProductID(made.record.record.stream.number), request), "2021-01-01"))
      }
    }
    // The first ones read what every row reads.
    try row(1)
    try row(2)
    // What other threads take over is not counted here, and a page of a tree may be full: the middle one of several rows.
    var counts: [Int64] = []
    for number in 3...13 {
      let before = faults_allocations()
      try row(number)
      counts.append(Int64(faults_allocations() - before))
    }
    return counts.sorted()[counts.count / 2]
  }

  @Test("a row into a ledger with thousands of products asks for as much memory as one into an empty ledger")
  func row() throws {
    let (empty, full) = (try Self.allocations(beside: 0), try Self.allocations(beside: 4000))
    #expect(full < empty + empty / 5, "\(empty) pieces of memory, and \(full)")
  }
}
