internal import Foundation

/// Items read on another processor while those before them are taken, in their order.
final class ReadAhead<Item: Sendable>: @unchecked Sendable {
  // Unchecked because `read` is called by one thread at a time, the one that `isReading` stands for; `batches`, `isReading` and `end`
  // are touched only while `condition` is held, and `taken` by whoever takes.
  private let read: () throws -> Item?
  private let condition = NSCondition()
  private var batches: [[Item]] = []
  private var isReading = false
  /// How the reading ended; `nil`: it did not yet.
  private var end: Result<Void, any Error>?
  private var taken: [Item] = []
  private let isAhead: Bool

  private static var size: Int { 128 }
  /// So many batches wait to be taken.
  private static var most: Int { 4 }

  /// `read` answers the next item, `nil` after the last. Where it is not worth another thread, it is called when an item is asked for.
  init(isWorthIt: Bool, _ read: @escaping () throws -> Item?) {
    (self.read, isAhead) = (read, isWorthIt)
  }

  /// The next item; `nil`: there is none. Throws what the reading threw, in the place of the item that it was to read.
  func next() throws -> Item? {
    guard isAhead else { return try read() }
    if let item = taken.popLast() { return item }
    condition.lock()
    defer { condition.unlock() }
    while batches.isEmpty {
      if let end {
        try end.get()
        return nil
      }
      begin()
      condition.wait()
    }
    taken = batches.removeFirst().reversed()
    begin()
    return taken.popLast()
  }

  /// Has the next batches read, where nobody does it. Called while `condition` is held.
  private func begin() {
    guard !isReading, end == nil, batches.count < Self.most else { return }
    isReading = true
    DispatchQueue.global().async { self.readAhead() }
  }

  private func readAhead() {
    var isGoingOn = true
    while isGoingOn {
      var batch: [Item] = []
      let end = fill(&batch)
      condition.withLock {
        if !batch.isEmpty { batches.append(batch) }
        self.end = end
        isGoingOn = end == nil && batches.count < Self.most
        isReading = isGoingOn
        condition.signal()
      }
    }
  }

  /// Fills a batch; answers how the reading ended, `nil` where it goes on.
  private func fill(_ batch: inout [Item]) -> Result<Void, any Error>? {
    batch.reserveCapacity(Self.size)
    do {
      while batch.count < Self.size {
        guard let item = try read() else { return .success(()) }
        batch.append(item)
      }
      return nil
    } catch {
      return .failure(error)
    }
  }
}
