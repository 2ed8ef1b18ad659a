public import OCOP

extension Ledger {
  /// Strikes out what the import recorded at `position` wrote, in one commit, the last record first. Where later records rest on
  /// any of it nothing is recorded, unless `keepingUsed`: then those records stay, and the import can be undone again later.
  ///
  /// Throws ``Rejection`` where no list was imported there, or it was undone, ``LedgerFailure`` where the disk refuses.
  public func undoImport(
    at position: Position, actor: String, reason: String, keepingUsed: Bool, isRehearsal: Bool = false
  ) throws -> (undone: ImportUndone, head: Head?) {
    let run = UndoRun(position, actor: actor, reason: reason, keepingUsed: keepingUsed)
    if isRehearsal { return (try rehearseInPortions(isSmall: false) { try run.take(&$0) }, nil) }
    let receipt = try writeInPortions { try run.take(&$0) }
    return (receipt.result, receipt.head)
  }
}

/// One undoing, from portion to portion.
private final class UndoRun: @unchecked Sendable {
  // Unchecked because one caller after the other has it: whoever asks makes it, whoever writes goes on with it.

  private let position: Position
  private let actor: String
  private let reason: String
  private let keepingUsed: Bool
  private var undone: ImportUndone
  private var next: UInt64?

  private static let mostInPortion = 4_096

  init(_ position: Position, actor: String, reason: String, keepingUsed: Bool) {
    (self.position, self.actor, self.reason, self.keepingUsed) = (position, actor, reason, keepingUsed)
    undone = ImportUndone(position: position)
  }

  func take(_ draft: inout WriteSession) throws -> DraftPortion<ImportUndone> {
    let (list, records) = try draft.imported(at: position)
    if next == nil, try draft.effective(for: position, in: .office) == nil { throw Rejection.struckOut(position) }
    var number = next ?? records.upperBound
    for _ in 0..<Self.mostInPortion where number > records.lowerBound {
      number -= 1
      try draft.undo(number, of: records, list, actor: actor, reason: reason, &undone)
    }
    next = number
    guard number == records.lowerBound else { return .more }
    undone.used.sort { $0.position < $1.position }
    guard undone.used.isEmpty || keepingUsed else { return .withdrawn(undone) }
    if undone.used.isEmpty {
      _ = try draft.strikeOutFact(at: position, in: .office, actor: actor, reason: reason)
      undone.struck += 1
    }
    return .done(undone)
  }
}
