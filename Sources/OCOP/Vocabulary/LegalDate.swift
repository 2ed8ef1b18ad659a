/// A date as a document gives it: a day, only a month, only a year (ISO 8601, EDTF level 0), some day in a stretch, or some day not
/// later than one (EDTF level 2: `[2021-01..2021-06]`, `[..2021-08-04]`).
///
/// It counts from the last day of its period and is always shown as it was given; the day is never invented.
public struct LegalDate: Hashable, Sendable, Comparable {
  /// How exactly the date is known.
  public enum Precision: String, Vocabulary {
    /// A day, `2020-02-29`.
    case day
    /// A month, `2020-02`.
    case month
    /// A year, `2020`.
    case year

    /// The numbers of the terms on the wire: every record is held against them, so they are written down.
    static var numbers: ClosedRange<UInt64> { 1...3 }

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .day: Text("ngày", "day")
      case .month: Text("tháng", "month")
      case .year: Text("năm", "year")
      }
    }
  }

  /// The day from which the date counts: the last of its period.
  public let day: Day
  /// How exactly the date is known; of a stretch, how exactly its last day is.
  public let precision: Precision
  /// The first day of a stretch, ``Day/distantPast`` where only the last is known; `nil`: the date is none.
  let start: Day?

  /// A day.
  public init(_ day: Day) {
    self.day = day
    precision = .day
    start = nil
  }

  /// Some day from `start` to the last of `end`; `nil` for `start`: some day not later than that. `nil` where `start` is behind `end`.
  public init?(from start: Day?, to end: LegalDate) {
    let first = start ?? .distantPast
    guard first <= end.day else { return nil }
    (day, precision) = (end.day, end.precision)
    // What is just a day, a month or a year is none other.
    self.start = first == Self.firstDay(of: end.precision, end.day) ? nil : first
  }

  /// The period of `precision` that contains `day`.
  public init(_ day: Day, precision: Precision) {
    self.precision = precision
    start = nil
    if precision == .day {
      self.day = day
      return
    }
    let (year, month, _) = day.date
    self.day =
      switch precision {
      case .day: day
      case .month: Day(year: year, month: month, day: Day.length(of: month, in: year)) ?? day
      case .year: Day(year: year, month: 12, day: 31) ?? day
      }
  }

  /// Reads `2020-02-29`, `2020-02`, `2020`, `29/02/2020` or `02/2020`, and stretches between the first three: `2021-01/2021-06`,
  /// `../2021-08-04`, `[2021-01..2021-06]`, `[..2021-08-04]`. `nil` for anything else, impossible days and two-digit years included. Month
  /// before day is never guessed.
  public init?(_ text: String) {
    if let bounds = Self.bounds(text) {
      guard let end = LegalDate(bounds.last), end.start == nil else { return nil }
      if bounds.first.isEmpty {
        self.init(from: nil, to: end)
        return
      }
      guard let start = LegalDate(bounds.first), start.start == nil else { return nil }
      self.init(from: start.firstDay, to: end)
      return
    }
    let separator: Character = text.contains("/") ? "/" : "-"
    let parts = text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    guard (1...3).contains(parts.count), parts.allSatisfy(Self.isNumber) else { return nil }
    let ordered = separator == "/" ? Array(parts.reversed()) : parts
    guard ordered[0].count == 4,
      ordered.dropFirst().allSatisfy({ $0.count == 2 || (separator == "/" && $0.count == 1) }),
      separator == "-" || parts.count > 1
    else { return nil }
    let numbers = ordered.compactMap { Int($0) }
    guard
      let day = Day(
        year: numbers[0], month: numbers.count > 1 ? numbers[1] : 1, day: numbers.count > 2 ? numbers[2] : 1)
    else { return nil }
    self.init(day, precision: numbers.count == 3 ? .day : numbers.count == 2 ? .month : .year)
  }

  /// The two ends of a stretch as they are written, the first of them empty where it is open; `nil`: the text is none.
  private static func bounds(_ text: String) -> (first: String, last: String)? {
    func isDate(_ part: Substring) -> Bool {
      part.count >= 4 && part.prefix(4).utf8.allSatisfy { (48...57).contains($0) }
    }
    if text.hasPrefix("["), text.hasSuffix("]"), let dots = text.firstRange(of: "..") {
      let (first, last) = (
        text[text.index(after: text.startIndex)..<dots.lowerBound], text[dots.upperBound...].dropLast()
      )
      return first.isEmpty || isDate(first) ? (String(first), String(last)) : nil
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, isDate(parts[1]), parts[0] == ".." || isDate(parts[0]) else { return nil }
    return (parts[0] == ".." ? "" : String(parts[0]), String(parts[1]))
  }

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The first day of the period: a date has begun on it. ``Day/distantPast`` where only the last is known.
  public var firstDay: Day { start ?? Self.firstDay(of: precision, day) }

  /// Whether it is no day, but a month, a year or a stretch.
  public var isImprecise: Bool { firstDay < day }

  /// How exactly it is known, as a code: `day`, `month`, `year`, `stretch` or `notLaterThan`.
  public var exactness: String {
    guard let start else { return precision.rawValue }
    return start == .distantPast ? "notLaterThan" : "stretch"
  }

  private static func firstDay(of precision: Precision, _ day: Day) -> Day {
    let (year, month, _) = day.date
    return switch precision {
    case .day: day
    case .month: Day(year: year, month: month, day: 1) ?? day
    case .year: Day(year: year, month: 1, day: 1) ?? day
    }
  }

  /// The two ends of a stretch, as exactly as they are known; the first `nil` where it is open.
  private var ends: (first: LegalDate?, last: LegalDate)? {
    guard let start else { return nil }
    let last = LegalDate(day, precision: precision)
    guard start != .distantPast else { return (nil, last) }
    let isWhole = Self.firstDay(of: precision, start) == start
    return (isWhole ? LegalDate(start, precision: precision) : LegalDate(start), last)
  }

  /// The date as it was given, in ISO 8601 and EDTF.
  public var text: String {
    if let ends { return "[\(ends.first?.text ?? "")..\(ends.last.text)]" }
    return switch precision {
    case .day: day.description
    case .month: String(day.description.prefix(7))
    case .year: String(day.description.prefix(4))
    }
  }

  /// The date as Vietnamese paper prints it: `29/02/2020`, `02/2020`, `2020`; and as one says it of a stretch: `trong khoảng 01/2021 – 06/2021`,
  /// `không muộn hơn 04/08/2021`.
  public var vietnamese: String {
    if let ends {
      guard let first = ends.first else { return "không muộn hơn \(ends.last.vietnamese)" }
      return "trong khoảng \(first.vietnamese) – \(ends.last.vietnamese)"
    }
    return switch precision {
    case .day: day.vietnamese
    case .month: String(day.vietnamese.dropFirst(3))
    case .year: text
    }
  }

  /// The date as `language` prints it.
  public func shown(_ language: Language) -> String { language == .vi ? vietnamese : text }

  /// The last valid day of a term of `months` that begins on this date, known as exactly as the date is.
  public func end(afterMonths months: Int, by rule: TermRule) -> LegalDate {
    func end(_ day: Day) -> Day {
      let corresponding = day.addingMonths(months)
      return precision == .day && rule == .dayBefore ? corresponding.advanced(by: -1) : corresponding
    }
    let last = LegalDate(end(day), precision: precision)
    guard let start else { return last }
    return LegalDate(from: start == .distantPast ? nil : end(start), to: last) ?? last
  }

  /// By the day they count from.
  public static func < (a: LegalDate, b: LegalDate) -> Bool {
    (a.day, a.precision.wireInteger, a.firstDay) < (b.day, b.precision.wireInteger, b.firstDay)
  }
}

