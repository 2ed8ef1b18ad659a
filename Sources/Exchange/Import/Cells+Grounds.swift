internal import OCOP

extension Cells {
  /// Who decided: a level in words, or an authority whose name tells its level.
  mutating func decider(_ column: String) -> (level: Level?, name: String?) {
    guard let text = text(column) else { return (nil, nil) }
    if let level = Level(worded: text) { return (level, nil) }
    if let level = IssuerName(text).level { return (level, text) }
    note(
      column, "\(column).unknown", Text("Không rõ cấp của \"\(text)\".", "The level of \"\(text)\" is not known."),
      Text("Được nhận: \(Level.accepted.vi); hoặc UBND tỉnh …", "Accepted: \(Level.accepted.en); or UBND tỉnh …"))
    return (nil, nil)
  }

  /// What other sources tell of a row's columns: `decided_on=2020-12-30 (báo Thanh Hóa); stars=4`. `fields`: how events name the columns.
  mutating func told(_ column: String, _ fields: [String: String]) -> [Telling] {
    guard let text = text(column) else { return [] }
    var told: [Telling] = []
    for part in text.split(separator: ";").map({ normalized(String($0)) }) where !part.isEmpty {
      guard let sign = part.firstIndex(of: "="), let field = fields[normalized(String(part[..<sign]))] else {
        note(
          column, "told.unreadable", Text("Không đọc được \"\(part)\".", "\"\(part)\" cannot be read."),
          Text(
            "Ghi: cột=giá trị (nguồn); các cột: \(fields.keys.sorted().joined(separator: ", "))",
            "Write: column=value (source); columns: \(fields.keys.sorted().joined(separator: ", "))"))
        continue
      }
      told.append(Telling(field: field, written: String(part[part.index(after: sign)...])))
    }
    return told
  }
}
