internal import OCOP
public import ProjectionKit

extension Ledger {
  /// The products that count in `question`, each with what tells it apart. Throws as ``ask(_:asOf:knownAt:areas:counting:)``.
  public func ratedProducts(
    by dimension: StarDimension? = nil, _ question: Question
  ) throws(LedgerError) -> Answered<[RatedProduct]> {
    try failing {
      try countingStars(question, dimension) { try $0.ratedProducts(by: dimension ?? .district, in: $1) }
    }
  }

  /// How many products count in each row of the table, and in all.
  func tallies(
    by dimension: StarDimension, _ question: Question
  ) throws -> (cells: [String: StarTally], whole: StarTally) {
    let counted = try countingStars(question, dimension) { counting, scope in
      let found = try counting.tallies(by: dimension, in: scope)
      return Tallies(cells: found.cells, whole: found.whole)
    }
    return (counted.answer.cells, counted.answer.whole)
  }

  private struct Tallies: Sendable {
    let cells: [String: StarTally]
    let whole: StarTally
  }

  private func countingStars<Answer>(
    _ question: Question, _ dimension: StarDimension?,
    _ body: (any StarCounting, QuestionScope) throws -> Answer
  ) throws -> Answered<Answer> {
    guard let projection = views.projections.first(where: { $0 is any StarCounting.Type }) else {
      throw QuestionError(parameter: "projection", value: "StarCounting", accepted: Text("StarCounting"))
    }
    let parameters = dimension.map { ["by": $0.rawValue] } ?? [:]
    return try answered(projection, question, parameters: parameters) { projection, scope in
      guard let counting = projection as? any StarCounting else { preconditionFailure("it counts stars") }
      return try body(counting, scope)
    }
  }
}
