import OCOP
import Testing

@Suite("Dates of which only a stretch is known")
struct StretchTests {
  @Test(
    "read in EDTF, with a slash, and as people say it; written one way",
    arguments: [
      ("2021-01/2021-06", "[2021-01..2021-06]"), ("[2021-01..2021-06]", "[2021-01..2021-06]"),
      ("../2021-08-04", "[..2021-08-04]"), ("[..2021-08-04]", "[..2021-08-04]"), ("2020/2021", "[2020..2021]"),
      ("2021-03-02/2021-06", "[2021-03-02..2021-06]"), ("../2021", "[..2021]"),
      // What is just a month, a day or a year is one.
      ("2021-06-01/2021-06", "2021-06"), ("2021-06-04/2021-06-04", "2021-06-04"), ("2021-01/2021", "2021"),
      ("không muộn hơn 04/08/2021", "[..2021-08-04]"), ("trong khoảng 01/2021 – 06/2021", "[2021-01..2021-06]"),
      ("từ 01/2021 đến 06/2021", "[2021-01..2021-06]"),
    ])
  func reading(text: String, written: String) throws {
    let date = try #require(LegalDate(written: text))
    #expect(date.text == written)
    #expect(LegalDate(date.text) == date && LegalDate(json: date.json) == date)
    #expect(LegalDate(written: date.vietnamese) == date, "\(date.vietnamese)")
    #expect(try LegalDate(wire: date.wireBytes.span.bytes) == date)
  }

  @Test(
    "no stretches: backwards, open at the end, half a date",
    arguments: [
      "2021-06/2021-01", "2021-01/..", "[2021-01..]", "2021/06", "01/2021/2022", "[..]", "[2021]", "../04/08/2021",
      "2021-06..2021-07", "[2021-13..2022]",
    ])
  func none(text: String) { #expect(LegalDate(text) == nil) }

  @Test("it counts from its last day, may be each of its days, and its term is a stretch, too")
  func meaning() throws {
    let date = try #require(LegalDate("2021-01/2021-06"))
    #expect(date.day.description == "2021-06-30" && date.firstDay.description == "2021-01-01")
    #expect(date.exactness == "stretch" && LegalDate("../2021")?.exactness == "notLaterThan")
    #expect(date.mayBe(LegalDate("2021-03-05")!) && !date.mayBe(LegalDate("2021-07-01")!))
    #expect(LegalDate("../2021-08-04")!.mayBe(LegalDate("1999")!))
    #expect(date.end(afterMonths: 36, by: .correspondingDay).text == "[2024-01..2024-06]")
    #expect(LegalDate("../2021-08-04")!.end(afterMonths: 36, by: .dayBefore).text == "[..2024-08-03]")
  }

  @Test("a record keeps it; a program that does not know it is told by the format")
  func record() throws {
    var scenario = try Scenario.withProduct()
    try scenario.given(.recognise(ProductID(1), RecognitionRequest(stars: .four)), on: "2021-01/2021-06")
    let record = try #require(scenario.last(of: ProductID(1).stream)?.record)
    let view = try Record(wire: record.wireBytes.span.bytes)
    #expect(view == record && view.effectiveOn?.text == "[2021-01..2021-06]")
    #expect(record.format == 3 && record.json(at: .zero)["effectiveOn"] == "[2021-01..2021-06]")
    #expect(record.event.grant?.validUntil.text == "[2024-01..2024-06]")
    #expect(scenario.ratings(of: ProductID(1)).held(on: Day(year: 2021, month: 6, day: 29)!) == nil)
    #expect(scenario.ratings(of: ProductID(1)).held(on: Day(year: 2021, month: 6, day: 30)!)?.stars == .four)
  }

  @Test("what was known by a day cannot have been known by a day to come")
  func future() throws {
    let scenario = try Scenario.withProduct()
    let act = Command.Act.recognise(ProductID(1), RecognitionRequest(stars: .four))
    #expect(scenario.rejection(act, on: "../2026-11-25")?.code == "date.inFuture")
    #expect(scenario.rejection(act, on: "../2026-11-24") == nil)
  }
}

@Suite("Which rulebook")
struct GoverningTests {
  private let shelf: RulebookCatalogue

