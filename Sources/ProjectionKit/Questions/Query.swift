public import OCOP

/// A question to a projection, as a value. The description of its fields drives questions in words (`by=district`), JSON, and whatever
/// publishes them: fields that may be missing are what need not be asked.
public protocol Query<Asked>: Message {
  /// The projection that answers it.
  associatedtype Asked: Projection
  /// What it is answered with.
  associatedtype Answer: Tabular

  /// By which word a question in words means this one, and not another of its projection: `what=producers`. `nil`: there is no other.
  static var selector: QuerySelector? { get }

  /// The only streams whose records the answer depends on; `nil`: it may depend on any. A question of what was known
  /// earlier then costs what those streams are long, not what the log is.
  var streams: [StreamID]? { get }

  /// The answer by the rows of `projection`. Throws ``QuestionError`` where the question cannot be taken.
  func answer(from projection: Asked, in scope: QuestionScope) throws -> Answer
}

extension Query {
  /// The only question.
  public static var selector: QuerySelector? { nil }
  /// Any stream may matter.
  public var streams: [StreamID]? { nil }
}

/// The word that tells one of a projection's questions from the others.
public struct QuerySelector: Hashable, Sendable {
  /// The parameter: `what`.
  public let name: String
  /// Its value: `producers`; `nil`: any, and it is a field of the question.
  public let value: String?

  /// `name=value`
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }

  /// The field `name`, whatever it says.
  public init(field name: String) {
    self.name = name
    value = nil
  }
}

/// What every question has: of which day, on which map, counted how.
public struct QuestionScope: Hashable, Sendable {
  /// The legal day: what was in force on it.
  public var asOf: Day
  /// The day whose administrative map places are counted on and named by; `nil`: the one asked about.
  public var areas: Day?
  /// What counts as a product with stars.
  public var counting: Counting

  /// The scope of a question.
  public init(asOf: Day, areas: Day? = nil, counting: Counting = .inForce) {
    self.asOf = asOf
    self.areas = areas
    self.counting = counting
  }

  /// The day of the map.
  public var mapDay: Day { areas ?? asOf }
}

/// A question that the projection cannot take.
public struct QuestionError: Error, Hashable, Sendable {
  /// The parameter at fault.
  public let parameter: String
  /// Its value.
  public let value: String
  /// What is accepted.
  public let accepted: Text

  /// An error.
  public init(parameter: String, value: String, accepted: Text) {
    self.parameter = parameter
    self.value = value
    self.accepted = accepted
  }
}
