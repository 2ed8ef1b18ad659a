internal import ArgumentParser
internal import CStandardStreams
internal import Foundation
internal import Ledger
internal import OCOP
public import ProjectionKit

/// The program `ocop`: parse, run, report.
public enum OCOP {
  /// Runs the program on the arguments of the process and ends the process with the documented exit code.
  ///
  /// The projections `added` answer, are kept, rebuilt and verified as those of the package are. Their ids are unlike those
  /// and unlike each other: that is a precondition.
  public static func main(adding added: [any Projection.Type] = []) async {
    // Nothing can be said where messages cannot go.
    guard standard_streams_are_open() else { exit(ExitStatus.unfinished.rawValue) }
    Signals.install()
    if let unreadable = unreadableText() { exit(report(unreadable).rawValue) }
    let status = Installed.$added.withValue(added) { run(Array(CommandLine.arguments.dropFirst())) }
    exit(status.rawValue)
  }

  /// What was typed, or set for the program, and is no UTF-8: read with what is missing made up, it would be another path.
  private static func unreadableText() -> Problem? {
    var texts: [UnsafePointer<CChar>] = (0..<Int(CommandLine.argc)).compactMap { index in
      CommandLine.unsafeArgv[index].map { UnsafePointer($0) }
    }
    for name in ["OCOP_LEDGER", "OCOP_KEY", "OCOP_ACTOR"] {
      if let value = getenv(name) { texts.append(UnsafePointer(value)) }
    }
    guard let text = texts.first(where: { String(validatingCString: $0) == nil }) else { return nil }
    let shown = String(cString: text)
    return .usage(
      Text("\"\(shown)\" không phải UTF-8.", "\"\(shown)\" is not UTF-8."),
      hint: Text("Đổi tên tệp hoặc thư mục ấy.", "Give that file or folder another name."), code: "argument.notUTF8")
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
    var problem = problem
    // Nobody should record again what stands in the log.
    if problem.code == "output.failed", let recorded = Recording.made() { problem.hint = recorded }
    let settings = Settings.current
    if settings.format.hasObjects {
      Console.error(json: problem.json(settings.language))
    } else {
      for line in problem.lines(settings.language) { Console.error(line) }
    }
    return problem.status
  }
}
