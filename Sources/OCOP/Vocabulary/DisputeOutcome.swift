/// How a complaint or a lawsuit ended.
public enum DisputeOutcome: String, Vocabulary {
  /// Chấp nhận: wholly.
  case upheld
  /// Chấp nhận một phần: in part.
  case partlyUpheld
  /// Không chấp nhận: not at all.
  case dismissed
  /// Rút: by whoever began it.
  case takenBack

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .upheld: Text("chấp nhận", "upheld")
    case .partlyUpheld: Text("chấp nhận một phần", "partly upheld")
    case .dismissed: Text("không chấp nhận", "dismissed")
    case .takenBack: Text("rút", "taken back")
    }
  }
}
