package import OCOP
internal import ProjectionKit

/// Goes through the sheets of one product after the other.
struct WhatIfScan {
  private(set) var products: [WhatIf.Product] = []
  private let sheets: SheetArchive
  private let day: Day
  private var rules: WhatIfRules
  private(set) var counts = WhatIfCounts()
  private var producerPlaces: [UInt32: PlaceKey]?
  private var roundings: [SessionID: Rounding] = [:]

  // Used again for each product.
  private var effective: [SheetEntry] = []
  private var chosen: [SheetEntry] = []

  init(
    _ sheets: SheetArchive, _ forms: [SheetLayout], _ rulebook: Rulebook, _ contents: [RulebookID: Rulebook],
    asOf day: Day
  ) {
    (self.sheets, self.day) = (sheets, day)
    rules = WhatIfRules(forms, rulebook, contents)
  }

  /// Scores a product, unless it was never rated or cannot be scored.
  mutating func take(_ number: UInt32, _ entries: borrowing SheetEntries) throws {
    try stand(entries)
    guard let last = choose() else { return }
    guard last >= 0 else { return counts.skip(.noSheets) }
    let rounding = try chosen[0].session.map { try self.rounding(of: $0) } ?? .exact
    switch rules.score(chosen, entries, rounding) {
    case .failure(let obstacle): counts.skip(obstacle.reason)
    case .success(let scored): try describe(number, scored, entries)
    }
  }

  /// What stands of the product's entries, in legal order.
  private mutating func stand(_ entries: borrowing SheetEntries) throws {
    effective.removeAll(keepingCapacity: true)
    var isInOrder = true
    var hasForms = true
    var latest = Day.distantPast
    let forms = rules.forms.count
    let isWhole = entries.forEach { entry in
      hasForms = hasForms && (entry.kind != .sheet || entry.number < forms)
      isInOrder = isInOrder && entry.corrects == nil && entry.day >= latest && entry.kind != .voided
      latest = entry.day
      effective.append(entry)
    }
    guard isWhole, hasForms else { throw sheets.unreadable }
    if !isInOrder { effective = OCOP.effective(effective) }
  }

  /// Chooses the sheets of the last day on which members of a council, or else the advisory team, scored: each one's last.
  /// Answers `nil` where the product was never rated, and less than nothing where it has no sheets.
  private mutating func choose() -> Int? {
    // Entries stand in legal order: those of the last day that counts are the last ones.
    var last = effective.count - 1
    while last >= 0, effective[last].day > day { last -= 1 }
    var isRated = false
    while last >= 0, effective[last].kind != .sheet {
      isRated = isRated || effective[last].kind == .rating
      last -= 1
    }
    guard last >= 0 else { return isRated ? last : nil }
    let (lastDay, council) = (effective[last].day, rules.council(of: effective[last]))
    var first = last
    while first > 0, effective[first - 1].day == lastDay { first -= 1 }
    chosen.removeAll(keepingCapacity: true)
    var hasMembers = false
    for index in first...last where effective[index].kind == .sheet {
      let entry = effective[index]
      guard rules.council(of: entry) == council else { continue }
      if rules.isMember(entry) != hasMembers {
        // The advisory team's count only where no member scored.
        if hasMembers { continue }
        chosen.removeAll(keepingCapacity: true)
        hasMembers = true
      }
      if let earlier = chosen.firstIndex(where: { $0.evaluator == entry.evaluator }) { chosen.remove(at: earlier) }
      chosen.append(entry)
    }
    return last
  }

  private mutating func rounding(of session: SessionID) throws -> Rounding {
    if let known = roundings[session] { return known }
    var found = Rounding.exact
    _ = try sheets.withEntries(of: session.stream) { entries in
      var all: [SheetEntry] = []
      guard entries.forEach({ all.append($0) }) else { throw sheets.unreadable }
      for entry in OCOP.effective(all) where entry.kind == .session {
        found = Rounding(wireInteger: UInt64(entry.number)) ?? .exact
      }
    }
    roundings[session] = found
    return found
  }

  // MARK: - What it is

  private mutating func describe(
    _ number: UInt32, _ scored: WhatIfRules.Scored, _ entries: borrowing SheetEntries
  ) throws {
    var name: String?
    var group: ProductGroup?
    var producer: ProducerID?
    var place: PlaceKey?
    for entry in effective where entry.kind == .detail && (entry.day <= day || name == nil) {
      guard let detail = entries.detail(of: entry) else { throw sheets.unreadable }
      name = entries.name(detail) ?? name
      group = detail.group ?? group
      producer = detail.producer ?? producer
      if entry.day <= day { place = detail.place ?? place }
    }
    if place == nil, let producer { place = try self.place(of: producer) }
    counts.add(scored, group, place)
    products.append(
      WhatIf.Product(
        id: ProductID(number), name: name ?? "", group: group, place: place?.place, before: scored.before,
        after: scored.after, change: scored.change, deciding: scored.deciding))
  }

