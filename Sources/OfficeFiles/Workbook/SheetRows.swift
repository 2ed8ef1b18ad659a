/// The rows of a sheet that hold anything. Each time they are gone through the sheet is unpacked and read anew; what is in memory is
/// a piece of it.
public struct SheetRows: Sendable {
  let workbook: Workbook
  let sheet: Workbook.Sheet

  /// Begins at the first row. Throws ``OfficeFileError`` where the sheet is not there.
  public func begin() throws(OfficeFileError) -> SheetRowReader { try SheetRowReader(workbook, sheet) }
}

/// Reads a sheet row by row.
public final class SheetRowReader {
  private let bytes: MemberReader
  private let reader: SheetReader
  private let stream: XMLStream
  private var isDone = false

  init(_ workbook: Workbook, _ sheet: Workbook.Sheet) throws(OfficeFileError) {
    guard let member = workbook.archive[sheet.part] else { throw OfficeFileError(.damaged, in: sheet.part) }
    bytes = try MemberReader(member, of: workbook.archive)
    reader = SheetReader(workbook)
    stream = XMLStream(sheet.name, reader)
  }

  /// The next row; `nil`: there is none. Throws ``OfficeFileError``.
  public func next() throws(OfficeFileError) -> SheetRow? {
    while reader.rows.isEmpty && !isDone {
      var failure: OfficeFileError?
      let isThere = try bytes.next { piece in
        do throws(OfficeFileError) { _ = try stream.take(piece) } catch { failure = error }
      }
      if let failure { throw failure }
      if !isThere {
        try stream.finish()
        reader.finish()
        isDone = true
      }
    }
    return reader.rows.popFirst()
  }

  /// The merged ranges, once all rows are read: a sheet tells them behind its rows.
  public var merged: [CellRange] { reader.merged }
}
