internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit
internal import ProjectionTesting
internal import Synchronization

/// The ledger as one of the sides: reads questions from standard input, answers with what each took.
struct LedgerSide: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "ledger-side", shouldDisplay: false)

  func run() throws {
    var work = LedgerWork()
    while let line = readLine() {
      let words = line.split(separator: " ").map(String.init)
      guard let name = words.first else { continue }
      let answer = try work.answer(name, Array(words.dropFirst()))
      try FileHandle.standardOutput.write(contentsOf: Data((answer.text + "\n").utf8))
    }
  }
}

private struct LedgerWork {
  private var open: (path: String, ledger: Ledger)?
  private var random = SeededGenerator(seed: 1)

  mutating func answer(_ name: String, _ words: [String]) throws -> JSONValue {
    switch name {
    case "hello": return ["ready": true]
    case "rebuild": return try rebuild(words[0], words[1])
    case "cold": return try cold(words[0], words[1])
    case "stats": return try stats(words[0], words[1], Int(words[2])!)
    case "history": return try history(words[0], Int(words[1])!, UInt32(words[2])!)
    case "replay": return try replay(words[0], Int(words[1])!, UInt32(words[2])!)
    case "verify": return try verify(words[0])
    case "whatif": return try whatIf(words[0])
    case "append": return try append(words[0], words[1], batch: Int(words[2])!, most: .max)
    case "single": return try append(words[0], words[1], batch: 1, most: Int(words[2])!)
    case "callers": return try callers(words[0], words[1], Int(words[2])!, each: Int(words[3])!)
    default: throw BenchFailure.noFigure("ledger", name, "unknown")
    }
  }

