public import OCOP
internal import Synchronization

/// The certificates of a ledger by their codes. Kept in memory: it reads every record once, and later only those that came since.
public final class CertificateIndex: Sendable {
  private let ledger: Ledger
  private let codes: CertificateCodes
  private let known = Mutex(Known())

  private struct Known {
    var next: UInt64 = 0
    var ledger = ""
    var positions: [CertificateCode: Position] = [:]
  }

  /// The certificates of `ledger`.
  public init(_ ledger: Ledger, _ codes: CertificateCodes) { (self.ledger, self.codes) = (ledger, codes) }

  /// The record that granted the certificate with that code; `nil`: there is none. Throws ``LedgerFailure``.
  public func position(of code: CertificateCode) throws -> Position? {
    try known.withLock { known in
      try read(&known)
      return known.positions[code]
    }
  }

  /// The code of the certificate that the record at `position` granted first. Throws ``LedgerFailure``.
  public func code(of position: Position) throws -> CertificateCode {
    let name = try known.withLock { known in try named(&known) }
    guard let record = try ledger.record(at: position) else { throw LedgerFailure(.missing, path: ledger.path) }
    return codes.code(of: position, record.hash, in: name)
  }

  /// What tells this ledger from every other: its first record's hash.
  private func named(_ known: inout Known) throws -> String {
    if known.ledger.isEmpty { known.ledger = try ledger.record(at: .zero)?.hash ?? "" }
    return known.ledger
  }

  private func read(_ known: inout Known) throws {
    let size = try ledger.size
    // Restored from a backup, it is shorter than it was.
    if size < known.next { known = Known() }
    guard size > known.next else { return }
    let name = try named(&known)
    try ledger.forEachEntry(from: Position(known.next)) { entry in
      if case .known(let event) = entry, event.record.corrects == nil, event.record.event.grant != nil {
        for code in codes.codes(of: event.position, event.hash, in: name) { known.positions[code] = event.position }
      }
      known.next += 1
      return true
    }
  }
}
