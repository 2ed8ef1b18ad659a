internal import Foundation
internal import OCOP

/// `ocop`, as it was built beside this program.
struct Program {
  private let path: String
  /// Where what it says on stderr is kept.
  private let folder: String

  init(folder: String) {
    self.folder = folder
    path =
      URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("ocop").path
  }

  /// Runs it and waits. Not by `Process`, which looks only now and then whether the child has ended.
  func run(_ arguments: [String]) throws {
    let child = try spawn(arguments)
    var status: Int32 = 0
    let ended = waitpid(child, &status, 0)
    try require(ended == child && status == 0, arguments, status)
  }

  /// Runs it and looks all the time how much memory is its own; answers the most, in KiB.
  func peak(_ arguments: [String]) throws -> Int {
    let child = try spawn(arguments)
    var (status, most): (Int32, Int) = (0, 0)
    while true {
      let ended = waitpid(child, &status, WNOHANG)
      if ended != 0 {
        try require(ended == child && status == 0, arguments, status)
        return most
      }
      most = max(most, Report.ownKibibytes(of: "\(child)"))
      usleep(5_000)
    }
  }

  private var errors: String { folder + "/errors.txt" }

  private func spawn(_ arguments: [String]) throws -> pid_t {
    let words = ([path] + arguments).map { strdup($0) } + [nil]
    let settings = ProcessInfo.processInfo.environment.merging(["OCOP_ACTOR": "bench"]) { $1 }
    let environment = settings.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var child = pid_t()
    guard posix_spawn(&child, path, &actions, nil, words, environment) == 0 else {
      throw BenchFailure.failed(command(arguments), "does not start; build it first: swift build -c release")
    }
    return child
  }

  private func require(_ isWell: Bool, _ arguments: [String], _ status: Int32) throws {
    guard !isWell else { return }
    let text = try? String(contentsOfFile: errors, encoding: .utf8)
    throw BenchFailure.failed(command(arguments), text ?? "ended with \(status)")
  }

  private func command(_ arguments: [String]) -> String { "ocop " + arguments.joined(separator: " ") }
}
