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

  /// What it is by now: of what was done to it, that which took most of it away; of two that took as much, the later.
  var state: DecisionChange? { Self.weightiest(changes) }

  /// What was done to the row of a product: by changes that name the row or the product, or no part at all.
  func change(of product: StreamID, row: UInt32?) -> DecisionChange? {
    Self.weightiest(
      changes.filter { change in
        if change.rows.isEmpty, change.products.isEmpty { return true }
        return change.products.contains { $0.stream == product } || row.map { change.rows.contains($0) } ?? false
      })
  }

  private static func weightiest(_ changes: [DecisionChanged]) -> DecisionChange? {
    changes.map(\.change).reduce(nil) { heaviest, next in
      guard let heaviest else { return next }
      return next.weight >= heaviest.weight ? next : heaviest
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

  /// Where the list that was counted is longer or shorter than what is recorded of it, and where a row is told of several products.
  var notes: [Text] {
    var notes: [Text] = []
    let known = Set(acts.filter { $0.fact.record.event.grant != nil }.map(\.stream)).count
    if let listed = recorded?.products, known != Int(listed) {
      notes.append(
        Text(
          "Quyết định có \(listed) sản phẩm; sổ ghi \(known).",
          "The decision lists \(listed) products; the ledger has \(known)."))
    }
    let rows = Dictionary(grouping: acts.compactMap { act in act.row.map { ($0, act.stream) } }, by: \.0)
    for (row, told) in rows.sorted(by: { $0.key < $1.key }) where Set(told.map(\.1)).count > 1 {
      let list = Set(told.map(\.1)).sorted().map(\.shown).joined(separator: ", ")
      notes.append(
        Text("Dòng \(row) ghi cho nhiều sản phẩm: \(list).", "Row \(row) is told of several products: \(list)."))
    }
    return notes
  }
}

extension Paper.Act {
  /// The row of the decision's list that a grant names.
  var row: UInt32? { if case .granted(let granted) = fact.record.event { granted.row } else { nil } }
}

extension DecisionChange {
  /// How much of the decision it takes away.
  fileprivate var weight: Int {
    switch self {
    case .amended, .corrected: 0
    case .partlyWithdrawn: 1
    case .replaced: 2
    case .withdrawn: 3
    }
  }

  /// Whether it takes the rows away that it is about.
  var takesAway: Bool { self == .withdrawn || self == .partlyWithdrawn }
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
