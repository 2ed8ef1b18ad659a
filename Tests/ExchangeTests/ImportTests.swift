import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestEffort
import TestSupport
import Testing

/// A ledger with the map of Thanh Hoá in a folder of its own.
final class Office {
  let path: String
  let ledger: Ledger
  private var files = 0

  init() throws {
    path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
    ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let report = try ledger.importList(.areas, file: Self.fixtures + "/areas.csv", options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Fixtures/thanh-hoa").path

  func file(_ bytes: some Sequence<UInt8>, _ ending: String = "csv") throws -> String {
    files += 1
    let file = "\(path)/import-\(files).\(ending)"
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    return file
  }

  func load(_ kind: ImportKind, _ text: String, acceptGood: Bool = false, dryRun: Bool = false) throws -> ImportReport {
    let options = ImportOptions(actor: "t", isRehearsal: dryRun, acceptsGood: acceptGood)
    return try ledger.importList(kind, file: try file(text.utf8), options: options)
  }
}

@Suite("Import: recognitions")
struct RecognitionImportTests {
  private let header = "product,producer,legal_form,district,commune,group,stars,decision,decided_on,valid_until,note\n"

  @Test(
    "twelve planted errors: twelve row errors in one report, each naming row, column, code and value; nothing written")
  func plantedErrors() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Mạ,CT A,,,,,3,,2020,,\nMạ,CT B,,,,,3,,2020,,\n")
    let before = try office.ledger.head()
    let rows: [(row: String, column: String?, code: String)] = [
      (",CT,,,,,3,,2020,,", "product", "field.empty"),
      ("A,CT,,,,,,,2020,,", "stars", "field.empty"),
      ("B,CT,,,,,6,,2020,,", "stars", "stars.unreadable"),
      ("C,CT,,,,,3,,,,", "decided_on", "field.empty"),
      ("D,CT,,,,,3,,04/13/2020,,", "decided_on", "date.unreadable"),
      ("E,CT,,,,,3,,2020,xx,", "valid_until", "date.unreadable"),
      ("F,CT,ngân hàng,,,,3,,2020,,", "legal_form", "legal_form.unknown"),
      ("G,CT,,,,other,3,,2020,,", "group", "group.unknown"),
      ("H,CT,,Mặt Trăng,,,3,,2020,,", "district", "area.unknown"),
      ("I,CT,,,,,3,,2020-05-01,2020-04-01,", "valid_until", "certificate.endsBeforeStart"),
      ("L,CT,,,,,3,,2024-05-01,2207-04-30,", "valid_until", "certificate.endsTooLate"),
      ("J,CT,,,,,2,,2020,,", "stars", "authority.none"),
      ("mạ,,,,,,3,,2021,,", "product", "name.near"),
    ]
    let report = try office.load(.recognitions, header + rows.map(\.row).joined(separator: "\n") + "\n")
    #expect(report.problems.map(\.row) == Array(2...14))
    #expect(report.problems.map(\.code) == rows.map(\.code))
    #expect(report.problems.map(\.column) == rows.map(\.column))
    #expect(report.read == 13 && report.rejected == 13 && report.accepted == 0 && report.events == 0)
    #expect(report.isRefused)
    #expect(try office.ledger.head() == before)
    for problem in report.problems { #expect(problem.text.vi != problem.text.en) }
    #expect(report.problems[12].hint?.en.contains("SP-0001 Mạ") == true)
    #expect(report.problems[8].value == "Mặt Trăng")
  }

  @Test("a date that may mean several things, or none, is refused, and the hint says how to write it")
  func dateHints() throws {
    let dates = [("28-02-21", "bốn chữ số"), ("44255", "Excel"), ("02/28/2021", "tháng"), ("cuối 2020", "2020")]
    let rows = dates.map { "A,CT,,,,,3,,\($0.0),," }
    let report = try Office().load(.recognitions, header + rows.joined(separator: "\n") + "\n")
    #expect(report.problems.map(\.code) == dates.map { _ in "date.unreadable" })
    for (problem, date) in zip(report.problems, dates) {
      #expect(problem.hint?.vi.contains(date.1) == true, "\(date.0): \(problem.hint?.vi ?? "no hint")")
    }
  }

  @Test(
    "a decision that is recorded with other stars is refused, at the column that says so; nothing is lowered unseen")
  func decisionAgain() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "A,CT,,,,,4,7/QĐ,28/02/2021,,\n")
    let report = try office.load(.recognitions, header + "A,CT,,,,,3,7/QĐ,28/02/2021,,\n")
    #expect(report.problems.map(\.code) == ["decision.differs"] && report.problems.map(\.column) == ["stars"])
    #expect(report.events == 0)
  }

