public import Ledger
public import OCOP

/// A bundle that was checked.
public struct CheckedBundle: Sendable {
  /// The product it is of.
  public let product: ProductID
  /// The checkpoint that everything in it leads to.
  public let checkpoint: SignedCheckpoint
  /// The product's records, in order.
  public let events: [RecordedEvent]
}

/// Why a bundle does not hold.
public struct BundleFault: Error, Hashable, Sendable {
  /// The file at fault; empty: the archive.
  public let file: String
  /// What is wrong.
  public let text: Text
}

extension Bundle {
  /// Checks a bundle without any ledger: every record stands in the log that one of `verifiers` signed, the product's
  /// versions run on without a gap, rulebooks are those that were adopted, and every other file is what the records make.
  ///
  /// Throws ``BundleFault``, and ``LedgerFailure/Kind/newerEvent`` where a newer program wrote a record of it. That records were
  /// left out at the product's end shows only against a later bundle.
  public static func check(_ bytes: [UInt8], by verifiers: [String]) throws -> CheckedBundle {
    guard let archive = ZipArchive(bytes) else {
      throw BundleFault(
        file: "",
        text: Text(
          "Tệp không phải bộ hồ sơ đã xuất, hoặc đã hỏng, hoặc đã bị nén lại.",
          "The file is no bundle as it was exported: it is another file, damaged, or was packed again."))
    }
    guard let note = archive.text("checkpoint"), let verifier = archive.text("verifier") else {
      throw BundleFault(file: "checkpoint", text: Text("Thiếu điểm kiểm hoặc khóa.", "No checkpoint, or no key."))
    }
    let checkpoint = try SignedCheckpoint(text: note)
    try checkpoint.verify(by: verifiers)
    do {
      try checkpoint.verify(by: [verifier.trimmed])
    } catch {
      throw BundleFault(
        file: "verifier",
        text: Text("Không phải khóa đã ký điểm kiểm.", "It is not the key that signed the checkpoint."))
    }
    var events: [RecordedEvent] = []
    for file in archive.files where file.name.hasPrefix("proofs/") {
      events.append(try record(file, checkpoint, verifiers))
    }
    events.sort { $0.position < $1.position }
    let streams = Set(events.map(\.record.stream).filter { $0.kind == .product })
    guard let stream = streams.first, streams.count == 1 else {
      throw BundleFault(file: "proofs", text: Text("Không phải của một sản phẩm.", "It is not of one product."))
    }
    let own = events.filter { $0.record.stream == stream }
    guard own.map(\.record.version) == Array(1...UInt64(own.count)) else {
      throw BundleFault(
        file: "proofs", text: Text("Thiếu bản ghi của sản phẩm.", "Records of the product were left out."))
    }
    for content in contents(of: events) where archive[content.file].map(Ledger.contentHash) != content.hash {
      throw BundleFault(
        file: content.file, text: Text("Không phải bộ tiêu chí đã ban hành.", "It is not the rulebook adopted."))
    }
    let expected = written(events, checkpoint, verifier.trimmed)
    for file in expected
    where archive[file.name] != file.bytes && !isPublished(archive[file.name], as: file.name)
      && !isOfEarlierRelease(archive[file.name], as: file.name, events, checkpoint)
    {
      throw BundleFault(
        file: file.name,
        text: Text("Tệp không đúng như các bản ghi cho ra.", "The file is not what the records make."))
    }
    let known = Set(expected.map(\.name) + contents(of: events).map(\.file))
    if let other = archive.files.first(where: { !known.contains($0.name) && !$0.name.hasPrefix("proofs/") }) {
      throw BundleFault(file: other.name, text: Text("Tệp lạ trong bộ.", "A file that does not belong here."))
    }
    return CheckedBundle(product: ProductID(stream.number), checkpoint: checkpoint, events: own)
  }

  /// Whether it is what an earlier release put into every bundle under that name: such a file says nothing of the records.
  private static func isPublished(_ bytes: [UInt8]?, as name: String) -> Bool {
    guard let bytes, let hashes = published[name] else { return false }
    return hashes.contains(Ledger.contentHash(bytes))
  }

  /// Whether it is the report that an earlier release made of `events`.
  private static func isOfEarlierRelease(
    _ bytes: [UInt8]?, as name: String, _ events: [RecordedEvent], _ checkpoint: SignedCheckpoint
  ) -> Bool {
    guard let language = ["report.vi.md": Language.vi, "report.en.md": .en][name] else { return false }
    return [.first, .second].contains { bytes == Array(report(events, checkpoint, language, $0).utf8) }
  }

  /// By name, the SHA-256 of the files that earlier releases put into every bundle and this one writes otherwise.
  private static let published: [String: Set<String>] = [
    // 0.1; the texts are in Fixtures/schema.
    "schema.proto": ["0cd7ad21ba648e0ad7aee943d83a88398f60dbc5eb6d955320b7ae4dce6f434d"],
    "check.py": ["e78b1c2f1a5644a4fbe6484739596bcd3a8e8a09be2543004573d91e6e6ec808"],
  ]

  private static func record(
    _ file: ZipArchive.File, _ checkpoint: SignedCheckpoint, _ verifiers: [String]
  ) throws -> RecordedEvent {
    let fault = BundleFault(
      file: file.name,
      text: Text("Bản ghi không nằm trong nhật ký đã ký.", "The record does not stand in the signed log."))
    guard let text = String(validating: file.bytes, as: UTF8.self),
      let checked = try? ProofFile.check(text, by: verifiers, from: nil), checked.checkpoint == checkpoint,
      let entry = checked.entry, file.name == "proofs/\(entry.position).tlog-proof"
    else { throw fault }
    guard let event = entry.event else { throw LedgerFailure.newer(at: entry.position, in: file.name) }
    return event
  }
}

extension ZipArchive {
  fileprivate func text(_ name: String) -> String? { self[name].flatMap { String(validating: $0, as: UTF8.self) } }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
