extension LogView {
  /// The bytes of the records at `positions`, each behind its length in two bytes (C2SP tlog-tiles); `nil`: the log has not so many.
  package func entryBundle(_ positions: Range<UInt64>) throws -> [UInt8]? {
    guard positions.upperBound <= size else { return nil }
    var (bundle, count): ([UInt8], Int) = ([], 0)
    try scan(from: LogPosition(positions.lowerBound), to: LogPosition(positions.upperBound)) { _, record in
      bundle += [UInt8(record.byteCount >> 8), UInt8(record.byteCount & 0xff)]
      record.withUnsafeBytes { bundle.append(contentsOf: $0) }
      count += 1
      return true
    }
    return count == positions.count ? bundle : nil
  }

  /// The hash tile `index` of `level`, of which each of `width` hashes stands for 256^level records (C2SP tlog-tiles): 32 bytes a hash.
  /// `nil`: the log has not so many whole subtrees.
  package func hashTile(level: Int, index: UInt64, width: Int) throws -> [UInt8]? {
    precondition((0..<8).contains(level) && (1...256).contains(width), "a tile of the log")
    let (first, isTooLarge) = index.multipliedReportingOverflow(by: 256)
    guard !isTooLarge, first < UInt64.max - 256, first + UInt64(width) <= size >> UInt64(8 * level) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(width * 32)
    for place in first..<first + UInt64(width) {
      guard let hash = try level == 0 ? leaf(at: LogPosition(place)) : node(8 * level, place) else { return nil }
      hash.append(to: &bytes)
    }
    return bytes
  }
}
