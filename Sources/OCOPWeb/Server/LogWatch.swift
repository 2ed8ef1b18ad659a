internal import Ledger
internal import OCOP

/// Looks for new records on behalf of everybody who follows the log: one look serves thousands.
actor LogWatch {
  private let source: SiteSource
  private var last = Sight(size: 0, generation: 0)
  private var waiting: [CheckedContinuation<Sight?, Never>] = []
  private var isLooking = false
  private var hasEnded = false

  /// How often it looks.
  private static let pause = Duration.milliseconds(50)
  /// After so many looks who waits is told that nothing came: by writing that a reader who left is noticed.
  private static let most = 300

  /// What a look at the log saw.
  struct Sight: Hashable, Sendable {
    let size: UInt64
    /// Which ledger it was: another number where another one was put in its place, 0 where there is none.
    let generation: Int
  }

  init(_ source: SiteSource) { self.source = source }

  /// Sends everybody away who follows: the server ends.
  func end() {
    hasEnded = true
    let woken = waiting
    waiting = []
    for one in woken { one.resume(returning: nil) }
  }

  /// The log once it has more than `known` records, or is another, or after some seconds as it is; `nil`: the server ends.
  func sight(beyond known: UInt64, of generation: Int) async -> Sight? {
    guard !hasEnded else { return nil }
    if last.size > known || (last.generation != generation && last.generation > 0) { return last }
    return await withCheckedContinuation { continuation in
      waiting.append(continuation)
      guard !isLooking else { return }
      isLooking = true
      Task { await look() }
    }
  }

  private nonisolated func look(at source: SiteSource) -> Sight {
    guard let (site, generation) = try? source.current(), let size = try? site.ledger.size else {
      return Sight(size: 0, generation: 0)
    }
    return Sight(size: size, generation: generation)
  }

  /// Looks until nobody waits any more.
  private func look() async {
    var looks = 0
    while !waiting.isEmpty {
      let now = look(at: source)
      looks += 1
      if now != last || looks > Self.most {
        (last, looks) = (now, 0)
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
