internal import Foundation

/// What says that a ledger is kept in a store, whose head tells who may write; and by what name this machine writes.
public struct StoreMark: Hashable, Sendable {
  /// The address of the store.
  public var store: String
  /// What tells this copy of the ledger from every other.
  public var holder: String

  /// A mark. `holder`: a word.
  public init(store: String, holder: String) { (self.store, self.holder) = (store, holder) }

  private static let title = "ocop-ledger/store/v1"

  private static func path(_ ledger: String) -> String { ledger + "/store" }

  /// The mark of the ledger in the folder `ledger`; `nil`: it is kept in no store. Throws ``LedgerFailure`` where it cannot be read.
  public static func read(_ ledger: String) throws(LedgerError) -> StoreMark? {
    try failing(ledger) {
      guard let text = try DurableFile.text(path(ledger)) else { return nil }
      let lines = text.split(separator: "\n").map(String.init)
      guard lines.count == 3, lines[0] == title, lines[1].hasPrefix("store "), lines[2].hasPrefix("holder ") else {
        throw LedgerFailure(.io, path: path(ledger), detail: "it does not say where this ledger is kept")
      }
      return StoreMark(store: String(lines[1].dropFirst(6)), holder: String(lines[2].dropFirst(7)))
    }
  }

  /// Marks the ledger in the folder `ledger`; on disk when this returns. Throws ``LedgerFailure``.
  public func write(_ ledger: String) throws(LedgerError) {
    let text = "\(Self.title)\nstore \(store)\nholder \(holder)\n"
    try failing(ledger) { try DurableFile.write(Array(text.utf8), to: Self.path(ledger), .replacing) }
  }
}
