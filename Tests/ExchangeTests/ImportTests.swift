import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// A ledger with the map of Thanh Hoá in a folder of its own.
final class Office {
  private let test: TestLedger
  let ledger: Ledger
  var path: String { test.path }
  var files = 0

  init() throws {
    test = try TestLedger()
    ledger = try test.open()
    let report = try ledger.importList(.areas, file: Self.fixtures + "/areas.csv", options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty)
  }

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
  let header = "product,producer,legal_form,district,commune,group,stars,decision,decided_on,valid_until,note\n"

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
      let note = try #require(report.notes.first).text
      #expect(note.vi.hasPrefix("Dòng 2: ") && note.en.hasPrefix("Row 2: "))
      #expect(note.vi.lowercased().contains(other.lowercased()), "\(note.vi)")
    }
    let until = try office.load(.recognitions, header + row.replacing("2019,,", with: "2019,30/11/2022,"))
    #expect(until.problems.map(\.code) == ["command.reused"] && until.problems.map(\.column) == ["valid_until"])
    #expect(
      until.problems.first?.remedy == .correct(Position(head.size - 2), [.field("grant.validUntil", "2022-11-30")]))
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
    #expect(
      other.problems.first?.remedy == .correct(Position(head.size), [.field("grant.validUntil", "2021-11-30")]))
    // Within one file, too: the second row finds the producer that the first one named.
    let two = "A,CT,hộ kinh doanh,,,,3,1,2020-01-01,,\nB,CT,hợp tác xã,,,,3,2,2020-01-01,,\n"
    let report = try office.load(.recognitions, header + two)
    #expect(report.accepted == 2 && report.notes.count == 1 && report.notes.first?.text.vi.hasPrefix("Dòng 3") == true)
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
    #expect(third.notes.first?.text.vi.contains("vị trí \(grant)") == true)
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
