internal import EventLog
internal import Foundation
internal import Ledger
internal import OCOP

/// What was to be recorded and was not acknowledged, kept aside for people: the records as they would have been, and a list of them.
struct Unacknowledged {
  private let folder: String

  /// Beside the log of the ledger in the folder `ledger`.
  init(_ ledger: String) { folder = ledger + "/unacknowledged" }

  /// Keeps the records of `view` from `size` on, which were to make `head`; answers the list's path.
  func keep(_ view: borrowing LogView, from size: UInt64, as head: StoreHead) throws -> String {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let name = "\(folder)/\(head.epoch)-\(size)-\(head.head.root.prefix(16))"
    let bundle = try view.entryBundle(size..<view.size) ?? []
    var list = ""
    try view.scan(from: LogPosition(size), to: nil) { position, bytes in
      guard let record = try? Record(wire: bytes) else { return true }
      let day = record.effectiveOn.map { "\($0)" } ?? "-"
      list += "\(position.rawValue) \(record.event.type.code) \(record.stream) \(day) \(record.actor)\n"
      return true
    }
    try DurableFile.write(bundle, to: name + ".records", .replacing)
    try DurableFile.write(Array(list.utf8), to: name + ".txt", .replacing)
    return name + ".txt"
  }
}
