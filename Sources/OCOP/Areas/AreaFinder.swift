/// Finds the units that a person means by what was typed or printed.
public struct AreaFinder: Sendable {
  /// The map.
  public let map: AreaMap
  private var byName: [String: [AreaUnit]] = [:]
  private var byCode: [AreaCode: [AreaUnit]] = [:]

  /// A finder over `map`. Costs a key for each unit.
  public init(_ map: AreaMap) {
    self.map = map
    for unit in map.units {
      byName[comparisonKey(unit.name), default: []].append(unit)
      byCode[unit.code, default: []].append(unit)
    }
  }

  /// The units of `level` that a person may mean by `text` on `day`: by code, or by name with or without its kind,
  /// whichever way the tone is placed. Never by unaccented name: see ``similar(_:level:on:)``.
  ///
  /// `parent` narrows communes to a district. Where the communes of a district are recorded only from a later day on,
  /// those of the earliest day recorded are taken: their start is not known.
  public func find(_ text: String, level: AreaLevel, in parent: AreaUnit? = nil, on day: Day) -> [AreaUnit] {
    let candidates = candidates(text, level: level).filter { parent == nil || $0.parent == parent?.code }
    let current = candidates.filter { $0.exists(on: day) }
    if !current.isEmpty || hasUnits(of: level, in: parent, on: day) { return current }
    guard let first = candidates.compactMap(\.from).filter({ $0 > day }).min() else { return [] }
    return candidates.filter { $0.from == first }
  }

  /// The units of any day that a person may mean by `text`: by code, by code and edition (`407@2020-06-01`, `407@initial`), or by
  /// name as ``find(_:level:in:on:)`` reads it. In the order of codes and days.
  public func units(_ text: String, level: AreaLevel? = nil) -> [AreaUnit] {
    let parts = text.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    var found = AreaLevel.allCases.filter { level == nil || $0 == level }.flatMap {
      candidates(parts.first ?? "", level: $0)
    }
    if parts.count == 2 {
      let day = LegalDate(parts[1])?.day
      found = found.filter { parts[1] == "initial" ? $0.from == nil : day != nil && $0.from == day }
    }
    return Self.ordered(found)
  }

  /// Units of any day whose unaccented name holds that of `text`.
  public func near(_ text: String, level: AreaLevel? = nil) -> [AreaUnit] {
    let key = folded(Self.splitKind(text).name)
    guard !key.isEmpty else { return [] }
    return Self.ordered(map.units.filter { (level == nil || $0.level == level) && folded($0.name).contains(key) })
  }

  private static func ordered(_ units: [AreaUnit]) -> [AreaUnit] {
    units.sorted {
      ($0.code.text.count, $0.code, $0.from ?? .distantPast) < ($1.code.text.count, $1.code, $1.from ?? .distantPast)
    }
  }

  /// Units whose unaccented name is that of `text`: candidates to choose from, never chosen for the user.
  public func similar(_ text: String, level: AreaLevel, on day: Day) -> [AreaUnit] {
    let key = folded(Self.splitKind(text).name)
    return map.units.filter { $0.level == level && $0.exists(on: day) && folded($0.name) == key }
  }

  private func hasUnits(of level: AreaLevel, in parent: AreaUnit?, on day: Day) -> Bool {
    map.units.contains { $0.level == level && $0.exists(on: day) && (parent == nil || $0.parent == parent?.code) }
  }

  private func candidates(_ text: String, level: AreaLevel) -> [AreaUnit] {
    if let code = AreaCode(text: normalized(text)), !code.text.isEmpty {
      return (byCode[code] ?? []).filter { $0.level == level }
    }
    let whole = (byName[comparisonKey(text)] ?? []).filter { $0.level == level }
    let (kind, name) = Self.splitKind(text)
    guard let kind else { return whole }
    let named = byName[comparisonKey(name)] ?? []
    return whole + named.filter { $0.level == level && comparisonKey($0.kind) == comparisonKey(kind) }
  }

  /// Parts "TP Thanh Hóa" into the kind, written out, and the name.
  static func splitKind(_ text: String) -> (kind: String?, name: String) {
    let text = normalized(text)
    let lower = text.lowercased()
    for (prefix, kind) in kinds where lower.hasPrefix(prefix) {
      let rest = text.dropFirst(prefix.count).drop { $0 == " " || $0 == "." }
      if !rest.isEmpty { return (kind, String(rest)) }
    }
    return (nil, text)
  }

  private static let kinds: [(String, String)] = [
    ("thành phố ", "thành phố"), ("tp. ", "thành phố"), ("tp.", "thành phố"), ("tp ", "thành phố"),
    ("thị xã ", "thị xã"), ("tx. ", "thị xã"), ("tx.", "thị xã"), ("tx ", "thị xã"), ("thị trấn ", "thị trấn"),
    ("tt. ", "thị trấn"), ("tt.", "thị trấn"), ("tt ", "thị trấn"), ("huyện ", "huyện"), ("h. ", "huyện"),
    ("h.", "huyện"),
    ("quận ", "quận"), ("q. ", "quận"), ("q.", "quận"), ("đặc khu ", "đặc khu"), ("phường ", "phường"),
    ("p. ", "phường"), ("p.", "phường"),
    ("xã ", "xã"), ("x. ", "xã"), ("x.", "xã"), ("tỉnh ", "tỉnh"),
  ]
}
