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
  private let list: (kind: ImportedList, digest: String)?
  private let progress: @Sendable (Int, Int) -> Void
  private var begin: ((ImportSetting) throws -> any ImportReader)?
  private var reader: (any ImportReader)?
  private var report: ImportReport
  private var drafted: UInt64 = 0

  /// `begin` makes the reader once the map is known, over which the file is read. `list`: what the file is a list of, and its SHA-256;
  /// `nil`: it is none, and nothing says that it was imported.
  init(
    _ file: String, _ list: (kind: ImportedList, digest: String)?, _ options: ImportOptions,
    _ progress: @escaping @Sendable (Int, Int) -> Void,
    _ begin: @escaping (ImportSetting) throws -> any ImportReader
  ) {
    self.options = options
    self.list = list
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
    if drafted > 0, let list {
      let event = ListImported(
        file: report.file, list: list.kind, digest: list.digest, records: drafted, read: UInt64(report.read),
        accepted: UInt64(report.accepted), rejected: UInt64(report.rejected))
      let command = Command(
        id: nil, actor: options.actor, act: .record(.office, .listImported(event)), effectiveOn: nil,
        source: report.file)
      report.importRecord = try draft.record(command).record.position
    }
    return .done(report)
  }
}
