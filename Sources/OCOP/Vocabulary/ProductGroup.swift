/// The group (nhóm, ngành) of a product; QĐ 490/2018, QĐ 26/2026 Annex.
public enum ProductGroup: String, Vocabulary {
  /// Thực phẩm: Food.
  case food
  /// Đồ uống: Drinks.
  case drinks
  /// Dược liệu và sản phẩm từ dược liệu: Medicinal plants and products.
  case medicinal
  /// Thủ công mỹ nghệ: Handicrafts.
  case crafts
  /// Sinh vật cảnh: Ornamental plants and animals.
  case ornamental
  /// Du lịch cộng đồng, điểm du lịch: Community tourism.
  case tourism

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .food: Text("Thực phẩm", "Food")
    case .drinks: Text("Đồ uống", "Drinks")
    case .medicinal: Text("Dược liệu và sản phẩm từ dược liệu", "Medicinal plants and products")
    case .crafts: Text("Thủ công mỹ nghệ", "Handicrafts")
    case .ornamental: Text("Sinh vật cảnh", "Ornamental plants and animals")
    case .tourism: Text("Du lịch cộng đồng, điểm du lịch", "Community tourism")
    }
  }
}
