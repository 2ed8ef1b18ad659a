package import EventLog
public import OCOP
internal import ProjectionKit
internal import Synchronization

/// Something in a ledger that is not as it was written.
public struct VerifyFinding: Hashable, Sendable {
  /// The kind of finding.
  public let kind: Kind
  /// The record it concerns, where it concerns one.
  public let position: Position?
  /// What was seen.
  public let detail: String

  /// What can be found.
  public enum Kind: String, Vocabulary {
    case recordAltered, leafAltered, recordMissing, nodeAltered, rootDiffers, recordUnreadable, streamIndex,
      commandIndex, timeGoesBack, blobAltered, blobMissing, headTime, identity, otherLedger, viewDiffers,
      checkpointUnsigned, lookUpFails, keyIndex, tableMissing, foreignEntry, commitmentDiffers

    init(_ kind: Finding.Kind) {
      self =
        switch kind {
        case .recordAltered: .recordAltered
        case .leafAltered: .leafAltered
        case .recordMissing: .recordMissing
        case .nodeAltered: .nodeAltered
        case .rootDiffers: .rootDiffers
        case .recordUnreadable: .recordUnreadable
        case .streamIndex: .streamIndex
        case .commandIndex: .commandIndex
        case .timeGoesBack: .timeGoesBack
        case .blobAltered: .blobAltered
        case .blobMissing: .blobMissing
        case .headTime: .headTime
        case .identity: .identity
        case .lookUpFails: .lookUpFails
        case .keyIndex: .keyIndex
        case .tableMissing: .tableMissing
        case .foreignEntry: .foreignEntry
        case .commitmentDiffers: .commitmentDiffers
        }
    }

    /// What it means.
    public var names: Text {
      switch self {
      case .recordAltered: Text("nội dung bản ghi đã bị sửa", "the record was altered")
      case .leafAltered: Text("giá trị băm lưu cạnh bản ghi đã bị sửa", "the hash kept beside the record was altered")
      case .recordMissing: Text("thiếu bản ghi, hoặc thừa sau điểm cuối", "a record is missing, or stands past the end")
      case .nodeAltered: Text("một nút của cây đã bị sửa", "a node of the tree was altered")
      case .rootDiffers: Text("các bản ghi không ra đúng gốc đã ghi", "the records do not make the committed root")
      case .recordUnreadable: Text("không đọc được bản ghi", "the record cannot be read")
      case .streamIndex: Text("chỉ mục hồ sơ không khớp bản ghi", "the index of streams disagrees with the records")
      case .commandIndex: Text("chỉ mục lệnh không khớp bản ghi", "the index of commands disagrees with the records")
      case .keyIndex: Text("chỉ mục tên không khớp bản ghi", "the index of names disagrees with the records")
      case .timeGoesBack: Text("ghi trước bản ghi đứng trước nó", "recorded before the one that it follows")
      case .viewDiffers:
        Text(
          "bảng đã lưu không khớp bản ghi",
          "a kept view is not what the records give")
      case .checkpointUnsigned:
        Text("chữ ký của điểm kiểm không đúng với khóa đã ghi", "the checkpoint's signature does not fit the kept key")
      case .lookUpFails:
        Text(
          "một mục có trong bảng nhưng tra không thấy",
          "an entry stands in its table, but looking it up does not find it")
      case .tableMissing:
        Text("thiếu một bảng của nhật ký", "a table of the log is gone")
      case .foreignEntry:
        Text(
          "trong tệp nhật ký có thứ mà chương trình không ghi", "the log's file holds something that no program wrote")
      case .commitmentDiffers:
        Text(
          "bản ghi niêm phong các hồ sơ khác với những gì đứng trước nó",
          "the record commits to streams that are not those before it")
      case .blobMissing:
        Text(
          "mất nội dung kèm bản ghi (ví dụ: toàn văn bộ tiêu chí)",
          "what the record names is gone (the full text of a rulebook, for instance)"
        )
      case .headTime:
        Text("thời điểm cuối đã lưu không khớp bản ghi cuối", "the kept time of the last record is not that record's")
      case .identity: Text("tên riêng của sổ cái đã bị sửa", "the ledger's own name was altered")
      case .otherLedger:
        Text(
          "điểm kiểm hoặc khóa nằm cạnh nhật ký là của sổ cái khác, hoặc tên riêng của sổ cái đã bị sửa",
          "the checkpoint or key beside the log is of another ledger, or the ledger's own name was altered")
      case .blobAltered: Text("tệp kèm không khớp giá trị băm của nó", "an attached file is not what its hash says")
      }
    }
  }
}

/// What a verification went through.
public struct VerifyResult: Hashable, Sendable {
  /// The log that was verified: its size and the root it committed.
  public let head: Head
  /// Everything that is not as it was written; empty where all is well.
  public var findings: [VerifyFinding]
  /// How many records a newer program wrote: they are as they were written, and this program does not know all that they say.
  public let newer: UInt64
  /// Records that were recorded more than 400 days after the one before: the clock may have been wrong.
  public let jumps: [Position]
  /// The checkpoint that lies beside the log; `nil`: none does, and a log whose tail was cut off, or an older copy, looks whole.
  public let checkpoint: SignedCheckpoint?
}

