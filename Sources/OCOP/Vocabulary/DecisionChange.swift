/// What a later paper does to a decision.
public enum DecisionChange: String, Vocabulary {
  /// Sửa đổi, bổ sung: its content is another from then on.
  case amended
  /// Đính chính: its issuer corrects an error of it (NĐ 30/2020 Art. 18.3).
  case corrected
  /// Thay thế: another decision stands in its place.
  case replaced
  /// Thu hồi một phần: for some rows.
  case partlyWithdrawn
  /// Thu hồi: wholly.
  case withdrawn

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .amended: Text("sửa đổi, bổ sung", "amended")
    case .corrected: Text("đính chính", "corrected")
    case .replaced: Text("thay thế", "replaced")
    case .partlyWithdrawn: Text("thu hồi một phần", "partly withdrawn")
    case .withdrawn: Text("thu hồi", "withdrawn")
    }
  }
}
