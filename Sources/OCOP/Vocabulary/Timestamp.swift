/// The moment a record was recorded: microseconds since 1970-01-01T00:00:00Z, by the store's clock.
public struct Timestamp: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z.
  public let microseconds: Int64

  /// A moment.
  public init(microseconds: Int64) { self.microseconds = microseconds }

  /// Reads `2026-11-24T08:14:39.000001Z`, with or without the fraction; `nil` for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasSuffix("Z"), let date = LegalDate(String(parts[0])), date.precision == .day
    else { return nil }
    let clock = parts[1].dropLast().split(separator: ".", omittingEmptySubsequences: false)
    let time = clock[0].split(separator: ":").compactMap { Int64($0) }
    guard (1...2).contains(clock.count), time.count == 3, time[0] < 24, time[1] < 60, time[2] < 60 else { return nil }
    var micros: Int64 = 0
    if clock.count == 2 {
      guard (1...6).contains(clock[1].count), let fraction = Int64(clock[1]), fraction >= 0 else { return nil }
      micros = fraction
      for _ in clock[1].count..<6 { micros *= 10 }
    }
    let seconds = Int64(date.day.number) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
    microseconds = seconds * 1_000_000 + micros
  }

  /// The day in Vietnam (UTC+7, no summer time) on which the moment falls.
  public var dayInVietnam: Day { Day(number: Int32((seconds + 7 * 3600).floorDivided(by: 86_400))) }

  /// ISO 8601 in UTC, with microseconds.
  public var description: String {
    let day = Day(number: Int32(seconds.floorDivided(by: 86_400)))
    let second = seconds - Int64(day.number) * 86_400
    let fraction = microseconds - seconds * 1_000_000
    return "\(day)T\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
      + ".\(padded(fraction, 6))Z"
  }

  /// To the second: in Vietnamese by Vietnam's clock, `24/11/2026 15:14:39`; in English as ISO 8601 in UTC.
  public func shown(_ language: Language) -> String {
    guard language == .vi else { return String(description.prefix(19)) + "Z" }
    let local = Timestamp(microseconds: microseconds + 7 * 3_600_000_000)
    return LegalDate(dayInVietnam).shown(.vi) + " " + local.description.dropFirst(11).prefix(8)
  }

  private var seconds: Int64 { microseconds.floorDivided(by: 1_000_000) }

  /// Earlier moments are smaller.
  public static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
