import EventLog
import TestSupport
import Testing

@Suite("RowStore")
struct RowStoreTests {
  @Test("rows and checkpoint go together; replacing throws the old rows away")
  func rows() throws {
    let scratch = Scratch()
    let checkpoint = RowCheckpoint(log: [UInt8](repeating: 2, count: 16), size: 7, lastLeaf: nil)
    do {
      let store = try RowStore(at: scratch.path + "/v")
      let change = RowStore.Change(
        replacesAll: true, rows: [(0, bytes("a"), bytes("1")), (1, bytes("a"), bytes("2"))], checkpoint: checkpoint)
      #expect(try store.write(change, from: nil))
      // Worked out from rows that are not there any more.
      #expect(try !store.write(change, from: nil))
    }
    let store = try RowStore(at: scratch.path + "/v")
    var snapshot = try store.snapshot()
    #expect(snapshot.checkpoint == checkpoint)
    #expect(try snapshot.row(table: 0, key: bytes("a")) == bytes("1"))
    #expect(try snapshot.row(table: 1, key: bytes("a")) == bytes("2"))
    let later = RowCheckpoint(log: checkpoint.log, size: 8, lastLeaf: nil)
    let change = RowStore.Change(replacesAll: true, rows: [(0, bytes("b"), bytes("3"))], checkpoint: later)
    #expect(try store.write(change, from: checkpoint))
    snapshot = try store.snapshot()
    #expect(try snapshot.row(table: 0, key: bytes("a")) == nil)
    #expect(snapshot.checkpoint?.size == 8)
  }
}
