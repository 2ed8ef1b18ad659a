import Exchange
import Foundation
import Ledger
import OCOP
import Testing

@Suite("Import: names")
struct NameImportTests {
  private let header = "product,producer,stars,decision,decided_on,note,product_id,producer_id,confirmed\n"

  private static func names(_ office: Office, _ kind: StreamKind) throws -> [String] {
    try office.ledger.streams(kind).flatMap { try office.ledger.history(of: $0).effective }.compactMap { entry in
      switch entry.record.event {
      case .productRegistered(let e): e.name
      case .producerRegistered(let e): e.name
      default: nil
      }
    }
  }

  @Test("accents decide: three jams are three products, three neighbours three producers, and none is upgraded")
  func accents() throws {
    let office = try Office()
    let rows = """
      Kẹo dừa,HTX Thu,3,1/QĐ,2024-01-15,,,,
      Kẹo dứa,HTX Thu,3,1/QĐ,2024-01-15,,,,
      Kẹo dưa,HTX Thu,4,2/QĐ,2024-02-15,,,,
      Chả cá,Hộ kinh doanh Trần Thị Hoa,3,1/QĐ,2024-01-15,,,,
      Chả cá,Hộ kinh doanh Trần Thị Hòa,3,1/QĐ,2024-01-15,,,,

      """
    let report = try office.load(.recognitions, header + rows)
    #expect(report.problems.isEmpty && report.accepted == 5)
    #expect(try Self.names(office, .product).count == 5 && Self.names(office, .producer).count == 3)
    #expect(try office.load(.recognitions, header + rows).events == 0)
    // Without accents a name may be any of them: somebody says which.
    let plain = try office.load(.recognitions, header + "Keo dua,HTX Thu,3,9/QĐ,2025-01-15,,,,\n")
    #expect(plain.problems.map(\.code) == ["product.ambiguous"] && plain.events == 0)
    let chosen = try office.load(.recognitions, header + "Keo dua,HTX Thu,3,9/QĐ,2025-01-15,,SP-0002,,\n")
    #expect(chosen.events == 1)
    let alone = try office.load(.recognitions, header + "Cha ca,Ho kinh doanh Tran Thi Hoa,3,9/QĐ,2025-01-15,,,,\n")
    #expect(alone.problems.map(\.code) == ["producer.ambiguous"])
  }

