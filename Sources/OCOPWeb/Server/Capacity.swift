internal import Synchronization

/// How many are within, in all and from each address.
final class Capacity: Sendable {
  private let taken = Mutex<(all: Int, byAddress: [String: Int])>((0, [:]))

  /// Takes a place for `address`; `false`: there is none in all, or it has taken `each`. The machine itself, from which a proxy comes, is
  /// bounded by what there is in all.
  func enter(_ address: String = "", atMost most: Int, each: Int = .max) -> Bool {
    taken.withLock { taken in
      let own = taken.byAddress[address] ?? 0
      let isOfMachine = address.isEmpty || address == "127.0.0.1" || address == "::1"
      guard taken.all < most, isOfMachine || own < each else { return false }
      taken.all += 1
      if !isOfMachine { taken.byAddress[address] = own + 1 }
      return true
    }
  }

  /// Gives the place of `address` back.
  func leave(_ address: String = "") {
    taken.withLock { taken in
      taken.all -= 1
      guard let own = taken.byAddress[address] else { return }
      taken.byAddress[address] = own > 1 ? own - 1 : nil
    }
  }
}
