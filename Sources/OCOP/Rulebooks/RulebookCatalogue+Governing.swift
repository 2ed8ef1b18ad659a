/// Under which rulebook something is decided.
public enum GoverningRulebook: Hashable, Sendable {
  /// Under this one: the decision cites it, or law and dates leave no doubt.
  case known(RulebookAdopted)
  /// Under one of several, and nothing tells which; the earliest first.
  case oneOf([RulebookAdopted])

  /// The rulebook, or all that it may be.
  public var candidates: [RulebookAdopted] {
    switch self {
    case .known(let rulebook): [rulebook]
    case .oneOf(let rulebooks): rulebooks
    }
  }

  /// The rulebook, where it is known.
  public var known: RulebookAdopted? { if case .known(let rulebook) = self { rulebook } else { nil } }
}

extension RulebookCatalogue {
  /// The rulebook under which a dossier is decided on `date`: the one that the decision cites; else what law and dates leave no doubt
  /// about on every day that they may be. A decision of a transition whose filing nobody tells is under one of two. `nil`: no rulebook
  /// is in force.
  ///
  /// A dossier stays under the earlier rules though the deadline was missed by which it had to be decided: that is irregular, and makes
  /// no dossier of it that was filed later. Without a filing day what the law forbids is not supposed.
  ///
  /// Dossiers filed before go on under the earlier rules: Decision 26/2026/QĐ-TTg Art. 12.2.
  public func governing(_ grounds: Grounds, decidedOn date: LegalDate) -> GoverningRulebook? {
    let cited = grounds.legalBasis.map { self.cited(in: $0, on: date) } ?? []
    if cited.count == 1 { return .known(cited[0]) }
    let possible = possible(grounds, decidedOn: date)
    let found = cited.isEmpty ? possible : possible.filter { one in cited.contains { $0.id == one.id } }
    let candidates = found.isEmpty ? cited : found
    guard let first = candidates.first else { return nil }
    return candidates.count == 1 ? .known(first) : .oneOf(candidates)
  }

  /// The rulebooks that `text` cites by their acts or ids, as they stand on `date`; an act stands for those that amend it, too.
  func cited(in text: String, on date: LegalDate) -> [RulebookAdopted] {
    let words = text.split { " ,;:()\n\t".contains($0) }.map(String.init)
    let numbers = Set(words.filter { $0.contains("/") }.map { DecisionNumber($0) })
    let named = rulebooks.filter { words.contains($0.id.text) }
    if !named.isEmpty { return named }
    let cited = rulebooks.filter { numbers.contains($0.actNumber) }
    // What is amended by another that is cited is cited as amended.
    let last = cited.filter { one in !cited.contains { $0.amends == one.id } }
    return last.map { one in rulebooks.last { $0.amends == one.id && $0.inForceFrom.day <= date.firstDay } ?? one }
  }

  private func possible(_ grounds: Grounds, decidedOn date: LegalDate) -> [RulebookAdopted] {
    var found: [RulebookAdopted] = []
    for day in days(in: date) {
      guard let current = inForce(on: day) else { continue }
      let rules = current.transitions.filter { rule in grounds.application.map { rule.kinds.contains($0) } ?? true }
      var (isEarlier, isCurrent) = (false, true)
      if let filed = grounds.filedOn {
        isEarlier = rules.contains { filed.firstDay < $0.filedBefore.day }
        isCurrent = !rules.contains { filed.day < $0.filedBefore.day }
      } else {
        isEarlier = rules.contains { day <= $0.decidedUntil.day }
      }
      if isEarlier { found += rules.compactMap { self[$0.rulebook] } }
      if isCurrent { found.append(current) }
    }
    guard found.count > 1 else { return found }
    var seen: Set<RulebookID> = []
    return found.filter { seen.insert($0.id).inserted }.sorted { $0.inForceFrom < $1.inForceFrom }
  }

  /// The days of `date` on which law may change, its first and its last among them.
  func days(in date: LegalDate) -> [Day] {
    guard date.isImprecise, let start = rulebooks.map(\.inForceFrom.day).min() else { return [date.day] }
    var changes = delegationChanges
    for rulebook in rulebooks {
      changes.append(rulebook.inForceFrom.day)
      changes += end(of: rulebook).map { [$0.advanced(by: 1)] } ?? []
      changes += rulebook.transitions.map { $0.decidedUntil.day.advanced(by: 1) }
      for power in rulebook.law?.powers ?? [] {
        changes += [power.from?.day, power.until?.day.advanced(by: 1)].compactMap(\.self)
      }
    }
    return Set(changes + [max(date.firstDay, start), date.day]).filter { date.firstDay <= $0 && $0 <= date.day }
      .sorted()
  }
}

extension RulebookAdopted {
  /// The number of the act: of "QĐ 148/QĐ-TTg, 24/2/2023" it is 148/QĐ-TTg.
  fileprivate var actNumber: DecisionNumber {
    DecisionNumber(legalReference.split(separator: " ").map(String.init).first { $0.contains("/") } ?? legalReference)
  }

  /// The levels that may decide `stars` on some day of `date`, and whether on some day nothing tells.
  func deciders(of stars: Stars, during date: LegalDate) -> (levels: [Level], isOpen: Bool) {
    let powers = (law?.powers ?? []).filter { $0.action == .decide && $0.stars.contains(stars) }
    guard !powers.isEmpty else { return (authority(for: stars, on: date.day).map { [$0] } ?? [], false) }
    var days = [date.day]
    if date.isImprecise {
      let changes = powers.flatMap { [$0.from?.day, $0.until?.day.advanced(by: 1)] }.compactMap(\.self)
      days = Set(changes + [date.firstDay, date.day]).filter { date.firstDay <= $0 && $0 <= date.day }.sorted()
    }
    var levels: [Level] = []
    var isOpen = false
    for day in days {
      guard let power = power(to: .decide, stars, on: day) else { continue }
      isOpen = isOpen || power.notKnown
      if let level = power.levels.first, !levels.contains(level) { levels.append(level) }
    }
    return (levels, isOpen)
  }
}
