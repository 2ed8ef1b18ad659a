internal import ArgumentParser
internal import OCOP

/// A command that runs in a session: with a language, a form of answers, and a way to its ledger.
protocol LedgerCommand: ParsableCommand {
  var global: GlobalOptions { get }
  /// Whether `--output` is where it writes what it makes, and not its answer.
  static var writesFile: Bool { get }
  func run(in session: CommandContext) throws
}

extension LedgerCommand {
  static var writesFile: Bool { false }

  /// Where it writes what it makes.
  var output: String? { global.output }

  /// The same, where there is no command without.
  func neededOutput() throws -> String {
    if let output { return output }
    throw Problem.usage(
      Text("Thiếu --output: tệp hoặc thư mục sẽ ghi.", "--output is missing: the file or folder to write to."))
  }

  mutating func run() throws {
    if !Self.writesFile {
      try global.checkOutput()
    } else if global.format == OutputFormat.xlsx.rawValue {
      throw CommandContext.wrong("--format", "xlsx", "table|json|ndjson|csv")
    }
    let session = try CommandContext(global)
    try run(in: session)
    try session.console.flush()
  }
}
