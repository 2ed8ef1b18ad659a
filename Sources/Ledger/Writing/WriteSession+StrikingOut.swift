internal import EventLog
public import OCOP

extension WriteSession {
  /// What stands in the place of the record at `position`; `nil`: it was struck out, or there is no such record of `stream`.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func effective(for position: Position, in stream: StreamID) throws -> RecordedEntry? {
    guard try entry(at: position, of: stream) != nil else { return nil }
    return try places(of: stream).effective(for: position).flatMap { try entry(at: $0, of: stream) }
  }

  /// The recognition of `product` by that decision, of that day and with those stars, that was struck out so that nothing stands in
  /// its place, and the record that struck it out; `nil`: there is none.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  @_lifetime(self: copy self)
  public mutating func struckOut(
    _ stars: Stars, decision: String?, on date: LegalDate, of product: ProductID
  ) throws -> (grant: Position, strike: Position)? {
    let entries = try history(of: product.stream).entries
    let places = try places(of: product.stream)
    guard places.areCorrected else { return nil }
    let number = decision.map { DecisionNumber($0) }
    let struck = entries.last { entry in
      guard let grant = entry.record.event.grant, places.effective(for: entry.position) == nil else { return false }
      return grant.stars == stars && entry.record.effectiveOn == date
        && grant.decision.map { DecisionNumber($0) } == number
    }
    guard let struck else { return nil }
    let place = places[struck.position]
    let strike = entries.last { $0.onlyStrikes && places[$0.position] == place }
    // Undone with its import, it was not found wrong.
    if try isUndone(struck) { return nil }
    return strike.map { (struck.position, $0.position) }
  }

  /// Strikes out a fact: whatever stands in the place of the record at `position`, so that nothing stands there any more. Throws
  /// ``Rejection`` as ``record(_:)``, and ``Rejection/struckOut(_:)`` where nothing stands there.
  @_lifetime(self: copy self)
  public mutating func strikeOutFact(
    at position: Position, in stream: StreamID, actor: String, reason: String
  ) throws -> CommandOutcome {
    guard let entry = try effective(for: position, in: stream) else {
      throw try history(of: stream)[position] == nil
        ? Rejection.nothingToCorrect(position, stream) : .struckOut(position)
    }
    let first = try places(of: stream)[position]
    return try record(
      Command(
        id: nil, actor: actor, act: .void(stream, first), effectiveOn: entry.record.effectiveOn, reason: reason))
  }
}
