public import OCOP

/// What is to be replayed, and how.
public struct ReplayQuestion: Hashable, Sendable {
  /// Whose records are stepped through.
  public enum Subject: Hashable, Sendable {
    /// One product's.
    case product(ProductID)
    /// One producer's, and those of the products it made at any time.
    case producer(ProducerID)
    /// Those of products that were in a district at any time.
    case district(AreaCode)
    /// Those that name a decision.
    case decision(CitedDecision)
    /// Those of all products.
    case everything
  }

  /// In which order.
  public enum Order: String, Vocabulary {
    /// As they were recorded: what was believed at each point.
    case recorded
    /// By legal days, corrections taken in: what was in force at each point. What time alone ends is a step, too.
    case effective

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .recorded: Text("thứ tự ghi", "as recorded")
      case .effective: Text("thứ tự hiệu lực", "by legal day")
      }
    }
  }

  /// Whose records.
  public var subject: Subject
  /// In which order.
  public var order: Order
  /// The first day: of recording or of the law, as the order is.
  public var from: Day?
  /// The last day.
  public var to: Day?
  /// The legal day of which states are told, where the order is as recorded.
  public var asOf: Day
  /// What had been recorded by then; `nil`: everything.
  public var knownAt: Position?

  /// A question.
  public init(
    subject: Subject, order: Order = .recorded, from: Day? = nil, to: Day? = nil, asOf: Day, knownAt: Position? = nil
  ) {
    (self.subject, self.order, self.from, self.to) = (subject, order, from, to)
    (self.asOf, self.knownAt) = (asOf, knownAt)
  }
}

/// What happened, step by step.
public struct Replay: Sendable {
  /// One step: a record, or what time alone does.
  public struct Step: Sendable {
    /// The record; `nil`: a term ended, and no act was needed.
    public let event: RecordedEvent?
    /// The record that corrects it, as far as is known; `nil`: none does.
    public var correctedBy: Position?
    /// The product or producer it is about.
    public let stream: StreamID
    /// The day: of recording or of the law, as the order is.
    public let day: Day
    /// The fields that differ, each before and after.
    public let changes: [FieldChange]
    /// The figures it moved.
    public let moves: [FigureMove]
    /// The product's stars after it; `nil`: none.
    public let stars: Stars?
  }

  /// A field before and after a step.
  public struct FieldChange: Hashable, Sendable {
    /// The field.
    public let field: ProductField
    /// Its value before; `nil`: nothing was known.
    public let before: AuditedValue?
    /// Its value after; `nil`: nothing is known.
    public let after: AuditedValue?
  }

  /// A number of products in a table that a step made one more or one less.
  public struct FigureMove: Hashable, Sendable {
    /// The district's code, or `unknown`.
    public let district: String
    /// The stars counted.
    public let stars: Stars
    /// One more or one less.
    public let by: Int
  }

  /// The question.
  public let question: ReplayQuestion
  /// In order.
  public let steps: [Step]
  /// The rulebooks that the records name.
  public let rulebooks: [RulebookAdopted]
  /// The log that was read.
  public let head: Head
}
