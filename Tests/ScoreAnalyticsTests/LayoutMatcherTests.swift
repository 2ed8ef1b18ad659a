import OCOP
import ProjectionTesting
import Testing

@testable import ScoreAnalytics

/// Sheets read in one pass, against the same sheets decoded.
@Suite("LayoutMatcher")
struct LayoutMatcherTests {
  private static let quarters: [Int64] = [0, 25, 50, 100, 125, 150, 1_000, 6_375]
  private static let others: [Int64] = [1, 24, 6_400, 10_000, -25]

  private func record(_ codes: [String], _ points: [Int64], _ random: inout SeededGenerator) -> Record {
    let evaluated = Evaluated(
      level: .province, kind: .member, session: Bool.random(using: &random) ? SessionID(7) : nil,
      scores: zip(codes, points).map { CriterionScore(criterion: $0, points: Points(hundredths: $1)) },
      evaluator: ["", "p-1", "someone with a long name"].randomElement(using: &random), set: "1")
    return Record(
      stream: ProductID(3).stream, version: 1, recordedAt: Timestamp(microseconds: 0),
      effectiveOn: LegalDate("2020-02-03"), actor: "a", command: nil, rulebook: RulebookID("QD148-2023"),
      event: .evaluated(evaluated))
  }

  @Test(
    "what matches says what decoding says, whatever byte is another; sheets in quarters of that form do match",
    arguments: 1...30 as ClosedRange<UInt64>)
  func match(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    // Codes of up to six letters are compared as one number.
    let codes = (1...20).map {
      "\($0)" + String(repeating: "x", count: Int.random(in: 0...(seed % 2 == 0 ? 4 : 9), using: &random))
    }
    let first = record(codes, codes.map { _ in 100 }, &random).wireBytes
    let pattern = try #require(LayoutMatcher(try form(RecordView(first.span.bytes, at: .zero))))
    var room = [UInt8](repeating: 0, count: pattern.width)
    var (matched, refused) = (0, 0)
    for turn in 0..<300 {
      var points = codes.map { _ in Self.quarters.randomElement(using: &random)! }
      var given = codes
      let isPlain = turn % 3 > 0
      if !isPlain {
        let place = Int.random(in: 0..<20, using: &random)
        switch turn % 4 {
        case 0: points[place] = Self.others.randomElement(using: &random)!
        case 1: given[place] += "y"
        case 2: given.swapAt(place, (place + 1) % 20)
        default: given.removeLast()
        }
      }
      var bytes = record(given, points, &random).wireBytes
      let isWhole = Bool.random(using: &random)
      if !isWhole {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      }
      guard let view = try? RecordView(bytes.span.bytes, at: .zero), view.type == .evaluated else { continue }
      let mark = try? pattern.match(view, &room)
      if isWhole { #expect((mark != nil) == isPlain, "seed \(seed), turn \(turn)") }
      guard let mark else {
        refused += 1
        continue
      }
      matched += 1
      // A fold does not look at what no sheet says: there damage is found by verifying.
      guard let decoded = try? view.payload(Evaluated.self) else {
        #expect(!isWhole)
        continue
      }
      #expect(decoded.scores.map(\.criterion) == codes, "seed \(seed), turn \(turn)")
      #expect(
        decoded.scores.map(\.points.hundredths) == room.prefix(20).map { Int64($0) * 25 }, "seed \(seed), turn \(turn)")
      #expect(mark.session == UInt64(decoded.session?.number ?? 0))
      #expect(mark.evaluator.withUnsafeBytes { Array($0) } == Array((decoded.evaluator ?? "").utf8))
      #expect(room.dropFirst(20).allSatisfy { $0 == 0 })
    }
    #expect(matched > 60 && refused > 50, "seed \(seed): \(matched), \(refused)")
  }

  private func form(_ record: borrowing RecordView) throws -> SheetLayout {
    var form = SheetLayout(try #require(try SheetHeader(record)))
    form.criteria = try record.payload(Evaluated.self).scores.map(\.criterion)
    return form
  }
}
