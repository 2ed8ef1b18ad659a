import OCOP
import Testing

/// The map, rulebooks, and what corrections may do.
extension OtherDeciderTests {
  @Test("the map: a unit twice, an end twice, a succession twice, a unit that is not there")
  func map() throws {
    var scenario = try Scenario.withProduct()
    let stream = StreamID(.area, 38)
    let code = AreaCode(text: "405")!
    let unit = AreaRef(code: code)
    let again = AreaEstablished(
      code: code, level: .district, name: "Đông Sơn", kind: "huyện", parent: AreaCode(text: "38"))
    #expect(scenario.rejection(.record(stream, .areaEstablished(again))) == .areaExists(code, name: "Đông Sơn"))
    let end = Command.Act.record(stream, .areaAbolished(AreaAbolished(unit: unit)))
    try scenario.given(end, on: "2025-01-01")
    #expect(scenario.rejection(end, on: "2025-02-01") == .areaEnded(unit))
    let succeeded = AreaSucceeded(from: unit, to: AreaRef(code: AreaCode(text: "399")!), part: .full)
    try scenario.given(.record(stream, .areaSucceeded(succeeded)), on: "2025-01-01")
    #expect(
      scenario.rejection(.record(stream, .areaSucceeded(succeeded)), on: "2025-01-01")
        == .successionKnown(from: code, to: AreaCode(text: "399")))
    let nowhere = AreaRef(code: AreaCode(text: "777")!)
    #expect(
      scenario.rejection(.record(stream, .areaAbolished(AreaAbolished(unit: nowhere))), on: "2025-02-01")
        == .unknownArea(nowhere))
  }

  @Test(
    "a corrected map stays a map: no unit lost that others stand on, no code for two, nothing goes where nothing is")
  func correctedMap() throws {
    var scenario = try Scenario.withProduct()
    let stream = StreamID(.area, 38)
    let (old, next) = (AreaCode(text: "405")!, AreaCode(text: "406")!)
    let made = AreaEstablished(
      code: next, level: .district, name: "Mới", kind: "huyện", parent: AreaCode(text: "38"))
    let established = try scenario.given(.record(stream, .areaEstablished(made)), on: "2025-01-01")
    let edition = Int64(LegalDate("2025-01-01")!.day.number)
    let to = AreaRef(code: next, edition: edition)
    let succession = Event.areaSucceeded(AreaSucceeded(from: AreaRef(code: old), to: to, part: .full))
    #expect(scenario.rejection(.record(stream, succession), on: "2024-12-31")?.code == "area.notOnMap")
    let succeeded = try scenario.given(.record(stream, succession), on: "2025-01-01")
    #expect(
      scenario.rejection(.correct(stream, succeeded, succession), on: "2024-12-31", reason: "x")?.code
        == "area.notOnMap")
    #expect(scenario.rejection(.void(stream, established), reason: "x") == .cannotStrikeOut(established))
    #expect(
      scenario.rejection(.correct(stream, established, .areaEstablished(made)), on: "2025-02-01", reason: "x")
        == .cannotStrikeOut(established))
    var renamed = made
    renamed.name = "Tên đúng"
    try scenario.given(.correct(stream, established, .areaEstablished(renamed)), on: "2025-01-01", reason: "x")
    let ended = try scenario.given(
      .record(stream, .areaAbolished(AreaAbolished(unit: AreaRef(code: old)))), on: "2025-01-01")
    let again = AreaEstablished(
      code: old, level: .district, name: "Đông Sơn", kind: "huyện", parent: AreaCode(text: "38"))
    try scenario.given(.record(stream, .areaEstablished(again)), on: "2025-01-01")
    #expect(scenario.rejection(.void(stream, ended), reason: "x") == .areaExists(old, name: "Đông Sơn"))
    let gone = AreaRef(code: AreaCode(text: "777")!)
    #expect(
      scenario.rejection(
        .correct(stream, ended, .areaAbolished(AreaAbolished(unit: gone))), on: "2025-01-01", reason: "x")
        == .unknownArea(gone))
    // A unit's first day may be set right while others lie in it.
    let child = AreaEstablished(
      code: AreaCode(text: "17777")!, level: .commune, name: "Xã", kind: "xã", parent: AreaCode(text: "407"))
    let parent = AreaEstablished(
      code: AreaCode(text: "407")!, level: .district, name: "Cha", kind: "huyện", parent: AreaCode(text: "38"))
    let made407 = try scenario.given(.record(stream, .areaEstablished(parent)), on: "2025-01-01")
    try scenario.given(.record(stream, .areaEstablished(child)), on: "2025-06-01")
    try scenario.given(.correct(stream, made407, .areaEstablished(parent)), on: "2025-02-01", reason: "x")
  }

  @Test("a strike-out struck out brings nothing back beside what took its place; corrections name only what there is")
  func revived() throws {
    var scenario = try Scenario.holding(.four, on: "2020-01-01")
    let stream = ProductID(1).stream
    let granted = try #require(scenario.last(of: stream))
    let again = Command.Act.correct(stream, granted.position, granted.record.event)
    let first = try scenario.given(again, on: "2020-02-01", reason: "x")
    let strike = try scenario.given(.void(stream, first), reason: "x")
    let second = try scenario.given(again, on: "2020-03-01", reason: "x")
    #expect(
      scenario.rejection(.void(stream, strike), reason: "x") == .alreadyCorrected(granted.position, by: second))
    let nobody = ProductRegistered(name: "Mắm tôm", producer: ProducerID(9))
    let registered = Position(granted.position.number - 1)
    #expect(
      scenario.rejection(.correct(stream, registered, .productRegistered(nobody)), reason: "x")
        == .unknown(ProducerID(9).stream))
  }

  @Test("a certificate that a decision took away is not lengthened")
  func extendedAfterwards() {
    func fact(_ at: UInt64, _ kind: RatingFact.Kind, _ date: String, until: String? = nil) -> RatingFact {
      RatingFact(
        position: Position(at), kind: kind, date: LegalDate(date)!, stars: kind == .granted ? .four : nil,
        validUntil: until.flatMap { LegalDate($0) })
    }
    let held = [fact(1, .granted, "2020-01-01", until: "2022-12-31")]
    let extended = fact(3, .extended, "2022-06-01", until: "2023-06-30")
    let day = LegalDate("2023-03-01")!.day
    #expect(RatingTimeline(held + [extended]).interval(on: day, counting: .inForceIncludingGrace) != nil)
    let taken = held + [fact(2, .revoked, "2022-01-01"), extended]
    #expect(RatingTimeline(taken).interval(on: day, counting: .inForceIncludingGrace) == nil)
  }

  @Test("rulebooks: once, and only what is known can be amended or end")
  func rulebooks() throws {
    let scenario = try Scenario.withProduct()
    var book = NationalRulebooks.all[0]
    #expect(
      scenario.rejection(.record(StreamID(.rulebook, 0), .rulebookAdopted(book)), on: "2019-08-21")
        == .rulebookExists(book.id))
    book.id = RulebookID("QD999")
    book.amends = RulebookID("QD998")
    #expect(
      scenario.rejection(.record(StreamID(.rulebook, 0), .rulebookAdopted(book)), on: "2019-08-21")
        == .unknownRulebook(RulebookID("QD998")))
  }

  @Test("corrections: with a reason, of a record that is there, once, by the same type")
  func corrections() throws {
    var scenario = try Scenario.holding(.four, on: "2019-12-23")
    let stream = ProductID(1).stream
    let position = Position(11)
    let event = Event.granted(Granted(grant: grant(.four, .province, until: "2022-12-31")))
    #expect(scenario.rejection(.correct(stream, position, event), on: "2019-12-23") == .noReason)
    #expect(
      scenario.rejection(.correct(stream, Position(99), event), on: "2019-12-23", reason: "r")
        == .nothingToCorrect(Position(99), stream))
    let other = Event.productRenamed(ProductRenamed(name: "x"))
    #expect(
      scenario.rejection(.correct(stream, position, other), on: "2019-12-23", reason: "r")
        == .correctsOtherType(position, .granted, .productRenamed))
    let correction = try scenario.given(.correct(stream, position, event), on: "2019-12-23", reason: "sai ngày")
    // Whoever names what was corrected means what stands in its place.
    #expect(try scenario.when(.correct(stream, position, event), on: "2019-12-24", reason: "r").corrects == correction)
    #expect(scenario.rejection(.void(stream, position), reason: "r") == nil)
    #expect(scenario.rejection(.correct(stream, correction, event), on: "2019-12-24", reason: "r") == nil)
    #expect(scenario.rejection(.void(stream, Position(10)), reason: "r") == .cannotStrikeOut(Position(10)))
    #expect(scenario.rejection(.void(stream, correction), reason: "r") == nil)
  }
}
