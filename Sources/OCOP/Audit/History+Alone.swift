extension History {
  /// What stands, in legal order, each record as if it had always stood: it corrects nothing, and what it refers to is named by
  /// what stands in that place. So a part of it can be looked at by itself.
  public var standingAlone: [RecordedEntry] {
    let places = Places(entries)
    let ratings = RatingTimeline.Setting(entries.compactMap(\.ratingFact))
    let spells = spellFacts
    return effective.map { entry in
      var record = entry.record
      record.corrects = nil
      if places.areCorrected {
        record.event = record.event.mappingPositions { places.effective(for: $0) ?? $0 }
        if let fact = entry.ratingFact, let stars = ratings.starsAsked(in: fact).min() {
          record.event = record.event.answering(stars)
        }
        if let fact = spells.first(where: { $0.position == entry.position && !$0.part.opens }) {
          let names = fact.names(meantIn: spells, places)
          if let name = names.first, !fact.isNamed(names) { record.event = record.event.naming(name) }
        }
      }
      return RecordedEntry(position: entry.position, record: record)
    }
  }
}

extension Event {
  /// The answer to a proposal for `stars`.
  fileprivate func answering(_ stars: Stars) -> Event {
    switch self {
    case .proposalRefused(var e):
      e.stars = stars
      return .proposalRefused(e)
    case .proposalWithdrawn(var e):
      e.stars = stars
      return .proposalWithdrawn(e)
    default: return self
    }
  }

  /// The report or closing of `name`.
  fileprivate func naming(_ name: SpellName) -> Event {
    switch (self, name) {
    case (.exportReported(var e), .market(let market, let product)):
      (e.market, e.product) = (market, product)
      return .exportReported(e)
    case (.exportClosed(var e), .market(let market, let product)):
      (e.market, e.product) = (market, product)
      return .exportClosed(e)
    case (.qualityCertificateEnded(var e), .certificate(let standard, let number, let product, _)):
      (e.standard, e.number, e.product) = (standard, number, product)
      return .qualityCertificateEnded(e)
    case (.supplyAgreementEnded(var e), .agreement(let counterparty, let product, _)):
      (e.counterparty, e.product) = (counterparty, product)
      return .supplyAgreementEnded(e)
    case (.salesPointClosed(var e), .salesPoint(let name, let place)):
      (e.name, e.place) = (name, place)
      return .salesPointClosed(e)
    default: return self
    }
  }
}
