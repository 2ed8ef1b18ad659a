import Foundation
import Testing

/// The source tree, and the tools that look at it.
enum House {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the modules of this build lie.
  static let modules = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("Modules").path

  /// The name under which the modules share what is `package`: SwiftPM takes it from the folder.
  static var packageName: String {
    let name = root.lastPathComponent.lowercased()
    return String(name.map { $0.isLetter || $0.isNumber ? $0 : "_" })
  }

  struct Outcome {
    let status: Int32
    let output: String
  }

  static func run(_ command: [String]) throws -> Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = root
    let file = NSTemporaryDirectory() + "ocop-house-\(UUID().uuidString)"
    try Data().write(to: URL(fileURLWithPath: file))
    defer { try? FileManager.default.removeItem(atPath: file) }
    process.standardOutput = FileHandle(forWritingAtPath: file)
    process.standardError = process.standardOutput
    try process.run()
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: try String(contentsOfFile: file, encoding: .utf8))
  }

  /// The files below `folders` that end in `ending`, by their paths from the root.
  static func files(_ ending: String, in folders: [String]) throws -> [String] {
    try folders.flatMap { folder -> [String] in
      try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
        .filter { $0.hasSuffix(ending) }.map { "\(folder)/\($0)" }
    }.sorted()
  }

  static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
  }

  /// Compiles a file against the modules of this build, as far as the compiler's own checks go.
  static func compile(_ path: String) throws -> Outcome {
    try run([
      "swiftc", "-emit-sil", "-o", "/dev/null", "-swift-version", "6", "-package-name", packageName, "-I", modules,
      "-Xcc", "-fmodule-map-file=\(root.path)/Sources/CLMDB/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(root.path)/Sources/CCrypto/module.modulemap",
      "-Xcc", "-fmodule-map-file=\(root.path)/Sources/CTestClock/include/module.modulemap",
      "-enable-experimental-feature",
      "Lifetimes", "-parse-as-library", path,
    ])
  }
}
