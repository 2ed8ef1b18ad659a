internal import OCOP

/// A stretch of time in which a producer's goods were in a market, as far as reports go.
struct MarketSpell {
  let opening: ExportFact
  /// The latest report of a channel by the day asked about; reports in the order of their days.
  private(set) var reports: [ExportFact] = []
  private(set) var closing: ExportFact?

  /// What `facts` (standing, in legal order) say by `day`.
  static func spells(_ facts: [ExportFact], on day: Day) -> [MarketSpell] {
    var spells: [MarketSpell] = []
    for fact in facts where fact.day <= day {
      if fact.kind == .opened {
        spells.append(MarketSpell(opening: fact))
        continue
      }
      let index = spells.lastIndex { spell in
        spell.closing == nil && spell.opening.market == fact.market && spell.opening.product == fact.product
      }
      guard let index else { continue }
      if fact.kind == .closed { spells[index].closing = fact } else { spells[index].reports.append(fact) }
    }
    return spells
  }

  var isOpen: Bool { closing == nil }

  /// Every channel that was reported, with the number of its outlets and the day it was reported.
  var channels: [ExportFact] { ([opening] + reports).filter { $0.channel != nil || $0.outlets != nil } }
}