  @Test("a row that says otherwise what is registered, or recorded, is told of: nothing is dropped in silence")
  func otherwise() throws {
    let office = try Office()
    let row = "Mắm tôm,Lê Gia,hộ kinh doanh,Hoằng Hoá,Hoằng Phụ,thực phẩm,4,5445/QĐ,23/12/2019,,lô 1\n"
    _ = try office.load(.recognitions, header + row)
    let head = try office.ledger.head()
    #expect(try office.load(.recognitions, header + row).notes.isEmpty)
    for (told, other) in [
      ("hộ kinh doanh", "hợp tác xã"), ("Hoằng Phụ", "Hoằng Thanh"), ("thực phẩm", "đồ uống"), ("lô 1", "lô 2"),
    ] {
      let report = try office.load(.recognitions, header + row.replacing(told, with: other))
      #expect(report.problems.isEmpty && report.events == 0 && report.notes.count == 1, "\(other): \(report)")
      let note = try #require(report.notes.first)
      #expect(note.vi.hasPrefix("Dòng 2: ") && note.en.hasPrefix("Row 2: "))
      #expect(note.vi.lowercased().contains(other.lowercased()), "\(note.vi)")
    }
    let until = try office.load(.recognitions, header + row.replacing("2019,,", with: "2019,30/11/2022,"))
    #expect(until.problems.map(\.code) == ["command.reused"] && until.problems.map(\.column) == ["valid_until"])
    #expect(until.problems.first?.hint?.en.contains("ocop correct ") == true)
    let alone = try office.load(.recognitions, header + row.replacing("Lê Gia,hộ kinh doanh", with: ",hợp tác xã"))
    #expect(alone.events == 0 && alone.notes.count == 1, "\(alone.notes)")
    #expect(try office.ledger.head() == head)
    // Corrected in the ledger first, and in the list then: it says what stands.
    let grant = Position(head.size - 1)
    guard case .granted(var event)? = try office.ledger.record(at: grant)?.record.event else { return }
    (event.grant.validUntil, event.grant.termBasis) = (LegalDate("2022-11-30")!, .decided)
    _ = try office.ledger.submit([
      Command(
        id: nil, actor: "thu", act: .correct(ProductID(1).stream, grant, .granted(event)),
        effectiveOn: LegalDate("2019-12-23"), reason: "theo quyết định")
    ])
    let mended = try office.load(.recognitions, header + row.replacing("2019,,", with: "2019,30/11/2022,"))
    #expect(mended.events == 0 && mended.problems.isEmpty && mended.notes.isEmpty, "\(mended)")
    let other = try office.load(.recognitions, header + row.replacing("2019,,", with: "2019,30/11/2021,"))
    #expect(other.problems.first?.hint?.en.contains("ocop correct \(head.size)") == true)
    // Within one file, too: the second row finds the producer that the first one named.
    let two = "A,CT,hộ kinh doanh,,,,3,1,2020-01-01,,\nB,CT,hợp tác xã,,,,3,2,2020-01-01,,\n"
    let report = try office.load(.recognitions, header + two)
    #expect(report.accepted == 2 && report.notes.count == 1 && report.notes.first?.vi.hasPrefix("Dòng 3") == true)
  }

  @Test("several errors in one row are all told")
  func severalInARow() throws {
    let report = try Office().load(.recognitions, header + ",,moon,Nowhere,,moon,9,,99/99/9999,,\n")
    #expect(report.problems.map(\.column) == ["product", "stars", "decided_on", "legal_form", "group"])
  }

