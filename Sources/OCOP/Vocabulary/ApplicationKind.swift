/// The kind of an application (lần đăng ký); QĐ 26/2026 form 01.
public enum ApplicationKind: String, Vocabulary {
  /// Lần đầu: first time.
  case first
  /// Nâng hạng: upgrade.
  case upgrade
  /// Đánh giá lại: re-evaluation.
  case reevaluation

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .first: Text("lần đầu", "first time")
    case .upgrade: Text("nâng hạng", "upgrade")
    case .reevaluation: Text("đánh giá lại", "re-evaluation")
    }
  }
}
