internal import EventLog
internal import Foundation
internal import OCOP

extension Ledger {
  /// Where all checkpoints are kept: `SIZE.note` is a checkpoint with all its signatures, `SIZE.tsr` a time stamp of its text.
  public var checkpointsPath: String { "\(path)/\(Checkpoints.folder)" }

  /// All checkpoints that are kept, the smallest first, also those that the log does not go on from. Throws ``LedgerFailure`` where one cannot
  /// be read, or is none.
  public func checkpoints() throws -> [KeptCheckpoint] { try keptSizes().compactMap(keptCheckpoint) }

  /// The checkpoint of `size` records that is kept; `nil`: none is.
  public func keptCheckpoint(_ size: UInt64) throws -> KeptCheckpoint? {
    let last = try lastCheckpoint().flatMap { $0.head.size == size ? $0.note : nil }
    guard let note = try DurableFile.text(notePath(size)) ?? last else { return nil }
    guard let checkpoint = try? SignedCheckpoint(text: note), checkpoint.head.size == size,
      let signed = try? SignedNote(note)
    else { throw LedgerFailure(.checkpointBroken, path: notePath(size)) }
    let stamp = try DurableFile.read(stampPath(size)).flatMap { TimeStamp($0, of: Array(signed.text.utf8)) }
    return KeptCheckpoint(
      checkpoint: checkpoint, holds: try goesOn(from: checkpoint),
      cosignatures: signed.toldCosignatures.map { ($0.name, Timestamp(told: Int64(clamping: $0.time))) },
      stamped: stamp.map { Timestamp(told: $0.time) })
  }

  /// Copies what is kept into the folder of a backup; on disk when this returns.
  func copyCheckpoints(into destination: String) throws {
    guard FileManager.default.fileExists(atPath: checkpointsPath) else { return }
    let copy = "\(destination)/\(Checkpoints.folder)"
    try LogFailure.createFolder(copy)
    for name in try FileManager.default.contentsOfDirectory(atPath: checkpointsPath) where Checkpoints.isOne(name) {
      guard let bytes = try DurableFile.read("\(checkpointsPath)/\(name)") else { continue }
      try DurableFile.write(bytes, to: "\(copy)/\(name)", .new)
    }
    try Folder.sync(destination)
  }

