public import OCOP
public import ProjectionKit

/// Decisions as things: who issued them, what they list, what they rest on, and what became of them. A decision is known by the
/// records that name it, and by itself where it was recorded.
public struct Decisions: ProvableFigure {
  private static let papers: EventTypes = [.decisionRecorded, .decisionChanged]
  private static let acts: EventTypes = [
    .recognised, .upgraded, .renewed, .lowered, .granted, .reevaluationFailed, .revoked, .removedFromList, .annulled,
    .recognitionWithdrawn, .certificateExtended, .penalised, .markUseSuspended, .markUseRestored, .disputeSettled,
    .productAwarded,
  ]

  /// `decisions`
  public static let descriptor = ProjectionDescriptor(
    id: "decisions", version: 2, title: Text("Quyết định", "Decisions"),
    summary: Text(
      "Quyết định: cơ quan, số, ngày, căn cứ, danh sách, và việc sửa đổi, thu hồi sau đó.",
      "Decisions: issuer, number, date, what they rest on, what they list, and what became of them."),
    events: acts.union(papers).union(EntityHistory.events).union(RatingFact.events))

  /// The list, what one of them lists, and what became of one of them.
  public static let queries: [any ProjectionKit.Query<Decisions>.Type] = [Query.self, Listed.self, Records.self]

  /// What a decision lists, and the decision itself.
  public static let provableParameters = ["what", "decision"]

  private let facts: FactTable<StreamID, RecordFact>
  let ratings: FactTable<StreamID, RatingFact>
  let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    ratings = FactTable(tables)
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try facts.take(record, of: Self.acts.union(Self.papers).union([.voided]), in: record.stream)
    try ratings.take(record, of: RatingFact.events, in: record.stream)
    try directory.apply(record)
  }

  /// Every decision that records which count by `day` name, in the order of their days and numbers.
  func papers(by day: Day) throws -> [Paper] {
    var shelf = PaperShelf()
    try facts.forEach { stream, all in
      for fact in effective(all) where fact.day <= day { shelf.take(fact, stream) }
    }
    return shelf.papers
  }

  /// The one decision that `text` cites. Throws ``QuestionError`` with those that it may be.
  static func meant(_ text: String, _ papers: [Paper]) throws -> Paper {
    let wish = CitedDecision(text)
    let found = papers.filter { paper in wish.map { $0.isSame(as: paper.name) } ?? false }
    if found.count == 1 { return found[0] }
    let list = (found.isEmpty ? papers.filter { $0.number.contains(text) } : found).prefix(10).map(\.name.text)
    throw QuestionError(
      parameter: "decision", value: text,
      accepted: list.isEmpty
        ? cited : Text(list.joined(separator: " | ")))
  }

  /// How one is cited.
  static let cited = Text("15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh …")
}
