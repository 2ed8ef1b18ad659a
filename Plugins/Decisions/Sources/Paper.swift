internal import OCOP
internal import ProjectionKit

/// A decision with the records that name it.
struct Paper {
  /// A record and the stream it stands in.
  struct Act {
    let fact: RecordFact
    let stream: StreamID
  }

  private(set) var name: CitedDecision
  private(set) var number: String
  private(set) var issuer: String?
  private(set) var level: Level?
  /// What it did to products.
  private(set) var acts: [Act] = []
  /// Records of the decision itself, and of what changed it.
  private(set) var papers: [Act] = []

  init(_ name: CitedDecision, number: String, issuer: String?) {
    (self.name, self.number, self.issuer) = (name, number, issuer)
    level = issuer.flatMap { IssuerName($0).level }
  }

  /// The record of the decision itself.
  var recorded: DecisionRecorded? {
    papers.lazy.compactMap { if case .decisionRecorded(let e) = $0.fact.record.event { e } else { nil } }.first
  }

  /// What changed it, in legal order.
  var changes: [DecisionChanged] {
    papers.sorted { ($0.fact.day, $0.fact.position) < ($1.fact.day, $1.fact.position) }.compactMap {
      if case .decisionChanged(let e) = $0.fact.record.event { e } else { nil }
    }
  }

  mutating func take(_ act: Act, _ name: CitedDecision, issuer: String?) {
    let event = act.fact.record.event
    if [.decisionRecorded, .decisionChanged].contains(event.type) { papers.append(act) } else { acts.append(act) }
    level = event.grant?.level ?? level
    // Of two tellings the one that says more is its name.
    if self.issuer == nil, let issuer {
      (self.issuer, self.name) = (
        issuer, CitedDecision(number: number, date: self.name.date ?? name.date, issuer: issuer)
      )
    }
  }

  /// Where the list that was counted is longer or shorter than what is recorded of it.
  var notes: [Text] {
    guard let listed = recorded?.products else { return [] }
    let known = Set(acts.filter { $0.fact.record.event.grant != nil }.map(\.stream)).count
    guard known != Int(listed) else { return [] }
    return [
      Text(
        "Quyết định có \(listed) sản phẩm; sổ ghi \(known).",
        "The decision lists \(listed) products; the ledger has \(known).")
    ]
  }
}

/// Decisions by their numbers, while records are gone through.
struct PaperShelf {
  private var byNumber: [DecisionNumber: [Paper]] = [:]

  mutating func take(_ fact: RecordFact, _ stream: StreamID) {
    let event = fact.record.event
    let (name, number, issuer): (CitedDecision, String, String?)
    switch event {
    case .decisionRecorded(let e):
      (number, issuer) = (e.number, e.issuer)
      name = CitedDecision(number: number, date: fact.record.effectiveOn, issuer: issuer)
    case .decisionChanged(let e):
      (number, issuer) = (e.decision.number, e.decision.issuer)
      name = CitedDecision(number: number, date: e.decision.date, issuer: issuer)
    default:
      guard let said = event.decisionNumber, let cited = CitedDecision(of: fact.record) else { return }
      (name, number, issuer) = (cited, said, event.grant?.issuer)
    }
    var papers = byNumber[name.numberKey] ?? []
    let index =
      papers.firstIndex { $0.name.isSame(as: name) }
      ?? {
        papers.append(Paper(name, number: number, issuer: issuer))
        return papers.count - 1
      }()
    papers[index].take(Paper.Act(fact: fact, stream: stream), name, issuer: issuer)
    byNumber[name.numberKey] = papers
  }

  /// In the order of their days and numbers.
  var papers: [Paper] {
    byNumber.values.flatMap(\.self).sorted {
      ($0.name.date?.day ?? .distantPast, $0.number, $0.issuer ?? "")
        < ($1.name.date?.day ?? .distantPast, $1.number, $1.issuer ?? "")
    }
  }
}
