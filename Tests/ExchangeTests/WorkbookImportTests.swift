import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import OfficeFiles
import TestSupport
import Testing

extension Office {
  func load(
    _ bytes: [UInt8], ending: String = "xlsx", acceptGood: Bool = false, dryRun: Bool = false, mapping: String? = nil
  ) throws -> (list: WorkbookList, report: ImportReport) {
    var options = ImportOptions(actor: "t", isRehearsal: dryRun, acceptsGood: acceptGood)
    options.listDay = day("2026-01-01")
    let mapping = try mapping.map { try WorkbookMapping(file: try file($0.utf8, "yaml")) }
    let list = try WorkbookList(file: try file(bytes, ending), mapping: mapping)
    return (list, try ledger.importWorkbook(list, options: options))
  }

  /// The stars of a product, grant by grant: `3 2021-05-20`.
  func grants(_ product: UInt32) throws -> [String] {
    try ledger.history(of: ProductID(product).stream).effective.compactMap { entry in
      entry.record.event.grant.map { "\($0.stars.number) \(entry.record.effectiveOn?.text ?? "-")" }
    }
  }
}

@Suite("Import: a province's workbook")
struct WorkbookImportTests {
  @Test(
    "both evaluations of a row are recorded; titles, totals and signatures are passed over and named; persons are not taken in"
  )
  func asItStands() throws {
    let office = try Office()
    var list = SampleList()
    list.add(
      "Mắm tép",
      [
        "G": .text("Thôn 1"), "H": .text("Lê Văn A"), "I": .text("0912345678"), "J": .number(4),
        "K": .day(year: 2027, month: 6, day: 1), "Q": .text("4 sao"), "R": .text("01/06/2024"), "S": .number(2024),
        "T": .text("99/QĐ-UBND"), "U": .text("Tỉnh"),
      ])
    list.add("Chè", ["I": .text("0987654321")])
    list.add(["A": .text("Tổng cộng"), "J": .number(2)])
    list.add([:])
    list.add(["R": .text("NGƯỜI LẬP BIỂU")])
    let (_, report) = try office.load(list.bytes())
    #expect(report.problems.isEmpty && report.read == 2 && report.accepted == 2 && report.passedOver == 2, "\(report)")
    #expect(try office.grants(1) == ["3 2021-05-20", "4 2024-06-01"])
    let last = try office.ledger.history(of: ProductID(1).stream).effective.last?.record.event.grant
    #expect(last?.validUntil.text == "2027-06-01" && last?.termBasis == .decided)
    #expect(
      report.notTaken.map { "\($0.column) \($0.cells) \($0.isPersonal)" } == ["G 1 true", "H 1 true", "I 2 true"])
    let told = report.notes.map(\.text.vi).joined(separator: "\n")
    #expect(told.contains("Dòng 5 bỏ qua: Tổng cộng") && told.contains("Dòng 7 bỏ qua: NGƯỜI LẬP BIỂU"), "\(told)")
    var kept = ""
    try office.ledger.forEachRecord { event in
      kept += event.json.text
      return true
    }
    for person in ["Thôn 1", "Lê Văn A", "0912345678", "0987654321"] { #expect(!kept.contains(person), "\(person)") }
    #expect(try office.load(list.bytes()).report.events == 0)
  }

  @Test(
    "headings are found in any order, in one row or two, with accents or without",
    arguments: [
      ["ten san pham", "CHU THE", "Xã/phường", "Sao", "Ngày quyết định", "Số quyết định", "Ghi chú"],
      ["Số QĐ công nhận", "Hạng sao", "Ngày công nhận", "Tên sản phẩm OCOP", "Tên chủ thể", "Địa bàn xã", "note"],
      ["STT", "San pham", "Don vi san xuat", "Ket qua phan hang", "Ngày cấp", "QĐ", "Xã, phường, thị trấn"],
    ])
  func headings(_ words: [String]) throws {
    let office = try Office()
    var list = SampleList()
    list.headings = [["DANH SÁCH"], words]
    var row: [FreshCell] = []
    for word in words.map(folded) {
      if word == "stt" {
        row.append(.number(1))
      } else if word.contains("san pham") {
        row.append(.text("Mắm tép"))
      } else if word.contains("chu the") || word.contains("don vi") {
        row.append(.text("HTX Hoa Sen"))
      } else if word.contains("xa") && !word.contains("xuat") {
        row.append(.text("Hoằng Phụ"))
      } else if word.contains("ngay") {
        row.append(.day(year: 2021, month: 5, day: 20))
      } else if word.contains("sao") || word.contains("ket qua") {
        row.append(.number(4))
      } else if word.contains("qd") || word.contains("quyet dinh") {
        row.append(.text("7/QĐ-UBND"))
      } else {
        row.append(.text("ghi"))
      }
    }
    list.rows = [row]
    let (_, report) = try office.load(list.bytes())
    #expect(report.problems.isEmpty && report.accepted == 1, "\(report.problems)")
    #expect(try office.grants(1) == ["4 2021-05-20"])
    let product = try office.ledger.history(of: ProductID(1).stream)
    #expect(product.place(on: day("2022-01-01"))?.commune?.code.text == "16003")
  }

