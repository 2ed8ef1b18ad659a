/// Why stars were taken away before their time, or a product left the list. Where no source tells, there is none.
public enum EndingGround: String, Vocabulary {
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
  /// Không đăng ký đánh giá lại: not put forward for re-evaluation.
  case notReregistered
  /// Đánh giá lại không đạt: the re-evaluation failed.
  case reevaluationFailed
  /// Chủ thể tự nguyện: the producer's own wish.
  case ownWish

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .falseDossier: RevocationGround.falseDossier.names
    case .criteriaNotMet: RevocationGround.criteriaNotMet.names
    case .lawBreach: RevocationGround.lawBreach.names
    case .markMisuse: RevocationGround.markMisuse.names
    case .notProduced: RevocationGround.notProduced.names
    case .otherFinding: RevocationGround.otherFinding.names
    case .notReregistered: Text("không đăng ký đánh giá lại", "not put forward for re-evaluation")
    case .reevaluationFailed: Text("đánh giá lại không đạt", "re-evaluation failed")
    case .ownWish: Text("chủ thể tự nguyện", "producer's own wish")
    }
  }

  /// The ground that a revocation of QĐ 26/2026 Art. 8 names.
  public init(_ ground: RevocationGround) {
    self =
      switch ground {
      case .falseDossier: .falseDossier
      case .criteriaNotMet: .criteriaNotMet
      case .lawBreach: .lawBreach
      case .markMisuse: .markMisuse
      case .notProduced: .notProduced
      case .otherFinding: .otherFinding
      }
  }
}
