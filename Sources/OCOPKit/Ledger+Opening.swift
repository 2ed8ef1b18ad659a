public import Ledger
internal import OCOP
public import ProjectionKit

extension Ledger {
  /// Opens the ledger in the folder `path` with the installed projections, those `added`, and the machine's clock. `views`: the folder for
  /// rows of views, where it is not the ledger's own.
  public convenience init(
    at path: String, mode: Mode, adding added: [any Projection.Type] = [], views: String? = nil,
    acceptsRollback: Bool = false,
    acceptsClock: Bool = false, verifies: Bool = false
  ) throws(LedgerError) {
    try self.init(
      at: path, mode: mode, projections: installedProjections + added, views: views, acceptsRollback: acceptsRollback,
      acceptsClock: acceptsClock, verifies: verifies, clock: Timestamp.now)
  }

  /// Makes a ledger in the folder `path` with its first events, and with what `body` records after them: all of it, or
  /// nothing (``create(at:identity:projections:clock:recording:)``).
  ///
  /// Throws ``LedgerError``: failed where there is a ledger already, refused for impossible first events; and what `body`
  /// throws.
  public static func initialise<R>(
    at path: String, _ setup: LedgerSetup, adding added: [any Projection.Type] = [],
    recording body: (Ledger, WriteReceipt<[CommandOutcome]>) throws -> R
  ) throws -> R {
    try create(at: path, identity: newIdentity(), projections: installedProjections + added, clock: Timestamp.now) {
      ledger in try body(ledger, ledger.submit(setup.commands))
    }
  }

  /// What tells a new ledger from every other: 16 random bytes.
  public static func newIdentity() -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
  }

  /// Makes a ledger in the folder `path` with its first events. Throws as ``initialise(at:_:adding:recording:)``.
  public static func initialise(
    at path: String, _ setup: LedgerSetup, adding added: [any Projection.Type] = []
  ) throws -> WriteReceipt<[CommandOutcome]> {
    try initialise(at: path, setup, adding: added) { $1 }
  }
}
