/// Why a certificate is revoked (thu hồi); QĐ 26/2026 Art. 8.
public enum RevocationGround: String, Vocabulary {
  /// Hồ sơ không trung thực: false dossier.
  case falseDossier
  /// Không còn đáp ứng tiêu chí: criteria no longer met.
  case criteriaNotMet
  /// Vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, nhãn, sở hữu trí tuệ: breach of quality, food-safety, environment, label or intellectual-property law.
  case lawBreach
  /// Sử dụng sai nhãn hiệu chứng nhận: misuse of the certification mark.
  case markMisuse
  /// Không còn sản xuất, kinh doanh: no longer produced.
  case notProduced
  /// Kết luận khác của cơ quan có thẩm quyền: another finding of the authority.
  case otherFinding

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .falseDossier: Text("hồ sơ không trung thực", "false dossier")
    case .criteriaNotMet: Text("không còn đáp ứng tiêu chí", "criteria no longer met")
    case .lawBreach:
      Text(
        "vi phạm pháp luật về chất lượng, an toàn thực phẩm, môi trường, nhãn, sở hữu trí tuệ",
        "breach of quality, food-safety, environment, label or intellectual-property law")
    case .markMisuse: Text("sử dụng sai nhãn hiệu chứng nhận", "misuse of the certification mark")
    case .notProduced: Text("không còn sản xuất, kinh doanh", "no longer produced")
    case .otherFinding: Text("kết luận khác của cơ quan có thẩm quyền", "another finding of the authority")
    }
  }
}