  init() {
    var shelf = RulebookCatalogue()
    for rulebook in NationalRulebooks.all { shelf.apply(.rulebookAdopted(rulebook), on: rulebook.inForceFrom) }
    self.shelf = shelf
  }

  private func ids(_ decided: String, filed: String? = nil, _ kind: ApplicationKind? = nil, citing: String? = nil)
    -> [String]
  {
    let grounds = Grounds(legalBasis: citing, filedOn: filed.flatMap { LegalDate($0) }, application: kind)
    return shelf.governing(grounds, decidedOn: LegalDate(decided)!)?.candidates.map(\.id.text) ?? []
  }

  @Test("the decision's own citation decides, in whatever words; an act stands for what amends it by then")
  func cited() {
    #expect(ids("2024-05-05", citing: "Căn cứ QĐ số 781/QĐ-TTg ngày 8/6/2020") == ["QD781-2020"])
    #expect(ids("2022-05-05", citing: "QĐ 1048/QĐ-TTg; QĐ 781/QĐ-TTg") == ["QD781-2020"])
    #expect(ids("2020-01-05", citing: "1048/qđ-ttg") == ["QD1048-2019"])
    #expect(ids("2025-08-01", citing: "Quyết định số 148/QĐ-TTg") == ["QD1489-2025"])
    #expect(ids("2024-08-01", citing: "Quyết định số 148/QĐ-TTg") == ["QD148-2023"])
    #expect(ids("2026-06-15", citing: "QĐ 26/2026/QĐ-TTg") == ["QD26-2026"])
    #expect(ids("2026-06-15", citing: "148/QĐ-TTg (sửa đổi bởi 1489/QĐ-TTg)") == ["QD1489-2025"])
    #expect(ids("2025-08-01", citing: "QD148-2023") == ["QD148-2023"])
    // An act that is no rulebook tells nothing.
    #expect(ids("2024-05-05", citing: "QĐ 919/QĐ-TTg; Luật 77/2015/QH13") == ["QD148-2023"])
  }

  @Test("of the transition only a filing day tells; a deadline that was missed makes no later dossier of it")
  func transition() {
    #expect(ids("2026-05-21") == ["QD1489-2025"])
    #expect(ids("2026-05-22") == ["QD1489-2025", "QD26-2026"])
    #expect(ids("2026-07-21") == ["QD1489-2025", "QD26-2026"])
    #expect(ids("2026-06-22", .reevaluation) == ["QD26-2026"])
    #expect(ids("2026-06-21", .reevaluation) == ["QD1489-2025", "QD26-2026"])
    #expect(ids("2026-07-22") == ["QD26-2026"])
    #expect(ids("2026-06-01", filed: "2026-05-21") == ["QD1489-2025"])
    #expect(ids("2026-09-01", filed: "2026-05-21", .first) == ["QD1489-2025"])
    #expect(ids("2026-06-01", filed: "2026-05-22") == ["QD26-2026"])
    #expect(ids("2026-06-01", filed: "2026-05") == ["QD1489-2025", "QD26-2026"])
    #expect(ids("2026-06-01", filed: "2026-04") == ["QD1489-2025"])
  }

  @Test("a date that is not exact decides only where every day of it agrees")
  func imprecise() {
    #expect(ids("2021") == ["QD781-2020"])
    #expect(ids("2020") == ["QD1048-2019", "QD781-2020"])
    #expect(ids("../2020-06-07") == ["QD1048-2019"])
    #expect(ids("../2021-08-04") == ["QD1048-2019", "QD781-2020"])
    #expect(ids("2023-03/2025-07") == ["QD148-2023", "QD1489-2025"])
    #expect(ids("2025-07") == ["QD148-2023", "QD1489-2025"])
    #expect(ids("2019-08-20").isEmpty)
  }

