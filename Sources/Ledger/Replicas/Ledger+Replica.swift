package import EventLog
internal import Foundation
internal import OCOP

extension Ledger {
  /// Makes an empty ledger in the folder `path` that is to hold what the ledger `origin` holds (``origin``). Throws as
  /// ``create(at:identity:)``, and ``ProofFailure``: `otherOrigin` where that is no ledger's name.
  public static func create(at path: String, replicating origin: String) throws(LedgerError) {
    let digits = Array(origin.dropFirst("ocop-ledger/".count).utf8)
    guard origin.hasPrefix("ocop-ledger/"), digits.count == 32 else {
      throw .proof(ProofFailure(kind: "otherOrigin"))
    }
    let identity = stride(from: 0, to: 32, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
    guard identity.count == 16 else { throw .proof(ProofFailure(kind: "otherOrigin")) }
    try create(at: path, identity: identity)
  }

  /// Keeps `checkpoint`, which was verified, as one that the log is to go on from; the log need not have its records yet. Throws ``LedgerFailure``.
  public func keepAnnounced(_ checkpoint: SignedCheckpoint) throws(LedgerError) {
    try failing {
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      _ = try keep(checkpoint)
    }
  }

  /// Makes `checkpoint`, which `verifier` signed, the one that the log is held against. The log goes on from it. Throws ``LedgerFailure``.
  public func accept(_ checkpoint: SignedCheckpoint, signedBy verifier: String) throws(LedgerError) {
    try failing {
      let isHeld = try goesOn(from: checkpoint)
      precondition(isHeld, "only what the log holds is accepted")
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      let whole = try keep(checkpoint)
      try DurableFile.write(Array(whole.note.utf8), to: checkpointPath, .replacing)
      try DurableFile.write(Array((verifier + "\n").utf8), to: verifierPath, .replacing)
    }
  }

  /// Appends records as they were recorded, each of which was held against a tree already, in one commit. What one command recorded is all among
  /// them. `blobs`: what they name by its hash.
  ///
  /// Throws ``LedgerFailure/Kind/notAsRecorded`` unless they go on from the last record: versions, and times.
  package func append(published records: [TakenRecord], blobs: [[UInt8]]) throws {
    let path = path
    try calling {
      _ = try log.transact { view in
        try Self.requireOrder(of: records, after: view, path)
        return TakenRecord.requests(records, blobs: blobs)
      }
    }
  }

  private static func requireOrder(
    of records: [TakenRecord], after view: borrowing LogView, _ path: String
  ) throws {
    var versions: [StreamKey: StreamVersion] = [:]
    var time = view.lastTime
    for (number, record) in records.enumerated() {
      let (header, position) = (record.header, view.size + UInt64(number))
      let version = try versions[header.stream] ?? view.head(of: header.stream).version
      guard header.version == version.next else {
        throw LedgerFailure(
          .notAsRecorded, path: path, detail: "\(position): version \(header.version) after \(version)")
      }
      if let time, header.recordedAt < time {
        throw LedgerFailure(.notAsRecorded, path: path, detail: "\(position): recorded before the one before it")
      }
      if let command = header.command, number == 0 || records[number - 1].header.command != command,
        try view.positions(of: command) != nil
      {
        throw LedgerFailure(.notAsRecorded, path: path, detail: "\(position): its command was recorded before")
      }
      (versions[header.stream], time) = (version.next, header.recordedAt)
    }
  }

  /// The tree over the first `size` records. Logarithmic.
  package func tree(ofSize size: UInt64) throws(LedgerError) -> MerkleTree {
    try failing { try log.read { try $0.tree(ofSize: size) } }
  }

  /// Whether the bytes with this hash are kept.
  package func holdsBlob(_ digest: Digest) throws(LedgerError) -> Bool {
    try failing { try log.read { try $0.wholeBlob(digest) != nil } }
  }
}
