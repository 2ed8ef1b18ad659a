import Foundation

/// A folder of one's own, removed when the value goes.
final class Scratch {
  let path: String

  init() {
    path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}

func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