  @Test("where it is not known, the record says under which it may be, and a sheet needs to know")
  func recorded() throws {
    var scenario = try Scenario.withProduct()
    try scenario.given(.recognise(ProductID(1), RecognitionRequest(stars: .four)), on: "2026-06-01")
    let record = try #require(scenario.last(of: ProductID(1).stream)?.record)
    #expect(record.rulebook == nil)
    #expect(record.details?.rulebooks == [RulebookID("QD1489-2025"), RulebookID("QD26-2026")])
    let sheet = Evaluated(level: .province, kind: .member, total: Score(sum: Points(80), count: 1), set: "9")
    #expect(
      scenario.rejection(.record(ProductID(1).stream, .evaluated(sheet)), on: "2026-06-01")?.code == "rulebook.notKnown"
    )
    // Three stars were the district's and are the province's: in 2025 nobody tells who decided.
    let three = Command.Act.recognise(ProductID(1), RecognitionRequest(stars: .three))
    #expect(scenario.rejection(three, on: "2025")?.code == "authority.notKnown")
    #expect(scenario.rejection(three, on: "2024") == nil)
  }

  @Test(
    "an authority's name tells its level",
    arguments: [
      ("UBND tỉnh Thanh Hóa", Level.province), ("Chủ tịch UBND tỉnh Nghệ An", .province),
      ("UBND h. Hoằng Hóa", .district),
      ("Ủy ban nhân dân thành phố Hồ Chí Minh", .province), ("UBND TP Thanh Hóa", .district),
      ("UBND thị xã Nghi Sơn", .district), ("UBND xã Hoằng Phụ", .commune), ("Bộ Nông nghiệp và Môi trường", .centre),
      ("UBND TP Huế", nil), ("UBND thành phố", nil), ("Văn phòng điều phối", nil), ("Hội đồng", nil),
      // An office of one province names no province.
      ("UBND tỉnh", .province), ("Chủ tịch UBND tỉnh", .province), ("UBND huyện", .district), ("UBND xã", .commune),
      ("HĐND tỉnh", nil), ("Hội đồng nhân dân tỉnh", .province), ("Hội đồng OCOP tỉnh", .province),
      ("Sở NN&PTNT", .province), ("Hội đồng quản lý OCOP tỉnh", .province), ("Hội đồng đặc sản địa phương", nil),
      ("Hội đồng kinh tế - xã hội tỉnh", .province), ("UBND TP.HCM", .province), ("Hội đồng OCOP cấp huyện", .district),
      ("Hội đồng cấp trung ương", .centre),
    ] as [(String, Level?)])
  func issuers(name: String, level: Level?) { #expect(IssuerName(name).level == level) }
}

@Suite("Tellings")
struct TellingTests {
  @Test("a telling is the value and, in brackets at its end, the source, which may hold brackets")
  func written() {
    for (text, value, source) in [
      ("9/QĐ (báo (bản in))", "9/QĐ", "báo (bản in)"), ("4", "4", nil), ("4)", "4)", nil), ("a (b) c", "a (b) c", nil),
    ] as [(String, String, String?)] {
      #expect(Telling(field: "f", written: text) == Telling(field: "f", value: value, source: source), "\(text)")
    }
  }

  @Test("it is of a field of the record, and a value of it")
  func fields() {
    func reads(_ field: String, _ value: String) -> Bool {
      Telling(field: field, value: value).reading(in: .granted) != nil
    }
    #expect(reads("grant.stars", "4") && reads("effectiveOn", "30/12/2020") && reads("grant.level", "province"))
    #expect(reads("grant.decision", "9/QĐ") && reads("validFrom", "2020") && reads("grounds.filedOn", "2020-01-02"))
    #expect(!reads("grant.stars", "9") && !reads("grant.stars", "nhiều") && !reads("effectiveOn", "2024-13-01"))
    #expect(Telling(field: "conforms", value: "false").reading(in: .inspected) != nil)
    #expect(!reads("grant.validUntil.day", "1"))
    #expect(!reads("foo", "1") && !reads("grant", "1") && !reads("grant.stars.x", "1"))
  }

  @Test("what can be the same day, or is the same text, agrees")
  func agreement() {
    func agrees(_ told: String, _ said: String) -> Bool { Telling(field: "f", value: told).agrees(with: said) }
    #expect(agrees("2024-03", "2024-03-01") && agrees("4", "4") && agrees("1/QĐ ", "1/QĐ"))
    #expect(!agrees("2024-03-02", "2024-03-01") && !agrees("3", "4"))
  }
}
