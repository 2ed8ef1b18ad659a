extension History {
  /// What stands, in legal order, each record as if it had always stood: it corrects nothing, and what it refers to is named by
  /// what stands in that place. So a part of it can be looked at by itself.
  public var standingAlone: [Entry] {
    let places = Places(entries)
    return standing.map { entry in
      var record = entry.record
      record.corrects = nil
      record.event = record.event.referring(by: places, in: self)
      return Entry(position: entry.position, record: record)
    }
  }
}

extension Event {
  /// The event with every record that it refers to named by what stands in its place.
  fileprivate func referring(by places: Places, in history: History) -> Event {
    guard places.areCorrected else { return self }
    switch self {
    case .annulled(var e):
      e.granted = places.standing(for: e.granted) ?? e.granted
      return .annulled(e)
    case .recognitionWithdrawn(var e):
      e.granted = e.granted.map { places.standing(for: $0) ?? $0 }
      return .recognitionWithdrawn(e)
    case .proposalRefused(var e):
      e.stars = history.standingProposal(of: e.stars, places) ?? e.stars
      return .proposalRefused(e)
    case .proposalWithdrawn(var e):
      e.stars = history.standingProposal(of: e.stars, places) ?? e.stars
      return .proposalWithdrawn(e)
    default: return self
    }
  }
}

extension History {
  /// The stars that a proposal for `stars` asks for now, where it was corrected and no other asks for `stars`.
  fileprivate func standingProposal(of stars: Stars, _ places: Places) -> Stars? {
    func asked(_ entry: Entry?) -> Stars? {
      if case .proposed(let e)? = entry?.record.event { e.stars } else { nil }
    }
    guard !standing.contains(where: { asked($0) == stars }) else { return nil }
    let place = entries.first { asked($0) == stars }.flatMap { places.standing(for: $0.position) }
    return place.flatMap { asked(self[$0]) }
  }
}
