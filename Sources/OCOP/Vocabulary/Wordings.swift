/// A vocabulary whose terms people write in many ways.
public protocol Worded: Vocabulary {
  /// Unaccented beginnings of what people write for the term.
  var wordings: [String] { get }
}

extension Worded {
  /// Reads a code, a term in either language, or a usual wording; however it is accented or written large.
  ///
  /// The longest wording that `text` begins with decides, as a whole word: "hợp tác xã" is not "hợp tác".
  public init?(worded text: String) {
    let folded = folded(text)
    guard !folded.isEmpty else { return nil }
    if let term = Self(rawValue: text.split(separator: " ").joined()) {
      self = term
      return
    }
    let matches = Self.allCases.flatMap { term in
      ([OCOP.folded(term.names.vi), OCOP.folded(term.names.en)] + term.wordings)
        .filter { folded == $0 || folded.hasPrefix($0 + " ") }
        .map { (term, $0.count) }
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

extension LegalForm: Worded {
  /// As dossiers and newspapers write it.
  public var wordings: [String] {
    switch self {
    case .cooperative: ["htx", "hop tac xa", "lien hiep htx", "lien hiep hop tac xa"]
    case .cooperativeGroup: ["tht", "to hop tac", "to san xuat"]
    case .enterprise:
      ["cong ty", "cty", "doanh nghiep", "dn", "dntn", "chi nhanh cong ty", "tong cong ty", "tap doan"]
    case .household: ["ho", "hkd", "ho kinh doanh", "ho san xuat", "ho sxkd", "ho sx", "ho gia dinh", "ho ca the"]
    case .establishment: ["co so", "co so san xuat", "co so kinh doanh", "csxs", "cssx", "co so che bien"]
    case .farm: ["trang trai"]
    case .association: ["hoi", "hiep hoi"]
    case .operatingCentre: ["trung tam", "trung tam dieu hanh"]
    }
  }
}

extension ProductGroup: Worded {
  /// As dossiers and newspapers write it.
  public var wordings: [String] {
    switch self {
    case .food: ["thuc pham", "nhom thuc pham"]
    case .drinks: ["do uong", "nhom do uong"]
    case .medicinal: ["duoc lieu", "thao duoc", "nhom duoc lieu"]
    case .crafts: ["thu cong my nghe", "thu cong", "vai va may mac", "vai, may mac", "luu niem"]
    case .ornamental: ["sinh vat canh", "hoa, cay canh"]
    case .tourism: ["du lich", "du lich cong dong", "dich vu du lich"]
    }
  }
}

extension RecipientKind: Worded {
  /// No other wordings.
  public var wordings: [String] { [] }
}