extension LegalDate: Message {
  /// The first of January 1970.
  public init() { self.init(Day(number: 0)) }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    var number = Int64(day.number)
    var precision = precision
    try coder.field(1, "day", &number, "Days since 1970-01-01: the last day of the period")
    try coder.field(2, "precision", &precision, "How exactly the date is known")
    var first = start.map { Int64($0.number) }
    try coder.optional(
      3, "firstDay", &first, "The first day of a stretch; the least number of 32 bits: only the last is known")
    self = LegalDate(
      Day(number: Int32(clamping: number)), precision, start: first.map { Day(number: Int32(clamping: $0)) })
  }

  /// A date as records keep it.
  init(_ day: Day, _ precision: Precision, start: Day?) {
    let end = LegalDate(day, precision: precision)
    guard let start else {
      self = end
      return
    }
    self = LegalDate(from: start == .distantPast ? nil : start, to: end) ?? end
  }

  /// The text, as it was given.
  public var json: JSONValue { .string(text) }

  /// Reads the text.
  public init?(json: JSONValue) {
    guard case .string(let text) = json else { return nil }
    self.init(text)
  }

  /// Reads the text.
  public init(checking json: JSONValue) throws(MessageError) {
    guard let value = Self(json: json) else { throw MessageError(.unexpected(expected: Self.expected)) }
    self = value
  }

  /// The forms.
  public static var expected: Text {
    Text(
      "một ngày: 29/02/2020, 02/2020, 2020, 2021-01/2021-06 hoặc ../2021-08-04",
      "a date: 2020-02-29, 2020-02, 2020, 2021-01/2021-06 or ../2021-08-04")
  }
}
