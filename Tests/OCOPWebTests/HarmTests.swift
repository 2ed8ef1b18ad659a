import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import TestSupport
import Testing

@testable import OCOPWeb

/// What is done to the ledger, or to the server, while somebody reads: no wrong figure, nothing lost, and it tells how it stands.
@Suite("Web: harm while it runs", .serialized)
struct HarmTests {
  private static let figures = "/thong-ke.json?asOf=2025-06-30"

  /// What a ledger answers to the same question, by a program of its own.
  private static func figures(of path: String) throws -> String {
    let site = try Site(Ledger(at: path, mode: .readingUntouched), version: programVersion) { day("2025-06-30") }
    return String(decoding: site.answer(try WebRequest(target: figures)).body, as: UTF8.self)
  }

  /// A ledger with some certificates.
  private static func make(_ path: String, products: Int) throws {
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "t"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let producer = Command.Act.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Lê Gia")))
    _ = try ledger.submit([Command(id: nil, actor: "t", act: producer, effectiveOn: nil)])
    for number in 1...products { try grant(.four, to: number, in: ledger) }
  }

  /// Registers the product of that number, the next of `ledger`, and recognises it.
  private static func grant(_ stars: Stars, to number: Int, in ledger: Ledger) throws {
    let product = ProductRegistered(name: "Mắm \(number)", producer: ProducerID(1))
    let request = RecognitionRequest(stars: stars, decision: "\(number)/QĐ-UBND")
    _ = try ledger.submit([
      Command(
        id: nil, actor: "t", act: .record(StreamID(.product, 0), .productRegistered(product)), effectiveOn: nil),
      Command(
        id: nil, actor: "t", act: .recognise(ProductID(UInt32(number)), request), effectiveOn: LegalDate("2024-12-23")),
    ])
  }

  @Test("an older copy put in its place is what is answered from then on; between them nothing is")
  func restored() async throws {
    let scratch = Scratch()
    let (path, copy) = (scratch.path + "/ledger", scratch.path + "/copy")
    try Self.make(path, products: 2)
    do {
      let ledger = try Ledger(at: path, mode: .writing(waiting: false))
      try ledger.backUp(to: copy)
      try Self.grant(.four, to: 3, in: ledger)
    }
    let (older, newer) = (try Self.figures(of: copy), try Self.figures(of: path))
    #expect(older != newer)
    let running = try ServerTests.Running(at: path)
    let before = try await running.get(Self.figures)
    let tag = try #require(before.headers["etag"])
    #expect(try await running.readiness == 200)
    #expect(before.body == newer)
    let followed = try ServerTests.Followed(running)
    let size = try Ledger(at: path, mode: .readingUntouched).size
    _ = try followed.text(until: "id: \(size - 1)-")
    let last = try #require(try followed.ids.last)

    try FileManager.default.moveItem(atPath: path, toPath: scratch.path + "/away")
    let gone = try await running.get(Self.figures)
    #expect(gone.status == 503 && gone.body.contains("ledger.missing"), "\(gone)")
    #expect(try await running.readiness == 503)
    #expect(try await running.status("/") == 503)
    try FileManager.default.moveItem(atPath: copy, toPath: path)
    let after = try await running.get(Self.figures, ["If-None-Match": tag])
    #expect(after.status == 200 && after.body == older, "\(after)")
    #expect(try await running.readiness == 200)
    // Who followed is told that what it has last is not of this log.
    for _ in 0..<200 where !followed.hasEnded { usleep(50_000) }
    #expect(followed.hasEnded)
    let access = ["Authorization": "Bearer " + running.token, "Accept": "text/event-stream"]
    let resumed = try await running.get("/api/records", access.merging(["Last-Event-ID": last]) { $1 })
    #expect(resumed.status == 409 && resumed.body.contains("position.unknown"), "\(resumed)")
    // Of another history by the same number.
    let other = try await running.get("/api/records", access.merging(["Last-Event-ID": "1-0123456789abcdef"]) { $1 })
    #expect(other.status == 409, "\(other)")
  }

