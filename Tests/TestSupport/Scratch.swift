public import Foundation

/// A folder of one's own, removed when the value goes.
public final class Scratch: Sendable {
  public let path: String

  /// An empty folder.
  public init() {
    path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file into it, and answers its path.
  public func file(_ name: String, _ text: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
    return path + "/" + name
  }

  /// The bytes of every file in a folder below.
  public func contents(_ folder: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: path + "/" + folder) {
      contents[name] = try Data(contentsOf: URL(fileURLWithPath: "\(path)/\(folder)/\(name)"))
    }
    return contents
  }
}

public func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }
