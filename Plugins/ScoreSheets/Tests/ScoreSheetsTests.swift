import OCOP
import ProjectionKit
import ProjectionTesting
import ScoreSheets
import TestSupport
import Testing

@Suite("ScoreSheets")
struct ScoreSheetsTests {
  private func sheet(_ evaluator: String, _ points: [Int64], kind: ScoreKind = .member) -> Event {
    let scores = points.enumerated().map { CriterionScore(criterion: "1.\($0 + 1)", points: Points(hundredths: $1)) }
    return .evaluated(Evaluated(level: .province, kind: kind, scores: scores, evaluator: evaluator, set: "9"))
  }

  private func story() -> Story {
    var story = Story()
    let product = story.product(1, "Mắm tôm")
    let other = story.product(2, "Nón lá")
    story.record(sheet("TV-01", [300, 250]), product, on: "2026-07-01")
    let wrong = story.record(sheet("TV-02", [100, 100]), product, on: "2026-07-01")
    // Another form, and points that take more than sixteen bits.
    story.record(sheet("TT", [4_000_000, 1, 0], kind: .advisory), other, on: "2026-06")
    story.record(sheet("TV-02", [100, 150]), product, on: "2026-07-01", corrects: wrong)
    let struck = story.record(sheet("TV-03", [400]), other, on: "2026-07-02")
    story.record(.voided(Voided()), other, on: "2026-07-02", corrects: struck)
    story.record(
      .evaluated(Evaluated(level: .province, kind: .council, total: Score(sum: Points(94), count: 1))), product,
      on: "2026-07-03")
    return story
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 6)))
  func laws(seed: UInt64) throws {
    let day = LegalDate("2026-08-01")!.day
    let questions = [WrittenQuestion(asOf: day), WrittenQuestion(asOf: day, parameters: ["product": "SP-0001"])]
    let laws = ProjectionLaws(ScoreSheets.self, asking: questions)
    let random = RandomHistory(seed: seed, count: 200, meeting: ScoreSheets.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(ScoreSheets.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: ScoreSheets.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: ScoreSheets.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("a sheet with any one bit changed is kept, refused or passed over, and never a trap")
  func damaged() throws {
    let record = Record(
      stream: ProductID(1).stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "thu",
      command: nil, rulebook: RulebookID("QD26-2026"), event: sheet("TV-01", [300, 250]))
    let good = record.wireBytes
    var kept = 0
    for place in good.indices {
      for bit in 0..<8 {
        var bytes = good
        bytes[place] ^= 1 << bit
        let tables = TableStore()
        var folding = ScoreSheets(tables: tables)
        do {
          // Before it and after it a good one, so that its form is known.
          for bytes in [good, bytes, good] {
            let view = try RecordView(bytes.span.bytes, at: Position(0))
            if let type = view.type, ScoreSheets.descriptor.events.contains(type) { try folding.apply(view) }
          }
          kept += try folding.table(WrittenQuestion(asOf: .distantFuture)).rows.count
        } catch {}
      }
    }
    #expect(kept > 700)
  }

  @Test("a sheet is kept the same whether its form was met before, and it is matched with it byte by byte, or not")
  func matched() throws {
    func bytes(_ event: Event) -> [UInt8] {
      Record(
        stream: ProductID(1).stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "thu",
        command: nil, rulebook: RulebookID("QD26-2026"), event: event
      ).wireBytes
    }
    // Without the positions, which are others behind others.
    func rows(_ records: [[UInt8]]) -> [String]? {
      let tables = TableStore()
      var folding = ScoreSheets(tables: tables)
      do {
        for (index, bytes) in records.enumerated() {
          try folding.apply(try RecordView(bytes.span.bytes, at: Position(UInt64(index))))
        }
        return try folding.table(WrittenQuestion(asOf: .distantFuture)).rows.map { JSONValue.array($0.dropLast()).text }
      } catch {
        return nil
      }
    }
    let known = bytes(sheet("TV-01", [300, 250]))
    let other = bytes(sheet("TV-01", [300, 250, 100]))
    var candidates = [
      [300, 250], [0, 0], [0, 25], [6_375, 6_400], [30, 25], [-25, 100], [25, 4_000_000], [300], [],
    ].flatMap {
      [sheet("TV-02", $0), sheet("TV-02", $0, kind: .advisory), sheet("", $0)].map(bytes)
    }
    // All that one changed bit makes of the event, which stands first behind its number and its length.
    for place in 3..<3 + Int(known[2]) {
      for bit in 0..<8 {
        candidates.append(known)
        candidates[candidates.count - 1][place] ^= 1 << bit
      }
    }
    let before = try #require(rows([known, other]))
    var matched = 0
    for candidate in candidates {
      let alone = rows([candidate])
      #expect(rows([known, other, candidate])?.sorted() == alone.map { ($0 + before).sorted() }, "\(candidate)")
      if alone?.first?.contains("\"TV-02\"") == true { matched += 1 }
    }
    #expect(matched > 5)
    // A rulebook without a name is not none.
    var nameless = Record(
      stream: ProductID(1).stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "thu",
      command: nil, rulebook: RulebookID(""), event: sheet("TV-02", [300, 250]))
    let named = nameless.wireBytes
    nameless.rulebook = nil
    let apart = [rows([nameless.wireBytes]), rows([named])].compactMap(\.self).flatMap(\.self)
    #expect(apart.count == 2 && apart[0] != apart[1])
    #expect(rows([nameless.wireBytes, named])?.sorted() == apart.sorted())
  }

  @Test("sheets with whose they are and their totals; what was corrected or struck out is not there")
  func sheets() throws {
    let rows = try story().ask(ScoreSheets.self, asOf: "2026-08-01").objects
    #expect(rows.map { $0["product"] } == ["SP-0001", "SP-0001", "SP-0002"])
    #expect(rows.map { $0["evaluator"] } == ["TV-01", "TV-02", "TT"])
    #expect(rows.map { $0["total"] } == ["5.50", "2.50", "40000.01"])
    #expect(rows.map { $0["criteria"] } == [2, 2, 3])
    #expect(try story().ask(ScoreSheets.self, asOf: "2026-06-30", ["product": "SP-0001"]).rows.isEmpty)
  }
}
