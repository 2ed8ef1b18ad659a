internal import Foundation

/// Pieces of work, done by all processors and taken in order by one caller while later ones are done.
package final class OrderedParallelMap<Piece: Sendable, Made: Sendable>: @unchecked Sendable {
  // Unchecked because `next`, `busy` and `made` are touched only while `condition` is held; the rest is constant.
  private let pieces: [Piece]
  private let work: @Sendable (Piece) -> Made
  private let condition = NSCondition()
  /// The first piece that nobody does yet.
  private var next = 0
  /// How many are being done.
  private var busy = 0
  /// What is made and not taken, by the number of its piece.
  private var made: [Int: Made] = [:]

  private init(_ pieces: [Piece], _ work: @escaping @Sendable (Piece) -> Made) {
    (self.pieces, self.work) = (pieces, work)
  }

  /// Calls `body` with what `work` makes of each piece, in order, on the calling thread, which does pieces itself while the one
  /// it needs is not there. After an error of `body` none is begun any more. None is being done when this returns, though `work`
  /// itself may be let go of later. `width`: so many are done at once, where they wait for something else than a processor.
  package static func forEach<E: Error>(
    _ pieces: [Piece], width: Int? = nil, _ work: @escaping @Sendable (Piece) -> Made, _ body: (Made) throws(E) -> Void
  ) throws(E) {
    // A thread more is only worth it where there is something to do for it.
    guard pieces.count > 2 else {
      for piece in pieces { try body(work(piece)) }
      return
    }
    let line = OrderedParallelMap(pieces, work)
    let helpers = min(width ?? ProcessInfo.processInfo.activeProcessorCount, pieces.count) - 1
    for _ in 0..<helpers { DispatchQueue.global().async { line.help() } }
    defer { line.end() }
    for number in pieces.indices { try body(line.made(number)) }
  }

  private func help() {
    while let number = claim() { make(number) }
  }

  private func end() {
    condition.lock()
    next = pieces.count
    while busy > 0 { condition.wait() }
    condition.unlock()
  }

  private func claim() -> Int? {
    condition.lock()
    defer { condition.unlock() }
    guard next < pieces.count else { return nil }
    next += 1
    busy += 1
    return next - 1
  }

  private func make(_ number: Int) {
    let piece = work(pieces[number])
    condition.lock()
    made[number] = piece
    busy -= 1
    condition.signal()
    condition.unlock()
  }

  private func made(_ number: Int) -> Made {
    while true {
      if let piece = take(number, waiting: false) { return piece }
      if let other = claim() {
        make(other)
      } else if let piece = take(number, waiting: true) {
        return piece
      }
    }
  }

  /// What was made of that piece; `nil` where it is not there, and is not waited for.
  private func take(_ number: Int, waiting: Bool) -> Made? {
    condition.lock()
    defer { condition.unlock() }
    while waiting, made[number] == nil { condition.wait() }
    return made.removeValue(forKey: number)
  }
}
