internal import OCOP
internal import ProjectionKit

/// A stretch of time in which a producer's goods were in a market, as far as reports go.
struct MarketSpell {
  let opening: ExportOpened
  /// Whether a source gave one list of markets for several exporters.
  let isJoint: Bool
  /// Every channel that was reported, with the number of its outlets and the day it was reported, in the order of the days.
  let channels: [Exporters.Channel]
  let since: LegalDate?
  /// The last day.
  let until: LegalDate?
  private let spell: Spell

  /// `nil`: it is nothing of a market.
  init?(_ found: SpellTable.Found) {
    guard case .exportOpened(let opening) = found.opening else { return nil }
    self.opening = opening
    spell = found.spell
    since = found.date(of: spell.opening)
    until = spell.closing.flatMap { found.date(of: $0) }
    isJoint = spell.openings.contains { fact in
      if case .exportOpened(let e) = found.event(of: fact) { e.joint } else { false }
    }
    let told = (spell.openings + spell.reports).sorted { ($0.day, $0.position) < ($1.day, $1.position) }
    channels = told.compactMap { fact in
      var channel = Exporters.Channel()
      channel.date = found.date(of: fact)
      switch found.event(of: fact) {
      case .exportOpened(let e): (channel.channel, channel.outlets) = (e.channel, e.outlets)
      case .exportReported(let e): (channel.channel, channel.outlets) = (e.channel, e.outlets)
      default: return nil
      }
      return channel.channel == nil && channel.outlets == nil ? nil : channel
    }
  }

  func isOpen(on day: Day) -> Bool { spell.holds(on: day) }
}
