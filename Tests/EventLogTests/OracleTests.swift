import EventLog
import Foundation
import TestSupport
import Testing

/// Its consistency proofs are of a form of its own; Go's packages check ours.
@Suite("Proofs against another implementation: pymerkle")
struct OracleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// What pymerkle says of trees of up to `limit` entries; `nil` where it is not installed.
  private static func pymerkle(_ limit: String) throws -> Set<String>? {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [root.appendingPathComponent("Fixtures/oracles/merkle.py").path, limit]
    process.environment = ["PYTHONPATH": root.appendingPathComponent(".build/oracles").path]
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 ? Set(text.split(separator: "\n").map(String.init)) : nil
  }

  @Test("every root and inclusion proof of every tree of up to 70 entries is pymerkle's")
  func agrees() throws {
    guard let theirs = try Self.pymerkle("70") else {
      let isRequired = ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required"
      Issue.record("pymerkle is missing; .ci/run installs it", severity: isRequired ? .error : .warning)
      return
    }
    let (_, log, leaves) = try ProofTests.log(70)
    var ours: Set<String> = []
    func line(_ words: String, _ hashes: [Digest]) {
      ours.insert(([words] + hashes.map(\.description).sorted()).joined(separator: " "))
    }
    try log.read { view in
      for size in UInt64(1)...70 {
        line("root \(size)", [try view.tree(ofSize: size).root])
        for index in 0..<size {
          let proof = try view.inclusionProof(of: LogPosition(index), in: size)
          line("inclusion \(index) \(size)", proof + [leaves[Int(index)]])
        }
      }
    }
    #expect(ours == theirs)
    #expect(ours.count == 70 + 70 * 71 / 2)
  }

  @Test("the tree over all streams, and what shows each of them, is pymerkle's over the same entries")
  func streams() throws {
    let scratch = Scratch()
    defer { withExtendedLifetime(scratch) {} }
    let log = try EventLog.fresh(scratch)
    _ = try log.append { (0..<60).map { request([record("s\(10 + $0 * 7 % 23)")]) } }
    try log.read { view in
      var heads: [StreamHead] = []
      try view.forEachStreamHead(at: 50) { heads.append($0) }
      let entries = heads.map { head in
        let numbers = [head.version.rawValue, head.position.rawValue].flatMap { number in
          withUnsafeBytes(of: number.bigEndian) { Array($0) }
        }
        return Hexadecimal.text(head.stream.bytes + numbers)
      }
      // Where it is missing, the other test says so.
      guard let theirs = try Self.pymerkle(entries.joined(separator: ",")) else { return }
      let (committed, proofs) = try view.streamProofs(of: heads.map(\.stream), at: 50)
      var ours: Set = ["root \(heads.count) \(committed.root)"]
      for (index, proof) in proofs.enumerated() {
        let hashes = (proof.shown[0].path + [heads[index].leaf]).map(\.description).sorted()
        ours.insert("inclusion \(index) \(heads.count) " + hashes.joined(separator: " "))
      }
      #expect(ours == theirs)
    }
  }
}
