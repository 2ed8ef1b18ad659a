internal import OCOP
internal import ProjectionKit

extension ProjectionLaws {
  /// What a fold leaves.
  struct Outcome {
    var rows: [Int: [[UInt8]: [UInt8]]] = [:]
    /// Of each question, row by row.
    var answers: [[String]] = []
  }

  /// Where `found` differs from `expected`, by the first row of each, and the first record after which it does. Each is folded from so
  /// many of the records.
  func differences(
    _ law: LawViolation.Law, _ detail: String, _ count: Int, onlyAnswers: Bool = false,
    _ expected: (Int) throws -> Outcome, from found: (Int) throws -> Outcome
  ) throws -> [LawViolation] {
    func difference(_ number: Int) throws -> LawViolation? {
      let (right, other) = (try expected(number), try found(number))
      return Self.difference(law, detail, right, other, onlyAnswers: onlyAnswers)
    }
    guard var violation = try difference(count) else { return [] }
    // With none of the records the two agree, with all they do not: somewhere in between they part.
    var (agree, part) = (0, count)
    while agree + 1 < part {
      let middle = (agree + part) / 2
      if try difference(middle) == nil { agree = middle } else { part = middle }
    }
    violation.position = Position(UInt64(max(part, 1) - 1))
    return [violation]
  }

  private static func difference(
    _ law: LawViolation.Law, _ detail: String, _ right: Outcome, _ other: Outcome, onlyAnswers: Bool
  ) -> LawViolation? {
    for (number, (expected, found)) in zip(right.answers, other.answers).enumerated() where expected != found {
      let row = zip(expected, found).enumerated().first { $0.element.0 != $0.element.1 }?.offset
      let place = row ?? min(expected.count, found.count)
      return LawViolation(
        law: law, detail: detail, row: "row \(place) of answer \(number)",
        expected: place < expected.count ? expected[place] : nil, found: place < found.count ? found[place] : nil)
    }
    guard !onlyAnswers else { return nil }
    for table in Set(right.rows.keys).union(other.rows.keys).sorted() {
      let (expected, found) = (right.rows[table] ?? [:], other.rows[table] ?? [:])
      let keys = Set(expected.keys).union(found.keys).filter { expected[$0] != found[$0] }
      guard let key = keys.min(by: { $0.lexicographicallyPrecedes($1) }) else { continue }
      return LawViolation(
        law: law, detail: detail, row: "row \(hexadecimal(key)) of table \(table)",
        expected: expected[key].map(hexadecimal), found: found[key].map(hexadecimal))
    }
    return nil
  }

  /// Folds with rows written at each of `cuts`; where it `resumes`, by a projection that knows nothing but those rows.
  func fold(
    _ records: some Collection<PlacedRecord>, cuts: [Int] = [], resumes: Bool = false,
    asking asked: [WrittenQuestion]? = nil
  ) throws -> Outcome {
    let written = WrittenRows()
    var tables = TableStore()
    var folding = projection.init(tables: tables)
    tables.source = written
    let cuts = Set(cuts)
    for (index, item) in records.enumerated() {
      if cuts.contains(index) {
        try write(&folding, tables, to: written)
        // Asked in between: an answer must leave no trace in the rows.
        for question in questions.prefix(1) { _ = try folding.table(question) }
        if resumes {
          tables = TableStore()
          folding = projection.init(tables: tables)
          tables.source = written
        }
      }
      let bytes = item.record.wireBytes
      let record = try RecordView(bytes.span.bytes, at: item.position)
      if let type = record.type, projection.descriptor.events.contains(type) { try folding.apply(record) }
    }
    try write(&folding, tables, to: written)
    let answers = try (asked ?? questions).map { question in
      try folding.prepareToRead()
      return Self.lines(try folding.table(question))
    }
    return Outcome(rows: written.rows, answers: answers)
  }

  /// The rows, and the totals, without the positions of the records behind them: a fact stands elsewhere where it was corrected.
  private static func lines(_ table: AnswerTable) -> [String] {
    (Array(table.rows) + (table.total.map { [$0] } ?? [])).map { row in
      let members = zip(table.columns, row).filter { !$0.0.namesRecords }
      return JSONValue.object(members.map { JSONValue.Member($0.name, $1) }).text
    }
  }

  func write(_ projection: inout any Projection, _ tables: TableStore, to written: WrittenRows) throws {
    try projection.prepareToRead()
    for change in try tables.takeChanges() { written.put(change.row, table: change.table, key: change.key) }
  }
}