  @Test("killed while records stream: who comes again has every record once")
  func killed() throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    try Self.make(path, products: Effort.rounds(150, thorough: 400))
    let running = try ServerTests.Running(["--questions-per-minute", "100000"], at: path)
    let size = try Ledger(at: path, mode: .readingUntouched).size
    let seed = UInt64.random(in: 0..<1_000_000)
    var random = SeededGenerator(seed: seed)
    var seen: [String] = []
    for _ in 0..<Effort.rounds(4, thorough: 12) {
      let followed = try ServerTests.Followed(running, seen.last.map { ["Last-Event-ID: " + $0] } ?? [])
      usleep(UInt32.random(in: 0...60_000, using: &random))
      running.kill()
      for _ in 0..<200 where !followed.hasEnded { usleep(20_000) }
      seen += try followed.ids
      try running.start()
    }
    let rest = try ServerTests.Followed(running, seen.last.map { ["Last-Event-ID: " + $0] } ?? [])
    if UInt64(seen.count) < size { _ = try rest.text(until: "id: \(size - 1)-") }
    seen += try rest.ids
    #expect(seen.map { $0.split(separator: "-")[0] } == (0..<size).map { "\($0)" }, "seed \(seed)")
  }

  @Test("views rebuilt, garbled or taken away underneath: the same figures, page after page")
  func views() async throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    try Self.make(path, products: 30)
    let right = try Self.figures(of: path)
    let cache = scratch.path + "/cache"
    let running = try ServerTests.Running(["--cache", cache, "--questions-per-minute", "100000"], at: path)
    let ocop = URL(fileURLWithPath: ServerTests.Running.program).deletingLastPathComponent()
      .appendingPathComponent("ocop").path
    let lines = [
      "\"$1\" rebuild --ledger \"$2\"",
      "rm -rf \"$3\"", "rm -rf \"$2/views\"",
    ]
    for line in lines {
      #expect(try await running.get(Self.figures).body == right)
      let harm = try WebOracleTests.shell(line, [ocop, path, cache])
      #expect(try await running.get(Self.figures).body == right, "\(line) \(harm.output)")
      #expect(try await running.readiness == 200)
    }
    // What brought the server down does not bring the next one down.
    let garble =
      "find \"$3\" -name data.mdb -exec sh -c 'head -c 9000 /dev/urandom | dd of=\"$1\" conv=notrunc status=none' _ {} \\;"
    for _ in 0..<3 {
      running.kill()
      _ = try WebOracleTests.shell(garble, [ocop, path, cache])
      try running.start()
      #expect(try await running.get(Self.figures).body == right)
    }
    let second = try WebOracleTests.shell(
      "\"$1\" --ledger \"$2\" --cache \"$3\" --port 0", [ServerTests.Running.program, path, cache])
    #expect(second.status == 64 && second.output.contains("another ocop-web"), "\(second)")
    // One that ended by itself leaves what the next goes on with.
    #expect(running.end() == 0)
    try running.start()
    #expect(try await running.get(Self.figures).body == right)
  }

  @Test("a full disk under the views: figures come all the same", .enabled(if: geteuid() == 0))
  func full() async throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    try Self.make(path, products: 60)
    let right = try Self.figures(of: path)
    let cache = scratch.path + "/cache"
    try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
    let launcher = [
      "unshare", "-m", "sh", "-c", "mount -t tmpfs -o size=16k tmpfs '\(cache)' && exec \"$0\" \"$@\"",
    ]
    let running = try ServerTests.Running(["--cache", cache], at: path, launcher: launcher)
    for path in [Self.figures, "/san-pham", "/giay-chung-nhan", Self.figures] {
      let page = try await running.get(path)
      #expect(page.status == 200, "\(path) \(page)")
      if path == Self.figures { #expect(page.body == right) }
    }
    #expect(try await running.readiness == 200)
  }

  @Test("verified on request: what was altered is not answered")
  func verified() async throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    try Self.make(path, products: 5)
    let running = try ServerTests.Running(["--verified"], at: path)
    let size = try Ledger(at: path, mode: .readingUntouched).size
    #expect(try await running.get(Self.figures).body.contains("\"verified\":\(size)"))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    try Self.grant(.three, to: 6, in: ledger)
    #expect(try await running.get(Self.figures).body.contains("\"verified\":\(try ledger.size)"))
  }
}
