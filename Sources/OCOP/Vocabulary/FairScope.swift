/// Where a fair is held.
public enum FairScope: String, Vocabulary {
  /// Trong tỉnh: in the province.
  case inProvince
  /// Ngoài tỉnh: in another province.
  case outOfProvince
  /// Nước ngoài: abroad.
  case abroad

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .inProvince: Text("trong tỉnh", "in the province")
    case .outOfProvince: Text("ngoài tỉnh", "in another province")
    case .abroad: Text("nước ngoài", "abroad")
    }
  }
}
