/// The level of an administrative unit (đơn vị hành chính).
public enum AreaLevel: String, Vocabulary {
  /// Tỉnh: province.
  case province
  /// Huyện: district.
  case district
  /// Xã: commune.
  case commune

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .province: Text("tỉnh", "province")
    case .district: Text("huyện", "district")
    case .commune: Text("xã", "commune")
    }
  }
}
