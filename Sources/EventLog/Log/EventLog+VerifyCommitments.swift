extension Verification {
  /// How many commitments are computed anew in one look at the index: each of them keeps the edge of a tree meanwhile.
  private static let atOnce = 1_024

  /// What records committed to, computed anew from the index, or the last of it. Costs two hashes a stream for each of them.
  mutating func checkCommitments(of view: borrowing LogView, all: Bool) throws {
    var wanted: [(position: UInt64, committed: StreamCommitment)] = []
    for (position, committed) in all ? sums.commitments : sums.commitments.suffix(1) {
      if committed.size == position {
        wanted.append((position, committed))
      } else {
        note(.commitmentDiffers, position, "it covers \(committed.size) records, and \(position) stand before it")
      }
    }
    while !wanted.isEmpty {
      let some = wanted.prefix(Self.atOnce)
      let found = try view.streamCommitments(at: some.map(\.position))
      for ((position, committed), found) in zip(some, found) where committed != found {
        note(
          .commitmentDiffers, position,
          "it names \(committed.streams) streams and the root \(committed.root), where there were \(found.streams) and \(found.root)"
        )
      }
      wanted.removeFirst(some.count)
    }
  }
}
