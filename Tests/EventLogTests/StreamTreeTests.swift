import EventLog
import Foundation
import TestSupport
import Testing

/// The tree over all streams, against what the records themselves say.
@Suite("EventLog: all streams as they stood")
struct StreamTreeTests {
  private let scratch = Scratch()

  /// A log of random streams of the same length, and how each stood at every size.
  private func log(_ count: Int, seed: UInt64) throws -> (EventLog, [[StreamKey: StreamHead]]) {
    let log = try EventLog.fresh(scratch)
    var state = seed
    var heads: [StreamKey: StreamHead] = [:]
    var all = [heads]
    var names: [String] = []
    for position in 0..<count {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let name = "s\(10 + (state >> 33) % 40)"
      names.append(name)
      let version = (heads[stream(name)]?.version.rawValue ?? 0) + 1
      heads[stream(name)] = StreamHead(
        stream: stream(name), version: StreamVersion(version), position: LogPosition(UInt64(position)))
      all.append(heads)
    }
    let records = names
    _ = try log.append { records.map { request([record($0)]) } }
    return (log, all)
  }

  private func sorted(_ heads: [StreamKey: StreamHead]) -> [StreamHead] {
    heads.values.sorted { $0.stream.bytes.lexicographicallyPrecedes($1.stream.bytes) }
  }

  @Test("at every size: the heads and the root are those of the records", arguments: [1, 2, 3] as [UInt64])
  func heads(_ seed: UInt64) throws {
    let (log, all) = try log(120, seed: seed)
    try log.read { view in
      for (size, heads) in all.enumerated() {
        var found: [StreamHead] = []
        try view.forEachStreamHead(at: UInt64(size)) { found.append($0) }
        #expect(found == sorted(heads), "\(size)")
        var tree = MerkleTree()
        for head in found { tree.append(head.leaf) }
        #expect(try view.streamTree(at: UInt64(size)) == tree)
      }
    }
  }

  @Test(
    "each stream is shown as it stood, each other one as absent; under another root, count, place or head nothing is")
  func proofs() throws {
    let (log, all) = try log(90, seed: 4)
    try log.read { view in
      for size in [0, 1, 2, 7, 40, 90] as [UInt64] {
        let tree = try view.streamTree(at: size)
        let names = (5..<56).map { "s\($0 < 10 ? "0" : "")\($0)" }
        let (committed, proofs) = try view.streamProofs(of: names.map { stream($0) }, at: size)
        #expect(committed == StreamCommitment(size: size, streams: tree.size, root: tree.root))
        for (name, proof) in zip(names, proofs) {
          let key = stream(name)
          #expect(try proof.verify(key, in: tree.size, root: tree.root) == all[Int(size)][key], "\(name) at \(size)")
          #expect(throws: NoteError(.proofFails)) { try proof.verify(key, in: tree.size + 1, root: tree.root) }
          if tree.size > 0 {
            let other = try view.streamTree(at: size == 90 ? 89 : size + 1)
            if other.root != tree.root {
              #expect(throws: NoteError(.proofFails)) { try proof.verify(key, in: tree.size, root: other.root) }
            }
          }
          for forged in forgeries(of: proof) {
            #expect(throws: NoteError(.proofFails), "\(name) at \(size)") {
              try forged.verify(key, in: tree.size, root: tree.root)
            }
          }
        }
      }
    }
  }

  @Test("computed side by side, what was committed at any size is what each size gives by itself")
  func together() throws {
    let (log, all) = try log(150, seed: 5)
    try log.read { view in
      for sizes in [Array(0...150), [7], [0, 149], Array(stride(from: 3, through: 150, by: 11))] as [[UInt64]] {
        let found = try view.streamCommitments(at: sizes)
        #expect(try found == sizes.map { try view.streamCommitment(at: $0) })
        #expect(found.map(\.streams) == sizes.map { UInt64(all[Int($0)].count) })
      }
    }
  }

  /// What would hide a record, or a stream.
  private func forgeries(of proof: StreamProof) -> [StreamProof] {
    var forged: [StreamProof] = []
    for (number, shown) in proof.shown.enumerated() {
      func with(_ other: StreamProof.Shown) -> StreamProof {
        var all = proof.shown
        all[number] = other
        return StreamProof(count: proof.count, shown: all)
      }
      let head = shown.head
      let shorter = StreamHead(
        stream: head.stream, version: StreamVersion(head.version.rawValue + 1), position: head.position)
      forged.append(with(.init(head: shorter, index: shown.index, path: shown.path)))
      let elsewhere = StreamHead(
        stream: head.stream, version: head.version, position: LogPosition(head.position.rawValue + 1))
      forged.append(with(.init(head: elsewhere, index: shown.index, path: shown.path)))
      forged.append(with(.init(head: head, index: shown.index + 1, path: shown.path)))
      if !shown.path.isEmpty {
        forged.append(with(.init(head: head, index: shown.index, path: Array(shown.path.dropLast()))))
      }
    }
    if proof.shown.count == 2 {
      // One neighbour alone shows nothing, nor do they in each other's place.
      for shown in proof.shown { forged.append(StreamProof(count: proof.count, shown: [shown])) }
      forged.append(StreamProof(count: proof.count, shown: proof.shown.reversed()))
    }
    if !proof.shown.isEmpty { forged.append(StreamProof(count: proof.count, shown: [])) }
    return forged
  }
}
