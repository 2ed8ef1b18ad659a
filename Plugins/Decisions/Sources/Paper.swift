internal import OCOP
internal import ProjectionKit

/// A decision with the records that name it.
struct Paper {
  /// As much of a record of a product as a list of decisions needs: there may be a million of them.
  struct Act {
    let stream: StreamID
    let position: Position
    let date: LegalDate?
    let type: EventType
    let isGrant: Bool
    /// The row of the decision's list that a grant names.
    let row: UInt32?
    let isIrregular: Bool

    /// The legal day from which it counts.
    var day: Day { date?.day ?? .distantPast }

    init(_ fact: RecordFact, in stream: StreamID) {
      let record = fact.record
      (self.stream, position, date, type) = (stream, fact.position, record.effectiveOn, record.event.type)
      isGrant = record.event.grant != nil
      row = if case .granted(let granted) = record.event { granted.row } else { nil }
      isIrregular = record.details?.irregular != nil
    }
  }

  private(set) var name: CitedDecision
  private(set) var number: String
  private(set) var issuer: String?
  private(set) var level: Level?
  /// What it did to products.
  private(set) var acts: [Act] = []
  /// Records of the decision itself, and of what changed it.
  private(set) var papers: [RecordFact] = []
  /// The rulebooks by which it did that.
  private(set) var rulebooks: Set<RulebookID> = []
  /// What the first of the acts that says so rests on.
  private var basisOfActs: String?

  init(_ name: CitedDecision, number: String, issuer: String?) {
    (self.name, self.number, self.issuer) = (name, number, issuer)
    level = issuer.flatMap { IssuerName($0).level }
  }

  /// The record of the decision itself.
  var recorded: DecisionRecorded? {
    papers.lazy.compactMap { if case .decisionRecorded(let e) = $0.record.event { e } else { nil } }.first
  }

  /// What it rests on, as it says itself, or as the records of products do.
  var legalBasis: String? { papers.lazy.compactMap(\.record.details?.grounds?.legalBasis).first ?? basisOfActs }

  /// What changed it, in legal order.
  var changes: [DecisionChanged] {
    papers.sorted { ($0.day, $0.position) < ($1.day, $1.position) }.compactMap {
      if case .decisionChanged(let e) = $0.record.event { e } else { nil }
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

  mutating func take(_ fact: RecordFact, in stream: StreamID, _ name: CitedDecision, issuer: String?) {
    let event = fact.record.event
    if [.decisionRecorded, .decisionChanged].contains(event.type) {
      papers.append(fact)
    } else {
      acts.append(Act(fact, in: stream))
      if let rulebook = fact.record.rulebook { rulebooks.insert(rulebook) }
      basisOfActs = basisOfActs ?? fact.record.details?.grounds?.legalBasis
    }
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
    let known = Set(acts.filter(\.isGrant).map(\.stream)).count
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
    let key = name.numberKey
    // Changed where they lie: a decision may list a hundred thousand products.
    if let index = byNumber[key]?.firstIndex(where: { $0.name.isSame(as: name) }) {
      byNumber[key]?[index].take(fact, in: stream, name, issuer: issuer)
    } else {
      var paper = Paper(name, number: number, issuer: issuer)
      paper.take(fact, in: stream, name, issuer: issuer)
      byNumber[key, default: []].append(paper)
    }
  }

  /// In the order of their days and numbers.
  var papers: [Paper] {
    byNumber.values.flatMap(\.self).sorted {
      ($0.name.date?.day ?? .distantPast, $0.number, $0.issuer ?? "")
        < ($1.name.date?.day ?? .distantPast, $1.number, $1.issuer ?? "")
    }
  }
}
