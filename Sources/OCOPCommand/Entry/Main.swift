internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP

/// The program: parse, run, report.
@main
enum Main {
  static func main() {
    // Nothing can be said where messages cannot go.
    guard Ledger.openStandardStreams() else { exit(ExitStatus.unfinished.rawValue) }
    Signals.install()
    exit(run(Array(CommandLine.arguments.dropFirst())).rawValue)
  }

  private static func run(_ arguments: [String]) -> ExitStatus {
    do {
      var command = try parse(arguments)
      try command.run()
      return .done
    } catch let verdict as Verdict {
      return verdict.status
    } catch let help as Help {
      return write(help.text)
    } catch  where Ocop.exitCode(for: error) == .success {
      // A help that the parser asks for only when it is run.
      return write(Help(Ocop.fullMessage(for: error)).text)
    } catch {
      return report(Problem(error))
    }
  }

  private static func parse(_ arguments: [String]) throws -> any ParsableCommand {
    let words = try Arguments.arranged(arguments, root: Ocop.self)
    do {
      return try Ocop.parseAsRoot(words)
    } catch {
      if Ocop.exitCode(for: error) == .success { throw Help(Ocop.fullMessage(for: error)) }
      throw Problem.parsing(Ocop.message(for: error), of: arguments)
    }
  }

  private static func write(_ text: String) -> ExitStatus {
    do {
      let console = Console(isQuiet: false)
      try console.print(text)
      try console.flush()
      return .done
    } catch {
      return report(Problem(error))
    }
  }

  private static func report(_ problem: Problem) -> ExitStatus {
    let settings = Settings.current
    if settings.format.hasObjects {
      Console.error(json: problem.json(settings.language))
    } else {
      for line in problem.lines(settings.language) { Console.error(line) }
    }
    return problem.status
  }
}
