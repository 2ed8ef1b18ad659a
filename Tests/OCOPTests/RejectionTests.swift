import OCOP
import Testing

@Suite("Rejections")
struct RejectionTests {
  private static let stream = ProductID(12).stream
  private static let day = LegalDate("2020-02-29")!
  private static let book = RulebookID("QD148-2023")
  private static let market = Market(text: "US")!
  private static let area = AreaRef(code: AreaCode(text: "399")!)
  private static let code = AreaCode(text: "399")!

  /// One of each; the compiler's own list is not to be had, so the count is checked against the codes below.
  private static let all: [Rejection] = [
    .unknown(stream), .alreadyRegistered(stream), .notNextNumber(stream, next: 3), .noNumberLeft(.producer),
    .notRegistered(stream), .wrongStream(.revoked, stream),
    .emptyText(field: "name"), .controlCharacter(field: "name", 27),
    .badIdentifier(field: "id", "../x"),
    .outOfRange(field: "count", value: 0, from: 1, to: 2), .noDate(.revoked),
    .dateInFuture(day, today: day.day), .tooLarge(bytes: 70_000, limit: 61_440),
    .commandReused(CommandID([UInt8](1...16))!, at: Position(4)), .noRulebook(on: day), .noDigest(field: "file"),
    .continuesTooLate(day, from: day),
    .rulebookNotKnown([book], on: day), .unknownRulebook(book),
    .rulebookExists(book), .rulebookDiffers(book, field: "bands"), .sheetNotCheckable(book), .unknownSet(book, "9"),
    .sheetRefused([.missing("1.1"), .notAnOption("4.1", Points(4), accepted: [RulePoints(3), RulePoints(5)])]),
    .totalDiffers(given: Score(sum: Points(90), count: 1), sum: Points(91)), .noAuthority(.two, book),
    .wrongAuthority(.three, .province, book, rightful: .district), .authorityNotKnown(.three, on: day),
    .notOnMap(area, on: day.day), .succeedsItself(area), .issuerOfOtherLevel("UBND tỉnh A", .province, said: .district),
    .filedLater(day, than: day),
    .toldOfNoField("foo", .sessionClosed), .toldNoValue("grant.stars", "nhiều"),
    .decisionKnown("1/QĐ-UBND", on: day, at: Position(4)), .changedBeforeDecided(day, decidedOn: day),
    .partNotNamed(.partlyWithdrawn), .changesItself("1/QĐ-UBND"),
    .breaksLaw([
      Breach(
        rule: .term, rulebook: book, article: "Điều 4 khoản 3",
        text: Text("Thời hạn là 36 tháng.", "The term is 36 months."))
    ]), .emptyIrregularity,
    .decisionDiffers("1/QĐ-UBND", .four, on: day, at: Position(4)),
    .recognisedThatDay(.four, on: day, at: Position(4)),
    .holdsNothing(ProductID(1), on: day), .decisionRecorded("1/QĐ-UBND", at: Position(4)),
    .effectOfNoDecision, .struckOut(Position(4)), .leavesIdle(Position(4)),
    .endsBeforeStart(from: day, until: day), .endsTooLate(from: day, until: day, months: 36), .notAGrant(Position(4)),
    .alreadyAnnulled(Position(4)),
    .proposalNotHigher(held: .four, asked: .four), .alreadyProposed(.five, on: day), .notProposed(.five),
    .alreadyOpened(.market(market, nil), at: Position(4)), .notOpen(.market(market, ProductID(1)), on: day),
    .alreadyOpened(.certificate(standard: "ISO", number: nil, nil), at: Position(4)),
    .notOpen(.certificate(standard: "ISO", number: "1", nil), on: day),
    .closedAlready(.agreement(counterparty: "x", nil), on: day, at: Position(4)),
    .notItsProduct(ProducerID(1), ProductID(1)),
    .producerClosed(ProducerID(1)),
    .sessionClosed(SessionID(1)), .notOpen(.salesPoint(name: "x", Place()), on: day), .personNamed, .commitsToOthers,
    .personalNumber(field: "taxCode"), .noTaxCode("12"),
    .unknownArea(area), .areaExists(code, name: "Hoằng Hóa"), .areaEnded(area), .successionKnown(from: code, to: nil),
    .nothingToCorrect(Position(4), stream), .correctsOtherType(Position(4), .revoked, .proposed),
    .alreadyCorrected(Position(4), by: Position(5)), .cannotStrikeOut(Position(4)), .termDiffers(day, computed: day),
    .beginsTooLate(on: day, from: day, months: 36),
    .stillNamed(StreamID(.product, 1), at: Position(4)), .noReason, .noActor,
  ]

  @Test("each has a code of its own and says what is wrong in both languages", arguments: all)
  func texts(rejection: Rejection) {
    #expect(rejection.code.contains("."))
    #expect(rejection.text.vi.count > 10 && rejection.text.en.count > 10)
    #expect(rejection.text.vi != rejection.text.en)
    #expect(rejection.text.vi.last == "." && rejection.text.en.last == ".")
  }

  @Test("codes and texts are as recorded")
  func catalogue() throws {
    #expect(Set(Self.all.map(\.code)).count == Self.all.count)
    let lines = Self.all.map { "\($0.code)\n  \($0.text.vi)\n  \($0.text.en)\n" }
    try golden("messages/rejections.txt", lines.sorted().joined())
  }
}
