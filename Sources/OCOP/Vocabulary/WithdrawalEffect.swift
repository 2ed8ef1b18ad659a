/// From when a withdrawn recognition decision no longer holds. Where the withdrawing decision does not say, there is none.
public enum WithdrawalEffect: String, Vocabulary {
  /// Từ đầu: as if it had never been.
  case fromStart
  /// Từ một ngày: from a day on.
  case fromDay

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .fromStart: Text("từ đầu", "from the start")
    case .fromDay: Text("từ một ngày", "from a day on")
    }
  }
}
