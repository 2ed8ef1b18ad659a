internal import EventLog
public import OCOP

extension Draft {
  /// What stands in the place of the record at `position`; `nil`: it was struck out, or there is no such record of `stream`.
  @_lifetime(self: copy self)
  public mutating func standing(for position: Position, in stream: StreamID) throws -> History.Entry? {
    let history = try history(of: stream)
    guard history[position] != nil else { return nil }
    return Places(history.entries).standing(for: position).flatMap { history[$0] }
  }

  /// Strikes out a fact: what stands in the place of the record at `position`, and what it corrected, so that nothing stands there
  /// any more. Each is struck out by a record of its own, the last one first. Throws ``Rejection`` as ``record(_:)``, and
  /// ``Rejection/struckOut(_:)`` where nothing stands there.
  @_lifetime(self: copy self)
  public mutating func strikeOutFact(
    at position: Position, in stream: StreamID, actor: String, reason: String
  ) throws -> [DraftOutcome] {
    var outcomes: [DraftOutcome] = []
    while let entry = try standing(for: position, in: stream) {
      outcomes.append(
        try record(
          Command(
            id: nil, actor: actor, act: .void(stream, entry.position), effectiveOn: entry.record.effectiveOn,
            reason: reason)))
    }
    guard !outcomes.isEmpty else {
      throw try history(of: stream)[position] == nil
        ? Rejection.nothingToCorrect(position, stream) : .struckOut(position)
    }
    return outcomes
  }
}
