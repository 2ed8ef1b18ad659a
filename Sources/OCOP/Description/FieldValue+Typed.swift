// What a person types for a value, in a question or in a cell: JSON's own text, without its quotation marks.

extension FieldValue {
  /// The value as one types it.
  public var typed: String {
    switch json {
    case .string(let text): text
    case .bool(let flag): flag ? "yes" : "no"
    case let other: other.text
    }
  }

  /// Reads what one types; `nil` where it is no such value.
  public init?(typed text: String) {
    if Self.self == Bool.self {
      guard let flag = ["yes": true, "no": false][text] else { return nil }
      self.init(json: .bool(flag))
    } else if Self.self == Market.self {
      // A market is typed by its name, too.
      guard let market = Market(named: text) as? Self else { return nil }
      self = market
    } else if let value = Self(json: .string(text)) {
      self = value
    } else if let vocabulary = Self.self as? any Vocabulary.Type {
      guard let term = vocabulary.typed(text) as? Self else { return nil }
      self = term
    } else if let number = Int64(text), let value = Self(json: .int(number)) {
      self = value
    } else {
      return nil
    }
  }

  /// What may be typed.
  public static var accepted: Text { Self.self == Bool.self ? Text("yes|no") : expected }
}
