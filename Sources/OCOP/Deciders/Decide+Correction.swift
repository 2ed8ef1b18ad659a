extension Decider {
  /// Replaces the record at `position` by `event`, judged as if the record had never been.
  func correct(_ position: Position, _ event: Event) throws(Rejection) -> Decision {
    // Replacing something by a strike-out is striking it out.
    if case .voided = event { return try void(position) }
    let old = try target(position)
    guard old.record.event.type == event.type else {
      throw .correctsOtherType(position, old.record.event.type, event.type)
    }
    let begins = history.entries.isEmpty || old.record.version == 1
    let rulebook: RulebookID?
    if begins || event.type.stream == .area || event.type.stream == .rulebook {
      // What begins a thing is judged by its own content only: it is there already.
      rulebook = old.record.rulebook
    } else {
      rulebook = try judge(event)
    }
    return Decision(stream: stream, event: event, corrects: position, rulebook: rulebook)
  }

  /// Strikes out the record at `position`.
  func void(_ position: Position) throws(Rejection) -> Decision {
    _ = try target(position)
    // A strike-out may itself be struck out; what began a thing may not while anything else stands on it.
    let left = context.history(of: stream).strikingOut(position).standing
    if !left.isEmpty, stream.kind.isBegun, !left.contains(where: \.record.event.begins) {
      throw .cannotStrikeOut(position)
    }
    return Decision(stream: stream, event: .voided(Voided()), corrects: position, rulebook: nil)
  }

  private func target(_ position: Position) throws(Rejection) -> History.Entry {
    guard let reason = command.reason, !reason.isEmpty else { throw .noReason }
    let full = context.history(of: stream)
    guard let entry = full[position] else { throw .nothingToCorrect(position, stream) }
    let standingCorrections = full.entries.filter { $0.corrects == position }
    if let last = standingCorrections.last(where: { correction in
      !full.entries.contains { $0.corrects == correction.position }
    }) {
      throw .alreadyCorrected(position, by: last.position)
    }
    return entry
  }
}
