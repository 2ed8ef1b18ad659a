/// A calendar day in Vietnam, counted from 1970-01-01. Legal days have no time of day and no time zone.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1970-01-01, negative before it.
  public let number: Int32

  /// The day `number` days after 1970-01-01.
  public init(number: Int32) { self.number = number }

  /// The day of a Gregorian date; `nil` where there is no such date. Years run from 1 to 9999.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(of: month, in: year) else {
      return nil
    }
    // Howard Hinnant, "chrono-compatible low-level date algorithms": years begin in March, eras have 400 years.
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Year, month and day of the Gregorian calendar.
  public var date: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted + (shifted < 10 ? 3 : -9)
    let day = dayOfYear - (153 * shifted + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// How many days a month has.
  public static func length(of month: Int, in year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The last day there is: what never ends, ends then.
  public static let distantFuture = Day(number: .max)
  /// The first day there is.
  public static let distantPast = Day(number: .min)

  /// The day `days` later; before the first and after the last day that there is none is found.
  public func advanced(by days: Int32) -> Day {
    let (sum, overflows) = number.addingReportingOverflow(days)
    return overflows ? (days < 0 ? .distantPast : .distantFuture) : Day(number: sum)
  }

  /// The same day of the month `months` later; the last of that month where it is shorter.
  public func addingMonths(_ months: Int) -> Day {
    let (year, month, day) = date
    let count = year * 12 + (month - 1) + months
    let (newYear, newMonth) = (count / 12, count % 12 + 1)
    let last = Self.length(of: newMonth, in: newYear)
    return Day(year: newYear, month: newMonth, day: min(day, last)) ?? .distantFuture
  }

  /// ISO 8601, `2020-02-29`.
  public var description: String {
    let (year, month, day) = date
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// As Vietnamese paper prints it, `29/02/2020`.
  public var vietnamese: String {
    let (year, month, day) = date
    return "\(padded(day, 2))/\(padded(month, 2))/\(padded(year, 4))"
  }

  /// Earlier days are smaller.
  public static func < (a: Day, b: Day) -> Bool { a.number < b.number }
}

/// `number` in decimal digits, with zeros in front up to `width`.
func padded(_ number: some BinaryInteger, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
