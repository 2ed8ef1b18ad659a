internal import Ledger
internal import OCOP

extension RecognitionImport {
  /// Where the row answers that the ledger is wrong at a position: corrects what stands there to what the row says. Answers whether it
  /// did, or there was nothing left to correct.
  func correct(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws -> Bool {
    // Where that record does not stand any more, the row is taken as it is.
    guard let entry = try corrected(by: cells, in: product.stream, &draft), entry.record.event.grant != nil else {
      return false
    }
    let changes = values.changes(of: entry.record).map(\.field)
    var note: String?
    guard !changes.isEmpty else { return true }
    var (fields, date) = ([(path: String, value: String)](), entry.record.effectiveOn)
    var told: [Telling] = []
    for change in changes {
      switch change {
      case .field(let path, let value): fields.append((path, value))
      case .effectiveOn: date = values.date
      case .note(let text): note = text
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
      reason: "sửa theo \(setting.file), dòng \(cells.number)", note: note, source: setting.file,
      irregular: cells.text("irregular")
    )
    command.told = told
    result.add(try draft.record(command, cells, Self.rejected))
    return true
  }

  /// The record of `stream` that an answer of the row names to be corrected, as it stands; `nil`: none.
  func corrected(by cells: Cells, in stream: StreamID, _ draft: inout WriteSession) throws -> RecordedEntry? {
    guard cells.text("correct") != nil else { return nil }
    for entry in try draft.history(of: stream).effective {
      if let hash = try draft.hash(at: entry.position), cells.corrects(hash) { return entry }
    }
    return nil
  }
}
