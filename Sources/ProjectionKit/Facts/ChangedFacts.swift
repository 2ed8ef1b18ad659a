internal import OCOP

/// The last chunks of the keys of a ``FactStore`` that facts were added to since rows were written.
struct ChangedFacts {
  private var held: [UInt64: Last] = [:]
  /// Where what was added to last is held: most often it is added to again.
  private var latest: (key: UInt64, place: [UInt64: Last].Index)?

  /// The keys, in order.
  var keys: [UInt64] { held.keys.sorted() }

  subscript(key: UInt64) -> Last? { held[key] }

  /// Adds a fact to the last chunk of `key`, which `written` answers where it was not held yet.
  mutating func add(
    to key: UInt64, at position: Position, _ write: (inout [UInt8]) -> Void, written: (UInt64) throws -> Last
  ) throws {
    if let latest, latest.key == key { return held.values[latest.place].add(position, write) }
    if let place = held.index(forKey: key) {
      latest = (key, place)
      held.values[place].add(position, write)
    } else {
      var last = try written(key)
      last.add(position, write)
      held[key] = last
      // What is held lies elsewhere now.
      latest = nil
    }
  }

  /// The last chunks of a key.
  struct Last {
    /// The number of the first of them.
    let first: UInt32
    private var earlier: [[UInt8]] = []
    private var last: [UInt8]

    /// What one page of the file holds of a row that has it for itself.
    private static let full = 4_080

    init(first: UInt32, chunk: [UInt8] = []) { (self.first, last) = (first, chunk) }

    /// Lends the chunks in order, each with its number.
    func forEach(_ body: (UInt32, [UInt8]) throws -> Void) rethrows {
      for (offset, chunk) in earlier.enumerated() { try body(first + UInt32(offset), chunk) }
      try body(first + UInt32(earlier.count), last)
    }

    mutating func add(_ position: Position, _ write: (inout [UInt8]) -> Void) {
      let start = last.count
      withUnsafeBytes(of: (position.number << 16).littleEndian) { last.append(contentsOf: $0) }
      write(&last)
      let length = last.count - start - 8
      precondition(length <= 0xffff, "a record has at most 60 KiB")
      last.withUnsafeMutableBytes {
        $0.storeBytes(of: UInt16(length).littleEndian, toByteOffset: start, as: UInt16.self)
      }
      guard start > 0, last.count > Self.full else { return }
      var next: [UInt8] = []
      // Most keys have a few facts; one that has more than a chunk of them is likely to get more.
      next.reserveCapacity(Self.full + 256)
      next.append(contentsOf: last[start...])
      last.removeSubrange(start...)
      earlier.append(last)
      last = next
    }
  }
}
