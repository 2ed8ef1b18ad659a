public import Ledger
public import OCOP

/// What an inspector takes away of a product: every record of it with proofs, the signed checkpoint, the rulebooks they name, a
/// report, and a checker that needs none of our software.
///
///     README.txt           what this is, and how to check it
///     report.vi.md, .en.md what happened, record by record
///     events.jsonl         the records as readable JSON
///     proofs/N.tlog-proof  the record at position N, and that it stands in the signed log
///     streams/K-N.stream-proof  that the product, or a rulebook, has no other records up to the checkpoint
///     rulebooks/ID.bin     a rulebook in full, as its adoption names it by its hash
///     checkpoint, verifier the signed head; the key it was signed with
///     schema.proto         how to read a record
///     check.py             the checker
public enum Bundle {
  /// Makes the bundle of `product` under the last checkpoint. The same ledger and checkpoint give the same bytes. What it holds is held
  /// against all records first (``Ledger/Ledger/requireWholeStreams()``).
  ///
  /// Throws ``ProofFailure`` where the checkpoint is not of this log, or commits to no streams, and a `badCheckpoint` one where there is none;
  /// ``LedgerFailure`` where the log is not as it was written.
  public static func make(of product: ProductID, in ledger: Ledger) throws -> ZipArchive {
    guard let (checkpoint, verifier) = try ledger.signedCheckpoint() else { throw ProofFailure(kind: "badCheckpoint") }
    func records(of stream: StreamID) throws -> [RecordedEvent] {
      try ledger.records(of: stream).filter { $0.position.number < checkpoint.head.size }
    }
    try ledger.requireWholeStreams()
    let own = try records(of: product.stream)
    let named = Set(own.flatMap(\.rulebooks))
    let shelf = try ledger.streams(.rulebook).filter { stream in
      try !named.isDisjoint(with: records(of: stream).compactMap(\.adopted))
    }
    let streams = [product.stream] + shelf
    let events = try streams.flatMap(records).sorted { $0.position < $1.position }
    var files = try events.map { event in
      ZipArchive.File(
        name: "proofs/\(event.position).tlog-proof",
        bytes: Array(try ledger.proof(of: event.position, under: checkpoint).utf8))
    }
    for (stream, text) in try ledger.streamProofs(of: streams, under: checkpoint) {
      files.append(ZipArchive.File(name: receipt(of: stream), bytes: Array(text.utf8)))
    }
    for content in contents(of: events) {
      guard let bytes = try ledger.blob(content.hash), Ledger.contentHash(bytes) == content.hash else {
        throw LedgerFailure(.contentLost, path: ledger.path, detail: content.file)
      }
      files.append(ZipArchive.File(name: content.file, bytes: bytes))
    }
    files += written(events, checkpoint, verifier, checker(among: ledger.projectionTypes))
    return ZipArchive(files: files.sorted { $0.name < $1.name })
  }

  /// The file that shows how `stream` stood.
  package static func receipt(of stream: StreamID) -> String {
    "streams/\(stream.kind.rawValue)-\(stream.number).stream-proof"
  }

  /// The files that are made of the records and the checkpoint alone: whoever has those can make them again.
  package static func written(
    _ events: [RecordedEvent], _ checkpoint: SignedCheckpoint, _ verifier: String, _ checker: String
  ) -> [ZipArchive.File] {
    let texts: [(String, String)] = [
      ("README.txt", readMe), ("check.py", checker), ("checkpoint", checkpoint.note), ("verifier", verifier + "\n"),
      ("schema.proto", Schema.proto),
      ("events.jsonl", events.map { $0.jsonWithHash.text + "\n" }.joined()),
      ("report.vi.md", report(events, checkpoint, .vi)), ("report.en.md", report(events, checkpoint, .en)),
    ]
    return texts.map { ZipArchive.File(name: $0.0, bytes: Array($0.1.utf8)) }
  }

  /// The rulebooks in full that `events` adopt, each with its file; where one was adopted with several contents, those after the first are
  /// told apart by their hashes.
  static func contents(of events: [RecordedEvent]) -> [(file: String, hash: String)] {
    var contents: [(file: String, hash: String)] = []
    for event in events {
      guard case .rulebookAdopted(let adopted) = event.record.event, let hash = adopted.content else { continue }
      let name = "rulebooks/\(ArchiveName.part(adopted.id.text))"
      guard !contents.contains(where: { $0.hash == hash && $0.file.hasPrefix(name + ".") }) else { continue }
      let isFirst = !contents.contains { $0.file == name + ".bin" }
      contents.append((isFirst ? name + ".bin" : "\(name).\(hash.prefix(8)).bin", hash))
    }
    return contents
  }
}

extension RecordedEvent {
  /// The rulebook it adopts.
  var adopted: RulebookID? { if case .rulebookAdopted(let adopted) = record.event { adopted.id } else { nil } }
  /// The rulebooks under which it was decided, or under one of which it was.
  var rulebooks: [RulebookID] { [record.rulebook].compactMap(\.self) + (record.details?.rulebooks ?? []) }
}
