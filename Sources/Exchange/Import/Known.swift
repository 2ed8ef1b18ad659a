/// What the cells of a column mean, as the rows before wrote it: a list says a few words many times.
struct Known<Meaning: Sendable>: Sendable {
  private var known: [String: Meaning] = [:]
  /// So many ways of writing are remembered.
  private static var most: Int { 1_024 }

  /// What the cell of `column` means: what `read` makes of it where it is not known. What is wrong is told of each row again.
  mutating func read(_ column: String, _ cells: inout Cells, by read: (inout Cells) -> Meaning?) -> Meaning? {
    guard let text = cells.text(column) else { return nil }
    if let meaning = known[text] { return meaning }
    let problems = cells.problems.count
    guard let meaning = read(&cells), cells.problems.count == problems else { return nil }
    if known.count < Self.most { known[text] = meaning }
    return meaning
  }
}