  /// Every producer's place is looked up at once, where any is asked for.
  private mutating func place(of producer: ProducerID) throws -> PlaceKey? {
    if producerPlaces == nil {
      var found: [UInt32: PlaceKey] = [:]
      var all: [SheetEntry] = []
      try sheets.forEach(.producer) { number, entries in
        all.removeAll(keepingCapacity: true)
        guard entries.forEach({ all.append($0) }) else { throw sheets.unreadable }
        for entry in OCOP.effective(all) where entry.kind == .detail && entry.day <= day {
          guard let detail = entries.detail(of: entry) else { throw sheets.unreadable }
          found[number] = detail.place ?? found[number]
        }
      }
      producerPlaces = found
    }
    return producerPlaces?[producer.number]
  }
}

/// The counts of an answer while it is being made: by number, since every product is counted three times.
struct WhatIfCounts {
  private var whole = [Int](repeating: 0, count: WhatIf.Change.allCases.count)
  private var groups: [[Int]]
  private var places: [(place: PlaceKey?, counts: [Int])] = []
  private var placeNumbers: [PlaceKey?: Int] = [:]
  private var deciding: [String: Int] = [:]
  private var unscored: [WhatIf.Obstacle: Int] = [:]

  init() { groups = [[Int]](repeating: whole, count: ProductGroup.allCases.count + 1) }

  mutating func skip(_ obstacle: WhatIf.Obstacle) { unscored[obstacle, default: 0] += 1 }

  /// Counts a product.
  mutating func add(_ scored: WhatIfRules.Scored, _ group: ProductGroup?, _ place: PlaceKey?) {
    let change = Int(scored.change.wireInteger) - 1
    whole[change] += 1
    groups[Int(group?.wireInteger ?? 0)][change] += 1
    let number = placeNumbers[place] ?? places.count
    if number == places.count {
      placeNumbers[place] = number
      places.append((place, [Int](repeating: 0, count: whole.count)))
    }
    places[number].counts[change] += 1
    if let criterion = scored.deciding { deciding[criterion, default: 0] += 1 }
  }

  /// Adds those of other products.
  mutating func add(_ others: WhatIfCounts) {
    for change in whole.indices { whole[change] += others.whole[change] }
    for group in groups.indices {
      for change in whole.indices { groups[group][change] += others.groups[group][change] }
    }
    places += others.places
    deciding.merge(others.deciding, uniquingKeysWith: +)
    unscored.merge(others.unscored, uniquingKeysWith: +)
  }

  /// All that was counted.
  var answer: WhatIf {
    var answer = WhatIf()
    answer.whole = Self.counts(whole)
    for (number, counts) in groups.enumerated() where counts.contains(where: { $0 > 0 }) {
      answer.byGroup[ProductGroup(wireInteger: UInt64(number))] = Self.counts(counts)
    }
    for (place, counts) in places {
      answer.byPlace[place?.place, default: WhatIf.Counts()].changes.merge(
        Self.counts(counts).changes, uniquingKeysWith: +)
    }
    (answer.deciding, answer.unscored) = (deciding, unscored)
    return answer
  }

  private static func counts(_ counts: [Int]) -> WhatIf.Counts {
    var found = WhatIf.Counts()
    for (change, count) in zip(WhatIf.Change.allCases, counts) where count > 0 { found.changes[change] = count }
    return found
  }
}

/// The products of a part of the register, scored.
package struct ScoredPart: Sendable {
  private let products: [WhatIf.Product]
  fileprivate let counts: WhatIfCounts

  /// Hands over each product, in the order of their numbers.
  package func forEachProduct(_ body: (WhatIf.Product) throws -> Void) rethrows {
    // Through the span no product is copied.
    let products = products.span
    for index in products.indices { try body(products[index]) }
  }

  fileprivate init(_ scan: consuming WhatIfScan) { (products, counts) = (scan.products, scan.counts) }
}

extension SheetArchive {
  /// Scores the products of part `part` of `parts`; `end` is the number behind the last product. `contents` are the rulebooks
  /// that sheets were filled in under.
  package func scored(
    under rulebook: Rulebook, _ contents: [RulebookID: Rulebook], asOf day: Day, _ part: Int, of parts: Int,
    end: UInt64
  ) throws -> ScoredPart {
    var scan = WhatIfScan(self, try forms(), rulebook, contents, asOf: day)
    // The last part has no end: what the kept rows hold is counted, whatever the index of streams says.
    let numbers = (0...1).map {
      part + $0 == parts ? UInt32.max : UInt32(clamping: end * UInt64(part + $0) / UInt64(parts))
    }
    try forEach(.product, in: numbers[0]..<numbers[1]) { try scan.take($0, $1) }
    return ScoredPart(scan)
  }
}

extension WhatIf {
  /// The counts of all `parts`. Traps where there is none.
  package init(_ parts: [ScoredPart]) {
    self = parts.dropFirst().reduce(into: parts[0].counts) { $0.add($1.counts) }.answer
  }
}
