import Exchange
import Foundation
import Ledger
import OCOP
import Testing

@Suite("Law in a ledger: adopting it, and what is recorded against it")
struct LawImportTests {
  private static func rulebook(_ id: String) throws -> Rulebook {
    let fixtures = URL(fileURLWithPath: Office.fixtures).deletingLastPathComponent().path
    return try RulebookFolder("\(fixtures)/rulebooks/\(id)").rulebook
  }

  static func adopt(_ office: Office) throws {
    for known in NationalRulebooks.all {
      _ = try office.ledger.adopt(try rulebook(known.id.text), actor: "test")
    }
  }

  @Test("a rulebook in full is adopted again with its law, once; one that says something else is refused")
  func readopting() throws {
    let office = try Office()
    let whole = try Self.rulebook("QD26-2026")
    var plain = whole
    plain.law = nil
    #expect(try office.ledger.adopt(plain, actor: "test").positions.count == 1)
    var other = whole
    other.sets[0].criteria[0].options[0] = RulePoints(0)
    #expect(throws: LedgerError.self) { _ = try office.ledger.adopt(other, actor: "test") }
    #expect(try office.ledger.adopt(whole, actor: "test").positions.count == 1)
    #expect(try office.ledger.adopt(whole, actor: "test").positions.count == 0)
    #expect(try office.ledger.rulebooks()[whole.id]?.law == whole.law)
    var less = whole
    less.law?.powers.removeLast()
    #expect(throws: LedgerError.refused(.rulebookDiffers(whole.id, field: "law"))) {
      _ = try office.ledger.adopt(less, actor: "test")
    }
    #expect(try office.ledger.verify().findings.isEmpty)
  }

  @Test("a row that breaks the law is refused with the article, and taken with its reason; told again it adds nothing")
  func rows() throws {
    let office = try Office()
    let header = "product,producer,stars,decision,decided_on,valid_until,irregular\n"
    let long = "Bún,HTX Một,4,1/QĐ,2021-01-10,2026-09-10"
    // Without law nothing is judged by it.
    let before = try office.load(.recognitions, header + "Miến,HTX Hai,4,2/QĐ,2021-01-10,2026-09-10,\n")
    #expect(before.problems.isEmpty)
    try Self.adopt(office)
    let refused = try office.load(.recognitions, header + long + ",\n")
    #expect(refused.problems.map(\.code) == ["law.term"] && refused.problems.map(\.column) == ["valid_until"])
    #expect(refused.problems.first?.text.vi.contains("36 tháng") == true)
    let taken = try office.load(.recognitions, header + long + ",theo bản gốc\n")
    #expect(taken.problems.isEmpty && taken.events == 3)
    #expect(try office.load(.recognitions, header + long + ",theo bản gốc\n").events == 0)
    let last = try #require(try office.ledger.record(at: Position(try office.ledger.size - 2)))
    #expect(last.record.details?.irregular?.reason == "theo bản gốc")
    #expect(last.record.details?.irregular?.breaches.map(\.rule) == ["term"])
    #expect(last.record.format == 3)
  }

  @Test("what a decision rests on, and what others tell, stand in columns and lines, and go out and in again")
  func grounds() throws {
    let office = try Office()
    try Self.adopt(office)
    let header =
      "product,producer,stars,decision,decided_on,decided_by,căn cứ,ngày nộp hồ sơ,loại hồ sơ,told,irregular\n"
    let report = try office.load(
      .recognitions,
      header
        + "Miến,HTX Một,3,1/QĐ,2026-06-15,UBND tỉnh Thanh Hóa,QĐ 148/QĐ-TTg,20/05/2026,lần đầu,decided_on=2026-06-16 (báo),\n"
        + "Bún,HTX Một,3,2/QĐ,2021-01/2021-03,huyện,,,,,biên bản ghi như vậy\n")
    #expect(report.problems.isEmpty, "\(report.problems)")
    let records = try (0..<2).map { index in
      try office.ledger.history(of: ProductID(UInt32(index) + 1).stream).effective.last!.record
    }
    #expect(records[0].rulebook == RulebookID("QD1489-2025") && records[0].event.grant?.issuer == "UBND tỉnh Thanh Hóa")
    #expect(records[0].details?.grounds?.application == .first)
    #expect(records[0].details?.told == [Telling(field: "effectiveOn", value: "2026-06-16", source: "báo")])
    #expect(records[1].details?.irregular?.breaches.map(\.rule) == ["authority"])
    // An export says all of it.
    let copy = try Office()
    try Self.adopt(copy)
    let lines = try (0..<2).flatMap { try office.ledger.records(of: ProductID(UInt32($0) + 1).stream) }
    let makers = try office.ledger.records(of: ProducerID(1).stream)
    let text = (makers + lines).map(\.json.text).joined(separator: "\n")
    let again = try copy.ledger.importEvents(
      file: try copy.file(text.utf8, "jsonl"), options: ImportOptions(actor: "t"))
    #expect(again.problems.isEmpty, "\(again.problems)")
    for (index, record) in records.enumerated() {
      let there = try copy.ledger.history(of: ProductID(UInt32(index) + 1).stream).effective.last!.record
      #expect(
        (there.details, there.effectiveOn, there.rulebook) == (record.details, record.effectiveOn, record.rulebook))
    }
    let wrong = try office.load(
      .recognitions, header + "Mì,HTX Một,3,3/QĐ,2024-06-15,Ban chỉ đạo,,,mai,đoán,\n")
    #expect(
      Set(wrong.problems.map(\.code)) == ["decided_by.unknown", "application.unknown", "told.unreadable"])
  }
}
