import EventLog
import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import Synchronization
import TestSupport
import Testing

/// What the program prints, byte for byte, for 120 commands on the sample history and on three random ones.
///
/// Whatever is moved within the house changes none of it. `RECORD_GOLDEN=1` records anew, and fails the run.
@Suite("ocop: a golden run")
struct GoldenRunTests {
  private static let folder = URL(fileURLWithPath: Program.fixtures).deletingLastPathComponent()
    .appendingPathComponent("golden-run")

  @Test("120 commands print what they printed", arguments: ["demo", "random-1", "random-2", "random-3"])
  func golden(_ name: String) throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    try Self.make(name, at: ledger)
    let commands = try String(contentsOf: Self.folder.appendingPathComponent("commands.txt"), encoding: .utf8)
      .split(separator: "\n").map(String.init)
    #expect(commands.count == 120)
    var told = ""
    for command in commands {
      let run = try Program.run(Self.words(command), ledger: ledger, folder: Self.folder.path)
      told += "$ ocop \(command)\n"
      for (stream, text) in [("", run.output), ("stderr:\n", run.errors)] where !text.isEmpty {
        told += stream + Self.shortened(text.replacingOccurrences(of: ledger, with: "LEDGER"))
      }
      told += "exit \(run.status)\n\n"
    }
    let file = Self.folder.appendingPathComponent("\(name).txt")
    if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
      try Data(told.utf8).write(to: file)
      Issue.record("\(name) was recorded anew; look at the change, then run without RECORD_GOLDEN")
      return
    }
    let recorded = try String(contentsOf: file, encoding: .utf8)
    guard recorded != told else { return }
    let known = Set(recorded.split(separator: "\n"))
    let differing = told.split(separator: "\n").filter { !known.contains($0) }
    Issue.record("\(name): \(differing.count) new lines, of them \(differing.prefix(5))")
  }

  /// The words of a line, those in quotation marks as one.
  private static func words(_ line: String) -> [String] {
    line.split(separator: "\"", omittingEmptySubsequences: false).enumerated().flatMap { index, part in
      index.isMultiple(of: 2) ? part.split(separator: " ").map(String.init) : [String(part)]
    }
  }

  /// A long text by its first lines and its hash.
  private static func shortened(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let whole = text.hasSuffix("\n") ? text : text + "(no line break)\n"
    guard text.utf8.count > 6_000 else { return whole }
    var digest = RunningDigest()
    digest.add(Array(text.utf8).span.bytes)
    var first = lines.prefix(12).map { $0.count > 300 ? $0.prefix(300) + "…" : $0 }.joined(separator: "\n")
    first += "\n[\(lines.count) lines, \(text.utf8.count) bytes, SHA-256 \(digest.finalize())]\n"
    return first
  }

  /// A ledger whose identity, clock and history `name` determines.
  private static func make(_ name: String, at path: String) throws {
    let time = Mutex(Int64(1_795_564_800_000_000))
    let identity = Array("\(name)-golden-run-ledger".utf8.prefix(16))
    let clock: @Sendable () -> Timestamp = {
      Timestamp(
        microseconds: time.withLock {
          $0 += 1_000
          return $0
        })
    }
    try Ledger.create(at: path, identity: identity, projections: installedProjections, clock: clock) { ledger in
      let opened = LedgerOpened(name: name, province: AreaCode(text: "38"))
      var first = [Command(id: nil, actor: "test", act: .record(.office, .ledgerOpened(opened)), effectiveOn: nil)]
      first += NationalRulebooks.all.map {
        Command(
          id: nil, actor: "test", act: .record(StreamID(.rulebook, 0), .rulebookAdopted($0)),
          effectiveOn: $0.inForceFrom)
      }
      _ = try ledger.submit(first)
      if let seed = UInt64(name.split(separator: "-").last ?? "") {
        try draw(seed, into: ledger)
      } else {
        try importSample(into: ledger)
      }
      for known in NationalRulebooks.all {
        _ = try ledger.adopt(try RulebookFolder("\(Program.fixtures)/../rulebooks/\(known.id)").rulebook, actor: "test")
      }
    }
  }

  private static func draw(_ seed: UInt64, into ledger: Ledger) throws {
    let commands = RandomHistory(seed: seed, count: 2_400).commands.dropFirst(NationalRulebooks.all.count)
    for command in commands { _ = try? ledger.submit([command]) }
  }

  private static func importSample(into ledger: Ledger) throws {
    let lists: [(ImportKind, String)] = [(.areas, "areas"), (.areas, "area-changes"), (.recognitions, "recognitions")]
    for (kind, name) in lists { try importList(kind, name, into: ledger) }
    try importList(.exports, "exports", into: ledger)
    _ = try ledger.importEvents(file: Program.fixtures + "/events.jsonl", options: ImportOptions(actor: "test"))
    try importList(.awards, "awards", into: ledger)
    try importList(.targets, "targets", into: ledger)
  }

  private static func importList(_ kind: ImportKind, _ name: String, into ledger: Ledger) throws {
    let report = try ledger.importList(
      kind, file: "\(Program.fixtures)/\(name).csv", options: ImportOptions(actor: "test"))
    #expect(report.problems.isEmpty)
  }
}
