import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import OfficeFiles
import TestSupport
import Testing

/// Check, answer, import; and back.
@Suite("Import: answers in the workbook, and undoing")
struct WorkbookAnswerTests {
  /// The marked file with other texts in some cells, as an office saves it.
  private func answered(_ bytes: [UInt8], _ answers: [String: String]) throws -> [UInt8] {
    let workbook = try Workbook(bytes)
    var marks = SheetMarks(columns: 23...60, firstRow: 2)
    for (cell, text) in try cells(of: bytes) {
      guard let place = CellReference(cell), place.column >= 23 else { continue }
      marks.texts[place] = text
    }
    for (cell, text) in answers { CellReference(cell).map { marks.texts[$0] = text } }
    return try workbook.marked(workbook.sheets[0], marks)
  }

  @Test("questions are answered by what stands to the right of them, and are not asked again")
  func answers() throws {
    let office = try Office()
    try LawImportTests.adopt(office)
    var first = SampleList()
    first.add("Mắm tép Lê Gia")
    #expect(try office.load(first.bytes()).report.accepted == 1)
    var list = SampleList()
    list.add(
      "Mắm tép Lê Gjaa",
      ["M": .day(year: 2024, month: 7, day: 1), "N": .number(2023), "O": .text("5/QĐ"), "P": .text("UBND huyện")])
    list.add("Chè", ["K": .day(year: 2024, month: 6, day: 21), "E": .text("HTX Hai")])
    let (file, report) = try office.load(list.bytes())
    #expect(report.rejected == 2)
    let marked = try file.marked(report, .vi)
    let shown = try cells(of: marked)
    #expect(shown["X2"] == "Trả lời" && shown["Y2"] == "Trả lời 2" && shown["Z2"] == "Lựa chọn")
    let near = try #require(shown.first { $0.key.hasSuffix("3") && $0.value.hasPrefix("SP-0001") }?.value)
    #expect(near.hasSuffix("[product_id=SP-0001]"))
    let year = try #require(shown.first { $0.value.contains("confirmed=date.year") }?.value)
    let law = try #require(shown.first { $0.value.contains("irregular]") }?.value)
    let (again, second) = try office.load(answered(marked, ["X3": near, "Y3": year, "X4": law]))
    #expect(second.problems.isEmpty && second.accepted == 2, "\(second.problems)")
    #expect(try office.grants(1) == ["3 2021-05-20", "3 2024-07-01"])
    let chè = try office.ledger.history(of: ProductID(2).stream).effective.last?.record
    #expect(chè?.details?.irregular?.reason == "Đã biết chưa phù hợp quy định, ghi đúng như quyết định")
    // Marked again, the file has no faults, and its answers still stand.
    let clean = try cells(of: again.marked(second, .vi))
    #expect(clean["W3"] == nil && clean["X3"] == near && clean["Y3"] == year)
    let (_, third) = try office.load(answered(marked, ["X3": near, "Y3": year, "X4": law]))
    #expect(third.events == 0 && third.problems.isEmpty)
    // The words are enough where one candidate has them.
    let words = String(law.prefix { $0 != "[" }).trimmingCharacters(in: .whitespaces)
    #expect(try office.load(answered(marked, ["X3": near, "Y3": year, "X4": words])).report.problems.isEmpty)
    let (_, unreadable) = try office.load(answered(marked, ["X3": "ừ", "X4": law]))
    #expect(unreadable.problems.contains { $0.code == "answer.unreadable" && $0.place?.cell == "X3" })
  }

