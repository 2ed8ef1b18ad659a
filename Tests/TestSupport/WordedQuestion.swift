public import Ledger
public import OCOP
public import ProjectionKit

/// A question to a ledger in words, as one value.
public struct WordedQuestion: Hashable, Sendable {
  /// Of which day, as known when, on which map, counted how.
  public var question: Question
  /// What is asked, by name.
  public var parameters: [String: String]

  /// A question.
  public init(
    asOf: Day, knownAt: Position? = nil, areas: AreaEdition? = nil, counting: Counting = .inForce,
    parameters: [String: String] = [:]
  ) {
    question = Question(asOf: asOf, knownAt: knownAt, areas: areas, counting: counting)
    self.parameters = parameters
  }
}

extension Ledger {
  /// Asks the projection `id`.
  public func ask(_ id: String, _ asked: WordedQuestion) throws -> Answered<AnswerTable> {
    try ask(id, asked.question, parameters: asked.parameters)
  }
}
