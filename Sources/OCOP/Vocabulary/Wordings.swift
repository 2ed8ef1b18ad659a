/// A vocabulary whose terms people write in many ways.
public protocol Worded: Vocabulary {
  /// Beginnings of what people write for the term. One that is a single word, and no abbreviation, is all that they write.
  var wordings: [String] { get }
}

extension Worded {
  /// Reads a code, a term in either language, or a usual wording; with its accents, or without any.
  ///
  /// The longest wording that `text` begins with decides, as a whole word: "hợp tác xã" is not "hợp tác", "Hồ" is not "hộ".
  public init?(worded text: String) {
    let written = Spelling(text)
    guard !written.folded.isEmpty else { return nil }
    if let term = Self(rawValue: text.split(separator: " ").joined()) {
      self = term
      return
    }
    let matches = Self.allCases.flatMap { term in
      ([term.names.vi, term.names.en] + term.wordings).map { Spelling($0) }
        .filter { written.begins(with: $0) }
        .map { (term, $0.folded.count) }
    }
    guard let best = matches.max(by: { $0.1 < $1.1 }) else { return nil }
    self = best.0
  }

  /// What is accepted, for messages: codes and terms.
  public static var accepted: Text {
    Text(
      allCases.map { "\($0.rawValue) (\($0.names.vi))" }.joined(separator: ", "),
      allCases.map { "\($0.rawValue) (\($0.names.en))" }.joined(separator: ", "))
  }
}

extension Spelling {
  /// Whether the text begins with the words of `wording`: each with its accents, or without any.
  fileprivate func begins(with wording: Spelling) -> Bool {
    let (words, plain) = (exact.split(separator: " "), folded.split(separator: " "))
    let (wished, plainWished) = (wording.exact.split(separator: " "), wording.folded.split(separator: " "))
    guard words.count == plain.count, wished.count == plainWished.count, words.count >= wished.count else {
      return false
    }
    // Of single words only these mean nothing else, as they are written: Hộ, not Hồ; but Hội An is a town.
    if words.count > wished.count, wished.count == 1, !Self.abbreviations.contains(wording.folded),
      !(Self.clear.contains(wording.exact) && words[0] == wished[0])
    {
      return false
    }
    return wished.indices.allSatisfy { index in
      words[index] == wished[index] || (words[index] == plain[index] && plain[index] == plainWished[index])
    }
  }

  private static let abbreviations: Set<String> = ["htx", "tht", "cty", "ctcp", "dn", "dntn", "hkd", "csxs", "cssx"]
  private static let clear: Set<String> = [Spelling("hộ").exact]
}

extension LegalForm: Worded {
  /// As dossiers and newspapers write it.
  public var wordings: [String] {
    switch self {
    case .cooperative: ["htx", "hợp tác xã", "liên hiệp htx", "liên hiệp hợp tác xã"]
    case .cooperativeGroup: ["tht", "tổ hợp tác", "tổ sản xuất"]
    case .enterprise:
      [
        "công ty", "cty", "ctcp", "doanh nghiệp", "dn", "dn tư nhân", "dntn", "chi nhánh công ty", "tổng công ty",
        "tập đoàn",
      ]
    case .household:
      [
        "hộ", "hkd", "hộ kinh doanh", "hộ kd", "hộ sản xuất", "hộ sxkd", "hộ sx", "hộ gia đình", "hộ cá thể", "hộ dân",
        "cá nhân", "hộ nông dân",
      ]
    case .establishment: ["cơ sở", "cơ sở sản xuất", "cơ sở kinh doanh", "csxs", "cssx", "cơ sở chế biến"]
    case .farm: ["trang trại"]
    case .association:
      [
        "hội", "hiệp hội", "hội nông dân", "hội phụ nữ", "hội cựu chiến binh", "hội lhpn", "hội liên hiệp phụ nữ",
        "hội làm vườn", "hội sinh vật cảnh", "hội người cao tuổi",
      ]
    case .operatingCentre: ["trung tâm", "trung tâm điều hành"]
    }
  }
}

extension ProductGroup: Worded {
  /// As dossiers and newspapers write it.
  public var wordings: [String] {
    switch self {
    case .food: ["thực phẩm", "nhóm thực phẩm"]
    case .drinks: ["đồ uống", "nhóm đồ uống"]
    case .medicinal: ["dược liệu", "thảo dược", "nhóm dược liệu"]
    case .crafts: ["thủ công mỹ nghệ", "thủ công", "vải và may mặc", "vải, may mặc", "lưu niệm"]
    case .ornamental: ["sinh vật cảnh", "hoa, cây cảnh"]
    case .tourism: ["du lịch", "du lịch cộng đồng", "dịch vụ du lịch"]
    }
  }
}

extension RecipientKind: Worded {
  /// No other wordings.
  public var wordings: [String] { [] }
}

extension ApplicationKind: Worded {
  /// As forms and lists write it.
  public var wordings: [String] {
    switch self {
    case .first: ["lần đầu", "đăng ký lần đầu", "mới", "đánh giá lần đầu", "đánh giá mới", "lần 1"]
    case .upgrade: ["nâng hạng", "nâng sao", "nâng hạng sao"]
    case .reevaluation: ["đánh giá lại", "công nhận lại", "đánh giá, phân hạng lại", "gia hạn"]
    }
  }
}

extension Level: Worded {
  /// As lists write it.
  public var wordings: [String] {
    switch self {
    case .commune: ["xã", "cấp xã"]
    case .district: ["huyện", "cấp huyện", "quận", "thị xã"]
    case .province: ["tỉnh", "cấp tỉnh"]
    case .centre: ["trung ương", "cấp trung ương", "tw", "cấp quốc gia", "quốc gia"]
    }
  }
}
