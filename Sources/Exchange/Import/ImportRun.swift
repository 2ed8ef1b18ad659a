internal import Ledger
internal import OCOP

/// Reads what a file says, a portion at a time.
protocol ImportReader {
  /// Drafts what the next portion says and adds to `report`; answers whether there is more.
  mutating func take(
    _ draft: inout WriteSession, _ report: inout ImportReport, _ progress: (Int, Int) -> Void
  ) throws -> Bool
}

/// One import, from portion to portion.
final class ImportRun: @unchecked Sendable {
  // Unchecked because one caller after the other has it: whoever imports makes it, whoever writes goes on with it, and the first is
  // woken when that is done.

  let options: ImportOptions
  private let progress: @Sendable (Int, Int) -> Void
  private var begin: ((ImportSetting) throws -> any ImportReader)?
  private var reader: (any ImportReader)?
  private var report: ImportReport
  private var drafted: UInt64 = 0

  /// `begin` makes the reader once the map is known, over which the file is read.
  init(
    _ file: String, _ options: ImportOptions, _ progress: @escaping @Sendable (Int, Int) -> Void,
    _ begin: @escaping (ImportSetting) throws -> any ImportReader
  ) {
    self.options = options
    self.progress = progress
    self.begin = begin
    report = ImportReport(file: file, isRehearsal: options.isRehearsal)
  }

  /// Drafts the next portion.
  func take(_ draft: inout WriteSession) throws -> DraftPortion<ImportReport> {
    if let begin {
      reader = try begin(ImportSetting(actor: options.actor, file: report.file, map: draft.areaMap()))
      // It holds the file.
      self.begin = nil
    }
    let before = UInt64(draft.drafted.count)
    guard var reader else { preconditionFailure("an import without its reader") }
    self.reader = nil
    let hasMore = try reader.take(&draft, &report, progress)
    drafted += UInt64(draft.drafted.count) - before
    guard !hasMore else {
      self.reader = reader
      return .more
    }
    report.positions = draft.size..<draft.size
    if !report.problems.isEmpty && !options.acceptsGood { return .withdrawn(report) }
    report.positions = draft.size..<draft.size + drafted
    return .done(report)
  }
}
