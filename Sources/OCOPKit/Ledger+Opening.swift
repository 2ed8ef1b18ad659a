public import Ledger
internal import OCOP

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
  public static func initialise<R>(
    at path: String, _ setup: LedgerSetup, recording body: (Ledger, WriteReceipt<[DraftOutcome]>) throws -> R
  ) throws -> R {
    try create(at: path, identity: newIdentity(), projections: installedProjections, clock: Timestamp.now) {
      ledger in try body(ledger, ledger.submit(setup.commands))
    }
  }

  /// What tells a new ledger from every other: 16 random bytes.
  public static func newIdentity() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Makes a ledger in the folder `path` with its first events.
  public static func initialise(at path: String, _ setup: LedgerSetup) throws -> WriteReceipt<[DraftOutcome]> {
    try initialise(at: path, setup) { $1 }
  }
}
