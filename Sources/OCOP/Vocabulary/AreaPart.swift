/// How much of a unit went to its successor.
public enum AreaPart: String, Vocabulary {
  /// Toàn bộ: all of it.
  case full
  /// Một phần: a part of it.
  case partial

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .full: Text("toàn bộ", "all of it")
    case .partial: Text("một phần", "a part of it")
    }
  }
}
