/// Why a file cannot be read as a workbook, or cannot be marked: what it is instead, and where.
public struct OfficeFileError: Error, Hashable, Sendable {
  /// What is wrong.
  public enum Fault: String, CaseIterable, Hashable, Sendable {
    /// No file of any kind that is known here.
    case unknownKind
    /// A workbook of Excel 97 to 2003 (`.xls`).
    case oldWorkbook
    /// A workbook under a password.
    case encrypted
    /// A spreadsheet of OpenDocument (`.ods`).
    case openDocument
    /// Excel's binary form (`.xlsb`).
    case binaryWorkbook
    /// A spreadsheet of 2003 in one XML file.
    case xmlSpreadsheet
    /// A web page under the name of a workbook.
    case webPage
    /// An archive that is no workbook.
    case otherArchive
    /// Bytes that are not as they were written.
    case damaged
    /// More than ``WorkbookLimits`` allows, once it is unpacked.
    case tooLarge
    /// More elements of a kind, or deeper within each other, than any workbook has.
    case tooComplex
    /// A part that declares types of its own: no workbook needs any, and they can be made to grow without end.
    case declaresTypes
    /// A cell beyond the last row or column that a sheet has.
    case beyondSheet
    /// A cell with more text than a cell holds.
    case cellTooLong
    /// A cell that points at a text which is not there.
    case missingText
    /// A part in another encoding than UTF-8: it can be read, and cannot be marked.
    case otherEncoding
    /// There is no sheet of that name.
    case noSheet
    /// Marks would need more styles than a workbook may have.
    case tooManyStyles
  }

  /// What is wrong.
  public let fault: Fault
  /// The part of the file in which it is.
  public let part: String?
  /// The cell at which it is.
  public let cell: CellReference?

  init(_ fault: Fault, in part: String? = nil, at cell: CellReference? = nil) {
    (self.fault, self.part, self.cell) = (fault, part, cell)
  }
}
