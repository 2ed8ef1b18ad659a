public import Ledger
public import OCOP

/// What an inspector takes away of a product: its records with proofs, the signed checkpoint, the rulebooks they name, a
/// report, and a checker that needs none of our software.
///
///     README.txt           what this is, and how to check it
///     report.vi.md, .en.md what happened, record by record
///     events.jsonl         the records as readable JSON
///     proofs/N.tlog-proof  the record at position N, and that it stands in the signed log
///     rulebooks/ID.bin     a rulebook in full, as its adoption names it by its hash
///     checkpoint, verifier the signed head; the key it was signed with
///     schema.proto         how to read a record
///     check.py             the checker
public enum Bundle {
  /// Makes the bundle of `product` under the last checkpoint. The same ledger and checkpoint give the same bytes.
  ///
  /// Throws ``ProofFailure`` where the checkpoint is not of this log, and a `badCheckpoint` one where there is none, or it
  /// does not reach the product's last record.
  public static func make(of product: ProductID, in ledger: Ledger) throws -> ZipArchive {
    guard let checkpoint = try ledger.lastCheckpoint(), let verifier = try ledger.lastVerifier() else {
      throw ProofFailure(kind: "badCheckpoint")
    }
    let own = try ledger.records(of: product.stream).filter { $0.position.number < checkpoint.head.size }
    let named = Set(own.compactMap(\.record.rulebook))
    let adoptions = try ledger.streams(.rulebook).flatMap { stream -> [RecordedEvent] in
      let events = try ledger.records(of: stream).filter { $0.position.number < checkpoint.head.size }
      let places = OCOP.Places(History(events).entries)
      // What corrected an adoption, or took one back, belongs to it.
      let wanted = Set(events.filter { $0.adopts(named) }.map { places[$0.position] })
      return events.filter { wanted.contains(places[$0.position]) }
    }
    let events = (own + adoptions).sorted { $0.position < $1.position }
    var files = try events.map { event in
      ZipArchive.File(
        name: "proofs/\(event.position).tlog-proof",
        bytes: Array(try ledger.proof(of: event.position, under: checkpoint).utf8))
    }
    for content in contents(of: events) {
      guard let bytes = try ledger.blob(content.hash) else { continue }
      files.append(ZipArchive.File(name: content.file, bytes: bytes))
    }
    files += written(events, checkpoint, verifier)
    return ZipArchive(files: files.sorted { $0.name < $1.name })
  }

  /// The files that are made of the records and the checkpoint alone: whoever has those can make them again.
  static func written(
    _ events: [RecordedEvent], _ checkpoint: SignedCheckpoint, _ verifier: String
  ) -> [ZipArchive.File] {
    let texts: [(String, String)] = [
      ("README.txt", readMe), ("check.py", checker), ("checkpoint", checkpoint.note), ("verifier", verifier + "\n"),
      ("schema.proto", Schema.proto),
      ("events.jsonl", events.map { $0.jsonWithHash.text + "\n" }.joined()),
      ("report.vi.md", report(events, checkpoint, .vi)), ("report.en.md", report(events, checkpoint, .en)),
    ]
    return texts.map { ZipArchive.File(name: $0.0, bytes: Array($0.1.utf8)) }
  }

  /// The rulebooks in full that `events` adopt, each with its file.
  static func contents(of events: [RecordedEvent]) -> [(file: String, hash: String)] {
    events.compactMap { event in
      guard case .rulebookAdopted(let adopted) = event.record.event, let hash = adopted.content else { return nil }
      return ("rulebooks/\(ArchiveName.part(adopted.id.text)).bin", hash)
    }
  }
}

extension RecordedEvent {
  /// Whether it adopts one of the rulebooks `named`.
  fileprivate func adopts(_ named: Set<RulebookID>) -> Bool {
    if case .rulebookAdopted(let adopted) = record.event { named.contains(adopted.id) } else { false }
  }
}