  /// The sizes of which a checkpoint is kept, ascending; the last one may have been signed before there was a place for all.
  private func keptSizes() throws -> [UInt64] {
    let last = Set(try lastCheckpoint().map { [$0.head.size] } ?? [])
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: checkpointsPath, isDirectory: &isFolder) else { return last.sorted() }
    guard isFolder.boolValue, let names = try? FileManager.default.contentsOfDirectory(atPath: checkpointsPath) else {
      throw LedgerFailure(.checkpointUnreadable, path: checkpointsPath)
    }
    return last.union(names.filter { $0.hasSuffix(".note") }.compactMap { Checkpoints.size(ofName: $0) }).sorted()
  }

  private func notePath(_ size: UInt64) -> String { "\(checkpointsPath)/\(size).note" }
  private func stampPath(_ size: UInt64) -> String { "\(checkpointsPath)/\(size).tsr" }

  /// Keeps a checkpoint with the signatures that are kept of it already, and answers it with all of them. For whoever holds the ledger's lock.
  func keep(_ checkpoint: SignedCheckpoint) throws -> SignedCheckpoint {
    if !FileManager.default.fileExists(atPath: checkpointsPath) {
      try LogFailure.createFolder(checkpointsPath)
      try Folder.sync(path)
    }
    var whole = checkpoint
    let path = notePath(checkpoint.head.size)
    if let there = try DurableFile.text(path), there != checkpoint.note, let kept = try? SignedNote(there),
      let new = try? SignedNote(checkpoint.note)
    {
      // A checkpoint of another history is evidence, and what is kept of it stays; only this one's signatures are added to.
      if kept.text == new.text {
        whole = try SignedCheckpoint(text: new.adding(kept.lines))
      } else {
        try DurableFile.write(Array(there.utf8), to: "\(checkpointsPath)/\(Checkpoints.other(there))", .replacing)
      }
    }
    try DurableFile.write(Array(whole.note.utf8), to: path, .replacing)
    return whole
  }

  /// Keeps what cosigns a checkpoint, once each line is verified by one of `witnesses`: lines as a witness answers them, or a note that bears
  /// them. What nobody named signed is left out. Throws ``ProofFailure``: `noKnownSignature` where nothing is left or it is of no checkpoint that
  /// is kept, `badSignature`.
  public func attach(cosignatures text: String, by witnesses: [String]) throws -> KeptCheckpoint {
    let known = try proving { () throws(NoteError) in
      try witnesses.map { (text) throws(NoteError) in try CosignatureVerifier(text) }
    }
    let lock = try FileLock(path)
    defer { withExtendedLifetime(lock) {} }
    for kept in try checkpoints().reversed() {
      let own = try proving { () throws(NoteError) in try SignedNote(kept.checkpoint.note) }
      let isNote = !text.hasPrefix("\u{2014} ")
      guard let offered = try? SignedNote(isNote ? text : own.text + "\n" + text.trimmingTail), offered.text == own.text
      else { continue }
      let cosigned: [Cosignature]
      do {
        cosigned = try offered.cosignatures(by: known)
      } catch {
        // Lines alone do not say of which checkpoint they are.
        if isNote { throw ProofFailure(kind: error.kind.rawValue) }
        continue
      }
      guard !cosigned.isEmpty else { continue }
      let lines = offered.lines.filter { line in
        (try? SignedNote(own.text + "\n" + line).cosignatures(by: known))?.isEmpty == false
      }
      try write(own.adding(lines), of: kept.checkpoint)
      guard let now = try keptCheckpoint(kept.checkpoint.head.size) else { break }
      return now
    }
    throw ProofFailure(kind: "noKnownSignature")
  }

  /// Keeps the response of a time-stamping authority (RFC 3161) over the text of a checkpoint. Whether the authority is one to trust is not
  /// looked at (``KeptCheckpoint/isStamped(byThoseIn:)``). Throws ``ProofFailure``: `otherStamp` where it is of no checkpoint that is kept.
  public func attach(stamp bytes: [UInt8]) throws -> KeptCheckpoint {
    let lock = try FileLock(path)
    defer { withExtendedLifetime(lock) {} }
    for kept in try checkpoints().reversed() where TimeStamp(bytes, of: kept.checkpoint.signedText) != nil {
      _ = try keep(kept.checkpoint)
      try DurableFile.write(bytes, to: stampPath(kept.checkpoint.head.size), .replacing)
      guard let now = try keptCheckpoint(kept.checkpoint.head.size) else { break }
      return now
    }
    throw ProofFailure(kind: "otherStamp")
  }

  /// Whether the stamp kept of the checkpoint of `size` records is by an authority that the certificates in the PEM file `authorities` vouch for.
  public func isStamped(_ size: UInt64, byThoseIn authorities: String) throws -> Bool {
    guard let kept = try keptCheckpoint(size), let bytes = try DurableFile.read(stampPath(size)) else { return false }
    return TimeStamp(bytes, of: kept.checkpoint.signedText)?.isSigned(byThoseIn: authorities) ?? false
  }

  /// The note with more signatures takes the place of the one kept, and of the last checkpoint where it is that.
  private func write(_ note: String, of checkpoint: SignedCheckpoint) throws {
    _ = try keep(try SignedCheckpoint(text: note))
    if try lastCheckpoint()?.head == checkpoint.head {
      try DurableFile.write(Array(note.utf8), to: checkpointPath, .replacing)
    }
  }
}

extension SignedCheckpoint {
  /// What is signed: the note without its signatures; and what a time stamp is of.
  public var signedText: [UInt8] { ((try? SignedNote(note))?.text).map { Array($0.utf8) } ?? [] }
}

extension Timestamp {
  /// Seconds since 1970, as others tell them: at most the last of the year 9999.
  init(told seconds: Int64) { self.init(microseconds: min(max(seconds, 0), 253_402_300_799) * 1_000_000) }
}

extension String {
  /// The same lines with nothing but one line feed behind them: what was copied from a screen has more.
  fileprivate var trimmingTail: String { trimmingCharacters(in: .whitespacesAndNewlines) + "\n" }
}

/// The names of the files in which checkpoints are kept.
enum Checkpoints {
  static let folder = "checkpoints"

  /// The size that a file's name tells; `nil`: no checkpoint or stamp has such a name.
  static func size(ofName name: String) -> UInt64? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, ["note", "tsr"].contains(parts[1]), let size = UInt64(parts[0]), "\(size)" == parts[0]
    else {
      return nil
    }
    return size
  }

  /// The name for a checkpoint of another history, by what it says.
  static func other(_ note: String) -> String {
    "other-\(Digest.sha256(Array(note.utf8).span.bytes).description.prefix(16)).note"
  }

  /// Whether a file of that name is one of these, or one that a killed program left aside.
  static func isOne(_ name: String) -> Bool {
    let name = DurableFile.named(aside: name) ?? name
    return size(ofName: name) != nil || name.hasPrefix("other-") && name.hasSuffix(".note") && name.utf8.count == 27
  }
}
