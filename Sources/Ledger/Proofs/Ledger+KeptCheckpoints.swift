internal import EventLog
internal import Foundation
internal import OCOP

extension Ledger {
  /// Where all checkpoints are kept: `SIZE.note` is a checkpoint with all its signatures, `SIZE.tsr` a time stamp of its text. One of another
  /// history of that size is `SIZE-HASH.note`.
  public var checkpointsPath: String { "\(path)/\(CheckpointFile.folder)" }

  /// All checkpoints that are kept, the smallest first, also those that the log does not go on from. Throws ``LedgerFailure`` where one cannot
  /// be read, or is none.
  public func checkpoints() throws(LedgerError) -> [KeptCheckpoint] {
    try failing {
      try keptFiles().compactMap(kept)
    }
  }

  /// The checkpoint of `size` records that is kept; `nil`: none is.
  public func keptCheckpoint(_ size: UInt64) throws(LedgerError) -> KeptCheckpoint? {
    try failing {
      try kept(CheckpointFile(size))
    }
  }

  private func kept(_ file: CheckpointFile) throws -> KeptCheckpoint? {
    // The last one may have been signed before there was a place for all.
    let last = try lastCheckpoint().flatMap { CheckpointFile($0.head.size) == file ? $0.note : nil }
    let path = "\(checkpointsPath)/\(file.note)"
    guard let note = try DurableFile.text(path) ?? last else { return nil }
    guard let checkpoint = try? SignedCheckpoint(text: note), checkpoint.head.size == file.size,
      let signed = try? SignedNote(note)
    else { throw LedgerFailure(.checkpointBroken, path: path) }
    let stamp = try stamp(of: file).flatMap { TimeStamp($0, of: Array(signed.text.utf8)) }
    return KeptCheckpoint(
      checkpoint: checkpoint, holds: try goesOn(from: checkpoint),
      cosignatures: signed.toldCosignatures.map { ($0.name, Timestamp(told: Int64(clamping: $0.time))) },
      stamped: stamp.map { Timestamp(told: $0.time) })
  }

  private func stamp(of file: CheckpointFile) throws -> [UInt8]? {
    try DurableFile.read("\(checkpointsPath)/\(file.stamp)", limit: CheckpointFile.mostStampBytes)
  }

  private func keptFiles() throws -> [CheckpointFile] {
    let last = try lastCheckpoint().map { [CheckpointFile($0.head.size)] } ?? []
    return Set(last + (try keptNames().filter { $0.hasSuffix(".note") }.compactMap { CheckpointFile(name: $0) }))
      .sorted()
  }

