internal import Foundation
internal import Synchronization

/// One of those that are measured: a program of its own, which answers a line of JSON to each line and times itself, so
/// that all of them can be run in turn while each keeps its files open.
///
/// Not for two threads at a time.
final class Side {
  let name: String
  /// Why it cannot take part; `nil`: it can.
  private(set) var missing: String?
  private let process = Process()
  private let input = Pipe()
  private let output = Pipe()
  private var rest: [UInt8] = []

  /// What it says of one run.
  struct Answer {
    let micros: Double
    let items: Double
    /// What must be the same for all who did the same work.
    let check: String
    /// The 99th of a hundred single times, where they were taken.
    let p99: Double?
    /// The most memory of its own while it worked, in KiB.
    let peak: Int
  }

  /// Starts `program`; one that does not start is missing.
  init(_ name: String, _ program: String, _ arguments: [String], environment: [String: String] = [:]) {
    self.name = name
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = output
    do {
      try process.run()
    } catch {
      missing = "\(program) does not start"
    }
  }

  deinit { stop() }

  /// Asks the side whether it can take part.
  func greet() {
    guard missing == nil else { return }
    do {
      let answer = try line(after: "hello")
      missing = answer.missing
    } catch {
      missing = "it ends at once"
    }
  }

  func ask(_ question: String) throws -> Answer {
    let sampler = MemorySampler(process.processIdentifier)
    defer { sampler.stop() }
    let answer = try line(after: question)
    guard let nanos = answer.nanos, let items = answer.items else {
      throw BenchFailure.noFigure(name, question, "\(answer)")
    }
    return Answer(
      micros: nanos / 1000, items: items, check: answer.check ?? "", p99: answer.p99Nanos.map { $0 / 1000 },
      peak: sampler.stop())
  }

  /// Ends it.
  func stop() {
    guard process.isRunning else { return }
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  private struct Line: Decodable {
    let missing: String?
    let nanos: Double?
    let items: Double?
    let check: String?
    let p99Nanos: Double?
  }

  private func line(after question: String) throws -> Line {
    try input.fileHandleForWriting.write(contentsOf: Data((question + "\n").utf8))
    while true {
      if let end = rest.firstIndex(of: 10) {
        let line = Array(rest[..<end])
        rest.removeSubrange(...end)
        return try JSONDecoder().decode(Line.self, from: Data(line))
      }
      let data = output.fileHandleForReading.availableData
      guard !data.isEmpty else { throw BenchFailure.noFigure(name, question, "it ended") }
      rest += data
    }
  }
}

/// Looks at a process every few milliseconds, and keeps the most memory of its own that it saw, mapped files left out.
private final class MemorySampler: Sendable {
  private let most = Mutex<(peak: Int, isDone: Bool)>((0, false))
  private let ended = DispatchSemaphore(value: 0)

  init(_ pid: Int32) {
    let thread = Thread { [self] in
      while !most.withLock({ $0.isDone }) {
        let now = Report.ownKibibytes(of: "\(pid)")
        most.withLock { $0.peak = max($0.peak, now) }
        usleep(4_000)
      }
      ended.signal()
    }
    thread.start()
  }

  @discardableResult
  func stop() -> Int {
    let wasDone = most.withLock { state in
      defer { state.isDone = true }
      return state.isDone
    }
    if !wasDone { ended.wait() }
    return most.withLock { $0.peak }
  }
}

/// What makes a benchmark's figure worthless.
enum BenchFailure: Error, CustomStringConvertible {
  case notVerified(Int)
  case noFigure(_ side: String, _ question: String, _ answer: String)
  case disagree(_ measured: String, _ side: String, _ theirs: String, _ ours: String)
  case failed(_ command: String, _ errors: String)

  var description: String {
    switch self {
    case .notVerified(let findings): "the ledger does not verify: \(findings) findings"
    case .noFigure(let side, let question, let answer): "\(side) gave no figure for “\(question)”: \(answer)"
    case .disagree(let measured, let side, let theirs, let ours):
      "\(measured): \(side) says \(theirs), the ledger \(ours)"
    case .failed(let command, let errors): "\(command): \(errors)"
    }
  }
}
