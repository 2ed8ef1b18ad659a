internal import OCOP

/// A moment as people write it: as pages show it, by Vietnam's clock, or a day, of which it is the end.
struct WrittenMoment {
  let time: Timestamp

  /// Reads `2026-11-24T08:14:39Z`, `24/11/2026 15:14:39`, `24/11/2026 15:14` and `24/11/2026`; `nil` for anything else.
  init?(_ text: String) {
    if let time = Timestamp(text) {
      self.time = time
      return
    }
    let parts = text.split(separator: " ")
    guard (1...2).contains(parts.count), let date = LegalDate(String(parts[0])), date.precision == .day else {
      return nil
    }
    // The last moment of what is named: of the day, the minute, the second.
    var (seconds, last) = (Int64(0), Int64(86_400))
    if parts.count == 2 {
      let fields = parts[1].split(separator: ":", omittingEmptySubsequences: false)
      let clock = fields.compactMap { $0.utf8.allSatisfy { (48...57).contains($0) } ? Int64($0) : nil }
      guard (2...3).contains(clock.count), clock.count == fields.count, clock[0] < 24, clock[1] < 60, clock.last! < 60
      else { return nil }
      seconds = clock[0] * 3_600 + clock[1] * 60 + (clock.count == 3 ? clock[2] : 0)
      last = clock.count == 3 ? 1 : 60
    }
    let utc = Int64(date.day.number) * 86_400 + seconds + last - 7 * 3_600
    time = Timestamp(microseconds: utc * 1_000_000 - 1)
  }
}
