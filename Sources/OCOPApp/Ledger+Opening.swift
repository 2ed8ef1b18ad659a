public import Ledger
public import OCOP

/// What a new ledger begins with.
public struct Founding: Sendable {
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

extension Ledger {
  /// Opens the ledger in the folder `path` with the installed projections and the machine's clock.
  public convenience init(
    at path: String, mode: Mode, acceptsRollback: Bool = false, acceptsClock: Bool = false, verifies: Bool = false
  ) throws {
    try self.init(
      at: path, mode: mode, projections: installedProjections, acceptsRollback: acceptsRollback,
      acceptsClock: acceptsClock, verifies: verifies, clock: Timestamp.now)
  }

  /// Makes a ledger in the folder `path` with its first events, and with what `body` records after them: all of it, or
  /// nothing (``create(at:identity:projections:clock:recording:)``).
  ///
  /// Throws ``LedgerFailure`` (also where there is a ledger already), and ``Rejection`` for impossible first events.
  public static func found<R>(
    at path: String, _ founding: Founding, recording body: (Ledger, WriteReceipt<[DraftOutcome]>) throws -> R
  ) throws -> R {
    try create(at: path, identity: newIdentity(), projections: installedProjections, clock: Timestamp.now) {
      ledger in try body(ledger, ledger.submit(founding.commands))
    }
  }

  /// What tells a new ledger from every other: 16 random bytes.
  public static func newIdentity() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Makes a ledger in the folder `path` with its first events.
  public static func found(at path: String, _ founding: Founding) throws -> WriteReceipt<[DraftOutcome]> {
    try found(at: path, founding) { $1 }
  }
}

extension Founding {
  fileprivate var commands: [Command] {
    let opened = LedgerOpened(name: name, province: province)
    return [command(.record(.office, .ledgerOpened(opened)), on: nil)]
      + rulebooks.map { command(.record(StreamID(.rulebook, 0), .rulebookAdopted($0)), on: $0.inForceFrom) }
  }

  private func command(_ act: Command.Act, on date: LegalDate?) -> Command {
    Command(id: nil, actor: actor, act: act, effectiveOn: date)
  }
}
