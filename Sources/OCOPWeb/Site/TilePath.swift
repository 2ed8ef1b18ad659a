/// A path of C2SP tlog-tiles: `tile/0/x001/x234/067`, `tile/entries/000.p/12`.
struct TilePath: Hashable {
  /// `nil`: of entries.
  let level: Int?
  let index: UInt64
  let width: Int

  /// `parts`: of the path, `tile` among them. `nil`: they are none.
  init?(_ parts: [String]) {
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
}
