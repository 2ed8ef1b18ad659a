/// What a cell holds.
public enum CellValue: Hashable, Sendable {
  /// A text.
  case text(String)
  /// A number, and the text that its format makes of it where that keeps zeros in front (`00004`).
  case number(Double, shown: String?)
  /// A day, and a time of day.
  case date(CellDate)
  /// Yes or no.
  case bool(Bool)
  /// An error of the spreadsheet, as it is shown: `#REF!`.
  case error(String)
  /// A formula whose value was never computed.
  case uncomputed

  /// The value as one would type it: a date as `2020-12-31`, a number without a needless fraction.
  public var text: String {
    switch self {
    case .text(let text): text
    case .number(let number, let shown): shown ?? Self.text(number)
    case .date(let date): date.description
    case .bool(let value): value ? "TRUE" : "FALSE"
    case .error(let text): text
    case .uncomputed: ""
    }
  }

  /// The shortest text of a number that reads as it.
  static func text(_ number: Double) -> String {
    if let whole = Int64(exactly: number) { return String(whole) }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// A day as a workbook holds it, with a time of day.
public struct CellDate: Hashable, Sendable, CustomStringConvertible {
  /// As people count them.
  public let year: Int, month: Int, day: Int
  /// Since midnight.
  public let seconds: Int

  /// `2020-12-31`, or `2020-12-31 08:30:00`.
  public var description: String {
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let date = "\(String(10_000 + year).dropFirst())-\(two(month))-\(two(day))"
    guard seconds > 0 else { return date }
    return "\(date) \(two(seconds / 3_600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
  }

  /// The day with that serial number; `nil`: there is none. Counted from 1900 or from 1904, where 1900 has a 29 February that never
  /// was (ISO 29500-1, 18.17.4).
  public init?(serial: Double, from1904: Bool = false) {
    guard serial.isFinite, serial >= (from1904 ? 0 : 1), serial < 2_958_466 else { return nil }
    var day = Int(serial)
    var seconds = Int(((serial - Double(day)) * 86_400).rounded())
    if seconds == 86_400 { (day, seconds) = (day + 1, 0) }
    if from1904 { day += 1_462 }
    guard day != 60, day < 2_958_466 else { return nil }
    // Days since 1970-01-01; before the day that never was one less had passed.
    let (year, month, date) = Self.civil(day - 25_569 + (day < 60 ? 1 : 0))
    self.init(year: year, month: month, day: date, seconds: seconds)
  }

  /// Reads `2020-12-31`, with a time of day or without (ISO 8601); `nil`: the text is none.
  init?(iso text: String) {
    let parts = text.split(separator: "T", maxSplits: 1)
    let date = (parts.first ?? "").split(separator: "-").compactMap { Int($0) }
    guard date.count == 3, (1...9_999).contains(date[0]), (1...12).contains(date[1]), (1...31).contains(date[2]) else {
      return nil
    }
    var seconds = 0
    if parts.count == 2 {
      let time = parts[1].prefix { $0 != "." && $0 != "Z" }.split(separator: ":").compactMap { Int($0) }
      guard time.count >= 2, time.allSatisfy({ (0..<60).contains($0) }) else { return nil }
      seconds = time[0] * 3_600 + time[1] * 60 + (time.count > 2 ? time[2] : 0)
    }
    self.init(year: date[0], month: date[1], day: date[2], seconds: seconds)
  }

  /// The serial number from 1900 of a day.
  public static func serial(year: Int, month: Int, day: Int) -> Int {
    let number = days(year: year, month: month, day: day) + 25_569
    return number < 61 ? number - 1 : number
  }

  private init(year: Int, month: Int, day: Int, seconds: Int) {
    (self.year, self.month, self.day, self.seconds) = (year, month, day, seconds)
  }

  private static func days(year: Int, month: Int, day: Int) -> Int {
    let year = month <= 2 ? year - 1 : year
    let era = year / 400
    let ofEra = year - era * 400
    let ofYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return era * 146_097 + ofEra * 365 + ofEra / 4 - ofEra / 100 + ofYear - 719_468
  }

  private static func civil(_ number: Int) -> (Int, Int, Int) {
    let shifted = number + 719_468
    let era = shifted / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * ofYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, ofYear - (153 * part + 2) / 5 + 1)
  }
}
