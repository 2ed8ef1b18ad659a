/// Who receives an award (khen thưởng).
public enum RecipientKind: String, Vocabulary {
  /// Tập thể: collective.
  case collective
  /// Cá nhân: individual.
  case individual
  /// Sản phẩm: product.
  case product

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .collective: Text("tập thể", "collective")
    case .individual: Text("cá nhân", "individual")
    case .product: Text("sản phẩm", "product")
    }
  }
}
