public import OCOP

/// What a name stands for.
public enum NameMatch<ID: NumberedID>: Sendable {
  /// Something that bears a name.
  public struct Candidate: Hashable, Sendable {
    /// Its id.
    public let id: ID
    /// The name it bears, or bore.
    public let name: String
    /// Whether it is recorded; else it is only drafted, and its id may become another's.
    public let isRecorded: Bool

    /// A candidate.
    public init(id: ID, name: String, isRecorded: Bool = true) {
      (self.id, self.name, self.isRecorded) = (id, name, isRecorded)
    }
  }

  /// Nothing bears it, nor one that is near.
  case none
  /// This one.
  case one(ID)
  /// Several bear it: somebody has to choose.
  case several([Candidate])
  /// None bears it; these bear one that is near: somebody has to say whether it is one of them, or new.
  case near([Candidate])
}

extension NameMatch.Candidate: Comparable {
  /// By number.
  public static func < (a: Self, b: Self) -> Bool { (a.id.number, a.name) < (b.id.number, b.name) }
}
