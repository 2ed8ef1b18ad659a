/// What somebody does who does not accept a decision.
public enum DisputeKind: String, Vocabulary {
  /// Khiếu nại: to the authority.
  case complaint
  /// Khởi kiện: to a court.
  case lawsuit

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .complaint: Text("khiếu nại", "complaint")
    case .lawsuit: Text("khởi kiện", "lawsuit")
    }
  }
}
