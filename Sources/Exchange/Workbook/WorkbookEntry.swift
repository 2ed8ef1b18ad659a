internal import OCOP
internal import OfficeFiles

/// What a list says of a product: a row, or several that merged cells make one.
struct WorkbookEntry {
  /// An evaluation as a row of a list of recognitions, with the cells that it was read from.
  struct Evaluation {
    var row: ListRow
    var cells: [String: CellReference]
  }

  /// The rows of the sheet.
  var rows: [Int] = []
  var evaluations: [Evaluation] = []
  /// What is said of today.
  var currentStars: String?
  var expiry: String?
  var cells: [WorkbookField: CellReference] = [:]
  /// What is wrong with its cells, whatever they say.
  var problems: [ImportProblem] = []
  var notes: [ImportNote] = []
  /// The years that stand beside dates, by the number of the evaluation.
  var years: [(evaluation: Int, year: String)] = []
}

/// What the rows below the headings of a list come to.
enum WorkbookItem {
  case entry(WorkbookEntry)
  /// A row that says nothing of a product: a total, a signature, a heading between rows.
  case passedOver(row: Int, text: String)
}
