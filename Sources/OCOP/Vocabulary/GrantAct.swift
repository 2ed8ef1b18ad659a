/// What a decision that grants stars was for a product: derived from the product's whole timeline, never recorded.
public enum GrantAct: String, Vocabulary {
  /// Công nhận lần đầu: nothing was held before.
  case recognised
  /// Nâng hạng: more stars than the decision before.
  case upgraded
  /// Công nhận lại: as many stars as the decision before, also after a gap.
  case renewed
  /// Xuống hạng: fewer stars than the decision before.
  case lowered

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .recognised: Text("công nhận", "recognised")
    case .upgraded: Text("nâng hạng", "upgraded")
    case .renewed: Text("công nhận lại", "renewed")
    case .lowered: Text("xuống hạng", "lowered")
    }
  }

  /// What granting `stars` is after `before` were granted; `nil`: nothing was.
  init(_ stars: Stars, after before: Stars?) {
    self =
      switch before {
      case nil: .recognised
      case let before? where before < stars: .upgraded
      case let before? where before > stars: .lowered
      case _?: .renewed
      }
  }
}
