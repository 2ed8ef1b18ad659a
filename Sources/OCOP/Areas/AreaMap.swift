/// A unit of one edition of the administrative map.
public struct AreaUnit: Hashable, Sendable {
  /// Its code in this edition.
  public let code: AreaCode
  /// Province, district or commune.
  public let level: AreaLevel
  /// Its name, without the kind.
  public let name: String
  /// Tỉnh, huyện, thị xã, thành phố, xã, phường, thị trấn.
  public let kind: String
  /// The unit it belongs to.
  public let parent: AreaCode?
  /// Its first day; `nil` where it existed before anything was recorded.
  public let from: Day?
  /// The first day without it.
  public fileprivate(set) var until: Day?

  /// The key of the unit.
  public var ref: AreaRef { AreaRef(code: code, edition: from.map { Int64($0.number) }) }

  /// Whether it exists on `day`.
  public func exists(on day: Day) -> Bool { (from ?? .distantPast) <= day && day < (until ?? .distantFuture) }

  /// Kind and name, as one says it: "Huyện Hoằng Hóa".
  public var fullName: String { kind.prefix(1).uppercased() + kind.dropFirst() + " " + name }
}

/// What became of a unit.
public struct AreaSuccession: Hashable, Sendable {
  /// The unit that was.
  public let from: AreaRef
  /// The unit that is.
  public let to: AreaRef?
  /// How much of it went there.
  public let part: AreaPart
  /// The first day of the new unit.
  public let on: Day
}

/// The administrative map over time: the fold of the area streams.
public struct AreaMap: Sendable {
  /// Every unit of every edition, in the order recorded.
  public private(set) var units: [AreaUnit] = []
  /// What became of what, in the order recorded.
  public private(set) var successions: [AreaSuccession] = []
  private var byCode: [AreaCode: [Int]] = [:]
  private var byName: [String: [Int]] = [:]
  private var known: Set<AreaSuccession> = []

  /// The empty map.
  public init() {}

  /// Takes in one event; others than those of areas change nothing.
  public mutating func apply(_ event: Event, on date: LegalDate?) {
    switch event {
    case .areaEstablished(let e):
      let unit = AreaUnit(
        code: e.code, level: e.level, name: e.name, kind: e.kind, parent: e.parent, from: date?.day, until: nil)
      byCode[e.code, default: []].append(units.count)
      byName[comparisonKey(e.name), default: []].append(units.count)
      units.append(unit)
    case .areaAbolished(let e):
      guard let index = index(of: e.unit) else { return }
      units[index].until = date?.day
    case .areaSucceeded(let e):
      let succession = AreaSuccession(from: e.from, to: e.to, part: e.part, on: date?.day ?? .distantPast)
      successions.append(succession)
      known.insert(succession)
    default: break
    }
  }

  /// The unit with that key.
  public func unit(_ ref: AreaRef) -> AreaUnit? { index(of: ref).map { units[$0] } }

  /// The unit that has `code` on `day`.
  public func unit(_ code: AreaCode, on day: Day) -> AreaUnit? {
    byCode[code]?.lazy.map { units[$0] }.first { $0.exists(on: day) }
  }

  /// Whether that succession is recorded.
  public func knows(_ succession: AreaSuccession) -> Bool { known.contains(succession) }

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

  /// Units whose unaccented name is that of `text`: candidates to choose from, never chosen for the user.
  public func similar(_ text: String, level: AreaLevel, on day: Day) -> [AreaUnit] {
    let key = folded(Self.splitKind(text).name)
    return units.filter { $0.level == level && $0.exists(on: day) && folded($0.name) == key }
  }

  /// The first days on which the map changed.
  public var editions: [Day] { Set(units.compactMap(\.from) + units.compactMap(\.until)).sorted() }

  private func index(of ref: AreaRef) -> Int? {
    byCode[ref.code]?.first { units[$0].from.map { Int64($0.number) } == ref.edition }
  }

  private func hasUnits(of level: AreaLevel, in parent: AreaUnit?, on day: Day) -> Bool {
    units.contains { $0.level == level && $0.exists(on: day) && (parent == nil || $0.parent == parent?.code) }
  }

  private func candidates(_ text: String, level: AreaLevel) -> [AreaUnit] {
    if let code = AreaCode(text: normalized(text)), !code.text.isEmpty {
      return (byCode[code] ?? []).map { units[$0] }.filter { $0.level == level }
    }
    let whole = (byName[comparisonKey(text)] ?? []).map { units[$0] }.filter { $0.level == level }
    let (kind, name) = Self.splitKind(text)
    guard let kind else { return whole }
    let named = (byName[comparisonKey(name)] ?? []).map { units[$0] }
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
    ("quận ", "quận"), ("phường ", "phường"), ("p. ", "phường"), ("xã ", "xã"), ("x. ", "xã"), ("tỉnh ", "tỉnh"),
  ]
}
