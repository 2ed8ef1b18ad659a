internal import ProjectionKit

/// Which columns of a table go first where the terminal is too narrow for all.
enum ColumnRank {
  /// By what a reader looks for: who and what, then stars and terms, then places, then where it is recorded.
  private static let ranks: [[String]] = [
    ["name", "product", "productName", "what", "event", "type", "key", "file"],
    [
      "id", "stars", "status", "count", "products", "day", "date", "code", "position", "stream", "market", "title",
      "mend",
    ],
    ["validUntil", "producerName", "until", "since", "from", "decision", "changes", "detail", "next", "counts"],
    ["communeName", "ended", "level", "reason", "recipient", "state"],
    ["districtName", "group", "producers", "proposed", "channel", "rulebook", "actor", "recordedAt"],
  ]

  private static let byName: [String: Int] = {
    var byName: [String: Int] = [:]
    for (rank, names) in ranks.enumerated() { for name in names { byName[name] = rank } }
    return byName
  }()

  /// The columns that fit in `width` letters, by their places among `columns`: those of the highest rank go first, of one rank the last.
  /// Two stay in any case.
  static func fitting(_ columns: [(column: Column, width: Int)], in width: Int) -> [Int] {
    var kept = Array(columns.indices)
    func total() -> Int { kept.reduce(0) { $0 + columns[$1].width } + 2 * max(0, kept.count - 1) }
    while kept.count > 2, total() > width {
      let last = kept.max { (rank(columns[$0].column), $0) < (rank(columns[$1].column), $1) }
      kept.removeAll { $0 == last }
    }
    return kept
  }

  private static func rank(_ column: Column) -> Int { byName[column.name] ?? ranks.count }
}
