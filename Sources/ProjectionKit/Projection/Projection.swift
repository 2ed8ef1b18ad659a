public import OCOP

/// A read model: rows folded from the records of the log, and the answers they give.
///
/// A projection knows nothing but the records it is shown, in order, and its own tables. It reads no clock and no file,
/// and it never looks at another projection. The same records always give the same rows, however they are dealt out:
/// one by one, in batches, or all at once after a restart (see the laws in ProjectionTesting).
public protocol Projection: SendableMetatype {
  /// What it is called and which events it looks at.
  static var descriptor: ProjectionDescriptor { get }

  /// A projection over `tables`: empty ones, or those that it filled before.
  init(tables: TableStore)

  /// Takes in one record whose type is among ``ProjectionDescriptor/events``.
  mutating func apply(_ record: borrowing RecordView) throws

  /// The only streams whose records the answer depends on; `nil`: it may depend on any. A question of what was known
  /// earlier then costs what those streams are long, not what the log is.
  static func streams(for question: ViewQuestion) throws -> [StreamID]?

  /// Works out what rows say only as a whole. Called before rows are written and before a question; must be repeatable.
  mutating func settle() throws

  /// Answers a question from the rows.
  func answer(_ question: ViewQuestion) throws -> Sheet
}

extension Projection {
  /// Nothing is put off.
  public mutating func settle() throws {}

  /// Any stream may matter.
  public static func streams(for question: ViewQuestion) throws -> [StreamID]? { nil }
}

/// What a projection is called and what it looks at.
public struct ProjectionDescriptor: Sendable {
  /// Its stable name, small letters and hyphens; what the command line and folders call it.
  public let id: String
  /// Raised whenever the same records would give other rows.
  public let version: Int
  /// Its title.
  public let title: Text
  /// What it answers, in one sentence.
  public let summary: Text
  /// The events it takes in. All others are passed over without a call.
  public let events: EventTypes
  /// The names of ``ViewQuestion/parameters`` it takes; a question with another one is refused.
  public let parameters: [String]

  /// A descriptor.
  public init(
    id: String, version: Int, title: Text, summary: Text, events: EventTypes, parameters: [String] = []
  ) {
    self.parameters = parameters
    self.id = id
    self.version = version
    self.title = title
    self.summary = summary
    self.events = events
  }
}

/// What a projection is asked.
public struct ViewQuestion: Hashable, Sendable {
  /// The legal day: what was in force on it.
  public var asOf: Day
  /// The day whose administrative map places are counted on and named by; `nil`: the one asked about.
  public var areas: Day?
  /// What counts as a product with stars.
  public var counting: Counting
  /// What else is asked, by name: `by`, `product`, `market`.
  public var parameters: [String: String]

  /// A question.
  public init(
    asOf: Day, areas: Day? = nil, counting: Counting = .inForce, parameters: [String: String] = [:]
  ) {
    self.asOf = asOf
    self.areas = areas
    self.counting = counting
    self.parameters = parameters
  }

  /// The day of the map.
  public var mapDay: Day { areas ?? asOf }

  /// The parameter `name`, unless it is empty.
  public subscript(name: String) -> String? {
    guard let value = parameters[name], !value.isEmpty else { return nil }
    return value
  }
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
