public import OCOP

/// Who records a fact, and where it comes from: what stands beside the fact in its record.
public struct Provenance: Hashable, Sendable {
  /// Who records: an account of the office.
  public var actor: String
  /// Where the fact comes from: a decision, a register, a page.
  public var source: String?
  /// A remark.
  public var note: String?
  /// Recorded once under this id, however often it is sent.
  public var id: CommandID?

  /// A provenance.
  public init(actor: String, source: String? = nil, note: String? = nil, id: CommandID? = nil) {
    self.actor = actor
    self.source = source
    self.note = note
    self.id = id
  }

  func command(_ act: Command.Act, on date: LegalDate?, reason: String? = nil) -> Command {
    Command(id: id, actor: actor, act: act, effectiveOn: date, reason: reason, note: note, source: source)
  }
}