  @Test("a row that was changed is offered as a correction, which an answer makes")
  func corrections() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    #expect(try office.load(list.bytes()).report.accepted == 1)
    list.rows[0][11] = .number(4)
    list.rows[0][14] = .text("121/QĐ-UBND")
    let before = try office.ledger.size
    for (column, value, expected) in [
      (11, FreshCell.number(4), "4 2021-05-20"), (14, .text("121/QĐ-UBND"), "4 2021-05-20"),
    ] {
      var changed = SampleList()
      changed.add("Mắm tép", column == 11 ? [:] : ["L": .number(4)])
      changed.rows[0][column] = value
      let (file, report) = try office.load(changed.bytes())
      #expect(report.rejected == 1)
      let marked = try file.marked(report, .vi)
      let offer = try #require(try cells(of: marked).first { $0.value.contains("correct=") }?.value)
      #expect(offer.hasPrefix("Sửa ghi chép ở vị trí"), "\(offer)")
      let (_, taken) = try office.load(answered(marked, ["X3": offer]))
      #expect(taken.problems.isEmpty && taken.accepted == 1, "\(taken.problems)")
      #expect(try office.grants(1) == [expected])
    }
    #expect(try office.ledger.size == before + 4)
    #expect(try office.load(list.bytes()).report.events == 0)
  }

  @Test("imported, again, undone, again: nothing new, as before, the same once more; the list of imports tells it")
  func undone() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép", ["Q": .number(4), "R": .day(year: 2024, month: 6, day: 1), "T": .text("9/QĐ")])
    list.add("Chè", ["E": .text("HTX Hai")])
    func grants() throws -> [String] {
      try office.ledger.streams(.product).map { try office.grants($0.number).joined(separator: ", ") }
        .filter { !$0.isEmpty }
    }
    let report = try office.load(list.bytes()).report
    let (once, at) = (try grants(), try #require(report.importRecord))
    #expect(once == ["3 2021-05-20, 4 2024-06-01", "3 2021-05-20"] && report.events == 7)
    #expect(try office.load(list.bytes()).report.events == 0)
    let (undone, _) = try office.ledger.undoImport(at: at, actor: "t", reason: "nhầm tệp", keepingUsed: false)
    #expect(undone.struck == 8 && undone.used.isEmpty)
    #expect(try grants() == [])
    #expect(throws: LedgerError.refused(.struckOut(at))) {
      try office.ledger.undoImport(at: at, actor: "t", reason: "nhầm tệp", keepingUsed: false)
    }
    let again = try office.load(list.bytes()).report
    #expect(again.problems.isEmpty && again.events == 7, "\(again.problems)")
    #expect(try grants() == once)
    let imports = try office.ledger.imports().filter { $0.list.list == .workbook }
    #expect(imports.map { $0.undone?.reason } == ["nhầm tệp", nil])
    #expect(imports.map(\.struck) == [7, 0])
    #expect(imports[0].list.digest == imports[1].list.digest && imports[0].list.records == 7)
  }

  @Test("what later records rest on is listed and stays; the rest goes when that is asked for")
  func used() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    list.add("Chè", ["E": .text("HTX Hai")])
    let at = try #require(try office.load(list.bytes()).report.importRecord)
    var later = SampleList()
    later.add("Mắm tép", ["L": .number(4), "M": .day(year: 2024, month: 6, day: 1), "N": .empty, "O": .text("9/QĐ")])
    #expect(try office.load(later.bytes()).report.events == 1)
    let before = try office.ledger.head()
    func undo(_ keeping: Bool) throws -> ImportUndone {
      try office.ledger.undoImport(at: at, actor: "t", reason: "sai", keepingUsed: keeping).undone
    }
    let refused = try undo(false)
    #expect(try office.ledger.head() == before)
    // The product and its producer; the first grant is a fact of its own.
    #expect(refused.used.count == 2 && refused.used.allSatisfy { !$0.reason.vi.isEmpty }, "\(refused.used)")
    #expect(try undo(true).struck == 4)
    let told = try #require(try office.ledger.imports().first { $0.position == at })
    #expect(told.undone == nil && told.struck == 4)
    #expect(try office.grants(1) == ["4 2024-06-01"] && office.grants(2) == [])
    #expect(throws: LedgerError.refused(.noImport(Position(0)))) {
      try office.ledger.undoImport(at: Position(0), actor: "t", reason: "x", keepingUsed: false)
    }
  }

  @Test("a group or a legal form that is registered otherwise is told at its cell, and corrected where one answers so")
  func registers() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    #expect(try office.load(list.bytes()).report.accepted == 1)
    list.rows[0][2] = .text("Đồ uống")
    list.rows[0][3] = .text("Hộ kinh doanh")
    let (file, report) = try office.load(list.bytes())
    #expect(report.alreadyThere == 1 && report.events == 0 && report.notes.count == 2)
    let marked = try file.marked(report, .vi)
    let shown = try cells(of: marked)
    #expect(shown["W3"]?.contains("C3: lưu ý") ?? false, "\(shown)")
    let offers = shown.filter { $0.value.contains("[correct=") }.sorted { $0.key < $1.key }.map(\.value)
    #expect(offers.count == 2 && offers.contains { $0.contains("nhóm = Đồ uống") }, "\(offers)")
    let (_, taken) = try office.load(answered(marked, ["X3": offers[0], "Y3": offers[1]]))
    #expect(taken.problems.isEmpty && taken.events == 2 && taken.notes.isEmpty, "\(taken)")
    #expect(try office.load(list.bytes()).report.notes.isEmpty)
  }

  @Test("a commune or a note that a row says otherwise is told at its cell, and corrected where one answers so")
  func places() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép", ["F": .text("Hoằng Phụ"), "V": .text("cũ")])
    #expect(try office.load(list.bytes()).report.accepted == 1)
    list.rows[0][5] = .text("Hoằng Châu")
    list.rows[0][21] = .text("mới")
    let (file, report) = try office.load(list.bytes())
    #expect(report.alreadyThere == 1 && report.events == 0 && report.notes.count == 2, "\(report)")
    let marked = try file.marked(report, .vi)
    let offers = try cells(of: marked).filter { $0.value.contains("[correct=") }.sorted { $0.key < $1.key }.map(\.value)
    #expect(
      offers.count == 2 && offers.contains { $0.contains("mã xã = ") }
        && offers.contains { $0.contains("ghi chú = mới") })
    let (_, taken) = try office.load(answered(marked, ["X3": offers[0], "Y3": offers[1]]))
    #expect(taken.problems.isEmpty && taken.events == 2 && taken.notes.isEmpty, "\(taken)")
    let again = try office.load(list.bytes()).report
    #expect(again.notes.isEmpty && again.events == 0, "\(again)")
  }

  @Test(
    "a list that says of today that a product has no stars any more is read", arguments: ["Hết hạn", "0", "Đã thu hồi"])
  func expired(word: String) throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép", ["J": .text(word)])
    #expect(try office.load(list.bytes()).report.problems.isEmpty)
  }

  @Test("a new product that differs by accents alone from one of the same decision is told of")
  func twins() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Rượu Sâm Báo")
    #expect(try office.load(list.bytes()).report.notes.isEmpty)
    var typed = SampleList()
    typed.add("Rượu Sâm Bảo")
    let told = try office.load(typed.bytes()).report.notes.map(\.text.vi)
    #expect(told.count == 1 && told[0].contains("SP-0001 Rượu Sâm Báo"), "\(told)")
  }

  @Test("what a row says that is not in the log yet is no record to be corrected")
  func notRecordedYet() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép", ["Q": .number(4), "R": .day(year: 2024, month: 6, day: 1), "T": .text("9/QĐ")])
    list.add("Mắm tép", ["Q": .number(4), "R": .day(year: 2024, month: 6, day: 1), "T": .text("10/QĐ")])
    let (file, report) = try office.load(list.bytes())
    #expect(report.problems.map(\.code) == ["decision.sameDay"] && report.problems[0].remedy == nil)
    #expect(try !cells(of: file.marked(report, .vi)).values.contains { $0.contains("correct=") })
  }

  @Test("rows under merged cells are answered in their own row, and what they say otherwise is a fault")
  func mergedRows() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    list.add(["L": .number(4), "M": .day(year: 2023, month: 6, day: 1), "N": .number(2024), "O": .text("9/QĐ")])
    list.merged = [(0...1, 1...1)]
    let (file, report) = try office.load(list.bytes())
    #expect(report.problems.map { "\($0.place?.cell ?? "") \($0.code)" } == ["N4 date.year"], "\(report.problems)")
    let marked = try file.marked(report, .vi)
    let answer = try #require(try cells(of: marked).first { $0.value.contains("date.year]") })
    #expect(answer.key.hasSuffix("4"))
    let (_, taken) = try office.load(answered(marked, ["X4": answer.value]))
    #expect(taken.problems.isEmpty && taken.accepted == 2, "\(taken.problems)")
    list.rows[1][4] = .text("HTX Khác")
    let other = try office.load(list.bytes()).report
    #expect(other.problems.contains { $0.code == "merged.differs" && $0.place?.cell == "E4" }, "\(other.problems)")
  }

  @Test("a list's own column of that name stays in the marked file, and marks that are not last move behind it")
  func ownColumn() throws {
    let office = try Office()
    var list = SampleList()
    list.headings = [["Tên sản phẩm", "Lỗi", "Chủ thể", "Hạng sao", "Ngày", "Số QĐ"]]
    list.rows = [[.text("Mắm"), .text("của tôi"), .text("HTX A"), .text("chín"), .text("20/5/2021"), .text("1/QĐ")]]
    let (file, report) = try office.load(list.bytes())
    let shown = try cells(of: file.marked(report, .vi))
    #expect(
      shown["B2"] == "của tôi" && shown["C2"] == "HTX A" && shown["G1"] == "Lỗi" && shown["G2"] != nil, "\(shown)")
  }

  @Test("undone, taken back and undone again, nothing is said that was not recorded")
  func takenBack() throws {
    let office = try Office()
    var list = SampleList()
    list.add("Mắm tép")
    let at = try #require(try office.load(list.bytes()).report.importRecord)
    func undo() throws -> ImportUndone {
      try office.ledger.undoImport(at: at, actor: "t", reason: "sai", keepingUsed: true).undone
    }
    #expect(try undo().struck == 4)
    for strike in try office.ledger.records(of: ProductID(1).stream).filter({ $0.record.event.type == .voided })
      .reversed()
    {
      let stream = ProductID(1).stream
      let back = Command(
        id: nil, actor: "t", act: .void(stream, strike.position), effectiveOn: strike.record.effectiveOn, reason: "thôi"
      )
      _ = try? office.ledger.submit([back])
    }
    let before = try office.ledger.size
    let again = try? undo()
    #expect(try UInt64(again?.struck ?? 0) == office.ledger.size - before)
  }

  @Test("a list of any kind is undone, and may be imported again")
  func everyKind() throws {
    let office = try Office()
    _ = try office.load(.recognitions, "product,producer,stars,decided_on\nMắm tép,HTX Hoa Sen,3,2021-05-20\n")
    for (kind, text) in [
      (ImportKind.exports, "producer,product,market,since,until\nHTX Hoa Sen,Mắm tép,JP,2022-01-01,\n"),
      (
        .awards,
        "recipient_kind,recipient,product,title,awarded_by,awarded_on\nproduct,,Mắm tép,Giải A,UBND tỉnh,2022\n"
      ),
      (.targets, "scope,period,metric,value,set_by,set_on\nprovince:38,2024-2025,products,10,Kế hoạch 1,2024-01-01\n"),
    ] {
      let report = try office.load(kind, text)
      let at = try #require(report.importRecord, "\(kind) \(report.problems)")
      let undone = try office.ledger.undoImport(at: at, actor: "t", reason: "nhầm", keepingUsed: false).undone
      #expect(undone.struck == report.events + 1, "\(kind)")
      #expect(try office.load(kind, text).events == report.events, "\(kind)")
      #expect(try office.load(kind, text).events == 0, "\(kind)")
    }
  }
}
