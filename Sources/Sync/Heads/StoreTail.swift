internal import EventLog
internal import Ledger

/// The last records of a ledger in a store: those that fill no bundle yet, and the tree's edge before them, so that with the head alone they are known
/// for true.
struct StoreTail {
  /// The tree over the records before.
  let tree: MerkleTree
  let records: EntryBundle

  /// The bytes of a tail: the edge of the tree, then each record behind its length.
  static func encode(_ tree: MerkleTree, _ bundle: [UInt8]) -> [UInt8] { tree.encoded + bundle }

  /// Reads the tail of `head`, whose root it must make. Throws ``AlteredObject``, ``StoreFailure``: ``StoreFailure/Kind/missing`` where another head is there by now.
  init(_ store: any ObjectStore, of head: StoreHead) throws {
    guard let object = try store.read(head.tailName) else {
      throw StoreFailure(.missing, store.address, object: head.tailName)
    }
    let edge = 8 + 32 * head.tiled.nonzeroBitCount
    let count = Int(head.head.size - head.tiled)
    guard object.bytes.count >= edge,
      let tree = MerkleTree(encoded: object.bytes.span.bytes.extracting(0..<edge)), tree.size == head.tiled,
      let records = EntryBundle(Array(object.bytes[edge...]), of: count, from: head.tiled)
    else { throw AlteredObject(head.tailName, object.bytes, at: head.tiled, detail: "it is no tail") }
    var whole = tree
    for leaf in records.leaves { whole.append(leaf) }
    guard whole.root.description == head.head.root else {
      throw AlteredObject(head.tailName, object.bytes, at: head.tiled, detail: "it does not make the head's root")
    }
    (self.tree, self.records) = (tree, records)
  }
}
