public import OCOP
public import ProjectionKit

/// A question with everything that its answer depends on, besides the log.
public struct Question: Hashable, Sendable {
  /// The legal day: what was in force on it.
  public var asOf: Day
  /// What had been recorded by then; `nil`: everything.
  public var knownAt: Position?
  /// What else the projection is asked.
  public var parameters: [String: String]

  /// A question.
  public init(asOf: Day, knownAt: Position? = nil, parameters: [String: String] = [:]) {
    self.asOf = asOf
    self.knownAt = knownAt
    self.parameters = parameters
  }
}

/// An answer with its question, and with the log it was computed from: anyone can compute it again.
public struct Answer: Sendable {
  /// The question.
  public let question: Question
  /// The edition of the map that names places: its first day; `nil`: the map before any change recorded.
  public let areas: Day?
  /// The log up to the position asked about.
  public let head: Head
  /// The rows.
  public let sheet: Sheet

  /// The question as JSON: as-of, known-at, areas, rules, counting.
  public var questionJSON: JSONValue {
    [
      "asOf": .string(question.asOf.description), "knownAt": head.position?.json ?? nil,
      "areas": .string(areas?.description ?? "initial"), "rules": "recorded", "counting": "inForce",
    ]
  }

  /// The whole answer as JSON.
  public var json: JSONValue {
    var members: [JSONValue.Member] = [
      .init("question", questionJSON), .init("position", head.position?.json ?? nil),
      .init("root", .string(head.root)), .init("rows", .array(sheet.objects)),
    ]
    if let total = sheet.total { members.append(.init("total", sheet.object(total))) }
    return .object(members)
  }
}
