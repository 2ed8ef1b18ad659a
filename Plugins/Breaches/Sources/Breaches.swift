public import OCOP
public import ProjectionKit

/// What was recorded although the law forbids it (*chưa phù hợp quy định, đối chiếu tự động*): derived from all records as they
/// stand, and told apart from what the recorder knew.
public struct Breaches: Projection {
  private static let rules: EventTypes = [.rulebookAdopted, .rulebookLapsed, .powerDelegated]
  /// What is held against the law, and what it is held by.
  private static let products: EventTypes = [
    .productRegistered, .productRegrouped, .dossierFiled, .evaluated, .proposed, .recognised, .upgraded, .renewed,
    .lowered,
    .granted, .certificateExtended, .certificateContinues, .revoked, .recognitionWithdrawn, .annulled,
    .reevaluationFailed, .removedFromList,
  ]

  /// `breaches`
  public static let descriptor = ProjectionDescriptor(
    id: "breaches", version: 3, title: Text("Chưa phù hợp quy định", "Not in keeping with the law"),
    summary: Text(
      "Ghi chép chưa phù hợp quy định (đối chiếu tự động), người ghi đã biết hay chưa.",
      "Records that break the law, as far as it is known, and whether the recorder knew."),
    events: products.union(rules).union(EntityHistory.events).union(Gazetteer.events).union([.voided]))

  /// The list, and how many there are of what.
  public static let queries: [any ProjectionKit.Query<Breaches>.Type] = [Query.self, Counts.self]

  let facts: FactTable<StreamID, RecordFact>
  let rulebooks: EventTable
  let directory: EntityHistory
  let gazetteer: Gazetteer

  /// A projection over `tables`.
  public init(tables: TableStore) {
    facts = FactTable(tables)
    rulebooks = EventTable(tables, of: Self.rules)
    directory = EntityHistory(tables)
    gazetteer = Gazetteer(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try rulebooks.apply(record)
    if record.stream.kind == .product { try facts.take(record, of: Self.products, in: record.stream) }
    try directory.apply(record)
    try gazetteer.apply(record)
  }
}