  @Test("a CSV file of the same layout says the same")
  func csv() throws {
    let office = try Office()
    let line =
      "1;Mắm tép;Thực phẩm;HTX;HTX Hoa Sen;Hoằng Phụ;;;;4;;3;20/05/2021;2021;120/QĐ-UBND;UBND tỉnh;4;01/06/2024;2024;9/QĐ;Tỉnh;"
    let text = SampleList().headings.map { $0.joined(separator: ";") }.joined(separator: "\n") + "\n\(line)\n"
    let (list, report) = try office.load(Array(text.utf8), ending: "csv")
    #expect(report.problems.isEmpty && report.accepted == 1, "\(report.problems)")
    #expect(try office.grants(1) == ["3 2021-05-20", "4 2024-06-01"])
    #expect(throws: ImportProblem.self) { try list.marked(report, .vi) }
  }

  @Test(
    "merged cells that go on are read as such, and told: one product of several rows, one producer of several products")
  func merged() throws {
    let office = try Office()
    var list = SampleList()
    list.add(
      "Mắm tép", ["Q": .number(4), "R": .day(year: 2024, month: 6, day: 1), "T": .text("9/QĐ"), "J": .number(5)])
    list.add(["L": .number(5), "M": .day(year: 2025, month: 1, day: 2), "O": .text("1/QĐ-BNN"), "P": .text("Bộ")])
    list.add("Chè", ["E": .empty])
    list.merged = [(0...1, 0...0), (0...1, 1...1), (0...2, 4...4)]
    let (_, report) = try office.load(list.bytes())
    #expect(report.problems.isEmpty && report.read == 3 && report.accepted == 3, "\(report.problems)")
    #expect(try office.grants(1) == ["3 2021-05-20", "4 2024-06-01", "5 2025-01-02"])
    let products = try office.ledger.streams(.product).count
    #expect(try products == 2 && office.ledger.streams(.producer).count == 1)
    let told = report.notes.map(\.text.vi).joined(separator: "\n")
    #expect(told.contains("Dòng 4: nối dòng 3") && told.contains("Dòng 5: đọc theo ô gộp: Chủ thể (E3:E5)"), "\(told)")
    #expect(try office.load(list.bytes()).report.events == 0)
  }