  private func figure(_ samples: Samples, items: Int, check: String = "", p99: Bool = false) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("nanos", Self.nanos(samples.micros.reduce(0, +))), .init("items", JSONValue(items)),
      .init("check", .string(check)),
    ]
    if p99 { members.append(.init("p99Nanos", Self.nanos(samples.sorted[samples.micros.count * 99 / 100]))) }
    return .object(members)
  }

  private static func nanos(_ micros: Double) -> JSONValue { .int(Int64(micros * 1000)) }

  private mutating func ledger(_ path: String) throws -> Ledger {
    if let open, open.path == path { return open.ledger }
    open = nil
    let ledger = try Ledger(at: path, mode: .reading)
    open = (path, ledger)
    return ledger
  }

  /// From nothing, and what is kept reaches the disk. The log stays open from one run to the next, as it does for the bare
  /// loop: its pages are mapped once.
  private mutating func rebuild(_ path: String, _ ids: String) throws -> JSONValue {
    let ledger = try ledger(path)
    try? FileManager.default.removeItem(atPath: path + "/views")
    let chosen = try ledger.projectionIDs(named: ids == "all" ? [] : ids.split(separator: ",").map(String.init))
    var samples = Samples()
    try timed(&samples) { try ledger.rebuild(chosen) }
    return figure(samples, items: Int(try ledger.size))
  }

  /// From nothing, and of the log nothing is in memory; opening it is counted.
  private mutating func cold(_ path: String, _ ids: String) throws -> JSONValue {
    open = nil
    try? FileManager.default.removeItem(atPath: path + "/views")
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path + "/log/data.mdb"))
    try file.synchronize()
    posix_fadvise(file.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED)
    try file.close()
    var samples = Samples()
    let size = try timed(&samples) {
      let ledger = try ledger(path)
      _ = try ledger.rebuild(ledger.projectionIDs(named: ids.split(separator: ",").map(String.init)))
      return try ledger.size
    }
    // What is mapped here is dropped for nobody.
    open = nil
    return figure(samples, items: Int(size))
  }

  private mutating func stats(_ path: String, _ by: String, _ count: Int) throws -> JSONValue {
    let ledger = try ledger(path)
    let query = try StarCounts.Query(parameters: ["by": by])
    let whole = try ledger.ask(query, asOf: NationalHistory.countedDay).answer.total
    var samples = Samples()
    for _ in 0..<count {
      let day = Day(number: Int32.random(in: 18_200...20_700, using: &random))
      _ = try timed(&samples) { try ledger.ask(query, asOf: day) }
    }
    return figure(samples, items: count, check: "\(whole.products)")
  }

  private mutating func history(_ path: String, _ count: Int, _ products: UInt32) throws -> JSONValue {
    let ledger = try ledger(path)
    var samples = Samples()
    for turn in 0...count {
      let product = ProductID(UInt32.random(in: 1...products, using: &random))
      var sample = Samples()
      _ = try timed(&sample) { try ledger.ask(RatingHistory.Query(product: product), asOf: NationalHistory.lastDay) }
      // The first one also opens the view.
      if turn > 0 { samples.add(.microseconds(sample.micros[0])) }
    }
    return figure(samples, items: count)
  }

  private mutating func replay(_ path: String, _ count: Int, _ products: UInt32) throws -> JSONValue {
    let ledger = try ledger(path)
    var samples = Samples()
    for _ in 0..<count {
      let product = ProductID(UInt32.random(in: 1...products, using: &random))
      let question = ReplayQuestion(subject: .product(product), order: .effective, asOf: NationalHistory.lastDay)
      _ = try timed(&samples) { try ledger.replay(question) }
    }
    return figure(samples, items: count)
  }

  private mutating func verify(_ path: String) throws -> JSONValue {
    open = nil
    let ledger = try Ledger(at: path, mode: .reading)
    var samples = Samples()
    let result = try timed(&samples) { try ledger.verify() }
    guard result.findings.isEmpty else { throw BenchFailure.notVerified(result.findings.count) }
    return figure(samples, items: Int(result.head.size))
  }

  private mutating func whatIf(_ path: String) throws -> JSONValue {
    let ledger = try ledger(path)
    var samples = Samples()
    var moved = [Int](repeating: 0, count: 36)
    let answer = try timed(&samples) {
      try ledger.whatIf(SheetHistory.draft, asOf: SheetHistory.firstDay.addingMonths(12)) { product in
        moved[Int(product.before?.number ?? 0) * 6 + Int(product.after?.number ?? 0)] += 1
      }
    }
    let check = moved.enumerated().filter { $1 > 0 }.map { "\($0 / 6)>\($0 % 6):\($1)" }.joined(separator: ",")
    return figure(samples, items: answer.answer.whole.scored * SheetHistory.members, check: check)
  }

  // MARK: - Appending

  private mutating func append(_ path: String, _ file: String, batch: Int, most: Int) throws -> JSONValue {
    open = nil
    let records = try RecordFile.read(file, most: most)
    let ledger = try Self.empty(path)
    var samples = Samples()
    for start in stride(from: 0, to: records.count, by: batch) {
      let part = Array(records[start..<min(start + batch, records.count)])
      try timed(&samples) { try ledger.appendBypassingDecider(part) }
    }
    return figure(samples, items: records.count, check: "\(records.count)", p99: batch == 1)
  }

  private mutating func callers(_ path: String, _ file: String, _ callers: Int, each: Int) throws -> JSONValue {
    open = nil
    let records = try RecordFile.read(file, most: callers * each)
    let ledger = try Self.empty(path)
    let all = Mutex(Samples())
    let failed = Mutex<(any Error)?>(nil)
    var whole = Samples()
    timed(&whole) {
      let group = DispatchGroup()
      for caller in 0..<callers {
        let thread = Thread {
          defer { group.leave() }
          var own = Samples()
          do {
            for turn in 0..<each {
              let record = records[(caller * each + turn) % records.count]
              try timed(&own) { try ledger.appendBypassingDecider([record]) }
            }
          } catch {
            failed.withLock { $0 = error }
          }
          all.withLock { for micros in own.micros { $0.add(.microseconds(micros)) } }
        }
        group.enter()
        thread.start()
      }
      group.wait()
    }
    if let error = failed.withLock({ $0 }) { throw error }
    let singles = all.withLock { $0.sorted }
    return [
      "nanos": Self.nanos(whole.micros[0]), "items": JSONValue(callers * each), "check": "",
      "p99Nanos": Self.nanos(singles[singles.count * 99 / 100]),
    ]
  }

  private static func empty(_ path: String) throws -> Ledger {
    try? FileManager.default.removeItem(atPath: path)
    try Ledger.create(at: path, identity: [UInt8](repeating: 7, count: 16))
    return try Ledger(at: path, mode: .writing(waiting: false))
  }
}
