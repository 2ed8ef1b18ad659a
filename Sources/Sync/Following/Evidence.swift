internal import Foundation
internal import Ledger
internal import OCOP

/// What a follower saw and did not believe, kept for others to judge: a folder for each, named by what is in it.
struct Evidence {
  private let folder: String

  /// Beside the log of the ledger in the folder `ledger`.
  init(_ ledger: String) { folder = ledger + "/evidence" }

  /// Keeps what was seen; on disk when this returns. `own`: the checkpoint that was accepted last; `theirs`: the one that was served. Answers `failure` with the place.
  func keep(
    _ failure: StoreFailure, own: String?, theirs: String, object: [UInt8]?, at time: Timestamp
  ) throws -> StoreFailure {
    let name = String(
      Ledger.contentHash(Array("\(failure.code)\n\(failure.object)\n\(theirs)\n".utf8) + (object ?? [])).prefix(16))
    let place = "\(folder)/\(name)"
    var told = failure
    told.evidence = place
    guard !FileManager.default.fileExists(atPath: place + "/about") else { return told }
    try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
    if let own { try DurableFile.write(Array(own.utf8), to: place + "/own.note", .replacing) }
    try DurableFile.write(Array(theirs.utf8), to: place + "/theirs.note", .replacing)
    if let object { try DurableFile.write(object, to: place + "/object", .replacing) }
    let about = [
      "what \(failure.code)", "store \(failure.address)", "object \(failure.object)",
      "position \(failure.position.map { "\($0)" } ?? "")", "seen \(time)", "detail \(failure.detail)",
    ]
    // The last: where it is, all is.
    try DurableFile.write(Array((about.joined(separator: "\n") + "\n").utf8), to: place + "/about", .replacing)
    return told
  }
}
