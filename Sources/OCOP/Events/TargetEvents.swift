/// A target (chỉ tiêu): dated, with its source; targets may contradict each other.
public struct TargetSet: EventPayload {
  public static var type: EventType { .targetSet }
  public static let entry = CatalogueEntry(
    in: .target, Text("chỉ tiêu", "target set"),
    summary:
      "A target (chỉ tiêu): dated, with its source; targets may contradict each other.")

  /// What it is about: province:38, district:399.
  public var scope: String
  /// The years, 2018-2020.
  public var period: String
  /// What is counted: products, stars5, stars3up.
  public var metric: String
  /// At least, more than, exactly.
  public var comparison: Comparison
  /// The number.
  public var value: Int64
  /// Who set it.
  public var setBy: String

  /// An event with these fields.
  public init(scope: String, period: String, metric: String, comparison: Comparison, value: Int64, setBy: String) {
    self.scope = scope
    self.period = period
    self.metric = metric
    self.comparison = comparison
    self.value = value
    self.setBy = setBy
  }

  public init() { self.init(scope: "", period: "", metric: "", comparison: .zero, value: .zero, setBy: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "scope", &scope, "What it is about: province:38, district:399")
    try coder.field(2, "period", &period, "The years, 2018-2020")
    try coder.field(3, "metric", &metric, "What is counted: products, stars5, stars3up")
    try coder.field(4, "comparison", &comparison, "At least, more than, exactly")
    try coder.field(5, "value", &value, "The number")
    try coder.field(6, "setBy", &setBy, "Who set it")
  }
}
