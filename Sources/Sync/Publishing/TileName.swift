internal import Ledger

/// An object of C2SP tlog-tiles: a tile of hashes, or a bundle of records.
struct TileName: Hashable {
  /// `nil`: of records.
  let level: Int?
  let index: UInt64
  /// Less than a whole tile's: a partial one.
  let width: Int

  /// `tile/0/x001/x234/067`, `tile/entries/000.p/12`.
  var text: String {
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
  static func added(from earlier: UInt64, to size: UInt64) -> [TileName] {
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
    var names = (earlier / 256..<count / 256).map { TileName(level: level, index: $0, width: 256) }
    let rest = Int(count % 256)
    if rest > 0 { names.append(TileName(level: level, index: count / 256, width: rest)) }
    return names
  }
}
