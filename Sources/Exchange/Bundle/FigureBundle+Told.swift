internal import Ledger
internal import OCOP
internal import ProjectionKit

extension FigureBundle {
  /// What was asked and answered.
  struct Told {
    static let format = "ocop-figure/1"

    let wish: Wish
    let descriptor: ProjectionDescriptor
    let table: AnswerTable
    let known: Position?
    let areas: AreaEdition
    /// The answer that tells of the thing itself.
    var itself: AnswerTable?

    init(
      _ wish: Wish, _ descriptor: ProjectionDescriptor, _ table: AnswerTable, knownAt known: Position?,
      areas: AreaEdition
    ) {
      (self.wish, self.descriptor, self.table, self.known, self.areas) = (wish, descriptor, table, known, areas)
    }

    /// The rows, or the one that was wished for.
    var rows: [[JSONValue]] {
      guard let cell = wish.cell else { return Array(table.rows) }
      return table.rows.filter { table.object($0)["key"] == .string(cell) }
    }

    var json: JSONValue {
      let question = wish.question
      let total: JSONValue = wish.cell == nil ? table.total.map(table.object) ?? nil : nil
      return [
        "format": .string(Self.format), "projection": .string(descriptor.id.description),
        "version": JSONValue(descriptor.version),
        "question": [
          "asOf": .string(question.asOf.description), "knownAt": known?.json ?? nil,
          "areas": .string(areas.description), "counting": question.counting.json,
          "parameters": Self.object(wish.parameters), "cell": JSONValue(wish.cell),
          "itself": wish.itself.map(Self.object) ?? nil,
        ],
        "itself": itself?.objects.first ?? nil, "rows": .array(rows.map(table.object)), "total": total,
      ]
    }

    private static func object(_ parameters: [String: String]) -> JSONValue {
      .object(parameters.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
    }

    /// The files that follow from the answer and the records.
    func files(
      _ checkpoint: SignedCheckpoint, _ records: [RecordedEvent], _ checker: String
    ) -> [(String, String)] {
      [
        ("figure.json", json.text + "\n"), ("events.jsonl", records.map { $0.jsonWithHash.text + "\n" }.joined()),
        ("report.vi.md", page(checkpoint, records.count, .vi)), ("report.en.md", page(checkpoint, records.count, .en)),
        ("README.txt", readMe), ("check.py", checker), ("schema.proto", Schema.proto),
      ]
    }
  }
}

extension FigureBundle.Told {
  /// What was asked and answered, for people.
  private func page(_ checkpoint: SignedCheckpoint, _ records: Int, _ language: Language) -> String {
    let cells = CellText(language: language)
    let question = wish.question
    var lines = ["# " + MarkdownText.text(descriptor.title(language)), ""]
    func say(_ title: Text, _ value: String) {
      lines.append("\(title(language)): \(MarkdownText.text(value))  ")
    }
    say(Text("Tính đến", "As of"), cells.text(.string(question.asOf.description), .date))
    switch areas {
    case .initial: say(Text("Địa bàn", "Areas"), Text("ban đầu", "initial")(language))
    case .from(let day): say(Text("Địa bàn", "Areas"), cells.text(.string(day.description), .date))
    }
    say(Text("Cách đếm", "Counting"), question.counting.name(language))
    for (name, value) in wish.parameters.sorted(by: { $0.key < $1.key }) { say(Text(name), value) }
    if let cell = wish.cell { say(Text("Chỉ dòng", "Only the row"), cell) }
    say(Text("Sổ cái", "Ledger"), checkpoint.origin)
    let size = cells.number(Int64(clamping: checkpoint.head.size))
    say(Text("Điểm kiểm", "Checkpoint"), "\(size), \(checkpoint.head.root)")
    say(Text("Số bản ghi, không thiếu bản ghi nào", "Records, none left out"), cells.number(Int64(records)))
    lines.append("")
    if let itself, let row = itself.rows.first {
      for (column, value) in zip(itself.columns, row) where value != .null && value != .bool(false) {
        lines.append(
          "- \(MarkdownText.text(column.title(language))): \(MarkdownText.text(cells.text(value, column.kind)))")
      }
      lines.append("")
    }
    return (lines + rows(cells)).joined(separator: "\n") + "\n"
  }

  /// The rows, without columns that say nothing.
  private func rows(_ cells: CellText) -> [String] {
    let rows = rows
    guard !rows.isEmpty else { return [Text("Không có dòng nào.", "No rows.")(cells.language)] }
    let shown = table.columns.enumerated().filter { index, column in
      if case .hidden = column.kind { return false }
      return rows.contains { $0[index] != .null && $0[index] != .bool(false) }
    }
    func line(_ texts: [String]) -> String { "| " + texts.map(MarkdownText.text).joined(separator: " | ") + " |" }
    let titles = shown.flatMap { _, column -> [String] in
      guard case .numbers(let names) = column.kind else { return [column.title(cells.language)] }
      return names.map { "\($0)★" }
    }
    let lines = rows.map { row in
      shown.flatMap { index, column -> [String] in
        guard case .numbers(let names) = column.kind else { return [cells.text(row[index], column.kind)] }
        return names.map { cells.text(row[index][$0] ?? .null, .number) }
      }
    }
    return [line(titles), "|" + String(repeating: "---|", count: titles.count)] + lines.map(line)
  }
}
