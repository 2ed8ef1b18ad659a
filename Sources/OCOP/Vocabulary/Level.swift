/// The level (cấp) of an authority or a council.
public enum Level: String, Vocabulary {
  /// Cấp xã: commune.
  case commune
  /// Cấp huyện: district.
  case district
  /// Cấp tỉnh: province.
  case province
  /// Cấp Trung ương: central.
  case centre

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .commune: Text("cấp xã", "commune")
    case .district: Text("cấp huyện", "district")
    case .province: Text("cấp tỉnh", "province")
    case .centre: Text("cấp Trung ương", "central")
    }
  }
}
