internal import EventLog
public import OCOP

extension Ledger {
  /// The rulebook `id` in full; `nil` where it was never adopted so. Throws ``LedgerFailure`` where its content is not what
  /// its hash says.
  public func rulebook(_ id: RulebookID) throws(LedgerError) -> Rulebook? {
    try failing {
      try rulebooks()[id].flatMap { try content(of: $0) }
    }
  }

  /// What was adopted by `adopted`, in full; `nil` where it was adopted by its bands and authorities only. Throws as
  /// ``rulebook(_:)`` does.
  public func content(of adopted: RulebookAdopted) throws(LedgerError) -> Rulebook? {
    guard let content = adopted.content, let digest = Digest(hexadecimal: content) else { return nil }
    return try failing {
      try log.read { view in
        if let bytes = try view.wholeBlob(digest), let rulebook = try view.rulebook(content, in: bytes, path) {
          return rulebook
        }
        throw LedgerFailure(.contentLost, path: path, detail: adopted.id.text)
      }
    }
  }

  /// The bytes kept under the hash `content`, in hexadecimal digits; `nil`: none are, or they are not what it says.
  public func blob(_ content: String) throws(LedgerError) -> [UInt8]? {
    guard let digest = Digest(hexadecimal: content) else { return nil }
    return try failing { try log.read { try $0.wholeBlob(digest) } }
  }

  /// The hash under which records name `bytes`: SHA-256, in hexadecimal digits.
  public static func contentHash(_ bytes: [UInt8]) -> String { Digest.sha256(bytes.span.bytes).description }

  /// The rulebook under which a product is decided on `date`: by what the decision cites, by its dossier, and by the day; `nil`: none
  /// is in force.
  public func rulebook(
    for product: ProductID, decidedOn date: LegalDate, _ grounds: Grounds = Grounds()
  ) throws(LedgerError) -> GoverningRulebook? {
    try rulebooks().governing(try history(of: product.stream).completing(grounds, on: date), decidedOn: date)
  }

  /// Adopts `rulebook` with its content: the content is kept beside the log, the record holds its hash. One that is known
  /// by its bands and authorities only is adopted again in full. Repeating it records nothing.
  public func adopt(_ rulebook: Rulebook, actor: String, rehearsing: Bool = false) throws(LedgerError) -> WriteReceipt<
    CommandOutcome
  > {
    try failing {
      let stream = try stream(of: rulebook.id) ?? StreamID(.rulebook, 0)
      let draftAdoption: @Sendable (inout WriteSession) throws -> CommandOutcome = { draft in
        let content = draft.attach(rulebook.wireBytes)
        return try draft.record(
          Command(
            id: CommandID(hashing: ["ocop.rules.adopt.v1", content]), actor: actor,
            act: .record(stream, .rulebookAdopted(rulebook.adoption(content: content))),
            effectiveOn: rulebook.inForceFrom, source: rulebook.legal.source))
      }
      guard rehearsing else { return try write(draftAdoption) }
      return WriteReceipt(result: try rehearse(draftAdoption), positions: 0..<0, head: try head())
    }
  }

  private func stream(of id: RulebookID) throws -> StreamID? {
    try streams(.rulebook).first { stream in
      try history(of: stream).effective.contains { entry in
        if case .rulebookAdopted(let e) = entry.record.event { e.id == id } else { false }
      }
    }
  }
}

extension LogView {
  /// The bytes kept under `digest`; `nil`: none are, or they are not what it says.
  func wholeBlob(_ digest: Digest) throws -> [UInt8]? {
    try blob(digest).flatMap { Digest.sha256($0.span.bytes) == digest ? $0 : nil }
  }

  /// The rulebook in `bytes`, which records name by the hash `content`; `nil` where they are none. Throws
  /// ``LedgerFailure/Kind/newerEvent`` with the place of its adoption where a newer program wrote it.
  func rulebook(_ content: String, in bytes: [UInt8], _ path: String) throws -> Rulebook? {
    do {
      return try Rulebook(wire: bytes.span.bytes)
    } catch  where tellsNewer(error) {
      throw LedgerFailure.newer(at: try adoption(of: content) ?? .zero, in: path)
    } catch {
      return nil
    }
  }

  private func adoption(of content: String) throws -> Position? {
    for stream in try streams(withPrefix: [UInt8(StreamKind.rulebook.wireInteger)]) {
      for position in try positions(of: stream.key) {
        let event = try withRecord(at: position) { bytes in (try? Record(wire: bytes))?.event }
        if case .rulebookAdopted(let adopted)?? = event, adopted.content == content {
          return Position(position.rawValue)
        }
      }
    }
    return nil
  }
}
