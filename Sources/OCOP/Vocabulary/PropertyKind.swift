/// A kind of intellectual property (sở hữu trí tuệ).
public enum PropertyKind: String, Vocabulary {
  /// Đơn được chấp nhận: application accepted.
  case applicationAccepted
  /// Nhãn hiệu: trademark.
  case trademark
  /// Chỉ dẫn địa lý: geographical indication.
  case geographicalIndication
  /// Kiểu dáng công nghiệp: design.
  case design
  /// Sáng chế: patent.
  case patent

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .applicationAccepted: Text("đơn được chấp nhận", "application accepted")
    case .trademark: Text("nhãn hiệu", "trademark")
    case .geographicalIndication: Text("chỉ dẫn địa lý", "geographical indication")
    case .design: Text("kiểu dáng công nghiệp", "design")
    case .patent: Text("sáng chế", "patent")
    }
  }
}
