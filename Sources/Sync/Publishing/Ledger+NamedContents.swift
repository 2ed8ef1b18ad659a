internal import Ledger
internal import OCOP

extension Ledger {
  /// The hashes under which records name bytes that are kept beside the log.
  func namedContents() throws -> [String] {
    try Set(
      effective(.rulebook).compactMap { entry in
        if case .rulebookAdopted(let adopted) = entry.record.event { adopted.content } else { nil }
      }
    ).sorted()
  }
}
