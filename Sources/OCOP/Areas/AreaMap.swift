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
  /// The act.
  public let basis: String?
  /// Whether it is from a list that nobody compared with the act.
  public let isUnchecked: Bool
  /// Its first day; `nil` where it existed before anything was recorded.
  public let from: Day?
  /// The first day without it.
  public fileprivate(set) var until: Day?

  /// The key of the unit.
  public var ref: AreaRef { AreaRef(code: code, edition: from.map { Int64($0.number) }) }

  /// Its last day.
  public var lastDay: Day { (until ?? .distantFuture).advanced(by: -1) }

  /// Whether it exists on `day`.
  public func exists(on day: Day) -> Bool { (from ?? .distantPast) <= day && day < (until ?? .distantFuture) }

  /// Kind and name, as one says it: "Huyện Hoằng Hóa".
  public var fullName: String { Self.fullName(kind: kind, name: name) }

  static func fullName(kind: String, name: String) -> String {
    kind.prefix(1).uppercased() + kind.dropFirst() + " " + name
  }
}

extension AreaEstablished {
  /// Kind and name, as one says it: "Huyện Hoằng Hóa".
  public var fullName: String { AreaUnit.fullName(kind: kind, name: name) }
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
  /// The act, and its clause.
  public var basis: String?
  /// Whether it is from a list that nobody compared with the act.
  public var isUnchecked = false
}

/// The administrative map over time: the fold of the area streams.
public struct AreaMap: Sendable {
  /// Every unit of every edition, in the order recorded.
  public private(set) var units: [AreaUnit] = []
  /// What became of what, in the order recorded.
  public private(set) var successions: [AreaSuccession] = []
  private var byCode: [AreaCode: [Int]] = [:]
  private var known: Set<AreaSuccession> = []
  private(set) var successors: [AreaRef: [AreaSuccession]] = [:]
  private(set) var predecessors: [AreaRef: [AreaSuccession]] = [:]

  /// The empty map.
  public init() {}

  /// The map of one stream of areas.
  init(_ history: History) {
    self.init()
    for entry in history.effective { apply(entry.record.event, on: entry.record.effectiveOn) }
  }

  /// Takes in one event; others than those of areas change nothing.
  public mutating func apply(_ event: Event, on date: LegalDate?) {
    switch event {
    case .areaEstablished(let e):
      let unit = AreaUnit(
        code: e.code, level: e.level, name: e.name, kind: e.kind, parent: e.parent,
        basis: e.legalBasis, isUnchecked: e.unchecked ?? false, from: date?.day, until: nil)
      byCode[e.code, default: []].append(units.count)
      units.append(unit)
    case .areaAbolished(let e):
      guard let index = index(of: e.unit) else { return }
      units[index].until = date?.day
    case .areaSucceeded(let e):
      var succession = AreaSuccession(from: e.from, to: e.to, part: e.part, on: date?.day ?? .distantPast)
      known.insert(succession)
      succession.isUnchecked = e.unchecked ?? false
      let act = [e.legalBasis, e.clause].compactMap(\.self).joined(separator: ", ")
      succession.basis = act.isEmpty ? nil : act
      successions.append(succession)
      successors[succession.from, default: []].append(succession)
      if let to = succession.to { predecessors[to, default: []].append(succession) }
    default: break
    }
  }

  /// The unit with that key.
  public func unit(_ ref: AreaRef) -> AreaUnit? { index(of: ref).map { units[$0] } }

  /// The unit that has `code` on `day`.
  public func unit(_ code: AreaCode, on day: Day) -> AreaUnit? {
    byCode[code]?.lazy.map { units[$0] }.first { $0.exists(on: day) }
  }

  /// The unit with `code`, where no other edition has one.
  func onlyUnit(_ code: AreaCode) -> AreaUnit? {
    byCode[code].flatMap { $0.count == 1 ? units[$0[0]] : nil }
  }

  /// Whether it is recorded what became of `from` on `day`.
  public func knows(_ from: AreaRef, _ to: AreaRef?, _ part: AreaPart, on day: Day) -> Bool {
    known.contains(AreaSuccession(from: from, to: to, part: part, on: day))
  }

  private func index(of ref: AreaRef) -> Int? {
    byCode[ref.code]?.first { units[$0].from.map { Int64($0.number) } == ref.edition }
  }
}
