public import OCOP
internal import ProjectionKit

extension Ledger {
  /// The totals of a projection's answers on several days, a row for each, all by what is known at one position.
  ///
  /// Traps where the projection has no totals. Throws as ``ask(_:_:)``.
  public func series(_ id: String, _ question: Question, on days: [Day]) throws -> Answer {
    var asked = question
    var rows: [[JSONValue]] = []
    var last: Answer?
    for day in days {
      asked.asOf = day
      let answer = try ask(id, asked)
      guard let total = answer.sheet.total else { preconditionFailure("\(id) has no totals") }
      rows.append([.string(day.description)] + total.dropFirst(2) + [.bool(answer.isToCome)])
      // Whatever is recorded meanwhile: the first answer's position holds for all.
      asked.knownAt = answer.head.position ?? asked.knownAt
      last = answer
    }
    let answer = try last ?? ask(id, question)
    let columns =
      [Column("asOf", Text("Ngày", "As of"), .date)] + answer.sheet.columns.dropFirst(2)
      + [Column("toCome", Text("Chưa đến", "To come"), .flag)]
    return answer.with(sheet: Sheet(columns: columns, rows: rows, notes: answer.sheet.notes))
  }
}