  @Test("spellings that cannot matter meet: the list again adds nothing")
  func spellings() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Đũa Hoà-An,Hợp tác xã Tân Quy,3,05/QĐ-UBND,2024-01-15,,,,\n")
    for row in [
      "ðũa hòa – an,HTX Tân Qui,3,05/QĐ-UBND,2024-01-15,,,,", "ĐŨA HÒA-AN,htx tân quy,3,Số 5/qđ-ubnd,15.01.2024,,,,",
      "Đũa\u{ad} Hoà\u{2011}An,HTX\u{a0}Tân Quy,3,5 / QĐ–UBND,ngày 15/1/2024,,,,",
    ] {
      let report = try office.load(.recognitions, header + row + "\n")
      #expect(report.problems.isEmpty && report.alreadyThere == 1 && report.events == 0, "\(row)")
    }
  }

  @Test("a name that is near is asked about, and answered by an id or by new; nothing is written meanwhile")
  func near() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Mật ong rừng,HTX Tân Quy Thượng,3,1/QĐ,2021-01-15,,,,\n")
    let rows: [(row: String, column: String)] = [
      ("Mật ong rừng,\"HTX Tân Quy Thượng, xã Mẫu\",4,2/QĐ,2022-06-15", "producer"),
      ("Mật ong rừng,Công ty TNHH Tân Quy Thượng,4,2/QĐ,2022-06-15", "producer"),
      ("Mật ong rừng,HTX Tân Quy Thượg,4,2/QĐ,2022-06-15", "producer"),
      ("Mật ong rừngg,HTX Tân Quy Thượng,4,2/QĐ,2022-06-15", "product"),
      ("Mật ong rừng,,4,2/QĐ,2022-06-15", "product"),
    ]
    for (row, column) in rows {
      let report = try office.load(.recognitions, header + row + ",,,,\n")
      #expect(report.problems.map(\.code) == ["name.near"] && report.events == 0, "\(row)")
      #expect(report.problems.first?.column == column && report.problems.first?.hint?.en.contains("-0001 ") == true)
    }
    let same = try office.load(.recognitions, header + rows[2].row + ",,,CT-0001,\n", dryRun: true)
    #expect(same.problems.isEmpty && same.events == 1)
    let new = try office.load(.recognitions, header + rows[2].row + ",,,new,\n")
    #expect(new.problems.isEmpty && new.events == 3)
    let product = try office.load(.recognitions, header + rows[3].row + ",,mới,,\n")
    #expect(product.problems.isEmpty && product.events == 2)
    let unknown = try office.load(.recognitions, header + rows[4].row + ",,SP-0099,,\n")
    #expect(unknown.problems.map(\.code) == ["product_id.unknown"])
  }

  @Test("a product recorded without its producer is asked about when the producer is named")
  func orphan() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Mật ong,,4,2/QĐ,2022-06-15,,,,\n")
    let later = header + "Mật ong,HTX Bắc,3,1/QĐ,2021-01-15,,"
    #expect(try office.load(.recognitions, later + ",,\n").problems.map(\.code) == ["name.near"])
    #expect(try office.load(.recognitions, later + "new,,\n").events == 3)
    #expect(try office.load(.recognitions, header + "Mật ong,,4,2/QĐ,2022-06-15,,,,\n").events == 0)
  }

  @Test("every name and owner ever borne counts: a list again after renamings and a transfer adds nothing")
  func renamed() throws {
    let office = try Office()
    let list = header + "Mắm tôm,HTX Thu,3,1/QĐ,2021-01-10,,,,\n"
    _ = try office.load(.recognitions, list)
    let events = [
      #"{"about":"Mắm tôm","type":"productRenamed","effectiveOn":"2022-01-01","payload":{"name":"Mắm thượng hạng"}}"#,
      #"{"about":"HTX Thu","type":"producerRenamed","effectiveOn":"2022-01-01","payload":{"name":"Công ty Thu Đông"}}"#,
      #"{"stream":"producer","type":"producerRegistered","payload":{"name":"HTX Xuân"}}"#,
      #"{"about":"Mắm thượng hạng","type":"productTransferred","effectiveOn":"2023-01-01","payload":{"producer":"HTX Xuân"}}"#,
    ].joined(separator: "\n")
    let file = try office.file(events.utf8, "jsonl")
    let first = try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(first.problems.isEmpty && first.events == 4)
    #expect(try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t")).events == 0)
    for producer in ["HTX Thu", "Công ty Thu Đông", "HTX Xuân"] {
      for product in ["Mắm tôm", "Mắm thượng hạng"] {
        let report = try office.load(.recognitions, header + "\(product),\(producer),3,1/QĐ,2021-01-10,,,,\n")
        #expect(report.events == 0 && report.problems.isEmpty, "\(product), \(producer)")
      }
    }
  }

  @Test("about, exports and awards ask as lists do")
  func others() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Mật ong rừng,HTX Tân Quy Thượng,3,1/QĐ,2021-01-15,,,,\n")
    let line = #"{"about":"Mật ong rừngg","type":"productCoded","payload":{"code":"1"}}"#
    let events = try office.ledger.importEvents(
      file: office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
    #expect(events.problems.map(\.code) == ["name.near"] && events.problems.first?.hint?.en.contains("SP-0001") == true)
    let exports = "producer,product,market,since,until,channel,outlets,note\n"
    #expect(
      try office.load(.exports, exports + "HTX Tân Quy Thượg,,JP,2020,,,,\n").problems.map(\.code) == ["name.near"])
    let awards = "recipient_kind,recipient,product,title,awarded_by,decision,awarded_on,count,note\n"
    #expect(
      try office.load(.awards, awards + "product,,Mật ong rừngg,t,a,,2020,,\n").problems.map(\.code) == ["name.near"])
  }

  @Test("a row that was changed is offered as a correction, with what it sets")
  func changed() throws {
    let office = try Office()
    _ = try office.load(.recognitions, header + "Mắm tôm,HTX Thu,3,1/QĐ,2021-01-10,,,,\n")
    let at = try office.ledger.size - 2
    for (row, field) in [
      ("Mắm tôm,HTX Thu,4,1/QĐ,2021-01-10,,,,", CorrectedField.field("grant.stars", "4")),
      ("Mắm tôm,HTX Thu,3,1/QĐ,2021-01-11,,,,", .effectiveOn("2021-01-11")),
      ("Mắm tôm,HTX Thu,3,11/QĐ,2021-01-10,,,,", .field("grant.decision", "11/QĐ")),
    ] {
      let report = try office.load(.recognitions, header + row + "\n")
      #expect(report.events == 0 && report.problems.map(\.remedy) == [.correct(Position(at), [field])], "\(row)")
    }
    let confirmed = header + "Mắm tôm,HTX Thu,3,11/QĐ,2021-01-10,,,,decision.sameDay\n"
    #expect(try office.load(.recognitions, confirmed, dryRun: true).events == 1)
  }

  @Test(
    "numbers of persons are asked about, a household's is never taken in, a tax code's check digit is held against it")
  func numbers() throws {
    let office = try Office()
    let header = "product,producer,stars,decided_on,note,tax_code,confirmed\n"
    func codes(_ row: String) throws -> [String] {
      try office.load(.recognitions, header + row + "\n", dryRun: true).problems.map(\.code)
    }
    #expect(try codes("A,HTX Một,3,2021,gọi 0912.345.678,,") == ["note.personalNumber"])
    #expect(try codes("A,HTX Một,3,2021,CCCD 038 199 001 234,,") == ["note.personalNumber"])
    #expect(try codes("A,HTX Một,3,2021,gọi 0912 345 678,,note.personalNumber") == [])
    #expect(try codes("A,HTX Một,3,2021,theo 5445/QĐ-UBND ngày 23/12/2019,,") == [])
    #expect(try codes("A,Hộ Một,3,2021,,038199001234,") == ["person.number"])
    #expect(try codes("A,HTX Một,3,2021,,0100109106,") == [])
    #expect(try codes("A,HTX Một,3,2021,,0100109107,") == ["taxCode.checkDigit"])
    #expect(try codes("A,HTX Một,3,2021,,0100109107,taxCode.checkDigit") == [])
    #expect(try codes("A,HTX Một,3,2021,,12345,") == ["taxCode.unreadable"])
  }
}
