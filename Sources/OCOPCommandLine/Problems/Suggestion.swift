/// The candidate nearest to what was typed: at most two slips away, and fewer than half of its letters.
func suggestion(for typed: String, among candidates: [String]) -> String? {
  let near = candidates.map { (name: $0, slips: slips(from: typed, to: $0)) }
    .filter { $0.slips <= 2 && $0.slips * 2 < $0.name.count }
  return near.min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
}

/// How many letters must be added, left out, changed or swapped with their neighbour (optimal string alignment).
private func slips(from a: String, to b: String) -> Int {
  let (a, b) = (Array(a.lowercased()), Array(b.lowercased()))
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { least = min(least, rows[i - 1][j - 1] + 1) }
      row.append(least)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
