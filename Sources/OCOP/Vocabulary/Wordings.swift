/// A vocabulary whose terms people write in many ways.
public protocol Worded: Vocabulary {
  /// Beginnings of what people write for the term. One that is a single word, and no abbreviation, is all that they write.
  var wordings: [String] { get }
  /// All of them, taken apart once.
  static var terms: WordedTerms<Self> { get }
}

extension Worded {
  /// Reads a code, a term in either language, or a usual wording; with its accents, or without any.
  ///
  /// The longest wording that `text` begins with decides, as a whole word: "hợp tác xã" is not "hợp tác", "Hồ" is not "hộ".
  public init?(worded text: String) {
    let written = WrittenWords(text)
    guard !written.plain.isEmpty else { return nil }
    if let term = Self(rawValue: text.split(separator: " ").joined()) {
      self = term
      return
    }
    guard let best = Self.terms.longest(that: written) else { return nil }
    self = best
  }

  /// What is accepted, for messages: codes and terms.
  public static var accepted: Text {
    Text(
      allCases.map { "\($0.rawValue) (\($0.names.vi))" }.joined(separator: ", "),
      allCases.map { "\($0.rawValue) (\($0.names.en))" }.joined(separator: ", "))
  }
}

/// The wordings of a vocabulary, taken apart once: lists have a cell of them in every row.
public struct WordedTerms<Term: Worded>: Sendable {
  private let wordings: [(term: Term, words: WrittenWords)]

  /// Those of all terms.
  public init() {
    wordings = Term.allCases.flatMap { term in
      ([term.names.vi, term.names.en] + term.wordings).map { (term, WrittenWords($0)) }
    }
  }

  /// The term of the longest wording that a text begins with; of equally long ones the first.
  fileprivate func longest(that text: WrittenWords) -> Term? {
    var best: (term: Term, length: Int)?
    for (term, words) in wordings where words.length > best?.length ?? 0 && text.begins(with: words) {
      best = (term, words.length)
    }
    return best?.term
  }
}

/// The words of a text, each with its accents and without.
private struct WrittenWords: Sendable {
  let exact: [Substring]
  let plain: [Substring]
  /// Of the text without accents.
  let length: Int

  init(_ text: String) {
    let spelling = Spelling(text)
    exact = spelling.exact.split(separator: " ")
    plain = spelling.folded.split(separator: " ")
    length = spelling.folded.count
  }

  /// Whether the text begins with the words of `wording`: each with its accents, or without any.
  func begins(with wording: WrittenWords) -> Bool {
    guard exact.count == plain.count, wording.exact.count == wording.plain.count, exact.count >= wording.exact.count
    else {
      return false
    }
    // Of single words only these mean nothing else, as they are written: Hộ, not Hồ; but Hội An is a town.
    if exact.count > wording.exact.count, wording.exact.count == 1, !Self.abbreviations.contains(wording.plain[0]),
      !(Self.clear.contains(wording.exact[0]) && exact[0] == wording.exact[0])
    {
      return false
    }
    return wording.exact.indices.allSatisfy { index in
      exact[index] == wording.exact[index] || (exact[index] == plain[index] && plain[index] == wording.plain[index])
    }
  }

  private static let abbreviations: Set<Substring> = ["htx", "tht", "cty", "ctcp", "dn", "dntn", "hkd", "csxs", "cssx"]
  private static let clear: Set<Substring> = [Spelling("hộ").exact[...]]
}

extension LegalForm: Worded {
  /// Taken apart once.
  public static let terms = WordedTerms<LegalForm>()

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
  /// Taken apart once.
  public static let terms = WordedTerms<ProductGroup>()

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
  /// Taken apart once.
  public static let terms = WordedTerms<RecipientKind>()

  /// No other wordings.
  public var wordings: [String] { [] }
}

extension ApplicationKind: Worded {
  /// Taken apart once.
  public static let terms = WordedTerms<ApplicationKind>()

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
  /// Taken apart once.
  public static let terms = WordedTerms<Level>()

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
