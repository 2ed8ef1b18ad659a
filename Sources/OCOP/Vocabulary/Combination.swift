/// How a council's result comes from the sheets of its members.
public enum Combination: String, Vocabulary {
  /// Trung bình cộng: the mean of the sheets.
  case mean
  /// Biểu quyết: the council votes to take the advisory team's scores as its own.
  case vote

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .mean: Text("trung bình cộng", "mean")
    case .vote: Text("biểu quyết thông qua điểm của tổ tư vấn", "vote to take the advisory team's scores")
    }
  }
}

/// How a mean is rounded before it is held against the star bands.
public enum Rounding: String, Vocabulary {
  /// Không làm tròn: the exact mean.
  case exact
  /// Hai chữ số thập phân: half up, to two decimals.
  case hundredths

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .exact: Text("không làm tròn", "exact")
    case .hundredths: Text("hai chữ số thập phân", "to two decimals")
    }
  }
}
