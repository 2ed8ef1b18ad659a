public import OCOP

/// What a new ledger begins with.
public struct LedgerSetup: Sendable {
  /// Whose ledger it is.
  public var name: String
  /// The province it is for.
  public var province: AreaCode?
  /// Who records its first events.
  public var actor: String
  /// The rulebooks it knows from the beginning.
  public var rulebooks: [RulebookAdopted]

  /// What a new ledger begins with: unless told otherwise, with the five national rulebooks.
  public init(
    name: String, province: AreaCode? = nil, actor: String, rulebooks: [RulebookAdopted] = NationalRulebooks.all
  ) {
    self.name = name
    self.province = province
    self.actor = actor
    self.rulebooks = rulebooks
  }
}

extension LedgerSetup {
  var commands: [Command] {
    let opened = LedgerOpened(name: name, province: province)
    return [command(.record(.office, .ledgerOpened(opened)), on: nil)]
      + rulebooks.map { command(.record(StreamID(.rulebook, 0), .rulebookAdopted($0)), on: $0.inForceFrom) }
  }

  private func command(_ act: Command.Act, on date: LegalDate?) -> Command {
    Command(id: nil, actor: actor, act: act, effectiveOn: date)
  }
}
