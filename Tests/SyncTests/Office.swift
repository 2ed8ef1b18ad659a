import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import TestSupport
import Testing

@testable import Sync

/// A ledger whose checkpoints are signed, and the folder that it is published to.
final class Office {
  let held: TestLedger
  let ledger: Ledger
  let scratch = Scratch()
  let key: LedgerKey
  private let memory: KeyMemory

  init(seed: UInt64, count: Int) throws {
    held = try TestLedger()
    ledger = try held.drawn(seed: seed, count: count).ledger
    key = try LedgerKey(origin: ledger.origin, seed: [UInt8](repeating: 3, count: 32))
    memory = KeyMemory(besideKey: scratch.path + "/key")
    try memory.create(key)
  }

  var folder: String { scratch.path + "/published" }
  var store: FolderStore { FolderStore(folder) }

  var verifier: String { key.verifier }

  func sign() throws { _ = try ledger.signCheckpoint(key, memory, by: "t") }

  func grow(_ count: Int) throws {
    let stream = try #require(try ledger.streams(.product).first)
    let begun = try ledger.history(of: stream).entries.count
    try ledger.appendBypassingDecider(
      (0..<count).map { number in
        Record(
          stream: stream, version: UInt64(begun + number), recordedAt: Timestamp(microseconds: 0), effectiveOn: nil,
          actor: "t", command: nil, event: .productRenamed(ProductRenamed(name: "Mắm \(number)")))
      })
  }

  /// Every published file, and what it holds.
  func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
      if !isFolder.boolValue, !name.hasPrefix(".") {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
      }
    }
    return files
  }
}
