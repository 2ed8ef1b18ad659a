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
    #expect(report.problems.first?.hint?.en.contains("--set \"validFrom=2021-03-01\"") == true)
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
    let at = Position(try office.ledger.size - 1)
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

  @Test("lines in UTF-16, as a spreadsheet saves text, are read")
  func wideLines() throws {
    let office = try Office()
    let line = #"{"stream":"producer/0","type":"producerRegistered","payload":{"name":"HTX Một"}}"# + "\n"
    let bytes: [UInt8] = [0xff, 0xfe] + line.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }
    let report = try office.ledger.importEvents(file: office.file(bytes, "jsonl"), options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty && report.events == 1)
  }
}