  /// The names in the folder; none where there is no folder.
  private func keptNames() throws -> [String] {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: checkpointsPath, isDirectory: &isFolder) else { return [] }
    guard isFolder.boolValue, let names = try? FileManager.default.contentsOfDirectory(atPath: checkpointsPath) else {
      throw LedgerFailure(.checkpointUnreadable, path: checkpointsPath)
    }
    return names
  }

  /// What is kept, for a backup: names and bytes, without what a killed program left aside.
  func keptBytes() throws -> [(name: String, bytes: [UInt8])] {
    try keptNames().filter { CheckpointFile(name: $0) != nil }.sorted().compactMap { name in
      try DurableFile.read("\(checkpointsPath)/\(name)").map { (name, $0) }
    }
  }

  /// Keeps a checkpoint with the signatures that are kept of it already, and answers it with all of them. One of another history that has its
  /// place is evidence: it gets another name, its stamp with it. For whoever holds the ledger's lock.
  func keep(_ checkpoint: SignedCheckpoint) throws -> SignedCheckpoint {
    if !FileManager.default.fileExists(atPath: checkpointsPath) {
      try LogFailure.createFolder(checkpointsPath)
      try Folder.sync(path)
    }
    for name in try keptNames() {
      if let left = DurableFile.named(aside: name) { DurableFile.removeAside(of: "\(checkpointsPath)/\(left)") }
    }
    let file = CheckpointFile(checkpoint.head.size)
    var whole = checkpoint
    if let there = try DurableFile.text("\(checkpointsPath)/\(file.note)"), there != checkpoint.note,
      let kept = try? SignedNote(there), let new = try? SignedNote(checkpoint.note)
    {
      if kept.text == new.text {
        whole = try SignedCheckpoint(text: new.adding(kept.lines))
      } else {
        let other = CheckpointFile(checkpoint.head.size, of: kept.text)
        if let stamp = try stamp(of: file) {
          try DurableFile.write(stamp, to: "\(checkpointsPath)/\(other.stamp)", .replacing)
        }
        try DurableFile.write(Array(there.utf8), to: "\(checkpointsPath)/\(other.note)", .replacing)
        try DurableFile.remove("\(checkpointsPath)/\(file.stamp)")
      }
    }
    try DurableFile.write(Array(whole.note.utf8), to: "\(checkpointsPath)/\(file.note)", .replacing)
    return whole
  }

  /// Keeps what cosigns a checkpoint, once each line is verified by one of `witnesses`: lines as a witness answers them, or a note that bears
  /// them. What nobody named signed is left out. Throws ``ProofFailure``: `noKnownSignature` where nothing is left or it is of no checkpoint that
  /// is kept, and what is wrong with a note that is none.
  public func attach(cosignatures text: String, by witnesses: [String]) throws(LedgerError) -> KeptCheckpoint {
    try failing {
      let known = try proving { () throws(NoteError) in
        try witnesses.map { (text) throws(NoteError) in try CosignatureVerifier(text) }
      }
      let isNote = !text.hasPrefix("\u{2014} ")
      // Lines do not say of which checkpoint they are; whether they are lines is seen by any text.
      _ = try proving { () throws(NoteError) in try SignedNote(isNote ? text : "x\n\n" + text.trimmingTail) }
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      for kept in try checkpoints().reversed() where kept.holds {
        let own = try proving { () throws(NoteError) in try SignedNote(kept.checkpoint.note) }
        guard let offered = try? SignedNote(isNote ? text : own.text + "\n" + text.trimmingTail),
          offered.text == own.text
        else { continue }
        let cosigned: [Cosignature]
        do throws(NoteError) {
          cosigned = try offered.cosignatures(by: known)
        } catch {
          if isNote { throw ProofFailure(kind: error.kind.rawValue) }
          continue
        }
        guard !cosigned.isEmpty else { continue }
        let lines = offered.lines.filter { line in
          (try? SignedNote(own.text + "\n" + line).cosignatures(by: known))?.isEmpty == false
        }
        let whole = try keep(try SignedCheckpoint(text: own.adding(lines)))
        if try lastCheckpoint()?.head == whole.head {
          try DurableFile.write(Array(whole.note.utf8), to: checkpointPath, .replacing)
        }
        guard let now = try keptCheckpoint(whole.head.size) else { break }
        return now
      }
      throw ProofFailure(kind: "noKnownSignature")
    }
  }

  /// Keeps the response of a time-stamping authority (RFC 3161) over the text of a checkpoint. Whether the authority is one to trust is not
  /// looked at (``isStamped(_:byThoseIn:)``). Throws ``ProofFailure``: `otherStamp` where it is of no checkpoint that is kept.
  public func attach(stamp bytes: [UInt8]) throws(LedgerError) -> KeptCheckpoint {
    try failing {
      guard bytes.count <= CheckpointFile.mostStampBytes else { throw ProofFailure(kind: "otherStamp") }
      let lock = try FileLock(path)
      defer { withExtendedLifetime(lock) {} }
      for kept in try checkpoints().reversed()
      where kept.holds && TimeStamp(bytes, of: kept.checkpoint.signedText) != nil {
        let file = CheckpointFile(kept.checkpoint.head.size)
        _ = try keep(kept.checkpoint)
        try DurableFile.write(bytes, to: "\(checkpointsPath)/\(file.stamp)", .replacing)
        guard let now = try keptCheckpoint(file.size) else { break }
        return now
      }
      throw ProofFailure(kind: "otherStamp")
    }
  }

  /// Whether a stamp of `checkpoint` is kept by an authority that the certificates in the PEM file `authorities` vouch for.
  public func isStamped(_ checkpoint: SignedCheckpoint, byThoseIn authorities: String) throws(LedgerError) -> Bool {
    try failing {
      try keptFiles().filter { $0.size == checkpoint.head.size }.contains { file in
        guard let bytes = try stamp(of: file) else { return false }
        return TimeStamp(bytes, of: checkpoint.signedText)?.isSigned(byThoseIn: authorities) ?? false
      }
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
  fileprivate var trimmingTail: String {
    var text = self[...]
    while text.last == "\n" || text.last == " " { text.removeLast() }
    return text + "\n"
  }
}

/// The files in which a checkpoint and its stamp are kept.
struct CheckpointFile: Hashable, Comparable {
  static let folder = "checkpoints"
  /// More has no response of an authority.
  static let mostStampBytes = 1 << 16

  /// How many records the checkpoint is of.
  let size: UInt64
  /// What tells one of another history; empty: none.
  private let mark: String

  init(_ size: UInt64) { (self.size, mark) = (size, "") }

  /// Of a checkpoint that says `text`, where another one of that size has its place.
  init(_ size: UInt64, of text: String) {
    self.size = size
    mark = "-" + Digest.sha256(Array(text.utf8).span.bytes).description.prefix(16)
  }

  /// Reads a file's name; `nil`: it is none of these.
  init?(name: String) {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, ["note", "tsr"].contains(parts[1]) else { return nil }
    let own = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard own.count <= 2, let size = UInt64(own[0]), String(size) == own[0] else { return nil }
    if own.count == 2, own[1].count != 16 || !own[1].allSatisfy(\.isHexDigit) { return nil }
    self.size = size
    mark = own.count == 2 ? "-" + own[1] : ""
  }

  var note: String { "\(size)\(mark).note" }
  var stamp: String { "\(size)\(mark).tsr" }

  static func < (a: CheckpointFile, b: CheckpointFile) -> Bool { (a.size, a.mark) < (b.size, b.mark) }
}
