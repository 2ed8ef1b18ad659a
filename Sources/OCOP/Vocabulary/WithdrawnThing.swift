/// What an authority withdraws (thu hồi). Where no source tells, there is none.
public enum WithdrawnThing: String, Vocabulary {
  /// Giấy chứng nhận: the certificate, for cause (QĐ 26/2026 Art. 8).
  case certificate
  /// Quyết định công nhận: the recognition decision itself (QĐ 26/2026 Art. 10.1b).
  case recognitionDecision

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .certificate: Text("giấy chứng nhận", "certificate")
    case .recognitionDecision: Text("quyết định công nhận", "recognition decision")
    }
  }
}