extension Ledger {
  /// Holds everything in the log against everything else: records against the tree, indexes against records, versions
  /// dense, times never back, blobs against hashes, the checkpoint against its key. Reports every finding. Costs two
  /// hashes a record and reading it, and two hashes a stream for each time that the streams were committed to; `allCommitments`: not only the
  /// last time.
  public func verify(
    allCommitments: Bool = true, progress: (UInt64, UInt64) -> Void = { _, _ in }
  ) throws(LedgerError) -> VerifyResult {
    try failing {
      var findings: [VerifyFinding] = []
      let report = try log.verify(
        header: Self.header, jump: ClockGuard.mostMicroseconds, allCommitments: allCommitments, progress: progress
      ) {
        finding in
        findings.append(
          VerifyFinding(
            kind: VerifyFinding.Kind(finding.kind), position: finding.position.map { Position($0.rawValue) },
            detail: finding.detail))
      }
      findings += try signatureFindings() + namingFindings()
      return VerifyResult(
        head: Head(size: report.records, root: report.root.description), findings: findings,
        newer: report.partlyKnown, jumps: report.jumps.map { Position($0.rawValue) }, checkpoint: try lastCheckpoint())
    }
  }

  /// Throws ``LedgerFailure/Kind/altered`` unless every record, index and hash of the log is as it was written: what goes out
  /// under its root is no evidence otherwise. Costs as ``verify(allCommitments:progress:)``; of the commitments the last is computed anew.
  public func requireAsWritten(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws(LedgerError) {
    let result = try verify(allCommitments: false, progress: progress)
    let found = result.findings.first {
      $0.kind != .checkpointUnsigned && $0.kind != .otherLedger
    }
    guard let found else { return verified.withLock { $0 = max($0, result.head.size) } }
    let place = found.position.map { "\($0): " } ?? ""
    throw .failed(LedgerFailure(.altered, path: path, detail: place + found.kind.rawValue))
  }

  /// Where answers come from verified records only: verifies what was not yet.
  func requireVerified() throws {
    guard verifies else { return }
    _ = try signedCheckpoint()
    while try size > verified.withLock({ $0 }) { try requireAsWritten() }
  }

  /// What lies beside the log is of this ledger: nothing else tells that its own name is what it was.
  private func namingFindings() throws -> [VerifyFinding] {
    let origin = try origin
    let beside = [
      try lastCheckpoint()?.origin, try lastVerifier().flatMap { $0.split(separator: "+").first.map(String.init) },
    ]
    guard let other = beside.compactMap(\.self).first(where: { $0 != origin }) else { return [] }
    return [VerifyFinding(kind: .otherLedger, position: nil, detail: "\(other), \(origin)")]
  }

  /// The checkpoint kept beside the log, held against the verifier key kept beside it.
  private func signatureFindings() throws -> [VerifyFinding] {
    guard let checkpoint = try lastCheckpoint() else { return [] }
    guard let verifier = try lastVerifier() else {
      return [VerifyFinding(kind: .checkpointUnsigned, position: nil, detail: "no key in \(verifierPath)")]
    }
    do throws(LedgerError) {
      try checkpoint.verify(by: [verifier])
      return []
    } catch .proof(let failure) {
      return [VerifyFinding(kind: .checkpointUnsigned, position: nil, detail: failure.code)]
    }
  }

  /// Folds the log anew beside every view that is kept, and finds those whose rows are others. What serves is untouched,
  /// and so is a rebuild that was begun. Costs a rebuild. Throws ``LedgerFailure/Kind/writerBusy`` while another program builds one.
  public func verifyViews(progress: (UInt64, UInt64) -> Void = { _, _ in }) throws(LedgerError) -> [VerifyFinding] {
    let compared = try failing {
      try compareAnew(try projections().filter { $0.size != nil }.map(\.descriptor.id), progress: progress)
    }
    return compared.filter { $0.reason != .nothingDiffers }.map {
      VerifyFinding(kind: .viewDiffers, position: $0.firstPosition, detail: $0.projection.description)
    }
  }

  /// What a record says of itself; `nil`: it is none. An event or a field that a later version knows is as it was written: what it says is not looked at.
  package static func header(_ bytes: RawSpan) -> RecordHeader? {
    guard (try? RecordView.requireUnambiguous(bytes)) != nil, let view = try? RecordView(bytes, at: .zero) else {
      return nil
    }
    var isWhollyKnown = view.unknownField == nil
    var keys: [LookUpKey] = []
    var blobs: [Digest] = []
    var commitment: StreamCommitment?
    if let type = view.type {
      do {
        let event = try view.payloadBytes.withUnsafeBytes { bytes in try Event(type, wire: bytes) }
        keys = event.lookUpKeys(in: view.stream).map { LookUpKey($0) }
        if case .rulebookAdopted(let adopted) = event,
          let content = adopted.content.flatMap({ Digest(hexadecimal: $0) })
        {
          blobs = [content]
        }
        if case .streamsCommitted(let said) = event { commitment = StreamCommitment(said) }
      } catch {
        guard tellsNewer(error) else { return nil }
        isWhollyKnown = false
      }
    } else {
      isWhollyKnown = false
    }
    return RecordHeader(
      stream: view.stream.key, version: StreamVersion(view.version),
      recordedAt: LogTime(microseconds: view.recordedAt.microseconds),
      command: view.command.map { CommandKey($0.bytes) }, isWhollyKnown: isWhollyKnown, keys: keys,
      blobs: blobs, commitment: commitment)
  }
}
