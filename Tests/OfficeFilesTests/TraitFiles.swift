import Foundation
import TestSupport

/// A folder with a workbook for each trait, made once by `Fixtures/workbooks/make.py`.
enum TraitFiles {
  static var folder: String { made.path }

  private static let made: Scratch = {
    do {
      let scratch = Scratch()
      let python = Process()
      python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      python.arguments = ["python3", script, scratch.path]
      try python.run()
      python.waitUntilExit()
      precondition(python.terminationStatus == 0, "make.py makes the workbooks")
      // What is static is never let go of.
      atexit { try? FileManager.default.removeItem(atPath: TraitFiles.folder) }
      return scratch
    } catch {
      preconditionFailure("make.py cannot be run: \(error)")
    }
  }()

  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures/workbooks/make.py").path

  /// The bytes of the file with that name, whatever its ending.
  static func bytes(_ name: String) throws -> [UInt8] {
    let file = try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix(name + ".") }
    return Array(try Data(contentsOf: URL(fileURLWithPath: folder + "/" + (file ?? name))))
  }

  static var names: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: folder).map { String($0.prefix { $0 != "." }) }.sorted()
    }
  }
}
