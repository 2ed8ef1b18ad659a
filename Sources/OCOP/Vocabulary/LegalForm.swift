/// The legal form of a producer (loại hình chủ thể); QĐ 26/2026 Art. 2.
public enum LegalForm: String, Vocabulary {
  /// Hợp tác xã: co-operative.
  case cooperative
  /// Tổ hợp tác: co-operative group.
  case cooperativeGroup
  /// Doanh nghiệp: enterprise.
  case enterprise
  /// Hộ sản xuất, kinh doanh: household business.
  case household
  /// Cơ sở sản xuất: production establishment.
  case establishment
  /// Trang trại: farm.
  case farm
  /// Hội, hiệp hội: association.
  case association
  /// Trung tâm điều hành du lịch: tourism operating centre.
  case operatingCentre

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .cooperative: Text("hợp tác xã", "co-operative")
    case .cooperativeGroup: Text("tổ hợp tác", "co-operative group")
    case .enterprise: Text("doanh nghiệp", "enterprise")
    case .household: Text("hộ sản xuất, kinh doanh", "household business")
    case .establishment: Text("cơ sở sản xuất", "production establishment")
    case .farm: Text("trang trại", "farm")
    case .association: Text("hội, hiệp hội", "association")
    case .operatingCentre: Text("trung tâm điều hành du lịch", "tourism operating centre")
    }
  }
}
