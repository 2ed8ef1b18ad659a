extension LegalDate {
  /// Reads a date as lists write it, where it can mean one thing only: as ``init(_:)``, and `12.06.2023`, `12-06-2023`,
  /// `2023/06/12`, `2024-01-15 00:00:00`, "ngày 15/1/2024", "tháng 5/2024", "năm 2024", "15 tháng 1 năm 2024"; a dot at the end says
  /// nothing.
  public init?(written text: String) {
    if let date = LegalDate(text) {
      self = date
      return
    }
    var rest = normalized(text).lowercased()
    while let last = rest.last, [".", ",", ";"].contains(last) { rest.removeLast() }
    // A day that a spreadsheet kept with a time of day: midnight.
    if let midnight = Self.midnights.first(where: { rest.hasSuffix($0) }) { rest.removeLast(midnight.count) }
    if let date = LegalDate(rest) {
      self = date
      return
    }
    if let stretch = Self.stretch(rest) {
      self = stretch
      return
    }
    let words = folded(rest).split { $0 == " " }.map(String.init)
    let numbers = words.filter { $0.contains { $0.isNumber } }
    switch words.filter({ !$0.contains { $0.isNumber } }) {
    case []: self.init(dotted: rest)
    case ["ngay"] where numbers.count == 1: self.init(dotted: numbers[0], parts: 3)
    case ["thang"] where numbers.count == 1: self.init(dotted: numbers[0], parts: 2)
    case ["nam"] where numbers.count == 1: self.init(dotted: numbers[0], parts: 1)
    case ["ngay", "thang", "nam"] where numbers.count == 3, ["thang", "nam"] where 2...3 ~= numbers.count:
      self.init(dotted: numbers.joined(separator: "."), parts: numbers.count)
    default: return nil
    }
  }

  /// "không muộn hơn 04/08/2021", "trong khoảng 01/2021 – 06/2021", "từ 01/2021 đến 06/2021".
  private static func stretch(_ text: String) -> LegalDate? {
    let words = folded(text).replacing("–", with: "-").split { $0 == " " }.map(String.init)
    if words.count == 4, words[..<3] == ["khong", "muon", "hon"] || words[..<3] == ["khong", "sau", "ngay"] {
      return LegalDate(words[3]).flatMap { LegalDate(from: nil, to: $0) }
    }
    let isSpan = words.count == 5 && words[..<2] == ["trong", "khoang"] && words[3] == "-"
    let isFromTo = words.count == 4 && words[0] == "tu" && words[2] == "den"
    guard isSpan || isFromTo, let first = LegalDate(words[isSpan ? 2 : 1]), let last = LegalDate(words[isSpan ? 4 : 3])
    else { return nil }
    return LegalDate(from: first.firstDay, to: last)
  }

  private static let midnights = [
    " 12:00:00 am", " 12:00 am", " 00:00:00.000000", " 00:00:00.000", " 00:00:00", " 0:00:00", " 00:00", " 0:00",
    "t00:00:00.000z", "t00:00:00z", "t00:00:00.000", "t00:00:00",
  ]

  /// A day, a month or a year, the smallest first, between one kind of sign; or the largest first, where it has four digits.
  private init?(dotted text: String, parts: Int? = nil) {
    let signs = Set(text.filter { !$0.isNumber })
    guard signs.count <= 1, signs.isSubset(of: [".", "-", "/"]) else { return nil }
    let numbers = text.split(omittingEmptySubsequences: false) { !$0.isNumber }
    guard parts ?? numbers.count == numbers.count else { return nil }
    if numbers.count == 3, numbers[0].count == 4, numbers[2].count <= 2 {
      self.init(numbers.reversed().joined(separator: "/"))
      return
    }
    guard numbers.last?.count == 4 else { return nil }
    self.init(numbers.count == 1 ? String(numbers[0]) : numbers.joined(separator: "/"))
  }
}
