internal import Foundation
internal import Ledger
internal import OfficeFiles

/// The bytes of a workbook of `sheets`. The library writes to a file: one of ours, in the folder for temporary ones, that goes again.
///
/// Throws ``LedgerFailure`` where it cannot be written.
func freshBytes(_ sheets: [FreshSheet]) throws -> [UInt8] {
  let scratch = try ScratchFolder("ocop-workbook")
  defer { withExtendedLifetime(scratch) {} }
  let path = scratch.path + "/answer.xlsx"
  do throws(FreshWorkbook.Failure) {
    try FreshWorkbook.write(sheets, to: path)
  } catch {
    throw LedgerFailure(.io, path: path, detail: error.reason)
  }
  return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
}
