/// What an authority has the power to do.
public enum LegalAction: String, Vocabulary {
  /// Công nhận: decide on stars and issue the certificate.
  case decide
  /// Thu hồi giấy chứng nhận: revoke the certificate for cause.
  case revoke
  /// Thu hồi quyết định công nhận: withdraw the recognition decision itself.
  case withdraw

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .decide: Text("công nhận", "decide")
    case .revoke: Text("thu hồi giấy chứng nhận", "revoke the certificate")
    case .withdraw: Text("thu hồi quyết định công nhận", "withdraw the recognition decision")
    }
  }
}
