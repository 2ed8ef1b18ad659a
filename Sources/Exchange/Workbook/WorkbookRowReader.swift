/// An entry of a provincial list, read as far as it goes without the ledger.
struct WorkbookRow: Sendable {
  let entry: WorkbookEntry
  /// What is wrong with it so far.
  let problems: [ImportProblem]
  /// Its evaluations, each with what it says.
  let evaluations: [(cells: WorkbookEntry.Evaluation, row: RecognitionRow)]
}

/// Reads entries of a provincial list.
struct WorkbookRowReader {
  private var recognitions: RecognitionReader
  let sheet: String

  init(_ setting: ImportSetting, sheet: String) {
    recognitions = RecognitionReader(setting)
    self.sheet = sheet
  }

  mutating func read(_ entry: WorkbookEntry) -> WorkbookRow {
    var problems = entry.problems
    let evaluations = completed(entry, &problems).map { ($0, recognitions.read($0.row)) }
    return WorkbookRow(entry: entry, problems: problems, evaluations: evaluations)
  }
}
