/// A date as a document gives it: a day, only a month, or only a year (ISO 8601, EDTF level 0).
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
  /// How exactly the date is known.
  public let precision: Precision

  /// A day.
  public init(_ day: Day) {
    self.day = day
    precision = .day
  }

  /// The period of `precision` that contains `day`.
  public init(_ day: Day, precision: Precision) {
    self.precision = precision
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

  /// Reads `2020-02-29`, `2020-02`, `2020`, `29/02/2020` or `02/2020`; `nil` for anything else, impossible days and
  /// two-digit years included. Month before day is never guessed.
  public init?(_ text: String) {
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

  private static func isNumber(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// The date as it was given, in ISO 8601.
  public var text: String {
    switch precision {
    case .day: day.description
    case .month: String(day.description.prefix(7))
    case .year: String(day.description.prefix(4))
    }
  }

  /// The date as Vietnamese paper prints it: `29/02/2020`, `02/2020`, `2020`.
  public var vietnamese: String {
    switch precision {
    case .day: day.vietnamese
    case .month: String(day.vietnamese.dropFirst(3))
    case .year: text
    }
  }

  /// The date as `language` prints it.
  public func shown(_ language: Language) -> String { language == .vi ? vietnamese : text }

  /// The last valid day of a term of `months` that begins on this date, known as exactly as the date is.
  public func end(afterMonths months: Int, by rule: TermRule) -> LegalDate {
    let corresponding = day.addingMonths(months)
    return switch (precision, rule) {
    case (.day, .correspondingDay): LegalDate(corresponding)
    case (.day, .dayBefore): LegalDate(corresponding.advanced(by: -1))
    case (.month, _), (.year, _): LegalDate(corresponding, precision: precision)
    }
  }

  /// By the day they count from.
  public static func < (a: LegalDate, b: LegalDate) -> Bool {
    (a.day, a.precision.wireInteger) < (b.day, b.precision.wireInteger)
  }
}

extension LegalDate: Message {
  /// The first of January 1970.
  public init() { self.init(Day(number: 0)) }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    var number = Int64(day.number)
    var precision = precision
    try coder.field(1, "day", &number, "Days since 1970-01-01: the last day of the period")
    try coder.field(2, "precision", &precision, "How exactly the date is known")
    self = LegalDate(Day(number: Int32(clamping: number)), precision: precision)
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

  /// The three forms.
  public static var expected: Text {
    Text("một ngày: 29/02/2020, 02/2020 hoặc 2020", "a date: 2020-02-29, 2020-02 or 2020")
  }
}
