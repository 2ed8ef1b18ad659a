internal import Foundation

/// What says that a ledger is another one's replica: where it is published, and by what its checkpoints are checked.
public struct ReplicaMark: Hashable, Sendable {
  /// The address of the store that it follows.
  public var source: String
  /// The keys that checkpoints are checked by, one of which must have signed: from where its owner trusts them.
  public var verifiers: [String]
  /// The policy that witnesses have to meet (C2SP tlog-policy); `nil`: none is asked for.
  public var policy: String?

  /// A mark.
  public init(source: String, verifiers: [String], policy: String? = nil) {
    (self.source, self.verifiers, self.policy) = (source, verifiers, policy)
  }

  private static let title = "ocop-ledger/replica/v1"

  /// Lines: a title, the source, the keys, and after an empty line the policy.
  var text: String {
    var lines = [Self.title, "source \(source)"] + verifiers.map { "verifier \($0)" }
    if let policy { lines += ["", policy] }
    return lines.joined(separator: "\n") + "\n"
  }

  init?(text: String) {
    let parts = text.split(separator: "\n\n", maxSplits: 1, omittingEmptySubsequences: false)
    let lines = parts[0].split(separator: "\n").map(String.init)
    guard lines.count >= 2, lines[0] == Self.title, lines[1].hasPrefix("source ") else { return nil }
    source = String(lines[1].dropFirst("source ".count))
    verifiers = lines[2...].compactMap { $0.hasPrefix("verifier ") ? String($0.dropFirst("verifier ".count)) : nil }
    guard verifiers.count == lines.count - 2, !verifiers.isEmpty else { return nil }
    policy = parts.count == 2 ? String(parts[1].dropLast()) : nil
  }

  private static func path(_ ledger: String) -> String { ledger + "/replica" }

  /// The mark of the ledger in the folder `ledger`; `nil`: it is a ledger of its own. Throws ``LedgerFailure`` where it cannot be read: then nobody
  /// knows whose it is.
  public static func read(_ ledger: String) throws(LedgerError) -> ReplicaMark? {
    try failing(ledger) {
      guard let text = try DurableFile.text(path(ledger)) else { return nil }
      guard let mark = ReplicaMark(text: text) else {
        throw LedgerFailure(.io, path: path(ledger), detail: "it does not say whose replica this is")
      }
      return mark
    }
  }

  /// Marks the ledger in the folder `ledger`; on disk when this returns. Throws ``LedgerFailure``.
  public func write(_ ledger: String) throws(LedgerError) {
    try failing(ledger) { try DurableFile.write(Array(text.utf8), to: Self.path(ledger), .replacing) }
  }

  /// Makes the replica in the folder `ledger` a ledger that is written to: only for whoever the store has made its writer. Throws ``LedgerFailure``.
  public static func remove(_ ledger: String) throws(LedgerError) {
    try failing(ledger) { try DurableFile.remove(path(ledger)) }
  }
}
