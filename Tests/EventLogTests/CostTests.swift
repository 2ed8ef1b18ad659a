import CFaults
import EventLog
import TestSupport
import Testing

/// What an append costs, in what can be counted and does not drift with the machine: syncs, bytes written, pieces of
/// memory. A figure that rises is to be explained, or mended.
@Suite("EventLog: what an append costs", .serialized)
struct CostTests {
  private let scratch = Scratch()

  private func filled() throws -> EventLog {
    let log = try EventLog.fresh(scratch)
    for round in 0..<20 {
      _ = try log.append { [request((0..<100).map { record("s\($0)", "\(round)") })] }
    }
    return log
  }

  /// The calls, the syncs and the bytes of one append.
  private func cost(_ log: EventLog, _ count: Int) throws -> (calls: Int32, syncs: Int32, pages: Int) {
    faults_arm(scratch.path, 0, 0, 0, 0)
    let appended = Result { try log.append { [request((0..<count).map { record("s\($0)", "x") })] } }
    let calls = faults_disarm()
    _ = try appended.get()
    return (calls, faults_syncs(), (Int(faults_bytes()) + 4095) / 4096)
  }

  @Test("one record: one sync of data and the meta page written through; a hundred records: no more syncs")
  func syncs() throws {
    let log = try filled()
    // A commit alternates between two sets of free pages: the dearer one counts.
    let one = try (0..<4).map { _ in try cost(log, 1) }
    let many = try (0..<4).map { _ in try cost(log, 100) }
    #expect((one + many).allSatisfy { $0.syncs == 1 }, "\(one) \(many)")
    #expect(try #require(one.map(\.pages).max()) <= 7, "pages of one record: \(one)")
    #expect(try #require(many.map(\.pages).max()) <= 40, "pages of a hundred records: \(many)")
  }

  @Test("memory asked for: so many pieces a record, however many records")
  func allocations() throws {
    let log = try filled()
    func perRecord(_ count: Int) throws -> Double {
      let before = faults_allocations()
      _ = try log.append { [request((0..<count).map { record("s\($0 % 100)", "x") })] }
      return Double(faults_allocations() - before) / Double(count)
    }
    let few = try perRecord(500)
    let many = try perRecord(5_000)
    #expect(many < 12, "\(many) pieces of memory a record")
    #expect(many < few * 1.1, "\(few) a record of 500, \(many) of 5,000")
  }
}
