import ProjectionTesting
import Testing

@testable import OCOP

@Suite("Names: same, may be, near, different")
struct NamingTests {
  private struct Pair: CustomTestStringConvertible, Sendable {
    let relation: Naming.Relation
    let a: Naming
    let b: Naming
    let testDescription: String
  }

  private static func pairs() throws -> [Pair] {
    try fixture("names/pairs.tsv").split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      let relations: [String: Naming.Relation] = [
        "same": .same, "mayBe": .mayBe, "near": .near, "different": .different,
      ]
      func naming(_ name: String) -> Naming { cells[1] == "producer" ? Naming(producer: name) : Naming(product: name) }
      return Pair(
        relation: try #require(relations[cells[0]]), a: naming(cells[2]), b: naming(cells[3]),
        testDescription: "\(cells[2]) | \(cells[3])")
    }
  }

  @Test("three hundred pairs of names, a third of them from published lists: all as people say, both ways")
  func pairs() throws {
    let pairs = try Self.pairs()
    #expect(pairs.count >= 300)
    for pair in pairs {
      #expect(pair.a.relation(to: pair.b) == pair.relation, "\(pair.testDescription)")
      #expect(pair.b.relation(to: pair.a) == pair.relation, "\(pair.testDescription), the other way round")
      #expect(pair.a.relation(to: pair.a) == .same, "\(pair.testDescription)")
    }
  }

  @Test("names are told without Unicode's tables as they are with them")
  func plainNames() throws {
    let names = try Self.lines().flatMap { [$0[2], $0[3]] }
    for name in names + ["Quỷ Quỵ", "ĐẶNG Ỷ", "a - b", "a  b", "", "Ứng Ước/Ỡ'x'", "Ăn ăn Âm"] {
      let (plain, tables) = (Spelling(name), Spelling(byTables: name))
      #expect(plain == tables, "\(name): \(plain) and \(tables)")
    }
  }

  @Test("what a name may be, or is near, is found by its keys, from either side")
  func keysFind() throws {
    for line in try Self.lines() where line[0] != "different" {
      for (given, stored) in [(line[2], line[3]), (line[3], line[2])] {
        let isNear = line[0] == "near"
        let keys: [[UInt8]]
        let event: Event
        if line[1] == "producer" {
          let naming = Naming(producer: given)
          keys = isNear ? NameKey.nearProducer(naming) : [NameKey.producer(naming)]
          event = .producerRegistered(ProducerRegistered(name: stored))
        } else {
          let naming = Naming(product: given)
          keys = isNear ? NameKey.nearProduct(naming) : [NameKey.product(naming)]
          event = .productRegistered(ProductRegistered(name: stored, producer: ProducerID(1)))
        }
        let found = Set(keys).intersection(event.lookUpKeys(in: StreamID(.product, 1)))
        #expect(!found.isEmpty, "\(given) does not find \(stored)")
      }
    }
  }

  @Test("any two edits of a name leave a key by which it is found", arguments: 1...20 as ClosedRange<UInt64>)
  func editsFind(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let letters = "abcdeghiklmnopqrstuvxy".map(String.init)
    for _ in 0..<40 {
      let name = (0..<Int.random(in: 10...18, using: &random)).map { _ in letters.randomElement(using: &random)! }
      var typed = name
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        let place = Int.random(in: 0..<typed.count - 1, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: typed.remove(at: place)
        case 1: typed.insert(letters.randomElement(using: &random)!, at: place)
        case 2: typed[place] = letters.randomElement(using: &random)!
        default: typed.swapAt(place, place + 1)
        }
      }
      let (stored, given) = (name.joined(), Naming(product: typed.joined()))
      guard Naming(product: stored).relation(to: given) == .near else { continue }
      let event = Event.productRegistered(ProductRegistered(name: stored, producer: ProducerID(1)))
      let found = Set(NameKey.nearProduct(given)).intersection(event.lookUpKeys(in: StreamID(.product, 1)))
      #expect(!found.isEmpty, "seed \(seed): \(typed.joined()) does not find \(stored)")
    }
  }

  @Test("the keys of a name are what they were: they stand in logs")
  func keysKept() throws {
    let names = try Self.lines().filter { $0[0] != "different" }.map { ($0[1], $0[2]) }
    let lines = names.map { kind, name in
      let event: Event =
        kind == "producer"
        ? .producerRegistered(ProducerRegistered(name: name, taxCode: "0100109106"))
        : .productRegistered(ProductRegistered(name: name, producer: ProducerID(258)))
      let keys = event.lookUpKeys(in: StreamID(.product, 1)).map { key in
        key.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
      }
      return name + "\t" + keys.joined(separator: " ")
    }
    try golden("names/keys.tsv", lines.joined(separator: "\n") + "\n")
  }

  private static func lines() throws -> [[String]] {
    try fixture("names/pairs.tsv").split(separator: "\n").dropFirst().map {
      $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    }
  }
}