  @Test("days that lost their format, decimal commas and lost zeros are read where one reading exists, and told")
  func repaired() throws {
    let office = try Office()
    var list = SampleList()
    list.headings[0][10] = "Mã số thuế"
    list.add("Mắm tép", ["L": .text("4,0"), "M": .number(44_336), "K": .number(100_109_106), "F": .number(16_003)])
    list.add("Chè", ["M": .text("20/5/2021"), "E": .text("HTX Hai"), "K": .number(10)])
    let (_, report) = try office.load(list.bytes(), acceptGood: true)
    #expect(
      report.problems.map { "\($0.place?.cell ?? "") \($0.code)" } == ["K4 taxCode.unreadable"], "\(report.problems)")
    #expect(try office.grants(1) == ["4 2021-05-20"])
    let told = report.notes.map(\.text.vi).joined(separator: "\n")
    #expect(told.contains("Ô M3: số 44336 đọc là ngày 2021-05-20") && told.contains("đọc là 0100109106"), "\(told)")
  }

  @Test(
    "what is said of today is held against what follows, at its cell",
    arguments: [
      (["J": FreshCell.number(5)], "J3 stars.present"), (["N": .number(2020)], "N3 date.year"),
      (["K": .day(year: 2023, month: 1, day: 1)], "K3 expiry.term"),
      (["K": .day(year: 2024, month: 6, day: 21)], "K3 law.term"), (["J": .text("bốn rưỡi")], "J3 stars.unreadable"),
      (["F": .text("Xã Không Có")], "F3 area.unknown"), (["O": .text("#REF!")], "O3 cell.formulaError"),
      (["M": .text("13/32/2021")], "M3 date.unreadable"), (["L": .empty], "L3 field.empty"),
      (["B": .empty], "B3 field.empty"), (["P": .text("ai đó")], "P3 decided_by.unknown"),
      (["D": .text("ngân hàng")], "D3 legal_form.unknown"),
    ])
  func faults(_ changes: [String: FreshCell], _ expected: String) throws {
    let office = try Office()
    try LawImportTests.adopt(office)
    var list = SampleList()
    list.add("Mắm tép", changes)
    let before = try office.ledger.head()
    let (file, report) = try office.load(list.bytes())
    #expect(report.problems.map { "\($0.place?.cell ?? "") \($0.code)" } == [expected], "\(report.problems)")
    #expect(try office.ledger.head() == before)
    let marked = try cells(of: try file.marked(report, .vi))
    let text = try #require(marked["W3"])
    #expect(text.hasPrefix(expected.prefix { $0 != " " } + ": ") && marked["W2"] == "Lỗi", "\(text)")
  }

  @Test("a day in the number of a decision, a unit with the one above it, a level in a column of its own")
  func otherForms() throws {
    let office = try Office()
    var list = SampleList()
    list.headings[1][15] = "Cấp công nhận"
    list.add("Mắm tép", ["M": .empty, "O": .text("15/QĐ-UBND ngày 16/6/2021"), "P": .text("Cấp tỉnh")])
    list.add("Chè", ["F": .text("xã Hoằng Phụ, huyện Hoằng Hóa")])
    list.add(["B": .text("NGƯỜI LẬP BIỂU"), "E": .text("TM. UBND XÃ")])
    let (_, report) = try office.load(list.bytes())
    #expect(report.problems.isEmpty && report.accepted == 2 && report.passedOver == 1, "\(report.problems)")
    #expect(try office.grants(1) == ["3 2021-06-16"])
    let grant = try office.ledger.history(of: ProductID(1).stream).effective.last?.record.event.grant
    #expect(grant?.level == .province)
    #expect(report.notes.contains { $0.text.vi.contains("đọc theo số quyết định") })
    let place = try office.ledger.history(of: ProductID(2).stream).place(on: day("2022-01-01"))
    #expect(place?.commune?.code.text == "16003" && place?.district?.code.text == "399")
  }

  @Test("two list sheets are asked about, a hidden one and other sheets are not; a file without headings is told")
  func sheets() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    var other = list.sheet
    other = FreshSheet(name: "DS cũ", headings: other.headings, widths: [], count: 1, row: other.row)
    let several = #expect(throws: ImportProblem.self) { try office.load(list.bytes([other])) }
    #expect(several?.code == "workbook.severalSheets" && several?.value == "DS, DS cũ")
    let notes = FreshSheet(name: "Ghi chú", headings: [["a", "b"]], widths: [], count: 1) { _ in [.text("x")] }
    #expect(try office.load(list.bytes([notes])).report.accepted == 1)
    list.headings = [["a", "b", "c"]]
    let none = #expect(throws: ImportProblem.self) { try office.load(list.bytes()) }
    #expect(none?.code == "workbook.noHeader")
    let text = #expect(throws: ImportProblem.self) { try office.load(Array("%PDF".utf8)) }
    #expect(text?.code == "workbook.unknownKind")
  }

  @Test("an office's own layout is read by its mapping, which may begin from what the headings seem to say")
  func mapping() throws {
    let office = try Office()
    var list = SampleList()
    list.headings = [["Cột 1", "Cột 2", "Cột 3", "Cột 4"]]
    list.rows = [[.text("Mắm tép"), .text("HTX Hoa Sen"), .number(3), .text("20/05/2021")]]
    let mapping = "header: 1\ncolumns:\n  A: product\n  B: producer\n  C: 1.stars\n  D: 1.decided_on\n"
    #expect(try office.load(list.bytes(), mapping: mapping).report.accepted == 1)
    #expect(try office.grants(1) == ["3 2021-05-20"])
    let proposed = try WorkbookList.proposal(file: office.file(SampleList().bytes(), "xlsx"))
    #expect(proposed.contains("header: 1-2") && proposed.contains("  M: 1.decided_on  # Đánh giá lần đầu / Ngày"))
    var usual = SampleList()
    usual.add("Chè", ["E": .text("HTX Hai")])
    #expect(try office.load(usual.bytes(), mapping: proposed).report.accepted == 1)
    for bad in [
      "header: x\n", "header: 1\n", "header: 1\ncolumns:\n  A1: product\n", "header: 1\ncolumns:\n  A: moon\n", ": :",
    ] {
      let error = #expect(throws: ImportProblem.self, "\(bad)") { try office.load(list.bytes(), mapping: bad) }
      #expect(error?.code == "mapping.unreadable")
    }
  }
}
