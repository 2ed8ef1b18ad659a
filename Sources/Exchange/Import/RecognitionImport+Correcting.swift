internal import Ledger
internal import OCOP

extension RecognitionImport {
  /// Where the row answers that the ledger is wrong at a position: corrects what stands there to what the row says. Answers whether it
  /// did, or there was nothing left to correct.
  func correct(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws -> Bool {
    guard let answer = cells.text("correct"), let number = UInt64(answer) else { return false }
    guard let entry = try draft.effective(for: Position(number), in: product.stream), entry.record.event.grant != nil
    else {
      var asked = cells
      asked.note(
        "correct", "answer.unreadable",
        Text(
          "Vị trí \(number) không phải lần công nhận của \(product).",
          "Position \(number) is no recognition of \(product)."))
      try asked.finish()
      return true
    }
    let changes = values.changes(of: entry.record).map(\.field)
    guard !changes.isEmpty else { return true }
    var (fields, date) = ([(path: String, value: String)](), entry.record.effectiveOn)
    var told: [Telling] = []
    for change in changes {
      switch change {
      case .field(let path, let value): fields.append((path, value))
      case .effectiveOn: date = values.date
      case .told(let field, let value, let source): told.append(Telling(field: field, value: value, source: source))
      }
    }
    let event: Event
    do throws(UnsettableField) {
      event = try entry.record.event.setting(fields)
    } catch {
      preconditionFailure("what a row says is set as the record names it: \(error.path)")
    }
    var command = Command(
      id: nil, actor: setting.actor, act: .correct(product.stream, entry.position, event), effectiveOn: date,
      reason: "sửa theo \(setting.file), dòng \(cells.number)", source: setting.file, irregular: cells.text("irregular")
    )
    command.told = told
    result.add(try draft.record(command, cells, Self.rejected))
    return true
  }
}
