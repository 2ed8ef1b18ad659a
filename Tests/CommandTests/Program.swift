import Exchange
import Foundation
import OCOP
import TestSupport
import Testing

/// The program as users run it.
enum Program {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String

    var json: JSONValue { get throws { try jsonValue(output) } }
    var lines: [String] { output.split(separator: "\n").map(String.init) }
  }

  /// Beside the test program.
  static let path = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("ocop").path

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/thanh-hoa").path

  /// Runs it; `ledger` is where `OCOP_LEDGER` points.
  static func run(
    _ arguments: [String], ledger: String? = nil, locale: String = "en_US.UTF-8",
    environment: [String: String] = [:], folder: String? = nil
  ) throws -> Outcome {
    let process = try start(arguments, ledger: ledger, locale: locale, environment: environment, folder: folder)
    return try process.finish()
  }

  /// Starts it; with `output`, what it prints goes there.
  static func start(
    _ arguments: [String], ledger: String? = nil, locale: String = "en_US.UTF-8", environment: [String: String] = [:],
    output: FileHandle? = nil, folder: String? = nil
  ) throws -> Running {
    var all = ["PATH": "/usr/bin:/bin", "LC_ALL": locale, "OCOP_ACTOR": "test"]
    if let ledger { all["OCOP_LEDGER"] = ledger }
    return try Running(path, arguments, all.merging(environment) { $1 }, output: output, folder: folder)
  }

  /// Runs a line of shell in which `ocop` is the program.
  static func shell(_ line: String, ledger: String? = nil) throws -> Outcome {
    var environment = [
      "PATH": "/usr/bin:/bin:" + (path as NSString).deletingLastPathComponent, "LC_ALL": "en_US.UTF-8",
    ]
    environment["OCOP_ACTOR"] = "test"
    if let ledger { environment["OCOP_LEDGER"] = ledger }
    return try Running("/bin/sh", ["-c", line], environment).finish()
  }

  /// A process that was started. Its output goes to files, so that no pipe can fill up.
  final class Running {
    let process = Process()
    private let folder: Scratch

    init(
      _ path: String, _ arguments: [String], _ environment: [String: String], output: FileHandle? = nil,
      folder workingFolder: String? = nil
    ) throws {
      folder = Scratch()
      if let workingFolder { process.currentDirectoryURL = URL(fileURLWithPath: workingFolder) }
      process.executableURL = URL(fileURLWithPath: path)
      process.arguments = arguments
      process.environment = environment
      for (name, stream) in [("out", \Process.standardOutput), ("err", \Process.standardError)] {
        let file = folder.path + "/" + name
        try Data().write(to: URL(fileURLWithPath: file))
        process[keyPath: stream] = FileHandle(forWritingAtPath: file)
      }
      if let output { process.standardOutput = output }
      process.standardInput = FileHandle.nullDevice
      try process.run()
    }

    func finish() throws -> Outcome {
      process.waitUntilExit()
      let signalled = process.terminationReason == .uncaughtSignal
      return Outcome(
        status: signalled ? 128 + process.terminationStatus : process.terminationStatus,
        output: try String(contentsOfFile: folder.path + "/out", encoding: .utf8),
        errors: try String(contentsOfFile: folder.path + "/err", encoding: .utf8))
    }

    func kill(_ signal: Int32) { Foundation.kill(process.processIdentifier, signal) }
  }
}

/// The sample ledger, made once and copied for whoever wants to change it.
enum Sample {
  static let scratch = Result {
    let scratch = Scratch()
    let made = try Program.run(["demo", "--ledger", scratch.path + "/ledger", "--fixtures", Program.fixtures])
    #expect(made.status == 0, "\(made.errors)")
    return scratch
  }

  static var ledger: String { get throws { try scratch.get().path + "/ledger" } }

  /// A copy of the log in a folder of its own, without views.
  static func copy() throws -> Scratch {
    let copy = Scratch()
    try FileManager.default.createDirectory(atPath: copy.path + "/ledger", withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: try ledger + "/log", toPath: copy.path + "/ledger/log")
    return copy
  }
}

func jsonValue(_ text: String) throws -> JSONValue { try JSONValue(parsing: Array(text.utf8)) }
