internal import Ledger
internal import OCOP
internal import OCOPKit
internal import Synchronization

/// Which ledger was opened to record in, and how large it was then: what is said where the answer cannot be written.
enum Recording {
  private static let opened = Mutex<(path: String, size: UInt64)?>(nil)

  static func begins(in ledger: Ledger) throws {
    let size = try ledger.size
    opened.withLock { $0 = (ledger.path, size) }
  }

  /// That records were made, though nobody could be told; `nil`: none were.
  static func made() -> Text? {
    guard let (path, before) = opened.withLock({ $0 }),
      let ledger = try? Ledger(at: path, mode: .readingUntouched, adding: Installed.added),
      let size = try? ledger.size, size > before
    else { return nil }
    return Text(
      "Đã ghi \(size - before) bản ghi, vị trí \(before)–\(size - 1): đừng ghi lại. Xem: ocop log tail",
      "\(size - before) records were made, at positions \(before)–\(size - 1): do not record again. See: ocop log tail")
  }
}
