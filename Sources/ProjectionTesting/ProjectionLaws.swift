public import OCOP
public import ProjectionKit

/// The laws of every projection: the same records give the same rows and the same answers, byte for byte, however they
/// are dealt out.
public struct ProjectionLaws: Sendable {
  private let projection: any Projection.Type
  private let questions: [WrittenQuestion]

  /// The laws for a projection. Answers are compared for each of `questions`.
  public init(_ projection: any Projection.Type, asking questions: [WrittenQuestion]) {
    self.projection = projection
    self.questions = questions
  }

  /// What is broken over `records`, whose places are their positions; empty where every law holds. `seed` draws the
  /// batches and the places where the fold is resumed.
  public func violations(over records: [Record], seed: UInt64) throws -> [String] {
    var generator = SeededGenerator(seed: seed)
    let bytes = records.map(\.wireBytes)
    let whole = try fold(bytes, cuts: [])
    var violations: [String] = []
    func compare(_ law: String, _ outcome: Outcome) {
      if outcome.rows != whole.rows { violations.append("\(law): other rows") }
      for (question, answers) in zip(questions, zip(outcome.answers, whole.answers)) where answers.0 != answers.1 {
        violations.append("\(law): another answer to \(question.parameters) as of \(question.scope.asOf)")
      }
    }
    compare("folded again", try fold(bytes, cuts: []))
    compare("one record at a time", try fold(bytes, cuts: Array(0...bytes.count)))
    let batches = (0..<8).map { _ in Int.random(in: 0...bytes.count, using: &generator) }.sorted()
    compare("in batches ending at \(batches)", try fold(bytes, cuts: batches))
    for _ in 0..<4 {
      let cut = Int.random(in: 0...bytes.count, using: &generator)
      compare("resumed at \(cut)", try fold(bytes, cuts: [cut], resumes: true))
    }
    compare("resumed everywhere", try fold(bytes, cuts: batches, resumes: true))
    for (question, answer) in zip(questions, whole.answers) {
      guard let streams = try projection.streams(of: question) else { continue }
      let some = try fold(bytes, cuts: [], only: streams, asking: [question])
      if some.answers != [answer] { violations.append("only its streams: another answer to \(question.parameters)") }
    }
    return violations
  }

  private struct Outcome {
    var rows: [Int: [[UInt8]: [UInt8]]] = [:]
    var answers: [String] = []
  }

  /// Folds with rows written at each of `cuts`; where it `resumes`, by a projection that knows nothing but those rows.
  private func fold(
    _ records: [[UInt8]], cuts: [Int], resumes: Bool = false, only streams: [StreamID]? = nil,
    asking: [WrittenQuestion]? = nil
  ) throws -> Outcome {
    let written = WrittenRows()
    var tables = TableStore()
    var folding = projection.init(tables: tables)
    tables.source = written
    for (index, bytes) in records.enumerated() {
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
      let record = try RecordView(bytes.span.bytes, at: Position(UInt64(index)))
      if let streams, !streams.contains(record.stream) { continue }
      if let type = record.type, projection.descriptor.events.contains(type) { try folding.apply(record) }
    }
    try write(&folding, tables, to: written)
    let answers = try (asking ?? questions).map { question in
      try folding.prepareToRead()
      let table = try folding.table(question)
      return JSONValue.array(table.objects + (table.total.map { [table.object($0)] } ?? [])).text
    }
    return Outcome(rows: written.rows, answers: answers)
  }

  private func write(_ projection: inout any Projection, _ tables: TableStore, to written: WrittenRows) throws {
    try projection.prepareToRead()
    for change in try tables.takeChanges() { written.put(change.row, table: change.table, key: change.key) }
  }

  /// Rows as a store would keep them: table by table, keys in order.
  private final class WrittenRows: RowSource {
    private(set) var rows: [Int: [[UInt8]: [UInt8]]] = [:]
    /// The keys of each table, sorted when they are asked for.
    private var sorted: [Int: [[UInt8]]] = [:]

    func put(_ row: [UInt8], table: Int, key: [UInt8]) {
      if rows[table, default: [:]].updateValue(row, forKey: key) == nil { sorted[table] = nil }
    }

    func row(table: Int, key: [UInt8]) -> [UInt8]? { rows[table]?[key] }

    func lastRow(table: Int, from first: [UInt8], before end: [UInt8]) -> (key: [UInt8], row: [UInt8])? {
      let keys = keys(of: table)
      let place = firstIndex(in: keys, notBefore: end)
      guard place > 0, !keys[place - 1].lexicographicallyPrecedes(first) else { return nil }
      return rows[table]?[keys[place - 1]].map { (keys[place - 1], $0) }
    }

    func rows(
      table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (RawSpan, RawSpan) throws -> Void
    ) rethrows {
      let keys = keys(of: table)
      for key in keys[firstIndex(in: keys, notBefore: first)...] {
        if let end, !key.lexicographicallyPrecedes(end) { return }
        if let row = rows[table]?[key] { try body(key.span.bytes, row.span.bytes) }
      }
    }

    private func keys(of table: Int) -> [[UInt8]] {
      if let known = sorted[table] { return known }
      let keys = (rows[table] ?? [:]).keys.sorted { $0.lexicographicallyPrecedes($1) }
      sorted[table] = keys
      return keys
    }

    private func firstIndex(in keys: [[UInt8]], notBefore key: [UInt8]) -> Int {
      var (low, high) = (0, keys.count)
      while low < high {
        let middle = (low + high) / 2
        if keys[middle].lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
      }
      return low
    }
  }
}
