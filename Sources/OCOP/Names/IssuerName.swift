/// The name of an authority (cơ quan ban hành) as it is compared: *UBND tỉnh Thanh Hoá*, *Ủy ban nhân dân tỉnh Thanh Hóa* and
/// *Chủ tịch UBND tỉnh Thanh Hóa* decide as one.
public struct IssuerName: Hashable, Sendable {
  private let spelling: Spelling
  /// Whether it was typed with accents: one without may stand for any with the same letters.
  private let isTypedWithAccents: Bool

  /// The authority named `text`.
  public init(_ text: String) {
    var words = normalized(text).lowercased().split { $0 == " " || $0 == "." }.map(String.init)
    // The chair signs for the committee.
    if Spelling(words.prefix(2).joined(separator: " ")).folded == "chu tich" { words.removeFirst(2) }
    spelling = Spelling(words.map { Self.abbreviations[$0] ?? $0 }.joined(separator: " "))
    isTypedWithAccents = Spelling(text).isAccented
  }

  /// Equal for names that are one, accents and all.
  public var key: String { spelling.exact }

  /// Whether both name one authority: one without accents may stand for any with the same letters.
  public func isSame(as other: IssuerName) -> Bool {
    if spelling.exact == other.spelling.exact { return true }
    return spelling.folded == other.spelling.folded && !(isTypedWithAccents && other.isTypedWithAccents)
  }

  private static let abbreviations = [
    "ubnd": "ủy ban nhân dân", "h": "huyện", "t": "tỉnh", "q": "quận", "p": "phường", "x": "xã", "tp": "thành phố",
    "tx": "thị xã", "tt": "thị trấn", "bnn": "bộ nông nghiệp",
    "bnn&ptnt": "bộ nông nghiệp và phát triển nông thôn", "bnnptnt": "bộ nông nghiệp và phát triển nông thôn",
    "bnn&mt": "bộ nông nghiệp và môi trường", "bnnmt": "bộ nông nghiệp và môi trường",
  ]
}

extension IssuerName {
  /// The level of the authority, as its name tells; `nil`: it does not.
  public var level: Level? {
    let words = spelling.folded.split(separator: " ").map(String.init)
    if words.first == "bo" || words.suffix(2) == ["trung", "uong"] { return .centre }
    // A department is the province's; what is under the district has an office for it.
    if words.first == "so" { return .province }
    let bodies = [["uy", "ban", "nhan", "dan"], ["hoi", "dong", "nhan", "dan"]]
    guard let body = bodies.first(where: words.starts) else {
      return words.starts(with: ["hoi", "dong"]) ? councilLevel : nil
    }
    return Self.level(ofKind: words.dropFirst(body.count))
  }

  /// Of a council: the last kind of unit in its name, by its accents (*quản lý*, *địa phương* and *xã hội* are none).
  private var councilLevel: Level? {
    let words = key.split(separator: " ").map(String.init)
    let society = Spelling("hội").exact
    let last = words.indices.last { index in
      Self.kinds[words[index]] != nil && !(index + 1 < words.count && words[index + 1] == society)
    }
    return last.flatMap { Self.kinds[words[$0]] }
  }

  private static let kinds: [String: Level] = [
    Spelling("tỉnh").exact: .province, Spelling("huyện").exact: .district, Spelling("quận").exact: .district,
    Spelling("xã").exact: .commune, Spelling("phường").exact: .commune,
  ]

  /// Of *tỉnh Thanh Hóa*, and of *tỉnh* alone.
  private static func level(ofKind words: ArraySlice<String>) -> Level? {
    let words = Array(words)
    switch words.first {
    case "tinh": return .province
    case "huyen", "quan": return .district
    case "xa", "phuong": return .commune
    default: break
    }
    switch words.prefix(2).joined(separator: " ") {
    case "thi xa": return .district
    case "thi tran", "dac khu": return .commune
    case "thanh pho":
      let city = words.dropFirst(2).joined(separator: " ")
      // Which city is not said; and one was under a province until 1 January 2025.
      if city.isEmpty || city == "hue" { return nil }
      return centralCities.contains(city) ? .province : .district
    default: return nil
    }
  }

  /// The cities directly under the central government (Law on the organisation of local government).
  private static let centralCities: Set = ["ha noi", "hai phong", "da nang", "ho chi minh", "hcm", "can tho"]
}
