/// An object of C2SP tlog-tiles: a tile of hashes, or a bundle of records.
public struct TileName: Hashable, Sendable {
  /// `nil`: of records.
  public let level: Int?
  /// Which of its level.
  public let index: UInt64
  /// How many hashes or records: less than ``Ledger/Ledger/tileWidth`` in a partial one.
  public let width: Int

  /// A tile, or with no level a bundle.
  public init(level: Int?, index: UInt64, width: Int = Ledger.tileWidth) {
    (self.level, self.index, self.width) = (level, index, width)
  }

  /// Reads the parts of a path, `tile` among them. `nil`: they are none.
  public init?(_ parts: [String]) {
    guard parts.count >= 3, parts[0] == "tile" else { return nil }
    if parts[1] == "entries" {
      level = nil
    } else {
      guard let number = Int(parts[1]), (0..<8).contains(number), "\(number)" == parts[1] else { return nil }
      level = number
    }
    var groups = Array(parts[2...])
    if groups.count >= 2, groups[groups.count - 2].hasSuffix(".p") {
      guard let width = Int(groups.removeLast()), (1..<256).contains(width) else { return nil }
      self.width = width
      groups[groups.count - 1].removeLast(2)
    } else {
      width = 256
    }
    var index: UInt64 = 0
    for (place, group) in groups.enumerated() {
      let isLast = place == groups.count - 1
      let digits = isLast ? group[...] : group.dropFirst()
      guard isLast || group.hasPrefix("x"), digits.utf8.count == 3, digits.utf8.allSatisfy({ (48...57).contains($0) }),
        let number = UInt64(digits), groups.count <= 5
      else { return nil }
      index = index * 1_000 + number
    }
    guard groups.count == 1 || groups[0] != "x000" else { return nil }
    self.index = index
  }

  /// `tile/0/x001/x234/067`, `tile/entries/000.p/12`.
  public var text: String {
    var groups = [Self.digits(index % 1_000)]
    var rest = index / 1_000
    while rest > 0 {
      groups.insert("x" + Self.digits(rest % 1_000), at: 0)
      rest /= 1_000
    }
    let name = "tile/\(level.map { "\($0)" } ?? "entries")/" + groups.joined(separator: "/")
    return width == Ledger.tileWidth ? name : "\(name).p/\(width)"
  }

  private static func digits(_ number: UInt64) -> String { String(String(1_000 + number).dropFirst()) }

  /// Those that a log of `size` records has and one of `earlier` had not: records first, then hashes from the lowest level on, so that no
  /// hash is there whose records are not.
  public static func added(from earlier: UInt64, to size: UInt64) -> [TileName] {
    var names = added(level: nil, from: earlier, to: size)
    var (level, before, now) = (0, earlier, size)
    while now > 0 {
      names += added(level: level, from: before, to: now)
      (level, before, now) = (level + 1, before / 256, now / 256)
    }
    return names
  }

  /// Of `count` hashes or records, `earlier` of which were there.
  private static func added(level: Int?, from earlier: UInt64, to count: UInt64) -> [TileName] {
    guard count > earlier else { return [] }
    var names = (earlier / 256..<count / 256).map { TileName(level: level, index: $0) }
    let rest = Int(count % 256)
    if rest > 0 { names.append(TileName(level: level, index: count / 256, width: rest)) }
    return names
  }
}

extension Ledger {
  /// The bytes of a tile or a bundle; `nil`: the log has not so many. Throws ``LedgerFailure``.
  public func bytes(of tile: TileName) throws(LedgerError) -> [UInt8]? {
    guard let level = tile.level else { return try entryBundle(index: tile.index, width: tile.width) }
    return try hashTile(level: level, index: tile.index, width: tile.width)
  }
}
