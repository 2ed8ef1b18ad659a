import Foundation
import OCOPKit

/// A program that embeds the ledger. Its argument is the sample ledger: `ocop demo --ledger DIR` makes it.
@main
enum Embedding {
  static func main() async throws {
    guard let sample = CommandLine.arguments.dropFirst().first else {
      print("Usage: Embedding DIR, the folder of the sample ledger")
      exit(64)
    }
    try ask(Ledger(at: sample, mode: .reading))

    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ocop-embedding-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let path = folder + "/ledger"
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "So thu", actor: "example"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: true))
    let last = Position(try ledger.size - 1)
    async let followed: Void = follow(ledger, after: last, count: 4)
    try record(in: ledger)
    try await followed
    try prove(ledger, key: folder + "/key")
  }
}
