import Foundation
import OfficeFiles
import Testing

/// Each thing that real workbooks do is read right, or refused as what it is.
struct TraitTests {
  /// `A1=Tên B1=4`: what the cells of the first sheet hold.
  private static let read: [String: String] = [
    "plain": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "dimension-lies": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "no-references": "A1=a C1=3 A2=5", "prefixed": "A1=a B1=7", "strict": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "iso-dates": "A1=2020-12-31 B1=2020-12-31 08:30:00", "from-1904": "A1=2020-12-31",
    "serial-days": "A1=1900-01-01 B1=1900-02-28 C1=60 D1=1900-03-01 E1=2020-12-31 F1=2020-12-31 12:00:00",
    "formats": "A1=1234 B1=1234 C1=1234 D1=1903-05-18 E1=1903-05-18 F1=01234 G1=1234",
    "capital-names": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "backslashes": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "absolute-targets": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "no-styles": "A1=44196",
    "phonetic": "A1=Trà Shan B1=b C1=c", "escapes": "A1=a\rb B1=_x000D_ C1=_xyz_", "empty-rows": "A1000001=1",
    "row-per-cell": "A1=1 B1=2 A2=3", "cells-out-of-order": "A1=1 B1=2", "zip64": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "uncomputed": "A1= B1=2 C1=x", "broken-styles": "A1=2020-12-31 B1=5",
    "alternate-content": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "bools-and-errors": "A1=TRUE B1=#REF!",
    "merged": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "hidden-sheet": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "hidden-row": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "stored": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "signed": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "wide-format": "A1=5", "line-breaks": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "column-ends": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "extended-rules": "A1=Tên B1=Sao A2=Mắm tôm B2=4", "remark": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "filled": "A1=0 B1=1 C1=2 D1=3 E1=4", "validated": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
    "utf-16": "A1=Tên B1=Sao A2=Mắm tôm B2=4",
  ]

  private static let refused: [String: (fault: OfficeFileError.Fault, cell: String?)] = [
    "missing-text": (.missingText, "B2"), "beyond-xfd": (.beyondSheet, "XFE2"),
    "beyond-rows": (.beyondSheet, "A2"), "encrypted": (.encrypted, nil), "old": (.oldWorkbook, nil),
    "open-document": (.openDocument, nil), "binary": (.binaryWorkbook, nil), "document": (.otherArchive, nil),
    "web-page": (.webPage, nil), "xml-2003": (.xmlSpreadsheet, nil), "unknown": (.unknownKind, nil),
    "laughs": (.declaresTypes, nil), "wrong-checksum": (.damaged, nil), "cut-off": (.damaged, nil),
    "not-well-formed": (.damaged, nil), "long-cell": (.cellTooLong, "A1"), "bomb": (.tooLarge, nil),
    "cell-twice": (.damaged, "A2"), "deep": (.tooComplex, nil), "many-texts": (.tooComplex, nil),
    "huge-size": (.tooLarge, nil),
  ]

  @Test(arguments: read.keys.sorted())
  func isRead(trait: String) throws {
    let workbook = try Workbook(TraitFiles.bytes(trait))
    let rows = try workbook.rows(of: #require(workbook.sheets.first)).begin()
    var cells: [String] = []
    while let row = try rows.next() {
      cells += row.cells.map { "\(CellReference(row: row.number, column: $0.column))=\($0.value.text)" }
    }
    #expect(cells.joined(separator: " ") == Self.read[trait])
  }

  @Test(arguments: refused.keys.sorted())
  func isRefused(trait: String) throws {
    let error = #expect(throws: OfficeFileError.self) {
      let workbook = try Workbook(TraitFiles.bytes(trait))
      for sheet in workbook.sheets {
        let rows = try workbook.rows(of: sheet).begin()
        while try rows.next() != nil {}
      }
    }
    let expected = try #require(Self.refused[trait])
    #expect(error?.fault == expected.fault)
    #expect(error?.cell?.description == expected.cell)
  }

  @Test func everyFileIsExpectedToBeSomething() throws {
    #expect(try TraitFiles.names == (Array(Self.read.keys) + Array(Self.refused.keys)).sorted())
  }

  @Test func kindsOfCellsAreTold() throws {
    func values(_ trait: String) throws -> [CellValue] {
      let workbook = try Workbook(TraitFiles.bytes(trait))
      return try workbook.rows(of: workbook.sheets[0]).begin().next()?.cells.map(\.value) ?? []
    }
    #expect(try values("uncomputed") == [.uncomputed, .number(2, shown: nil), .text("x")])
    #expect(try values("bools-and-errors") == [.bool(true), .error("#REF!")])
    #expect(try values("formats")[5] == .number(1_234, shown: "01234"))
  }

  @Test func sheetsAndTheirMergedCellsAreTold() throws {
    let merged = try Workbook(TraitFiles.bytes("merged"))
    let rows = try merged.rows(of: merged.sheets[0]).begin()
    while try rows.next() != nil {}
    #expect(rows.merged.map(\.description) == ["A2:A4"])
    #expect(try Workbook(TraitFiles.bytes("hidden-sheet")).sheets.map(\.isHidden) == [true])
    let hidden = try Workbook(TraitFiles.bytes("hidden-row"))
    let shown = try hidden.rows(of: hidden.sheets[0]).begin()
    #expect(try shown.next()?.isHidden == false && shown.next()?.isHidden == true)
    #expect(try Workbook(TraitFiles.bytes("signed")).isSigned)
    #expect(try !Workbook(TraitFiles.bytes("plain")).isSigned)
  }

  @Test func daysGoToSerialsAndBack() {
    for serial in (1...59).map(Double.init) + stride(from: 61.0, to: 2_958_466, by: 977) {
      guard let date = CellDate(serial: serial) else {
        Issue.record("no day for \(serial)")
        continue
      }
      #expect(CellDate.serial(year: date.year, month: date.month, day: date.day) == Int(serial))
    }
    #expect(CellDate(serial: 2_958_465)?.description == "9999-12-31")
    #expect(CellDate(serial: 2_958_466) == nil)
    #expect(CellDate(serial: 0, from1904: true)?.description == "1904-01-01")
  }

  @Test func referencesAreReadAndWritten() {
    for (text, row, column) in [("A1", 1, 1), ("Z9", 9, 26), ("AA10", 10, 27), ("XFD1048576", 1_048_576, 16_384)] {
      #expect(CellReference(text) == CellReference(row: row, column: column))
      #expect(CellReference(row: row, column: column).description == text)
    }
    for text in ["", "A", "1", "1A", "A0", "A1B", "Ầ1", "A-1"] { #expect(CellReference(text) == nil, "\(text)") }
    #expect(CellRange("C3:A1")?.description == "A1:C3")
  }
}
