internal import Synchronization

/// How often each address asked in a minute. What it remembers is bounded: past that many addresses the oldest minute is forgotten whole.
final class RateLimit: Sendable {
  private let most: Int
  private let counts = Mutex<(minute: UInt64, byAddress: [String: Int])>((0, [:]))
  private static let mostAddresses = 100_000

  /// So many a minute.
  init(_ most: Int) { self.most = most }

  /// Whether `address` has not asked too often in that minute; `counting`: it asks once more.
  func admits(_ address: String, minute: UInt64, counting: Bool) -> Bool {
    counts.withLock { counts in
      if counts.minute != minute || counts.byAddress.count > Self.mostAddresses { counts = (minute, [:]) }
      let count = counts.byAddress[address] ?? 0
      if counting { counts.byAddress[address] = count + 1 }
      return count < most
    }
  }
}
