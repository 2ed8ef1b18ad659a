internal import Foundation
internal import OCOP

/// What is measured of `ocop` itself, as a program: from its start to its end.
struct ProgramCases {
  private let shop: Workshop
  private let rows: Int
  private let only: String
  private let program: String

  init(_ shop: Workshop, rows: Int, only: String?) throws {
    self.shop = shop
    self.rows = rows
    self.only = only ?? ""
    program =
      URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("ocop").path
  }

  func measure(_ runs: Int) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    if "start".hasPrefix(only) { outcomes.append(try start(runs)) }
    if "import".hasPrefix(only) { outcomes.append(try importing(runs)) }
    return outcomes
  }

  private func start(_ runs: Int) throws -> Outcome {
    let measured = Case(
      "start", "ocop: start to first answer on the demo's ledger", .micros, mark: .figure(30_000, "under 30 ms"),
      [("ledger", "")])
    var outcome = Outcome(measured, events: shop.records)
    if !FileManager.default.fileExists(atPath: shop.demo) { try ocop(["demo", "--quiet", "--ledger", shop.demo]) }
    let question = ["stats", "stars", "--as-of", "2020-12-31", "--ledger", shop.demo]
    try ocop(question)
    for _ in 0..<runs {
      var samples = Samples()
      for _ in 0..<10 { try timed(&samples) { try ocop(question) } }
      outcome.add(answer(samples, items: 10), by: "ledger")
    }
    return outcome
  }

  private func importing(_ runs: Int) throws -> Outcome {
    let measured = Case(
      "import", "ocop import of a CSV file of \(Results.shown(Double(rows))) rows, the program's start included",
      .perSecond,
      mark: .figure(100_000, "100,000 rows/s"),
      bound: """
        A row of a new product is two to three commands, each decided, encoded (once to be measured, once to be stamped) and \
        hashed twice: some ten microseconds a command. Reading the file is an eighth of it.
        """, [("ledger", "")])
    var outcome = Outcome(measured, events: shop.records)
    let file = shop.folder + "/rows.csv"
    let lines = (1...rows).map { "Sản phẩm \($0),Chủ thể \($0 / 3),\($0 % 3 + 3),2024-0\($0 % 9 + 1)-15,\($0)/QĐ-UBND" }
    try Data(("product,producer,stars,decided_on,decision\n" + lines.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(fileURLWithPath: file))
    for _ in 0..<min(runs, 3) {
      let ledger = shop.folder + "/imported"
      try? FileManager.default.removeItem(atPath: ledger)
      try ocop(["init", "--ledger", ledger])
      var samples = Samples()
      try timed(&samples) { try ocop(["import", "recognitions", file, "--ledger", ledger]) }
      outcome.add(answer(samples, items: rows), by: "ledger")
    }
    return outcome
  }

  private func answer(_ samples: Samples, items: Int) -> Side.Answer {
    Side.Answer(
      micros: samples.micros.reduce(0, +), items: Double(items), check: "", p99: nil, peak: 0)
  }

  /// Runs it and waits. Not by `Process`, which looks only now and then whether the child has ended.
  private func ocop(_ arguments: [String]) throws {
    let words = ([program] + arguments).map { strdup($0) } + [nil]
    let settings = ProcessInfo.processInfo.environment.merging(["OCOP_ACTOR": "bench"]) { $1 }
    let environment = settings.map { strdup("\($0)=\($1)") } + [nil]
    defer { for word in words + environment { free(word) } }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    let errors = shop.folder + "/errors.txt"
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, errors, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    var child = pid_t()
    let command = "ocop " + arguments.joined(separator: " ")
    guard posix_spawn(&child, program, &actions, nil, words, environment) == 0 else {
      throw BenchFailure.failed(command, "does not start; build it first: swift build -c release")
    }
    var status: Int32 = 0
    guard waitpid(child, &status, 0) == child, status == 0 else {
      let text = try? String(contentsOfFile: errors, encoding: .utf8)
      throw BenchFailure.failed(command, text ?? "ended with \(status)")
    }
  }
}