  @Test("bad rows harm no good ones: nothing without being asked, all good ones when asked")
  func acceptGood() throws {
    let office = try Office()
    let text = header + "A,CT,,,,,3,,2020,,\nB,CT,,,,,9,,2020,,\nC,CT,,,,,4,,2020,,\n"
    #expect(try office.load(.recognitions, text).events == 0)
    let report = try office.load(.recognitions, text, acceptGood: true)
    #expect(report.accepted == 2 && report.rejected == 1 && report.events == 5)
    #expect(!report.isRefused)
  }

  @Test("importing again adds nothing; a dry run says what the real one does and changes not one byte")
  func again() throws {
    let office = try Office()
    let text = header + "Mắm tôm,Lê Gia,công ty TNHH,Hoằng Hoá,Hoằng Phụ,thực phẩm,4,5445/QĐ,23/12/2019,,\n"
    let dry = try office.load(.recognitions, text, dryRun: true)
    let first = try office.load(.recognitions, text)
    #expect(dry.events == first.events && dry.positions == first.positions && first.events == 3)
    let head = try office.ledger.head()
    let second = try office.load(.recognitions, text)
    #expect(second.events == 0 && second.alreadyThere == 1)
    #expect(try office.ledger.head() == head)
    // What was struck out meanwhile is not there; it is not recorded again either, and the report says so.
    let grant = Position(first.positions.upperBound - 1)
    let product = try #require(try office.ledger.record(at: grant)?.record.stream)
    _ = try office.ledger.submit([
      Command(id: nil, actor: "thu", act: .void(product, grant), effectiveOn: nil, reason: "ghi nhầm")
    ])
    let third = try office.load(.recognitions, text)
    #expect(third.events == 0 && third.alreadyThere == 1 && third.notes.count == 1)
    #expect(third.notes.first?.vi.contains("vị trí \(grant)") == true)
  }

  @Test("more stars are an upgrade, fewer a lowering, the same a renewal; matched by folded name")
  func laterDecisions() throws {
    let office = try Office()
    let text =
      header + """
        Chè,CT,,,,,3,1,2020-01-01,,
        CHE,ct,,,,,4,2,2021-01-01,,
        Chè,CT,,,,,4,3,2022-01-01,,
        Chè,CT,,,,,3,4,2022-06-01,2025-06-01,

        """
    let report = try office.load(.recognitions, text)
    #expect(report.problems.isEmpty)
    let history = try office.ledger.history(of: ProductID(1).stream)
    #expect(history.entries.dropFirst().allSatisfy { $0.record.event.type == .granted })
    #expect(history.ratings.intervals.map(\.act) == [.recognised, .upgraded, .renewed, .lowered])
  }

  @Test("a workbook's habits: BOM, semicolons, any order of columns, quoted commas, CRLF, blank lines")
  func habits() throws {
    let office = try Office()
    let text = "\u{feff}stars;decided_on;Product;note\r\n3;2020;\"Khay đựng rau, quả\";\"một; hai\"\r\n;;;\r\n\r\n"
    let report = try office.load(.recognitions, text)
    #expect(report.problems.isEmpty && report.accepted == 1)
    let record = try #require(try office.ledger.records(of: ProductID(1).stream).first).record
    guard case .productRegistered(let product) = record.event else { return }
    #expect(product.name == "Khay đựng rau, quả")
  }

  @Test("a placeholder stays marked; a product without producer gets one that says so")
  func placeholders() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "P1,H1,,,,,3,,2020,,giữ chỗ: đợt 2\nP2,,,,,,3,,2020,,\n")
    let producers = try office.ledger.streams(.producer).map { try office.ledger.records(of: $0)[0].record.event }
    guard case .producerRegistered(let first) = producers[0], case .producerRegistered(let second) = producers[1] else {
      Issue.record("\(producers)")
      return
    }
    #expect(first.placeholder && second.placeholder)
    #expect(second.name.hasPrefix("(chủ thể chưa rõ)"))
  }

  @Test(
    "header mistakes are told with the columns that are taken",
    arguments: [
      ("product,stars,decided_on,moon\n", "csv.unknownColumn"), ("product,stars\n", "csv.missingColumn"),
      ("product,stars,stars,decided_on\n", "csv.columnTwice"), ("", "csv.empty"),
      ("product,stars,decided_on\n\"a,3,2020\n", "csv.broken"),
    ])
  func headers(text: String, code: String) throws {
    let office = try Office()
    do {
      _ = try office.load(.recognitions, text)
      Issue.record("taken")
    } catch let problem as ImportProblem {
      #expect(problem.code == code)
    }
  }

  @Test("a header and nothing else is no rows, not an error")
  func headerOnly() throws { #expect(try Office().load(.recognitions, header).read == 0) }
}

