/// What an imported file was a list of.
public enum ImportedList: String, Vocabulary {
  /// Danh sách của tỉnh: a province's list, each product with its evaluations.
  case workbook
  /// Sản phẩm được công nhận: recognised products.
  case recognitions
  /// Thị trường xuất khẩu: export markets.
  case exports
  /// Khen thưởng: awards.
  case awards
  /// Chỉ tiêu: targets.
  case targets
  /// Đơn vị hành chính: administrative units.
  case areas

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .workbook: Text("danh sách của tỉnh", "province's list")
    case .recognitions: Text("sản phẩm được công nhận", "recognised products")
    case .exports: Text("thị trường xuất khẩu", "export markets")
    case .awards: Text("khen thưởng", "awards")
    case .targets: Text("chỉ tiêu", "targets")
    case .areas: Text("đơn vị hành chính", "administrative units")
    }
  }
}
