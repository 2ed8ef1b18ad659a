/// Holds one record of a product against the law of the rulebooks, as the product's records stand.
///
/// A breach is found only where nothing is left in doubt: on every day that an imprecise date may be, under every rulebook that may
/// apply. A rulebook without law, and an item that it leaves out, judges nothing.
struct LawCheck {
  /// The rulebooks.
  let rulebooks: RulebookCatalogue
  /// The product's records that stand, in legal order, the one judged left out.
  let others: [RecordedEntry]
  /// What they say of stars, each naming what stands in the place of what it names.
  private let facts: [RatingFact]
  private let places: Places
  /// The groups of the criteria sets of the rulebook that applies, by their codes; none where they are not known.
  var groups: [String: ProductGroup] = [:]

  /// Against the records of `history` that stand, but for the one at `position`.
  init(rulebooks: RulebookCatalogue, history: StandingHistory, without position: Position? = nil) {
    self.rulebooks = rulebooks
    others = history.entries.filter { $0.position != position }
    facts = history.facts.filter { $0.position != position }
    places = history.places
  }

  /// A record to be judged.
  struct Act {
    let event: Event
    let date: LegalDate?
    /// The rulebook under which it was decided; `nil`: it is not known, or none is named.
    var rulebook: RulebookID?
    /// The rulebooks under one of which it was decided, where it is not known under which.
    var candidates: [RulebookID] = []
    /// What it rests on, as its source says.
    var grounds = Grounds()
  }

  /// What `act` breaks.
  func breaches(of act: Act) -> [Breach] {
    guard let date = act.date else { return [] }
    let named = (act.rulebook.map { [$0] } ?? act.candidates).compactMap { rulebooks[$0] }
    let judges = named.isEmpty ? rulebooks.inForce(during: date) : named
    guard !judges.isEmpty, judges.allSatisfy({ $0.law != nil }) else { return [] }
    // What is a breach under each of them is one.
    let found = judges.map { breaches(of: act, on: date, under: $0) }
    return found[0].filter { breach in found.allSatisfy { $0.contains { $0.rule == breach.rule } } }
  }

  private func breaches(of act: Act, on date: LegalDate, under rulebook: RulebookAdopted) -> [Breach] {
    guard let law = rulebook.law else { return [] }
    let judged = Judged(date: date, rulebook: rulebook, law: law, grounds: act.grounds)
    switch act.event {
    case .dossierFiled(let e): return others.isForwarded(e, on: date) ? [] : [window(e.kind, judged)].compactMap(\.self)
    case .evaluated(let e): return [criteriaSet(e, judged)].compactMap(\.self)
    case .proposed(let e): return [forwarding(e, judged)].compactMap(\.self)
    case .certificateExtended(let e): return [prolongation(e, judged)].compactMap(\.self)
    case .certificateContinues(let e): return [continuation(to: e.until, judged)].compactMap(\.self)
    case .revoked(let e): return power(.revoke, e.level, overStars(on: date), judged)
    case .annulled(let e): return power(.withdraw, e.level, [stars(grantedAt: e.granted)].compactMap(\.self), judged)
    case .recognitionWithdrawn(let e): return withdrawal(e, judged)
    default:
      guard let grant = act.event.grant else { return [] }
      return [
        term(grant, from: act.event.validFrom ?? date, judged), result(grant, judged), transition(judged),
        period(judged), filing(judged),
      ]
      .compactMap(\.self) + power(.decide, grant.level, [grant.stars], judged)
    }
  }

  /// What is judged, and by what.
  struct Judged {
    let date: LegalDate
    let rulebook: RulebookAdopted
    let law: RuleLaw
    let grounds: Grounds

    func breach(_ rule: LawRule, _ article: String, _ vi: String, _ en: String) -> Breach {
      Breach(rule: rule, rulebook: rulebook.id, article: article, text: Text(vi, en))
    }
  }

  /// The certificates that an act of `date` may be about: the one held when the day begins, or the last that began by then; what is
  /// granted that day counts where there was none before. What was withdrawn from the start was never one.
  func certificates(on date: LegalDate) -> [RatingInterval] {
    var found: [RatingInterval] = []
    // Between changes the same one is meant.
    let changes = facts.flatMap { [$0.from, $0.from.advanced(by: 1)] }.filter { date.firstDay <= $0 && $0 <= date.day }
    for day in Set(changes + [date.firstDay, date.day]).sorted() {
      let before = RatingTimeline(facts.filter { $0.kind != .granted || $0.from < day && $0.day < day }, through: day)
      let one =
        before.held(on: day) ?? before.last(by: day)
        ?? RatingTimeline(facts, through: day).intervals.last { $0.ending != .annulled && $0.grant.day <= day }
      guard let one else { return [] }
      if !found.contains(where: { $0.grant.position == one.grant.position }) { found.append(one) }
    }
    return found
  }

  /// The last days of the own terms of the certificates that an act of `date` may be about.
  func ownEnds(on date: LegalDate) -> [LegalDate] { certificates(on: date).compactMap(\.grant.validUntil) }

  /// The stars of the certificates that an act of `date` may be about.
  func overStars(on date: LegalDate) -> [Stars] { certificates(on: date).map(\.stars) }

  /// The stars of the decision that a withdrawal of `date` means where it names none: the one decided last.
  func decidedStars(on date: LegalDate) -> [Stars] {
    let setting = RatingTimeline.Setting(facts)
    let found = [date.firstDay, date.day].map { setting.lastGrant(by: $0)?.stars }
    return found.contains(nil) ? [] : Array(Set(found.compactMap(\.self)))
  }

  /// The stars of the grant that stands in the place of the record at `position`.
  func stars(grantedAt position: Position) -> Stars? {
    let place = places.effective(for: position)
    return others.first { $0.position == place }?.record.event.grant?.stars
  }
}

/// The records of a product that stand, and what they say of stars, each naming what stands in the place of what it names.
struct StandingHistory {
  let entries: [RecordedEntry]
  let facts: [RatingFact]
  let places: Places

  init(_ history: History) {
    entries = history.effective
    let places = Places(history.entries)
    self.places = places
    facts = entries.compactMap { entry in
      guard var fact = entry.ratingFact else { return nil }
      fact.corrects = nil
      fact.target = fact.target.map { places.effective(for: $0) ?? $0 }
      return fact
    }
  }
}
