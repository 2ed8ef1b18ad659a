import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// What programs ask.
@Suite("Web: what programs ask")
struct ProgramTests {
  @Test(
    "paths of tiles as C2SP writes them",
    arguments: [
      ("tile/0/000", 0, 0, 256), ("tile/0/x001/067", 0, 1_067, 256), ("tile/1/x001/x234/067.p/8", 1, 1_234_067, 8),
    ])
  func paths(path: String, level: Int, index: UInt64, width: Int) throws {
    let tile = try #require(TileName(path.split(separator: "/").map(String.init)))
    #expect(tile.level == level && tile.index == index && tile.width == width)
  }

  @Test(
    "other paths are none",
    arguments: [
      "tile", "tile/0", "tile/8/000", "tile/00/000", "tile/-1/000", "tile/0/00", "tile/0/0000", "tile/0/x000/001",
      "tile/0/001/002",
      "tile/0/000.p/0", "tile/0/000.p/256", "tile/0/000.p/x", "tile/x/000", "tile/0/x1/000",
    ])
  func noPaths(path: String) { #expect(TileName(path.split(separator: "/").map(String.init)) == nil) }

  @Test("the tiles give the root, and every record's hash is in one", arguments: [UInt64(6)])
  func tiles(seed: UInt64) throws {
    let held = try TestLedger()
    let ledger = try held.drawn(seed: seed, count: 700).ledger
    let size = try ledger.size
    try #require(size > 300, "more than one tile")
    func leaf(_ position: UInt64) throws -> [UInt8] {
      let width = Int(min(256, size - position / 256 * 256))
      let tile = try #require(try ledger.hashTile(level: 0, index: position / 256, width: width))
      #expect(tile.count == 32 * width)
      return Array(tile[Int(position % 256) * 32..<Int(position % 256) * 32 + 32])
    }
    for position in [0, 1, 255, 256, size - 1] {
      let hash = try leaf(position).map { String(format: "%02x", $0) }.joined()
      #expect(try ledger.record(at: Position(position))?.hash == hash)
    }
    let left = try #require(try ledger.hashTile(level: 1, index: 0, width: 1))
    #expect(left.count == 32)
    #expect(try ledger.hashTile(level: 1, index: 0, width: Int(size / 256) + 1) == nil)
    #expect(try ledger.hashTile(level: 0, index: size / 256, width: Int(size % 256) + 1) == nil)
    #expect(try ledger.hashTile(level: 7, index: .max, width: 1) == nil)
    let bundle = try #require(try ledger.entryBundle(index: 0, width: 2))
    let first = try #require(try ledger.bytes(at: .zero))
    #expect(Array(bundle[2..<2 + first.count]) == first && Int(bundle[0]) << 8 | Int(bundle[1]) == first.count)
    #expect(try ledger.entryBundle(index: .max, width: 1) == nil)
  }

  @Test("each path that the description names is answered as it says, and refused as it says")
  func description() throws {
    let held = try TestLedger()
    let ledger = try held.drawn(seed: 7, count: 200).ledger
    let site = try SiteTests.site(ledger)
    guard case .object(let paths)? = OpenAPI.document["paths"] else {
      Issue.record("no paths")
      return
    }
    #expect(paths.count > 15)
    let values = [
      "product": "SP-0001", "producer": "CT-0001", "projection": "councils", "area": "399", "code": "0",
      "position": "1", "level": "0", "tile": "000",
    ]
    for path in paths {
      var target = path.name
      for (name, value) in values { target = target.replacing("{\(name)}", with: value) }
      let answer = site.answer(try WebRequest(target: target, hasAccess: true))
      let described = path.value["get"]?["responses"]?["\(answer.status)"]
      #expect(described != nil, "\(target): \(answer.status)")
      let mediaType = String(answer.mediaType.prefix { $0 != ";" })
      #expect(described?["content"]?[mediaType] != nil, "\(target): \(answer.mediaType)")
      if answer.status == 200, answer.mediaType == "application/json" { _ = try JSONValue(parsing: answer.body) }
      if path.value["get"]?["security"] != nil {
        #expect(site.answer(try WebRequest(target: target)).status == 401, "\(target)")
      }
    }
  }

  @Test("nobody takes all places, and a place given back is there again")
  func capacity() {
    let capacity = Capacity()
    for _ in 0..<3 { #expect(capacity.enter("192.0.2.1", atMost: 5, each: 3)) }
    #expect(!capacity.enter("192.0.2.1", atMost: 5, each: 3))
    #expect(capacity.enter("192.0.2.2", atMost: 5, each: 3) && capacity.enter("127.0.0.1", atMost: 5, each: 3))
    #expect(!capacity.enter("192.0.2.3", atMost: 5, each: 3), "all are taken")
    capacity.leave("192.0.2.1")
    #expect(capacity.enter("192.0.2.1", atMost: 5, each: 3))
    #expect(!capacity.enter("192.0.2.1", atMost: 9, each: 3))
  }

  @Test("records are read on from where one stopped")
  func records() throws {
    let held = try TestLedger()
    let ledger = try held.drawn(seed: 8, count: 1_500).ledger
    let site = try SiteTests.site(ledger)
    var read: [String] = []
    while true {
      let after = read.isEmpty ? "" : "?after=\(read.count - 1)"
      let answer = site.answer(try WebRequest(target: "/api/records" + after, hasAccess: true))
      let lines = String(decoding: answer.body, as: UTF8.self).split(separator: "\n").map(String.init)
      if lines.isEmpty { break }
      read += lines
    }
    #expect(read.count == Int(try ledger.size) && read.count > 1_000)
    for (number, line) in read.enumerated() {
      #expect(try JSONValue(parsing: Array(line.utf8))["position"] == .int(Int64(number)))
    }
  }
}
