/// The name of an authority (cơ quan ban hành) as it is compared: *UBND tỉnh Thanh Hoá*, *Ủy ban nhân dân tỉnh Thanh Hóa* and
/// *Chủ tịch UBND tỉnh Thanh Hóa* decide as one.
public struct IssuerName: Hashable, Sendable {
  private let spelling: Spelling
  /// Whether it was typed with accents: one without may stand for any with the same letters.
  private let isTypedWithAccents: Bool

  /// The authority named `text`.
  public init(_ text: String) {
    var words = normalized(text).lowercased().replacing(".", with: ". ").split { $0 == " " || $0 == "." }.map(
      String.init)
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
    let name = Spelling(key).folded
    func begins(_ words: String...) -> Bool { words.contains { name.hasPrefix($0 + " ") } }
    if begins("bo") { return .centre }
    guard begins("uy ban nhan dan", "hoi dong nhan dan") else { return nil }
    let rest = name.dropFirst("uy ban nhan dan ".count)
    func isOf(_ kinds: String...) -> Bool { kinds.contains { rest.hasPrefix($0 + " ") } }
    if isOf("tinh") { return .province }
    if isOf("huyen", "quan", "thi xa") { return .district }
    if isOf("xa", "phuong", "thi tran", "dac khu") { return .commune }
    guard isOf("thanh pho") else { return nil }
    let city = rest.dropFirst("thanh pho ".count)
    // Under a province until 1 January 2025.
    if city == "hue" { return nil }
    return Self.centralCities.contains(String(city)) ? .province : .district
  }

  /// The cities directly under the central government (Law on the organisation of local government).
  private static let centralCities: Set = ["ha noi", "hai phong", "da nang", "ho chi minh", "can tho"]
}
