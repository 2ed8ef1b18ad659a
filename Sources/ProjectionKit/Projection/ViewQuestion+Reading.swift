public import OCOP

extension ViewQuestion {
  /// The parameter `name` read as a term, an id or a number; `nil` where it was not asked. Throws ``QuestionError`` with
  /// what is accepted.
  public func value<T: FieldValue>(_ name: String, as type: T.Type = T.self) throws(QuestionError) -> T? {
    guard let text = self[name] else { return nil }
    if let value = T(json: .string(text)) ?? Int64(text).flatMap({ T(json: .int($0)) }) { return value }
    throw QuestionError(parameter: name, value: text, accepted: T.expected)
  }
}
