internal import OCOP
internal import ProjectionKit

/// Rows of 32-bit numbers under numbers, held together in one piece of memory: for what every question goes through
/// whole. A `Table` keeps each row decoded for itself; here nothing is decoded, so that 200,000 rows are read in the
/// time of copying them.
///
/// What the numbers of a row mean is the projection's business. A row without numbers counts as none.
final class NumberTable {
  private let written: WrittenTable
  private let isWellFormed: (Span<Int32>) -> Bool
  private var words: [Int32] = []
  private var places: [Place] = []
  private var slots = SlotIndex()
  private var changed: Set<UInt32> = []
  private var isComplete = false
  /// Words of rows that were replaced.
  private var abandoned = 0

  fileprivate struct Place {
    let number: UInt32
    var start: Int
    var count: Int

    var range: Range<Int> { start..<start + count }
  }

  /// Written rows that `isWellFormed` does not accept are folded again.
  init(_ written: WrittenTable, _ isWellFormed: @escaping (Span<Int32>) -> Bool) {
    self.written = written
    self.isWellFormed = isWellFormed
  }

  /// Sets the row under `number`.
  func set(_ row: [Int32], at number: UInt32) throws {
    try complete()
    put(row.span, at: number)
    changed.insert(number)
    if abandoned > 1 << 16, abandoned > words.count / 2 { compact() }
  }

  /// How many rows there are, empty ones counted: slots run from 0.
  var count: Int {
    get throws {
      try complete()
      return places.count
    }
  }

  /// Lends all rows to `body`. Nothing may be set meanwhile.
  func withRows<R>(_ body: (borrowing NumberRows) throws -> R) throws -> R {
    try complete()
    // Held here while they are lent: what is stored in a class may change under a span.
    let (words, places) = (words, places)
    return try body(NumberRows(words: words.span, places: places.span, slots: slots))
  }

  private func put(_ row: Span<Int32>, at number: UInt32) {
    let start = words.count
    for position in row.indices { words.append(row[position]) }
    if let slot = slots[number] {
      abandoned += places[slot].count
      places[slot].start = start
      places[slot].count = row.count
    } else {
      slots[number] = places.count
      places.append(Place(number: number, start: start, count: row.count))
    }
  }

  private func compact() {
    var kept: [Int32] = []
    kept.reserveCapacity(words.count - abandoned)
    for slot in places.indices {
      let start = kept.count
      kept.append(contentsOf: words[places[slot].range])
      places[slot].start = start
    }
    (words, abandoned) = (kept, 0)
  }

  private func complete() throws {
    guard !isComplete else { return }
    isComplete = true
    var words: [Int32] = []
    defer { self.words = words }
    try written.rows { key, row in
      guard key.byteCount == 4, row.byteCount % 4 == 0 else { throw written.unreadable }
      let number = UInt32(bigEndian: key.unsafeLoadUnaligned(as: UInt32.self))
      let start = words.count
      for offset in stride(from: 0, to: row.byteCount, by: 4) {
        words.append(Int32(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: Int32.self)))
      }
      guard start == words.count || isWellFormed(words.span.extracting(start..<words.count)) else {
        throw written.unreadable
      }
      slots[number] = places.count
      places.append(Place(number: number, start: start, count: words.count - start))
    }
  }
}

/// The rows of a ``NumberTable``, lent for the length of a call.
struct NumberRows: ~Escapable {
  private let words: Span<Int32>
  private let places: Span<NumberTable.Place>
  private let slots: SlotIndex

  @_lifetime(copy words, copy places)
  fileprivate init(words: Span<Int32>, places: Span<NumberTable.Place>, slots: SlotIndex) {
    self.words = words
    self.places = places
    self.slots = slots
  }

  /// The number under which the row in `slot` is kept.
  func number(_ slot: Int) -> UInt32 { places[slot].number }

  /// The slot of the row under `number`.
  func slot(of number: UInt32) -> Int? { slots[number] }

  /// The row in `slot`.
  subscript(slot: Int) -> Span<Int32> {
    @_lifetime(copy self)
    get { words.extracting(places[slot].range) }
  }
}

extension NumberTable: CustomTable {
  func takeChanges() -> [(key: [UInt8], row: [UInt8])] {
    defer { changed = [] }
    return changed.sorted().compactMap { number in
      guard let slot = slots[number] else { return nil }
      var row: [UInt8] = []
      row.reserveCapacity(4 * places[slot].count)
      for word in words[places[slot].range] { withUnsafeBytes(of: word.littleEndian) { row.append(contentsOf: $0) } }
      return (number.keyBytes, row)
    }
  }

  func shown(key: [UInt8], row: [UInt8]) -> ShownRow? {
    guard let number = UInt32(keyBytes: key), row.count % 4 == 0 else { return nil }
    let words = row.withUnsafeBytes { bytes in
      stride(from: 0, to: bytes.count, by: 4).map {
        JSONValue.int(Int64(Int32(littleEndian: bytes.loadUnaligned(fromByteOffset: $0, as: Int32.self))))
      }
    }
    return ShownRow(key: "\(number)", row: .array(words))
  }
}

/// Slots by number: an array for the small numbers that things are given one after the other, a dictionary for others.
private struct SlotIndex {
  private static let limit = 1 << 22
  private var small: [Int32] = []
  private var large: [UInt32: Int] = [:]

  subscript(number: UInt32) -> Int? {
    get {
      if number < Self.limit {
        guard Int(number) < small.count else { return nil }
        return small[Int(number)] < 0 ? nil : Int(small[Int(number)])
      }
      return large.isEmpty ? nil : large[number]
    }
    set {
      guard number < Self.limit else {
        large[number] = newValue
        return
      }
      if Int(number) >= small.count {
        let size = min(max(Int(number) + 1, small.count * 2), Self.limit)
        small.append(contentsOf: repeatElement(-1, count: size - small.count))
      }
      small[Int(number)] = newValue.map { Int32($0) } ?? -1
    }
  }
}
