public import OCOP
internal import ProjectionKit

/// One thing that a record breaks, or was recorded as breaking.
struct FoundBreach {
  let entry: RecordedEntry
  /// `nil`: its recorder says that it is irregular, and no rule that is known here is broken.
  let rule: String?
  let rulebook: RulebookID?
  let article: String?
  let text: Text?
  let state: BreachState

  /// What a product's records break as they all stand, and what they were recorded as breaking.
  static func all(in history: History, under shelf: RulebookCatalogue) -> [FoundBreach] {
    let breaches = Dictionary(
      history.breaches(under: shelf).map { ($0.entry.position, $0.breaches) }
    ) { first, _ in first }
    return history.effective.flatMap { entry -> [FoundBreach] in
      let known = entry.record.details?.irregular?.breaches ?? []
      let now = breaches[entry.position] ?? []
      let found = now.map { breach in
        let isKnown = known.contains { $0.rule == breach.rule.rawValue }
        return FoundBreach(
          entry: entry, rule: breach.rule.rawValue, rulebook: breach.rulebook, article: breach.article,
          text: breach.text, state: isKnown ? .acknowledged : .unacknowledged)
      }
      let gone = known.filter { old in !now.contains { $0.rule.rawValue == old.rule } }.map { old in
        // Which set is for which group stands in the content of rulebooks, which no projection reads.
        FoundBreach(
          entry: entry, rule: old.rule, rulebook: old.rulebook, article: old.article, text: nil,
          state: old.rule == LawRule.criteriaSet.rawValue ? .acknowledged : .noLonger)
      }
      guard found.isEmpty, gone.isEmpty, entry.record.details?.irregular != nil else { return found + gone }
      return [FoundBreach(entry: entry, rule: nil, rulebook: nil, article: nil, text: nil, state: .acknowledged)]
    }
  }
}

/// How a breach stands to what its recorder said of it.
public enum BreachState: String, Vocabulary {
  /// Its recorder knew.
  case acknowledged
  /// Nobody has said so.
  case unacknowledged
  /// It was one when it was recorded; what was recorded since makes it none.
  case noLonger

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .acknowledged: Text("đã biết khi ghi", "known when recorded")
    case .unacknowledged: Text("chưa ai ghi nhận", "not acknowledged")
    case .noLonger: Text("nay không còn", "no longer one")
    }
  }
}
