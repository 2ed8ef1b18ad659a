internal import Foundation
internal import Synchronization

/// How far long work is, as one line that is written over; shown after a second, and gone at the end.
final class Progress: Sendable {
  private let title: String
  private let isShown: Bool
  private let shown: Shown
  private let start = ContinuousClock.now
  private let last = Mutex<ContinuousClock.Instant?>(nil)

  init(_ title: String, isShown: Bool, _ shown: Shown) {
    (self.title, self.isShown, self.shown) = (title, isShown, shown)
  }

  func report(_ done: UInt64, of total: UInt64) {
    let now = ContinuousClock.now
    guard isShown, now - start > .seconds(1) else { return }
    let isDue = last.withLock { last in
      if let before = last, now - before < .milliseconds(200) { return false }
      last = now
      return true
    }
    guard isDue else { return }
    let share = total == 0 ? 100 : done * 100 / total
    draw(
      "\r\(title) \(shown.number(Int64(clamping: done))) / \(shown.number(Int64(clamping: total))) (\(share)%)\u{1b}[K")
  }

  func finish() {
    if last.withLock({ $0 != nil }) { draw("\r\u{1b}[K") }
  }

  private func draw(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
