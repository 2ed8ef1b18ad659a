internal import Foundation

/// The portions of one append, made by all processors and taken in order by one caller while later ones are made.
final class PortionLine: @unchecked Sendable {
  // Unchecked because `next` and `made` are touched only while `condition` is held; the rest is constant.
  private let parts: [ArraySlice<AppendPlace>]
  private let requests: [AppendRequest]
  private let condition = NSCondition()
  /// The first part that nobody makes yet.
  private var next = 0
  /// What is made and not taken, by the number of its part.
  private var made: [Int: AppendPortion] = [:]

  private init(_ parts: [ArraySlice<AppendPlace>], of requests: [AppendRequest]) {
    (self.parts, self.requests) = (parts, requests)
  }

  /// Calls `body` with the portions of `requests` in order, on the calling thread, which makes portions itself while the one
  /// it needs is not there. After an error of `body` none is begun any more.
  static func forEach<E: Error>(
    _ places: [AppendPlace], of requests: [AppendRequest], _ body: (AppendPortion) throws(E) -> Void
  ) throws(E) {
    let parts = AppendPortion.cut(places)
    // A thread more is only worth it where there is something to do for it.
    guard parts.count > 2 else {
      for part in parts { try body(AppendPortion(part, of: requests)) }
      return
    }
    let line = PortionLine(parts, of: requests)
    let helpers = min(ProcessInfo.processInfo.activeProcessorCount, parts.count) - 1
    for _ in 0..<helpers { DispatchQueue.global().async { line.help() } }
    defer { line.end() }
    for number in parts.indices { try body(line.portion(number)) }
  }

  private func help() {
    while let number = claim() { make(number) }
  }

  private func end() {
    condition.lock()
    next = parts.count
    condition.unlock()
  }

  private func claim() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    guard next < parts.count else { return nil }
    next += 1
    return next - 1
  }

  private func make(_ number: Int) {
    let portion = AppendPortion(parts[number], of: requests)
    condition.lock()
    made[number] = portion
    condition.signal()
    condition.unlock()
  }

  private func portion(_ number: Int) -> AppendPortion {
    while true {
      if let portion = take(number, waiting: false) { return portion }
      if let other = claim() {
        make(other)
      } else if let portion = take(number, waiting: true) {
        return portion
      }
    }
  }

  /// The portion of that part; `nil` where it is not there, and is not waited for.
  private func take(_ number: Int, waiting: Bool) -> AppendPortion? {
    condition.lock()
    defer { condition.unlock() }
    while waiting, made[number] == nil { condition.wait() }
    return made.removeValue(forKey: number)
  }
}
