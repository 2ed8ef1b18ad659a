/// Who gave a score: the two kinds are never mixed.
public enum ScoreKind: String, Vocabulary {
  /// Hội đồng: council.
  case council
  /// Thành viên hội đồng: council member.
  case member
  /// Tổ tư vấn: advisory team.
  case advisory

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .council: Text("hội đồng", "council")
    case .member: Text("thành viên hội đồng", "council member")
    case .advisory: Text("tổ tư vấn", "advisory team")
    }
  }
}
