public import OCOP
public import ProjectionKit

extension Breaches {
  /// How many breaches there are of what.
  public struct Counts: ProjectionKit.Query {
    /// `by`, whatever it is.
    public static let selector: QuerySelector? = QuerySelector(field: "by")

    /// What they are counted by.
    public var by: BreachDimension?
    /// Which ones are counted.
    public var counted = Query()

    /// By rule.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try counted.describe(&coder)
      try coder.optional(8, "by", &by, "What they are counted by")
    }

    /// Counts them. Costs as ``Query``.
    public func answer(from breaches: Breaches, in scope: QuestionScope) throws -> BreachCounts {
      let dimension = by ?? .rule
      let list = try counted.answer(from: breaches, in: scope)
      var counts: [JSONValue: BreachCount] = [:]
      for breach in list.rows {
        let (key, name) = dimension.cell(of: breach)
        var count = counts[key?.json ?? .null] ?? BreachCount()
        (count.key, count.name) = (key, count.name ?? name)
        switch breach.state {
        case .acknowledged: count.acknowledged += 1
        case .unacknowledged: count.unacknowledged += 1
        case .noLonger: count.noLonger += 1
        }
        counts[key?.json ?? .null] = count
      }
      let rows = counts.sorted { $0.key.text < $1.key.text }.map(\.value)
      return BreachCounts(dimension: dimension, rows: rows, notes: list.notes)
    }
  }

  /// Breaches, counted.
  public struct BreachCounts: Tabular {
    /// By what.
    public let dimension: BreachDimension
    /// The counts.
    public let rows: [BreachCount]
    /// What a reader must know.
    public let notes: [Text]

    /// The rows; what they are counted by is shown by its name.
    public var table: AnswerTable {
      let named = [Column("key", dimension.names, .hidden), Column("name", dimension.names, dimension.kind)]
      return AnswerTable(
        columns: named + BreachCount.columns.dropFirst(2), rows: AnswerRows(Rows(rows)), notes: notes)
    }
  }

  /// How many breaches of one rule, level, decision or place are in each state.
  public struct BreachCount: AnswerRow {
    /// The code; `nil`: they have none.
    public var key: String?
    /// Its name.
    public var name: String?
    /// Known when they were recorded.
    public var acknowledged: Int64 = 0
    /// Not acknowledged by anybody.
    public var unacknowledged: Int64 = 0
    /// No longer breaches.
    public var noLonger: Int64 = 0

    /// None.
    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("key", Text("Mã", "Code"), &key, .hidden)
      coder.column("name", Text("Tên", "Name"), &name)
      coder.column("acknowledged", BreachState.acknowledged.names, &acknowledged, .number)
      coder.column("unacknowledged", BreachState.unacknowledged.names, &unacknowledged, .number)
      coder.column("noLonger", BreachState.noLonger.names, &noLonger, .number)
    }
  }
}

/// What breaches are counted by.
public enum BreachDimension: String, Vocabulary {
  /// Quy định.
  case rule
  /// Cấp.
  case level
  /// Quyết định.
  case decision
  /// Huyện.
  case district
  /// Xã.
  case commune

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .rule: Text("Quy định", "Rule")
    case .level: Text("Cấp", "Level")
    case .decision: Text("Quyết định", "Decision")
    case .district: Text("Huyện", "District")
    case .commune: Text("Xã", "Commune")
    }
  }

  fileprivate var kind: Column.Kind {
    switch self {
    case .rule: .terms(of: LawRule.self)
    case .level: .terms(of: Level.self)
    case .decision, .district, .commune: .text
    }
  }

  fileprivate func cell(of breach: Breaches.RecordedBreach) -> (key: String?, name: String?) {
    switch self {
    case .rule: (breach.rule?.text, breach.rule?.text)
    case .level: (breach.level?.rawValue, breach.level?.rawValue)
    case .decision: (breach.decision, breach.decision)
    case .district: (breach.place.district, breach.place.districtName)
    case .commune: (breach.place.commune, breach.place.communeName)
    }
  }
}
