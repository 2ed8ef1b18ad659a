public import Ledger
public import OCOP
public import ProjectionKit

/// A bundle that was checked.
public struct CheckedBundle: Sendable {
  /// The product it is of.
  public let product: ProductID
  /// The checkpoint that everything in it leads to.
  public let checkpoint: SignedCheckpoint
  /// The product's records, in order.
  public let events: [RecordedEvent]
  /// Whether it is shown that these are all up to the checkpoint.
  public let isWhole: Bool
}

/// Why a bundle does not hold.
public struct BundleFault: Error, Hashable, Sendable {
  /// The file at fault; empty: the archive.
  public let file: String
  /// What is wrong.
  public let text: Text
  /// Whether it was to be whole where it can only be genuine, or the other way round; `nil`: it is about neither.
  public var wasToBeWhole: Bool? = nil
}

extension Bundle {
  /// The archive that `bytes` are. Throws ``BundleFault`` where they are none that this program wrote.
  public static func open(_ bytes: [UInt8]) throws -> ZipArchive {
    guard let archive = ZipArchive(bytes) else { throw BundleFault.noArchive }
    return archive
  }

  /// Checks a bundle without any ledger: every record stands in the log that one of `verifiers` signed; of the product, and of the rulebooks
  /// its records name, no record up to the checkpoint is missing; rulebooks are those that were adopted; and every other file is what the
  /// records make.
  ///
  /// A bundle of release 0.1 does not show that nothing was left out, and is refused unless that is renounced (`withoutCompleteness`): anybody
  /// can make one of a bundle that does.
  ///
  /// `projections` are those whose figures its checker can check. Throws ``BundleFault``, and ``LedgerFailure/Kind/newerEvent`` where a
  /// newer program wrote a record of it.
  public static func check(
    _ archive: ZipArchive, by verifiers: [String], among projections: [any Projection.Type],
    withoutCompleteness: Bool = false
  ) throws -> CheckedBundle {
    guard let note = archive.text("checkpoint"), let verifier = archive.text("verifier") else {
      throw BundleFault(file: "checkpoint", text: Text("Thiếu điểm kiểm hoặc khóa.", "No checkpoint, or no key."))
    }
    let checkpoint = try SignedCheckpoint(text: note)
    try checkpoint.verify(by: verifiers)
    do {
      try checkpoint.verify(by: [verifier.trimmed])
    } catch {
      throw BundleFault.otherKey
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
      throw BundleFault.leftOut(in: "proofs", stream)
    }
    let receipts = archive.files.filter { $0.name.hasPrefix("streams/") }
    let isWhole = !receipts.isEmpty
    guard isWhole != withoutCompleteness else { throw isWhole ? BundleFault.isWhole : .notWhole }
    if isWhole { try requireWhole(events, receipts, checkpoint, verifiers) }
    for content in contents(of: events) where archive[content.file].map(Ledger.contentHash) != content.hash {
      throw BundleFault(
        file: content.file, text: Text("Không phải bộ tiêu chí đã ban hành.", "It is not the rulebook adopted."))
    }
    let expected = written(events, checkpoint, verifier.trimmed, checker(among: projections))
    for file in expected
    where archive[file.name] != file.bytes
      && (isWhole || !isPublished(archive[file.name], as: file.name))
      && (isWhole || !isOfEarlierRelease(archive[file.name], as: file.name, events, checkpoint))
    {
      throw BundleFault(file: file.name, text: BundleFault.otherText)
    }
    let known = Set(expected.map(\.name) + contents(of: events).map(\.file) + receipts.map(\.name))
    if let other = archive.files.first(where: { !known.contains($0.name) && !$0.name.hasPrefix("proofs/") }) {
      throw BundleFault.foreign(other.name)
    }
    return CheckedBundle(product: ProductID(stream.number), checkpoint: checkpoint, events: own, isWhole: isWhole)
  }

  /// Holds `events` against the receipts of their streams, and the rulebooks that they name against those adopted.
  private static func requireWhole(
    _ events: [RecordedEvent], _ receipts: [ZipArchive.File], _ checkpoint: SignedCheckpoint, _ verifiers: [String]
  ) throws {
    let byStream = Dictionary(grouping: events, by: \.record.stream)
    var shown: Set<StreamID> = []
    for file in receipts {
      guard let text = String(validating: file.bytes, as: UTF8.self),
        let checked = try? ProofFile.check(text, by: verifiers, from: nil), checked.checkpoint == checkpoint,
        let state = checked.stream, file.name == receipt(of: state.stream)
      else {
        throw BundleFault(
          file: file.name,
          text: Text("Không chứng minh được hồ sơ gồm những gì.", "It does not show what the stream holds."))
      }
      let own = byStream[state.stream] ?? []
      guard own.map(\.record.version) == Array(0..<state.version).map({ $0 + 1 }), own.last?.position == state.last
      else {
        throw BundleFault.leftOut(in: file.name, state.stream)
      }
      shown.insert(state.stream)
    }
    if let other = byStream.keys.filter({ !shown.contains($0) }).sorted().first {
      throw BundleFault.leftOut(in: receipt(of: other), other)
    }
    let missing = Set(events.filter { $0.record.stream.kind == .product }.flatMap(\.rulebooks))
      .subtracting(events.compactMap(\.adopted))
    if let rulebook = missing.map(\.text).sorted().first {
      throw BundleFault(
        file: "proofs",
        text: Text("Thiếu bản ghi ban hành \(rulebook).", "The adoption of \(rulebook) was left out."))
    }
  }

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

extension BundleFault {
  static var noArchive: BundleFault {
    BundleFault(
      file: "",
      text: Text(
        "Tệp không phải bộ hồ sơ đã xuất, hoặc đã hỏng, hoặc đã bị nén lại.",
        "The file is no bundle as it was exported: it is another file, damaged, or was packed again."))
  }

  static var otherKey: BundleFault {
    BundleFault(
      file: "verifier", text: Text("Không phải khóa đã ký điểm kiểm.", "It is not the key that signed the checkpoint."))
  }

  static let otherText = Text("Tệp không đúng như các bản ghi cho ra.", "The file is not what the records make.")

  static func foreign(_ name: String) -> BundleFault {
    BundleFault(file: name, text: Text("Tệp lạ trong bộ.", "A file that does not belong here."))
  }

  static func leftOut(in file: String, _ stream: StreamID) -> BundleFault {
    BundleFault(
      file: file,
      text: Text("Thiếu bản ghi của \(stream.shown).", "Records of \(stream.shown) were left out."))
  }

  /// The bundle shows nothing about what it leaves out.
  static var notWhole: BundleFault {
    BundleFault(
      file: "streams",
      text: Text(
        "Bộ hồ sơ không chứng minh được là không thiếu gì.", "The bundle does not show that nothing was left out."),
      wasToBeWhole: true)
  }

  static var isWhole: BundleFault {
    BundleFault(
      file: "streams",
      text: Text(
        "Bộ hồ sơ chứng minh được là không thiếu gì.", "The bundle shows that nothing was left out."),
      wasToBeWhole: false)
  }
}

extension ZipArchive {
  fileprivate func text(_ name: String) -> String? { self[name].flatMap { String(validating: $0, as: UTF8.self) } }
}

extension String {
  fileprivate var trimmed: String { hasSuffix("\n") ? String(dropLast()) : self }
}
