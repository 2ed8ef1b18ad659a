/// What a record is held against: the kinds of rules that a rulebook's law has.
public enum LawRule: String, Vocabulary {
  /// Thời hạn: how long a certificate holds.
  case term
  /// Kỳ nộp hồ sơ đánh giá lại: when a re-evaluation is filed.
  case filingWindow
  /// Kéo dài hiệu lực theo luật: which certificates go on by law.
  case continuation
  /// Kéo dài hiệu lực bằng quyết định: how far a term may be lengthened.
  case prolongation = "extension"
  /// Thẩm quyền công nhận: who decides on stars.
  case authority
  /// Thẩm quyền thu hồi giấy chứng nhận: who revokes.
  case revocation
  /// Thẩm quyền thu hồi quyết định: who withdraws a recognition decision.
  case withdrawal
  /// Điểm chuyển cấp trên: from which score a dossier is put forward.
  case forwarding
  /// Kết quả làm căn cứ: what result a grant may rest on.
  case result
  /// Bộ tiêu chí theo nhóm: the set is one for the product's group.
  case criteriaSet
  /// Văn bản áp dụng: the rules were in force.
  case rulebook
  /// Hạn chuyển tiếp: by when dossiers under earlier rules are decided.
  case transition

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .term: Text("thời hạn giấy chứng nhận", "term of a certificate")
    case .filingWindow: Text("kỳ nộp hồ sơ đánh giá lại", "filing window")
    case .continuation: Text("kéo dài hiệu lực theo luật", "going on by law")
    case .prolongation: Text("kéo dài hiệu lực bằng quyết định", "extension by decision")
    case .authority: Text("thẩm quyền công nhận", "power to decide")
    case .revocation: Text("thẩm quyền thu hồi giấy chứng nhận", "power to revoke")
    case .withdrawal: Text("thẩm quyền thu hồi quyết định công nhận", "power to withdraw")
    case .forwarding: Text("điểm chuyển cấp trên", "score for forwarding")
    case .result: Text("kết quả làm căn cứ", "result to rest on")
    case .criteriaSet: Text("bộ tiêu chí theo nhóm", "set for the group")
    case .rulebook: Text("văn bản áp dụng", "rules in force")
    case .transition: Text("hạn chuyển tiếp", "transition")
    }
  }

  /// The code with which a breach is refused.
  public var code: String { "law.\(rawValue)" }
}
