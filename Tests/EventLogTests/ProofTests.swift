import EventLog
import Foundation
import TestSupport
import Testing

@Suite("Proofs and signed notes")
struct ProofTests {
  /// RFC 6962 §2.1, word for word.
  static func root(_ leaves: ArraySlice<Digest>) -> Digest {
    if leaves.isEmpty { return MerkleTree().root }
    if leaves.count == 1 { return leaves[leaves.startIndex] }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let middle = leaves.startIndex + split
    return MerkleTree.node(root(leaves[..<middle]), root(leaves[middle...]))
  }

  static func log(_ count: Int) throws -> (scratch: Scratch, log: EventLog, leaves: [Digest]) {
    let scratch = Scratch()
    try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 7, count: 16))
    let log = try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 1) }
    let stream = StreamKey([1])
    for start in stride(from: 0, to: count, by: 100) {
      _ = try log.append {
        [
          request(
            (start..<min(start + 100, count)).map { number in
              ProposedRecord(stream: stream) { _ in Array("record \(number)".utf8) }
            })
        ]
      }
    }
    let leaves = (0..<count).map { MerkleTree.leaf(Array("record \($0)".utf8).span.bytes) }
    return (scratch, log, leaves)
  }

  @Test("of a log of 70: every inclusion and consistency proof of every size holds, and no other root does")
  func small() throws {
    let (_, log, leaves) = try Self.log(70)
    let roots = (0...70).map { Self.root(leaves[..<$0]) }
    try log.read { view in
      for size in 1...70 {
        #expect(try view.tree(ofSize: UInt64(size)).root == roots[size])
        for index in 0..<size {
          let proof = try view.inclusionProof(of: LogPosition(UInt64(index)), in: UInt64(size))
          func holds(_ leaf: Digest, _ at: Int, _ of: Int, _ proof: [Digest]) -> Bool {
            MerkleProof.isIncluded(leaf, at: UInt64(at), in: UInt64(of), root: roots[size], proof: proof)
          }
          #expect(holds(leaves[index], index, size, proof))
          #expect(!holds(leaves[(index + 1) % 70], index, size, proof))
          #expect(!holds(leaves[index], index + 1, size, proof) || size == 1)
          #expect(!holds(leaves[index], index, size, proof + [roots[1]]))
          if !proof.isEmpty { #expect(!holds(leaves[index], index, size, Array(proof.dropLast()))) }
        }
        for old in 0...size {
          let proof = try view.consistencyProof(from: UInt64(old), to: UInt64(size))
          func holds(_ oldRoot: Digest, _ newRoot: Digest, _ proof: [Digest]) -> Bool {
            MerkleProof.isConsistent(
              old: UInt64(old), oldRoot: oldRoot, new: UInt64(size), newRoot: newRoot, proof: proof)
          }
          #expect(holds(roots[old], roots[size], proof), "\(old) to \(size)")
          guard old > 0, old < size else { continue }
          #expect(!holds(roots[size], roots[size], proof))
          #expect(!holds(roots[old], roots[old], proof))
          #expect(!holds(roots[old], roots[size], Array(proof.dropLast())))
          #expect(!holds(roots[old], roots[size], proof + [roots[1]]))
        }
      }
    }
  }

  @Test("of a log of 1,300, with kept inner nodes: proofs and earlier trees are those of the definition")
  func large() throws {
    let (_, log, leaves) = try Self.log(1_300)
    try log.read { view in
      for size in [1, 255, 256, 257, 511, 512, 700, 1_024, 1_299, 1_300] {
        let root = Self.root(leaves[..<size])
        let tree = try view.tree(ofSize: UInt64(size))
        #expect(tree.root == root && tree.size == UInt64(size))
        for index in stride(from: 0, to: size, by: max(1, size / 7)) {
          let proof = try view.inclusionProof(of: LogPosition(UInt64(index)), in: UInt64(size))
          #expect(
            MerkleProof.isIncluded(leaves[index], at: UInt64(index), in: UInt64(size), root: root, proof: proof))
        }
      }
    }
  }

  @Test("a kept inner node that was altered is found, and named as that")
  func alteredNode() throws {
    var (scratch, log, leaves): (Scratch, EventLog?, [Digest]) = try Self.log(600)
    // These bytes are no records of anything; that is found in both.
    let before = try #require(try log?.findings())
    log = nil
    let url = URL(fileURLWithPath: scratch.path + "/data.mdb")
    var data = try Data(contentsOf: url)
    let node = Data(Self.root(leaves[..<256]).bytes)
    let places = data.indices.filter { data[$0...].starts(with: node) }
    #expect(!places.isEmpty)
    for place in places { data[place] ^= 1 }
    try data.write(to: url)
    let after = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 1) }.findings()
    #expect(after.filter { !before.contains($0) }.map(\.kind) == [.nodeAltered])
    #expect(after.count == before.count + 1)
  }

  @Test(
    "a log of either format: the same tree, leaves, proofs and findings, and appending goes on",
    arguments: [1, 2] as [UInt32])
  func formats(format: UInt32) throws {
    let scratch = Scratch()
    try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 9, count: 16), format: format)
    var leaves: [Digest] = []
    // Alone, up to a tile's end and across one, across a portion, and through many of them.
    for count in [1, 30, 1, 1, 40, 200, 700, 1, 25, 3_000, 1] {
      let log = try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 5) }
      let first = leaves.count
      _ = try log.append { [request((0..<count).map { record("s\(first + $0)", "x") })] }
      for number in 0..<count { leaves.append(MerkleTree.leaf(bytes("s\(first + number)|1|5|0|x").span.bytes)) }
      try log.read { view in
        #expect(view.size == UInt64(leaves.count))
        #expect(view.tree.root == Self.root(leaves[...]))
        for position in [0, first, leaves.count - 1] {
          let leaf = try view.leaf(at: LogPosition(UInt64(position)))
          #expect(leaf == leaves[position])
        }
        let beyond = try view.leaf(at: LogPosition(UInt64(leaves.count)))
        #expect(beyond == nil)
      }
      #expect(try log.findings().isEmpty)
    }
    let log = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 5) }
    try log.read { view in
      for size in [1, 31, 32, 33, 255, 256, 300, 3_999] {
        let root = Self.root(leaves[..<size])
        #expect(try view.tree(ofSize: UInt64(size)).root == root)
        let proof = try view.inclusionProof(of: LogPosition(UInt64(size - 1)), in: UInt64(size))
        #expect(
          MerkleProof.isIncluded(
            leaves[size - 1], at: UInt64(size - 1), in: UInt64(size), root: root, proof: proof))
      }
    }
  }

  @Test(
    "a kept hash, an entry of the stream index and a command's entry that were altered are found, each as what it is",
    arguments: [1, 2] as [UInt32])
  func alteredTables(format: UInt32) throws {
    let scratch = Scratch()
    do {
      try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 9, count: 16), format: format)
      let log = try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 5) }
      for number in UInt8(1)...40 {
        _ = try log.append { [request([record("s\(number)", command: command(number))], command: command(number))] }
      }
      #expect(try log.findings().isEmpty)
    }
    let leaf = MerkleTree.leaf(bytes("s8|1|5|8|").span.bytes)
    // In the index: the stream, its version in eight bytes, then the position in eight; of a command: its id, then
    // position and count.
    let seven = [UInt8](repeating: 0, count: 7)
    for (old, changed, kind) in [
      (leaf.bytes, 5, Finding.Kind.leafAltered), (bytes("s8") + seven + [1] + seven + [7], 17, .streamIndex),
      (command(8).bytes + seven + [7] + seven + [1], 23, .commandIndex),
    ] {
      let url = URL(fileURLWithPath: scratch.path + "/data.mdb")
      let original = try Data(contentsOf: url)
      var data = original
      let places = data.indices.filter { data[$0...].starts(with: old) }
      #expect(!places.isEmpty, "\(kind)")
      for place in places { data[place + changed] ^= 1 }
      try data.write(to: url)
      let found = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 1) }.findings()
      #expect(found.contains { $0.kind == kind && $0.position != nil }, "\(kind): \(found)")
      #expect(found.allSatisfy { $0.kind == kind }, "\(kind): \(found)")
      if kind != .commandIndex { #expect(found.contains { $0.position == LogPosition(7) }, "\(kind): \(found)") }
      try original.write(to: url)
    }
  }

  @Test("entries that belong nowhere are found: a record beyond the end, and more hashes than there are records")
  func strayEntries() throws {
    let scratch = Scratch()
    do {
      let log = try EventLog.fresh(scratch)
      for number in 1...40 { _ = try log.append { [request([record("s\(number)")])] } }
    }
    let url = URL(fileURLWithPath: scratch.path + "/data.mdb")
    let original = try Data(contentsOf: url)
    // A key stands right before its value; of a table's own entry, how many it has stands 32 bytes behind its name.
    for (old, offset, changed, detail) in [
      (bytes("s40|1|5|0|"), -8, [UInt8](repeating: 0xff, count: 8), "beyond the committed end"),
      (bytes("tiles") + [0, 0, 0, 0], 37, [3], "3 entries of leaf hashes where 1 belong"),
      (bytes("nodes") + [0, 0, 0, 0], 37, [3], "3 kept nodes where 0 belong"),
    ] {
      var data = original
      for place in data.indices where data[place...].starts(with: old) {
        data.replaceSubrange(place + offset..<place + offset + changed.count, with: changed)
      }
      #expect(data != original)
      try data.write(to: url)
      let found = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 5) }.findings()
      #expect(found.contains { $0.detail.contains(detail) }, "\(detail): \(found)")
    }
  }

  /// The example of Go's note package: a published key pair and note.
}
