/// What support money is for.
public enum SupportPurpose: String, Vocabulary {
  /// Công nghệ, máy móc: technology and machinery.
  case machinery
  /// Công bố chất lượng: quality declaration.
  case declaration
  /// Chứng nhận chất lượng: quality certification.
  case certification
  /// Xúc tiến thương mại: trade promotion.
  case promotion
  /// Tập huấn: training.
  case training
  /// Khác: other.
  case other

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .machinery: Text("công nghệ, máy móc", "technology and machinery")
    case .declaration: Text("công bố chất lượng", "quality declaration")
    case .certification: Text("chứng nhận chất lượng", "quality certification")
    case .promotion: Text("xúc tiến thương mại", "trade promotion")
    case .training: Text("tập huấn", "training")
    case .other: Text("khác", "other")
    }
  }
}
