internal import ArgumentParser

/// A command that runs in a session: with a language, a form of answers, and a way to its ledger.
protocol LedgerCommand: ParsableCommand {
  var global: GlobalOptions { get }
  func run(in session: CommandContext) throws
}

extension LedgerCommand {
  mutating func run() throws {
    let session = try CommandContext(global)
    try run(in: session)
    try session.console.flush()
  }
}
