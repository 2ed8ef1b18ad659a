/// What a record tells that the law forbids (*chưa phù hợp quy định*): found by holding it against the rulebook's law.
public struct Breach: Hashable, Sendable {
  /// The kind of rule.
  public let rule: LawRule
  /// The rulebook whose rule it is.
  public let rulebook: RulebookID
  /// The article.
  public let article: String
  /// What the law says and what the record does.
  public let text: Text

  /// A breach.
  public init(rule: LawRule, rulebook: RulebookID, article: String, text: Text) {
    self.rule = rule
    self.rulebook = rulebook
    self.article = article
    self.text = text
  }

  /// As it is written into a record.
  var acknowledged: AcknowledgedBreach {
    AcknowledgedBreach(rule: rule.rawValue, rulebook: rulebook, article: article)
  }

  /// What is broken, with its article, in both languages.
  public var cited: Text {
    Text("\(text.vi) (\(rulebook.text), \(article))", "\(text.en) (\(rulebook.text), \(article))")
  }
}
