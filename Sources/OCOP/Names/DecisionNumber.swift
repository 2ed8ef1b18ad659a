/// The number of a decision (số quyết định) as it is compared: *Số 12/QĐ-UBND*, *12 /qđ-ubnd* and *012/QĐ–UBND ngày 15/1/2024*
/// are one.
///
/// A number alone is no identity: it is unique for an issuer and a year (NĐ 30/2020 Art. 15.1).
public struct DecisionNumber: Hashable, Sendable {
  private let key: String

  /// The number in `text`.
  public init(_ text: String) {
    var rest = Spelling(text).folded.utf8.filter { $0 != UInt8(ascii: " ") }[...]
    while let title = Self.titles.first(where: { rest.count > $0.count && rest.starts(with: $0) }) {
      rest.removeFirst(title.count)
    }
    // What follows is the date of the decision, which has a field of its own.
    if let date = Self.place(of: Self.date, in: rest), date > rest.startIndex { rest = rest[..<date] }
    while let last = rest.last, Self.ends.contains(last) { rest.removeLast() }
    while rest.first == UInt8(ascii: "0"), let next = rest.dropFirst().first, Self.digits.contains(next) {
      rest.removeFirst()
    }
    key = String(decoding: rest, as: UTF8.self)
  }

  private static let titles = ["quyetdinh", "qdso", "so", "no", ":", "."].map { Array($0.utf8) }
  private static let date = Array("ngay".utf8)
  private static let ends = Array(",;.".utf8)
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  private static func place(of word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
    text.indices.first { text[$0] == word[0] && text[$0...].starts(with: word) }
  }
}

/// A recognition decision as a product's history names it: issuer, number and date are its identity.
struct DecisionIdentity {
  let number: DecisionNumber?
  let level: Level?
  let issuer: String?
  let date: LegalDate

  /// Whether both are by one issuer: as printed where both are. Else the level tells, which often follows from the stars alone; so
  /// the same number on the same day is taken for one decision.
  func isOfIssuer(of other: DecisionIdentity) -> Bool {
    if let issuer, let others = other.issuer { return IssuerName(issuer).isSame(as: IssuerName(others)) }
    return level == nil || other.level == nil || level == other.level || isOfDay(of: other)
  }

  /// Whether both dates may be the same day: "2/2021" may be any day of it.
  func isOfDay(of other: DecisionIdentity) -> Bool {
    date.mayBe(other.date)
  }

  /// Whether both fall into one year, in which an issuer gives a number once.
  func isOfYear(of other: DecisionIdentity) -> Bool { date.day.date.year == other.date.day.date.year }
}
