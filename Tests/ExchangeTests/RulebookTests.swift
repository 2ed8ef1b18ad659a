import Exchange
import Foundation
import OCOP
import ProjectionTesting
import Testing

@Suite("Rulebooks as files")
struct RulebookTests {
  private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures").path
  private static let broken =
    (try? FileManager.default.contentsOfDirectory(atPath: fixtures + "/rulebooks-broken"))?.sorted() ?? []

  private func rulebook(_ id: String) throws -> RulebookFolder {
    try RulebookFolder(Self.fixtures + "/rulebooks/" + id)
  }

  @Test("one mistake a folder, each with its own message at its file, line and place", arguments: broken)
  func mistake(name: String) throws {
    let folder = Self.fixtures + "/rulebooks-broken/" + name
    let text = try String(contentsOfFile: folder + "/rulebook.yaml", encoding: .utf8)
    let expected = try #require(text.split(separator: "\n")[0].wholeMatch(of: /# expect: (\S+) at (\S+) ?(.*)/)).output
    do {
      _ = try RulebookFolder(folder)
      Issue.record("\(name) was taken")
    } catch let errors as RulebookFileErrors {
      let file = expected.2.hasPrefix("../") ? String(expected.2.dropFirst(3)) : "\(name)/\(expected.2)"
      let error = try #require(
        errors.errors.first { $0.code == expected.1 && $0.path == expected.3 && $0.file == file },
        "\(errors.errors)")
      #expect(error.line > 0)
      #expect(!error.isRemark)
      #expect(error.text.vi != error.text.en && error.text.vi.count > 5)
    }
  }

  @Test("there are mistakes of every kind") func kinds() { #expect(Self.broken.count >= 44) }

  @Test("the 26 sets of 2026 each add up to 40/25/35")
  func sets2026() throws {
    let folder = try rulebook("QD26-2026")
    #expect(folder.rulebook.sets.count == 26)
    #expect(folder.remarks == [])
    for set in folder.rulebook.sets {
      #expect(set.parts == [("A", 40), ("B", 25), ("C", 35)].map { RulePart(code: $0.0, max: RulePoints($0.1)) })
      let most = set.criteria.reduce(0) { $0 + $1.maximum.hundredths }
      #expect(most == 10_000, "set \(set.code)")
      #expect((25...34).contains(set.criteria.filter { !$0.container }.count), "set \(set.code)")
    }
  }

  @Test("the sets of 2019 as amended in 2020 add up to 35/25/40 where the source does; the others are listed")
  func sets2020() throws {
    let folder = try rulebook("QD781-2020")
    #expect(folder.rulebook.sets.count == 26)
    let whole = folder.rulebook.sets.filter { set in
      set.parts == [("A", 35), ("B", 25), ("C", 40)].map { RulePart(code: $0.0, max: RulePoints($0.1)) }
    }
    #expect(whole.count == 22)
    #expect(
      folder.remarks.map(\.code).sorted() == ["rules.set.contentUnknown"]
        + [String](repeating: "rules.sum.parts", count: 3))
    #expect(folder.rulebook.bands.map(\.printed) == ["<30", "30-49", "50-69", "70-89", "90-100"])
    #expect(folder.rulebook.bandReading == .halfOpen)
  }

  @Test("each folder says of authorities, bands, term and transition what new ledgers begin with")
  func skeletons() throws {
    for known in NationalRulebooks.all {
      var adopted = try rulebook(known.id.text).rulebook.adoption(content: nil)
      // The law comes with the content.
      #expect(adopted.law?.powers.isEmpty == false)
      adopted.law = nil
      var expected = known
      expected.transitions = expected.transitions.map { rule in
        var rule = rule
        rule.source = adopted.transitions.first { $0.kinds == rule.kinds }?.source
        return rule
      }
      #expect(adopted == expected, "\(known.id)")
    }
  }

  @Test("what no source gives is marked: totals can be rated, sheets cannot be checked")
  func skeletonsOnly() throws {
    for id in ["QD148-2023", "QD1489-2025", "QD1048-2019"] {
      let rulebook = try rulebook(id).rulebook
      #expect(rulebook.detail == .totalsOnly && rulebook.sets.isEmpty && !rulebook.unknown.isEmpty)
      #expect(ScoringTable(rulebook, set: "9") == nil)
    }
  }

  @Test("an amendment holds only what changes; a draft may change one floor, or take a criterion out")
  func amendment() throws {
    let base = try rulebook("QD148-2023").rulebook
    let amended = try rulebook("QD1489-2025").rulebook
    #expect(amended.bands == base.bands && amended.termMonths == base.termMonths)
    #expect(base.differences(to: amended).map(\.path).contains("authorities[3].level"))
    let paths = base.differences(to: amended)
    let back = amended.differences(to: base)
    #expect(Set(paths.map(\.path)) == Set(back.map(\.path)))
    for difference in paths {
      #expect(back.contains { $0.path == difference.path && $0.a == difference.b && $0.b == difference.a })
    }
    #expect(amended.differences(to: amended) == [])

    var periods = base
    periods.authorities = [
      RuleAuthority(stars: .three, level: .district, until: LegalDate("2025-06-30")),
      RuleAuthority(stars: .three, level: .province, from: LegalDate("2025-07-01")),
    ]
    var other = periods
    other.authorities[1].level = .centre
    #expect(periods.differences(to: other).map(\.path) == ["authorities[3@2025-07-01].level"])
    #expect(!base.differences(to: periods).isEmpty)

    let folder = NSTemporaryDirectory() + "ocop-draft-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let draft = """
      format: ocop-rulebook/1
      id: DRAFT
      title: WriteSession
      legal: {act: WriteSession, signed: 2026-11-01}
      inForceFrom: 2027-01-01
      amends: QD26-2026
      authorities:
        - {stars: 3, level: district, until: 2027-06-30}
        - {stars: 3, level: province, from: 2027-07-01}
      sets:
        - code: "9"
          criteria:
            - {code: "1.4", floors: {5: 2}}
            - {code: "1.6", remove: true}
            - {code: "1.7", section: "1", title: New, options: [0, 1]}
      """
    try Data(draft.utf8).write(to: URL(fileURLWithPath: folder + "/rulebook.yaml"))
    let known = try rulebook("QD26-2026").rulebook
    let loaded = try RulebookFolder(folder) { $0 == known.id ? known : nil }.rulebook
    #expect(loaded.authorities.filter { $0.stars == .three }.map(\.level) == [.district, .province])
    #expect(loaded.authorities.count == known.authorities.count + 1)
    let (before, after) = (known.sets[8].criteria, loaded.sets[8].criteria)
    #expect(after.first { $0.code == "1.4" }?.floors == Floors([(.four, RulePoints(2)), (.five, RulePoints(2))]))
    #expect(!after.contains { $0.code == "1.6" } && after.contains { $0.code == "1.7" })
    #expect(before.filter { !["1.4", "1.6"].contains($0.code) } == after.filter { !["1.4", "1.7"].contains($0.code) })
    #expect(known.sets.enumerated().allSatisfy { $0.offset == 8 || $0.element == loaded.sets[$0.offset] })
  }

  @Test("bytes that are no rulebook never trap", arguments: 1...40 as ClosedRange<UInt64>)
  func fuzzed(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let folder = NSTemporaryDirectory() + "ocop-fuzz-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    var bytes = Array(
      try Data(contentsOf: URL(fileURLWithPath: Self.fixtures + "/rulebooks/QD1048-2019/rulebook.yaml")))
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: bytes.indices, using: &random)
      switch Int.random(in: 0..<3, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 9))
      default: bytes.insert(contentsOf: Array("[{:&*!|>'\"%@`".utf8).shuffled(using: &random).prefix(3), at: place)
      }
    }
    try Data(bytes).write(to: URL(fileURLWithPath: folder + "/rulebook.yaml"))
    do { _ = try RulebookFolder(folder) } catch let errors as RulebookFileErrors { #expect(!errors.errors.isEmpty) }
  }
}
