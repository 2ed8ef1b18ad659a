/// A day as `12/06/2023`, of which the first two numbers may change places.
struct WrittenDay {
  let first: Int
  let second: Int

  /// `nil`: the text is no such day.
  init?(_ text: String) {
    guard let start = text.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(start) else { return nil }
    // A time of day may follow.
    let day = text.prefix { $0 != " " }
    let parts = day.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "-" || $0 == "." }
    guard parts.count == 3, parts[2].count == 4, parts[0].count <= 2, parts[1].count <= 2, Int(parts[2]) != nil,
      let first = Int(parts[0]), let second = Int(parts[1])
    else { return nil }
    (self.first, self.second) = (first, second)
  }

  /// Whether the month must be the first number.
  var isMonthFirst: Bool { (1...12).contains(first) && (13...31).contains(second) }
  /// Whether either number may be the month.
  var isEither: Bool { first <= 12 && second <= 12 && first != second }
}
