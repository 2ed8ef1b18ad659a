/// Something in a rulebook that cannot be, or that a reader must know.
public struct RulebookProblem: Error, Hashable, Sendable {
  /// The stable code.
  public let code: String
  /// The place, from the outermost inwards: `sets[2].criteria[14].floors`.
  public let path: String
  /// What is wrong, and what would be right.
  public let text: Text
  /// Whether it is only to be known: the source itself is so, and the file says it.
  public let isRemark: Bool

  /// A problem.
  public init(_ code: String, at path: String, _ text: Text, isRemark: Bool = false) {
    (self.code, self.path, self.text, self.isRemark) = (code, path, text, isRemark)
  }
}
