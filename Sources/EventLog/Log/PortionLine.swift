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

  private init(_ places: [AppendPlace], of requests: [AppendRequest]) {
    parts = AppendPortion.cut(places)
    self.requests = requests
  }

  /// Calls `body` with the portions of `requests` in order, on the calling thread, which makes portions itself while the one
  /// it needs is not there. After an error of `body` none is begun any more.
  static func forEach<E: Error>(
    _ places: [AppendPlace], of requests: [AppendRequest], _ body: (AppendPortion) throws(E) -> Void
  ) throws(E) {
    let line = PortionLine(places, of: requests)
    // A thread more is only worth it where there is something to do for it.
    if line.parts.count > 2 {
      let helpers = min(ProcessInfo.processInfo.activeProcessorCount, line.parts.count) - 1
      for _ in 0..<helpers { DispatchQueue.global().async { line.help() } }
    }
    defer { line.end() }
    for number in line.parts.indices { try body(line.portion(number)) }
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
    condition.lock()
    while true {
      if let portion = made.removeValue(forKey: number) {
        condition.unlock()
        return portion
      }
      guard next < parts.count else {
        condition.wait()
        continue
      }
      next += 1
      let mine = next - 1
      condition.unlock()
      if mine == number { return AppendPortion(parts[mine], of: requests) }
      make(mine)
      condition.lock()
    }
  }
}
