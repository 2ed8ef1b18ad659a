import OfficeFiles
import TestSupport
import Testing

/// Marks go into a file that otherwise stays byte for byte what it was.
struct MarkingTests {
  private static func cells(_ bytes: [UInt8]) throws -> [String: String] {
    let workbook = try Workbook(bytes)
    let rows = try workbook.rows(of: workbook.sheets[0]).begin()
    var cells: [String: String] = [:]
    while let row = try rows.next() {
      for cell in row.cells { cells["\(CellReference(row: row.number, column: cell.column))"] = cell.value.text }
    }
    return cells
  }

  private static func marks(_ faulty: [String], _ texts: [String: String]) -> SheetMarks {
    var marks = SheetMarks(columns: 3...8, firstRow: 1)
    marks.faulty = Set(faulty.compactMap { CellReference($0) })
    for (cell, text) in texts { CellReference(cell).map { marks.texts[$0] = text } }
    marks.widths = [3: 50]
    return marks
  }

  private static let readable = [
    "plain", "no-references", "dimension-lies", "prefixed", "strict", "iso-dates", "serial-days", "formats",
    "capital-names", "backslashes", "absolute-targets", "no-styles", "escapes", "row-per-cell", "cells-out-of-order",
    "zip64", "uncomputed", "broken-styles", "alternate-content", "merged", "stored",
    "line-breaks", "column-ends", "extended-rules", "remark", "wide-format",
  ]

  @Test(arguments: readable)
  func everyCellStaysAsItWas(trait: String) throws {
    let bytes = try TraitFiles.bytes(trait)
    let workbook = try Workbook(bytes)
    let texts = ["J1": "Lỗi", "J2": "<a> & \"b\" ễ"]
    // Nobody marks a row that is not there.
    let rows = Set(try Self.cells(bytes).keys.compactMap { CellReference($0)?.row })
    var marks = Self.marks(rows.contains(2) ? ["A1", "B2"] : ["A1"], rows.contains(2) ? texts : ["J1": "Lỗi"])
    marks.columns = 10...12
    let marked = try workbook.marked(workbook.sheets[0], marks)
    var expected = try Self.cells(bytes)
    expected["J1"] = "Lỗi"
    if rows.contains(2) { expected["J2"] = texts["J2"] }
    #expect(try Self.cells(marked) == expected)
    let again = try Workbook(marked)
    let unmarked = try again.marked(again.sheets[0], SheetMarks(columns: 10...12, firstRow: 1))
    #expect(try Self.cells(unmarked) == Self.cells(bytes))
  }

  @Test func aMendedCellGetsItsOwnStyleBack() throws {
    let bytes = try TraitFiles.bytes("filled")
    let workbook = try Workbook(bytes)
    let all = ["A1", "B1", "C1", "D1", "E1"]
    var marks = Self.marks(all, [:])
    marks.columns = 10...12
    let marked = try workbook.marked(workbook.sheets[0], marks)
    let styles = try Self.styles(marked)
    #expect(Set(styles.values).isDisjoint(with: Set(try Self.styles(bytes).values)))
    marks.faulty = [CellReference(row: 1, column: 2)]
    let second = try Workbook(marked)
    let one = try Self.styles(try second.marked(second.sheets[0], marks))
    var expected = try Self.styles(bytes)
    expected["B1"] = styles["B1"]
    #expect(one == expected)
  }

  /// The number of the style of each cell.
  private static func styles(_ bytes: [UInt8]) throws -> [String: Int] {
    let sheet = String(decoding: try Workbook(bytes).part(ofSheet: 0), as: UTF8.self)
    return Dictionary(
      sheet.matches(of: /<c r="([A-Z0-9]+)" s="([0-9]+)"/).map { (String($0.1), Int($0.2) ?? 0) },
      uniquingKeysWith: { $1 })
  }

  @Test func rulesForInputOfOthersStay() throws {
    let bytes = try TraitFiles.bytes("validated")
    let workbook = try Workbook(bytes)
    var marks = Self.marks([], ["C1": "Trả lời", "D2": "một", "E2": "hai"])
    marks.choices = [.init(cell: CellReference(row: 2, column: 3), columns: 4...5)]
    let marked = try workbook.marked(workbook.sheets[0], marks)
    let sheet = String(decoding: try Workbook(marked).part(ofSheet: 0), as: UTF8.self)
    #expect(sheet.contains("<dataValidations count=\"2\"><dataValidation type=\"whole\" sqref=\"B2\">"))
    #expect(sheet.contains("sqref=\"C2\"><formula1>$D$2:$E$2</formula1>"))
    let second = try Workbook(marked)
    let unmarked = try second.marked(second.sheets[0], SheetMarks(columns: 3...8, firstRow: 1))
    let again = try Workbook(unmarked)
    #expect(String(decoding: try again.part(ofSheet: 0), as: UTF8.self).contains("<dataValidations count=\"1\">"))
  }

  @Test func onlyTheSheetAndTheStylesAreWrittenAnew() throws {
    let bytes = try TraitFiles.bytes("filled")
    let workbook = try Workbook(bytes)
    let marked = try Workbook(try workbook.marked(workbook.sheets[0], Self.marks(["A1"], ["C1": "Lỗi"])))
    let (before, after) = (try workbook.packedParts, try marked.packedParts)
    #expect(before.keys == after.keys)
    #expect(before.filter { after[$0.key] != $0.value }.keys.sorted() == ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
  }

  @Test func nothingMarkedIsTheSameFile() throws {
    for trait in Self.readable where trait != "zip64" {
      let workbook = try Workbook(TraitFiles.bytes(trait))
      let same = try Workbook(workbook.marked(workbook.sheets[0], SheetMarks(columns: 10...12, firstRow: 1)))
      #expect(try same.part(ofSheet: 0) == workbook.part(ofSheet: 0), "\(trait)")
    }
  }

  @Test func rulesOfExtensionsAndRemarksStay() throws {
    let rules = try Workbook(TraitFiles.bytes("extended-rules"))
    var marks = Self.marks(["B2"], ["C1": "Trả lời", "D2": "một", "E2": "hai"])
    marks.choices = [.init(cell: CellReference(row: 2, column: 3), columns: 4...5)]
    let sheet = String(
      decoding: try Workbook(rules.marked(rules.sheets[0], marks)).part(ofSheet: 0), as: UTF8.self)
    #expect(
      sheet.contains("</sheetData><dataValidations count=\"1\">") && sheet.contains("count=\"1\"><x14:dataValidation "))
    let remark = try Workbook(TraitFiles.bytes("remark"))
    #expect(try remark.marked(remark.sheets[0], marks).suffix(4) == Array("note".utf8)[...])
  }

  @Test func aMarkThatFindsNoRowIsNotLost() throws {
    let workbook = try Workbook(TraitFiles.bytes("plain"))
    for marks in [Self.marks(["A9"], [:]), Self.marks([], ["C9": "x"])] {
      #expect(throws: OfficeFileError.self) { try workbook.marked(workbook.sheets[0], marks) }
    }
  }

  @Test func aSheetInAnotherEncodingIsNotMarked() throws {
    let workbook = try Workbook(TraitFiles.bytes("utf-16"))
    let error = #expect(throws: OfficeFileError.self) {
      try workbook.marked(workbook.sheets[0], Self.marks(["A1"], [:]))
    }
    #expect(error?.fault == .otherEncoding)
  }
}