@Suite("Import: other lists and wild input")
struct OtherImportTests {
  @Test("exports: several markets, both names of a country, a channel reported again, an end")
  func exports() throws {
    let office = try Office()
    let header = "producer,product,market,since,until,channel,outlets,note\n"
    let rows = """
      Việt Anh,Cói,Mỹ|Nhật Bản,2020-12-31,,siêu thị,64,
      Việt Anh,Cói,Hoa Kỳ,2023-09,,siêu thị,40,
      Việt Anh,Cói,JP,2024,,,,

      """
    let report = try office.load(.exports, header + rows)
    #expect(report.problems.isEmpty && report.accepted == 3)
    // Told again of a later day, the market is the same one.
    let open = try office.ledger.ask("exporters", Question(asOf: LegalDate("2024-12-31")!.day)).table.objects
    #expect(open.map { $0["market"] } == ["JP", "US"] && open.map { $0["since"] } == ["2020-12-31", "2020-12-31"])
    #expect(open.map { $0["outlets"] } == [64, 40])
    // The same opening, of which the row tells less, is there already.
    let again = try office.load(.exports, header + "Việt Anh,Cói,JP,2020-12-31,,,,\n")
    #expect(again.problems.isEmpty && again.events == 0)
    #expect(
      try office.load(.exports, header + "Việt Anh,,Atlantis|US,2020,,,x,\n").problems.map(\.code) == [
        "market.unknown", "number.unreadable",
      ])
  }

  @Test("awards and targets")
  func awardsAndTargets() throws {
    let office = try Office()
    let awards = "recipient_kind,recipient,product,title,awarded_by,decision,awarded_on,count,note\n"
    let good = try office.load(.awards, awards + "tập thể,,,Bằng khen,UBND tỉnh,,2020-12-31,10,\n")
    #expect(good.events == 1)
    let bad = try office.load(
      .awards, awards + "individual,Nguyễn Văn A,,Bằng khen,UBND,,2020,1,\nproduct,,Không có,t,a,,2020,,\n")
    #expect(bad.problems.map(\.code) == ["person.named", "product.unknown"])
    let targets = "scope,period,metric,value,set_by,set_on,note\n"
    let set = try office.load(
      .targets, targets + "province:38,2021-2025,stars3to4,>100,kế hoạch,2020-12-31,\n38,x,bad metric,many,z,2020,\n",
      acceptGood: true)
    #expect(
      set.accepted == 1
        && set.problems.map(\.code) == ["target.scope", "target.period", "target.metric", "number.unreadable"])
    guard case .targetSet(let target)? = try office.ledger.standing(.target).first?.record.event else { return }
    #expect(target.comparison == .moreThan && target.value == 100)
    #expect(set.notes.isEmpty)
    let odd = try office.load(.targets, targets + "province:38,2021-2025,product,100,kế hoạch,2020-12-31,\n")
    #expect(odd.events == 1 && odd.notes.count == 1)
    #expect(odd.notes.first?.en.contains("Row 2: the metric \"product\" is only kept, not counted") == true)
    #expect(odd.notes.first?.vi.contains("chỉ được ghi, không được tính") == true)
  }

  @Test("the whole history of Thanh Hoá comes out as JSON lines and goes into another ledger unchanged")
  func eventLines() throws {
    let office = try Office()
    for (kind, name) in [(ImportKind.areas, "area-changes"), (.recognitions, "recognitions"), (.exports, "exports")] {
      let report = try office.ledger.importList(
        kind, file: "\(Office.fixtures)/\(name).csv", options: ImportOptions(actor: "t"))
      #expect(report.problems.isEmpty, "\(name)")
    }
    let events = try office.ledger.importEvents(
      file: Office.fixtures + "/events.jsonl", options: ImportOptions(actor: "t"))
    #expect(events.problems.isEmpty)
    var lines: [String] = []
    try office.ledger.exportEvents { lines.append($0) }
    let path = office.path + "/copy"
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Bản sao", actor: "t", rulebooks: []))
    let copy = try Ledger(at: path, mode: .writing(waiting: false))
    let file = try office.file(lines.joined(separator: "\n").utf8, "jsonl")
    let report = try copy.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty)
    let question = WordedQuestion(asOf: LegalDate("2020-12-31")!.day, parameters: ["by": "district"])
    #expect(
      try copy.ask("star-counts", question).table.objects == office.ledger.ask("star-counts", question).table.objects)
  }

  @Test(
    "JSON lines: each mistake is told with its line",
    arguments: [
      ("not json", "json.unreadable"), ("[1]", "json.unreadable"), (#"{"type":"moon"}"#, "event.unknownType"),
      (
        #"{"type":"productRenamed","stream":"product/9","effectiveOn":"2020","payload":{"name":"x"}}"#,
        "product.unknown"
      ),
      (#"{"type":"productRenamed","about":"Không có","effectiveOn":"2020","payload":{"name":"x"}}"#, "product.unknown"),
      (#"{"type":"producerRegistered","payload":{"name":"x","moon":1}}"#, "json.unknownField"),
      (#"{"type":"producerRegistered","payload":{}}"#, "json.missing"),
      (#"{"type":"producerRegistered","payload":{"name":7}}"#, "json.unexpected"),
      (#"{"type":"producerRegistered","payload":{"name":1.5}}"#, "json.unreadable"),
      (#"{"type":"producerRegistered","effectiveOn":"2020-13","payload":{"name":"x"}}"#, "date.unreadable"),
      (#"{"type":"producerRegistered","moon":1,"payload":{"name":"x"}}"#, "json.unknownField"),
      (#"{"type":"producerRegistered","payload":{"name":"x","name":"y"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","type":"voided","payload":{"name":"x"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","payload":{"name":"x","n\u0061me":"y"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","payload":{"name":"x\u001b[31m"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","note":"x\u0000","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","actor":"x\r","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","irregular":"x\u001b[31m","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (
        #"{"type":"producerRegistered","irregular":"ông A, 038085001234","payload":{"name":"x"}}"#,
        "irregular.personalNumber"
      ),
    ])
  func badLines(line: String, code: String) throws {
    let office = try Office()
    let before = try office.ledger.head()
    let file = try office.file("\n\(line)\n".utf8, "jsonl")
    let report = try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(report.problems.map(\.code) == [code])
    #expect(report.problems.map(\.row) == [2])
    #expect(try office.ledger.head() == before)
  }

  @Test("random bytes end in a clear problem, never a trap")
  func randomBytes() throws {
    let office = try Office()
    let before = try office.ledger.head()
    for seed in 1...UInt64(Effort.rounds(20, thorough: 60)) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...400, using: &random)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if seed.isMultiple(of: 2) { bytes = Array("product,stars,decided_on\n".utf8) + bytes.map { $0 & 0x7f } }
      for kind in ImportKind.allCases {
        do {
          let file = try office.file(bytes)
          let report = try office.ledger.importList(kind, file: file, options: ImportOptions(actor: "t"))
          #expect(report.events == 0, "seed \(seed)")
        } catch is ImportProblem {}
      }
      let lines = try office.ledger.importEvents(file: try office.file(bytes), options: ImportOptions(actor: "t"))
      #expect(lines.events == 0, "seed \(seed)")
    }
    #expect(try office.ledger.head() == before)
  }

  @Test(
    "a workbook, another encoding, a file that is not there",
    arguments: [
      ([0x50, 0x4b, 0x03, 0x04, 0x14], "csv.workbook"), ([0xc3, 0x28, 0x41], "csv.notText"),
      ([0x61, 0x00, 0x62], "csv.broken"),
    ] as [([UInt8], String)])
  func foreignFiles(bytes: [UInt8], code: String) throws {
    let office = try Office()
    do {
      _ = try office.ledger.importList(.areas, file: try office.file(bytes), options: ImportOptions(actor: "t"))
      Issue.record("taken")
    } catch let problem as ImportProblem {
      #expect(problem.code == code)
    }
    #expect(throws: ImportProblem.self) {
      try office.ledger.importList(.areas, file: "/nowhere/at/all.csv", options: ImportOptions(actor: "t"))
    }
  }
}
