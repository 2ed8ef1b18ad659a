internal import Ledger
internal import OCOP

/// Looks for new records on behalf of everybody who follows the log: one look serves thousands.
actor LogWatch {
  private let ledger: Ledger
  private var size: UInt64 = 0
  private var waiting: [CheckedContinuation<UInt64, Never>] = []
  private var isLooking = false

  /// How often it looks.
  private static let pause = Duration.milliseconds(50)
  /// After so many looks who waits is told that nothing came: by writing that a reader who left is noticed.
  private static let most = 300

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// The size of the log once it has more than `known` records, or after some seconds as it is.
  func size(beyond known: UInt64) async -> UInt64 {
    if size > known { return size }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      guard !isLooking else { return }
      isLooking = true
      Task { await look() }
    }
  }

  /// Looks until nobody waits any more.
  private func look() async {
    var looks = 0
    while !waiting.isEmpty {
      let now = (try? ledger.size) ?? size
      looks += 1
      if now != size || looks > Self.most {
        (size, looks) = (now, 0)
        let woken = waiting
        waiting = []
        for one in woken { one.resume(returning: now) }
        // They come back at once where there is nothing for them.
        await Task.yield()
      }
      try? await Task.sleep(for: Self.pause)
    }
    isLooking = false
  }
}
