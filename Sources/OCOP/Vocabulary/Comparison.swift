/// How a target compares: "over 100" is not "at least 100".
public enum Comparison: String, Vocabulary {
  /// Ít nhất: at least.
  case atLeast
  /// Trên: more than.
  case moreThan
  /// Đúng: exactly.
  case exactly

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .atLeast: Text("ít nhất", "at least")
    case .moreThan: Text("trên", "more than")
    case .exactly: Text("đúng", "exactly")
    }
  }
}
