import Exchange
import Ledger
import OCOP
import Testing

@Suite("Import: told again, in other words")
struct AgainTests {
  private static let header =
    "product,producer,stars,decision,decided_on,issuer,district,tax_code,producer_id,product_id,confirmed,valid_from,act\n"

  private func add(_ row: String, _ office: Office) throws -> String {
    let report = try office.load(.recognitions, Self.header + row + "\n")
    return (report.problems.map(\.code) + ["+\(report.events)"]).joined(separator: " ")
  }

  @Test("an answer new is remembered: the same rows again add nothing, and one new producer is one")
  func newTwice() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Tân Quy Thượng,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    let near = "Miến,HTX Tân Quy Thượg,3,2/QĐ,2021-01-10,,,,,,,,"
    #expect(try add(near, office) == "name.near +0")
    let answered = "Miến,HTX Tân Quy Thượg,3,2/QĐ,2021-01-10,,,,new,,,,"
    #expect(try add(answered, office) == "+3")
    #expect(try add(answered, office) == "+0")
    let other = "Phở,HTX Tân Quy Thượg,3,3/QĐ,2021-01-10,,,,new,,,,"
    #expect(try add(other, office) == "+2")
  }

  @Test("what was recorded without accents may be the name with accents, or another: somebody says")
  func storedWithoutAccents() throws {
    let office = try Office()
    #expect(try add("Mam dua,HTX Mot,3,1/QD,2021-01-10,,,,,,,,", office) == "+3")
    #expect(try add("Mắm dứa,HTX Một,3,2/QĐ,2022-01-10,,,,CT-0001,,,,", office) == "name.near +0")
    #expect(try add("Mắm dứa,HTX Một,3,2/QĐ,2022-01-10,,,,CT-0001,SP-0001,,,", office) == "+1")
    #expect(try add("Mắm dừa,HTX Một,3,3/QĐ,2022-01-10,,,,CT-0001,new,,,", office) == "+2")
    #expect(try add("Mắm dừa,HTX Một,3,3/QĐ,2022-01-10,,,,CT-0001,new,,,", office) == "+0")
  }

  @Test(
    "a row that says less is there already; one that says something else is offered as a correction, column by column")
  func lessAndOther() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,UBND tỉnh A,,,,,,2021-02-01,công nhận lại", office) == "+3")
    for less in ["Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", "Bún,HTX Một,3,Số 01/qđ,2021-01-10,,,,,,,,"] {
      #expect(try add(less, office) == "+0", "\(less)")
    }
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,Chủ tịch Ủy ban nhân dân tỉnh A,,,,,,,", office) == "+0")
    let report = try office.load(.recognitions, Self.header + "Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,2021-03-01,\n")
    #expect(report.events == 0 && report.problems.map(\.column) == ["valid_from"])
    guard case .correct(_, [.field("validFrom", "2021-03-01")])? = report.problems.first?.remedy else {
      return #expect(Bool(false), "\(report.problems)")
    }
    // Another authority's decision of that number and day is another decision.
    #expect(try add("Bún,HTX Một,4,1/QĐ,2021-01-10,UBND tỉnh B,,,,,,,", office) == "+1")
  }

  @Test("a producer is known by its tax code under another name, and asked where the code is another's")
  func taxCodes() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,,,0100109106,,,,,", office) == "+3")
    #expect(try add("Miến,HTX Mùa Thu,3,2/QĐ,2021-01-10,,,0100109106,,,,,", office) == "name.near +0")
    #expect(try add("Miến,HTX Mùa Thu,3,2/QĐ,2021-01-10,,,0100109106,CT-0001,,,,", office) == "+2")
    #expect(try add("Phở,HTX Một,3,3/QĐ,2021-01-10,,,0101248141,,,,,", office) == "taxCode.differs +0")
    #expect(try add("Phở,HTX Một,3,3/QĐ,2021-01-10,,,0101248141,,,taxCode.differs,,", office) == "+2")
  }

  @Test("an id beside quite another name is asked about")
  func wrongID() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    #expect(try add("Rượu cần,HTX Một,3,2/QĐ,2022-01-10,,,,,SP-0001,,,", office) == "product_id.name +0")
    #expect(try add("Rượu cần,HTX Một,3,2/QĐ,2022-01-10,,,,,SP-0001,product_id.name,,", office) == "+1")
  }

  @Test("what was struck out, told again: the very row is passed over and told, other words are asked about")
  func struckOut() throws {
    let office = try Office()
    let row = "Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,"
    #expect(try add(row, office) == "+3")
    let at = Position(try office.ledger.size - 2)
    _ = try office.ledger.write { draft in
      try draft.strikeOutFact(at: at, in: ProductID(1).stream, actor: "t", reason: "nhầm")
    }
    let report = try office.load(.recognitions, Self.header + row + "\n")
    #expect(report.events == 0 && report.notes.count == 1)
    #expect(try add(row.replacing("1/QĐ", with: "Số 01/qđ"), office) == "decision.struckOut +0")
    let line =
      #"{"about":"Bún","type":"granted","effectiveOn":"2021-01-10","payload":{"grant":{"stars":3,"level":"province","#
      + #""validUntil":"2024-01-10","termBasis":"decided","decision":"1/QĐ"}}}"#
    func tell() throws -> ImportReport {
      try office.ledger.importEvents(file: office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
    }
    #expect(try tell().problems.map(\.code) == ["decision.struckOut"])
  }

  @Test("awards and exports in another spelling are there already; goods stay the same row once they are registered")
  func awardsAndExports() throws {
    let office = try Office()
    let awards = "recipient_kind,recipient,product,title,awarded_by,decision,awarded_on,count,note\n"
    func award(_ row: String) throws -> Int { try office.load(.awards, awards + row + "\n").events }
    #expect(try award("collective,HTX Một,,Bằng khen,UBND tỉnh A,5/QĐ,2021-01-10,,") == 1)
    #expect(try award("collective,Hợp tác xã Một,,bằng khen,Ủy ban nhân dân tỉnh A,Số 05/qđ,2021-01-10,,") == 0)
    #expect(try award("collective,HTX Hai,,Bằng khen,UBND tỉnh A,5/QĐ,2021-01-10,,") == 1)
    let exports = "producer,product,market,since\nHTX Một,Bún,Nhật,2020\n"
    #expect(try office.load(.exports, exports).events == 2)
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+2")
    #expect(try office.load(.exports, exports).events == 0)
  }

  @Test("events of a thing that may be there already are asked about, once")
  func registeredAgain() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    func tell(_ line: String) throws -> String {
      let report = try office.ledger.importEvents(
        file: office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
      return (report.problems.map(\.code) + ["+\(report.events)"]).joined(separator: " ")
    }
    let again = #"{"stream":"producer/0","type":"producerRegistered","payload":{"name":"Hợp tác xã Một"}"#
    #expect(try tell(again + "}") == "producer.exists +0")
    #expect(try tell(again + #","confirmed":"producer.exists"}"#) == "+1")
    #expect(try tell(again + #","confirmed":"producer.exists"}"#) == "+0")
    let number = #"{"about":"CT-0001","type":"producerRenamed","payload":{"name":"HTX 0912 345 678"}}"#
    #expect(try tell(number) == "name.personalNumber +0")
  }

  @Test("an authority in another spelling decides as one; another authority's decision of that day is asked about")
  func issuers() throws {
    let office = try Office()
    func row(_ issuer: String) -> String { "Cốm,HTX Một,3,21/QĐ-UBND,2023-05-10,\(issuer),,,,,,," }
    #expect(try add(row("UBND huyện Mẫu Xuân"), office) == "+3")
    for issuer in ["UBND H. Mẫu Xuân", "UBND huyen Mau Xuan", "uỷ ban nhân dân huyện Mẫu Xuân", "UBND H.Mẫu Xuân"] {
      #expect(try add(row(issuer), office) == "+0", "\(issuer)")
    }
    #expect(try add(row("UBND huyện Mẫu Thu"), office) == "decision.sameDay +0")
  }

  @Test("what only this file names has no id: an answer is the same name, or new")
  func draftedCandidates() throws {
    let office = try Office()
    let rows = "Bún,HTX Minh Tâm,3,1/QĐ,2021-01-10,,,,,,,,\nMiến,HTX Minh Tâmm,3,1/QĐ,2021-01-10,,,,,,,,\n"
    let report = try office.load(.recognitions, Self.header + rows)
    #expect(report.problems.map(\.code) == ["name.near"] && report.events == 0)
    let hint = try #require(report.problems.first?.hint?.en)
    #expect(hint.contains("HTX Minh Tâm (another row of this file") && !hint.contains("CT-0001"))
    let guessed = rows.replacing(
      "HTX Minh Tâmm,3,1/QĐ,2021-01-10,,,,", with: "HTX Minh Tâmm,3,1/QĐ,2021-01-10,,,,CT-0001")
    #expect(try office.load(.recognitions, Self.header + guessed).problems.map(\.code) == ["producer_id.unknown"])
    #expect(try office.load(.recognitions, Self.header + rows.replacing("Tâmm", with: "Tâm")).events == 5)
  }

  @Test("a product named by its id belongs to the producer that the row names")
  func owner() throws {
    let office = try Office()
    #expect(try add("Mì,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    #expect(try add("Mì,Công ty Khác Hẳn,4,2/QĐ,2022-01-10,,,,,SP-0001,,,", office) == "product_id.producer +0")
    #expect(try add("Mì,HTX Mot,4,2/QĐ,2022-01-10,,,,,SP-0001,,,", office) == "+1")
  }

  @Test("a list again, after one product took the name of another, adds nothing; nor do the events")
  func takenNames() throws {
    let office = try Office()
    let rows = "Trà xanh,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,\nTrà đen,HTX Một,3,2/QĐ,2021-01-11,,,,,,,,\n"
    #expect(try office.load(.recognitions, Self.header + rows).events == 5)
    let renamed = [("SP-0001", "Trà cũ"), ("SP-0002", "Trà xanh")].map { about, name in
      #"{"about":"\#(about)","type":"productRenamed","effectiveOn":"2022-01-10","payload":{"name":"\#(name)"}}"#
    }
    let file = try office.file(renamed.joined(separator: "\n").utf8, "jsonl")
    #expect(try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t")).events == 2)
    let again = try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(again.events == 0 && again.problems.isEmpty)
    let list = try office.load(.recognitions, Self.header + rows)
    #expect(list.events == 0 && list.problems.isEmpty)
  }

  @Test("an act told again in other words is there already; the types of 0.1 are recorded as grants")
  func toldAgain() throws {
    let office = try Office()
    #expect(try add("Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    func tell(_ line: String) throws -> Int {
      let report = try office.ledger.importEvents(
        file: office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
      #expect(report.problems.isEmpty, "\(line)")
      return report.events
    }
    let renamed = #"{"about":"SP-0001","type":"productRenamed","effectiveOn":"2022-06-01","payload":{"name":"Bún A"}}"#
    #expect(try tell(renamed) == 1)
    for other in [
      renamed.replacing("2022-06-01", with: "01/06/2022"), renamed.replacing("Bún A", with: "BÚN  a"),
      renamed.replacing(#""about":"SP-0001""#, with: #""stream":"product/1""#),
    ] { #expect(try tell(other) == 0, "\(other)") }
    let upgraded =
      #"{"about":"SP-0001","type":"upgraded","effectiveOn":"2022-07-01","payload":{"from":3,"grant":{"stars":4,"#
      + #""level":"province","validUntil":"2025-07-01","termBasis":"decided"}}}"#
    #expect(try tell(upgraded) == 1)
    #expect(try tell(upgraded) == 0)
    let last = try #require(try office.ledger.record(at: Position(office.ledger.size - 1)))
    #expect(last.record.event.type == .granted)
    let exported = #"{"about":"CT-0001","type":"exportOpened","effectiveOn":"2022-07-01","payload":{"market":"Mỹ"}}"#
    #expect(try tell(exported) == 1)
  }

  @Test("an award drops no cell; beside the product the recipient is whose it is")
  func awardCells() throws {
    let office = try Office()
    let rows = "Bún,HTX Một,3,1/QĐ,2021-01-10,,,,,,,,\nBún,HTX Ba,3,1/QĐ,2021-01-10,,,,,,,,"
    #expect(try add(rows, office) == "+6")
    let header =
      "recipient_kind,recipient,product,title,awarded_by,decision,awarded_on,count,note,product_id,confirmed\n"
    func award(_ row: String) throws -> String {
      let report = try office.load(.awards, header + row + "\n")
      return (report.problems.map(\.code) + ["+\(report.events)"]).joined(separator: " ")
    }
    #expect(try award("collective,HTX Một,Bún,Bằng khen,UBND,,2022,,,,") == "award.notKept +0")
    #expect(try award("product,,Bún,Bằng khen,UBND,,2022,4,,SP-0001,") == "award.notKept +0")
    #expect(try award("product,HTX Ba,Bún,Bằng khen,UBND,,2022,,,,") == "+1")
    #expect(try award("product,HTX Ba,Bun,bang khen,UBND,,2022,,,,") == "+0")
    #expect(try award("product,Công ty Khác Hẳn,Bún,Bằng khen,UBND,,2022,,,,") == "producer.unknown +0")
  }

  @Test(
    "an export's end ends what its row opened; what else it would end is asked about, what ended so already is there")
  func exportEnds() throws {
    let office = try Office()
    let header = "producer,product,market,since,until,channel,outlets,confirmed\n"
    func export(_ row: String) throws -> String {
      let report = try office.load(.exports, header + row + "\n")
      return (report.problems.map(\.code) + ["+\(report.events)"]).joined(separator: " ")
    }
    #expect(try export("HTX Một,Bún,KR,2022-01-01,,siêu thị,12,") == "+2")
    #expect(try export("HTX Một,Bún,KR,2021-06-01,2022-06-01,,,") == "market.closesOther +0")
    #expect(try export("HTX Một,Bún,KR,2021-06-01,2022-06-01,,,market.closesOther") == "+2")
    #expect(try export("HTX Một,Bún,KR,2021-06-01,2022-06-01,,,market.closesOther") == "+0")
    #expect(try export("HTX Một,Bún,KR,2022-01-01,,siêu thị,15,") == "command.reused +0")
    #expect(try export("HTX Một,Bún,JP,2020-01-01,2021-12-31,,,") == "+2")
    #expect(try export("HTX Một,Bún,JP,2020-06-01,2021-12-31,,,") == "+1")
  }

  @Test("a row that was recorded is there already, whatever is asked about it by now")
  func askedLater() throws {
    let office = try Office()
    let row = "Bún,HTX Một,3,1/QĐ ngày 11/01/2021,2021-01-10,,,,,,decision.date,,"
    #expect(try add(row, office) == "+3")
    #expect(try add(row.replacing("decision.date", with: ""), office) == "+0")
    let line =
      #"{"stream":"product/1","type":"upgraded","command":"\#(String(repeating: "0a", count: 16))","#
      + #""effectiveOn":"2022-07-01","payload":{"from":3,"grant":{"stars":4,"level":"province","validUntil":"2025-07-01","#
      + #""termBasis":"decided"}}}"#
    for expected in [1, 0] {
      let report = try office.ledger.importEvents(
        file: office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
      #expect(report.problems.isEmpty && report.events == expected)
    }
  }

  @Test("without accents a producer that may be two is asked about, though one of them has that very recognition")
  func severalOwners() throws {
    let office = try Office()
    #expect(try add("Chè,HTX Tân Quý,3,15/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    #expect(try add("Cam,HTX Tân Quỳ,3,15/QĐ,2021-01-10,,,,,,,,", office) == "+3")
    #expect(try add("Che,HTX Tan Quy,3,15/QĐ,2021-01-10,,,,,,,,", office) == "producer.ambiguous +0")
    let awards = "recipient_kind,recipient,title,awarded_by,awarded_on\n"
    func award(_ name: String) throws -> Int {
      try office.load(.awards, awards + "collective,\(name),Bằng khen,UBND,2022\n").events
    }
    #expect(try award("HTX Tan Quy") == 1)
    #expect(try award("HTX Tân Quý") == 1)
    #expect(try award("HTX Tân Quỳ") == 1)
    #expect(try award("HTX Tân Quỳ") == 0)
  }

  @Test("ends of exports are told again in any order; a row without an end that another ends is asked about")
  func exportEndsAgain() throws {
    let office = try Office()
    let header = "producer,product,market,since,until,channel,confirmed\n"
    func export(_ rows: [String]) throws -> String {
      let report = try office.load(.exports, header + rows.map { $0 + "\n" }.joined())
      return (report.problems.map(\.code) + ["+\(report.events)"]).joined(separator: " ")
    }
    let rows = ["HTX Một,Bún,KR,2020,2021-06-30,,", "HTX Một,Bún,KR,2021-06-30,,,"]
    #expect(try export(rows) == "+4")
    #expect(try export(rows) == "+0")
    #expect(try export(["HTX Một,Bún,JP,2020,2021-12-31,,"]) == "+2")
    #expect(try export(["HTX Một,Bún,JP,2021-06-01,,siêu thị,"]) == "market.endedLater +0")
    #expect(try export(["HTX Một,Bún,JP,2021-06-01,,siêu thị,market.endedLater"]) == "+1")
  }

  @Test("lines in UTF-16, as a spreadsheet saves text, are read")
  func wideLines() throws {
    let office = try Office()
    let line = #"{"stream":"producer/0","type":"producerRegistered","payload":{"name":"HTX Một"}}"# + "\n"
    let bytes: [UInt8] = [0xff, 0xfe] + line.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let report = try office.ledger.importEvents(file: office.file(bytes, "jsonl"), options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty && report.events == 1)
  }
}
