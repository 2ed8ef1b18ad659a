/// A language that the product speaks.
public enum Language: String, CaseIterable, Hashable, Sendable {
  /// Vietnamese, the default.
  case vi
  /// English.
  case en
}

/// A text in both languages.
public struct Text: Hashable, Sendable {
  /// The Vietnamese text.
  public let vi: String
  /// The English text.
  public let en: String

  /// A text in both languages.
  public init(_ vi: String, _ en: String) {
    self.vi = vi
    self.en = en
  }

  /// What is written alike in both languages: codes, examples.
  public init(_ alike: String) { self.init(alike, alike) }

  /// The text in `language`.
  public func callAsFunction(_ language: Language) -> String { language == .vi ? vi : en }
}
