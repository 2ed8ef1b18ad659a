internal import EventLog
public import OCOP

extension Ledger {
  /// Scores the last sheets that every product had by `day` under `rulebook`, and hands over each that was scored. Reads
  /// product after product; what is kept meanwhile is one product's, so memory does not grow with the log.
  public func whatIf(
    _ rulebook: Rulebook, asOf day: Day, knownAt known: Position? = nil, _ body: (WhatIf.Product) throws -> Void
  ) throws -> WhatIf {
    var contents: [RulebookID: Rulebook] = [:]
    for adopted in try rulebooks(knownAt: known ?? Position(.max)).rulebooks {
      contents[adopted.id] = try content(of: adopted)
    }
    return try failing {
      try log.read { view in
        let size = view.size(knownAt: known)
        var scan = WhatIfScan(rulebook: rulebook, contents: contents, day: day)
        try view.scanStreams(withPrefix: [UInt8(StreamKind.product.wireInteger)], to: size) { key, position, bytes in
          let record = try RecordView(bytes, at: Position(position.rawValue))
          if scan.stream != record.stream {
            if let product = try scan.finish(view, size) { try body(product) }
            scan.begin(record.stream)
          }
          try scan.take(record)
        }
        if let product = try scan.finish(view, size) { try body(product) }
        scan.answer.head = try view.head(ofSize: size)
        return scan.answer
      }
    }
  }
}

/// Goes through the records of one product after the other.
private struct WhatIfScan {
  var answer = WhatIf()
  private(set) var stream: StreamID?
  private let rulebook: Rulebook
  private let contents: [RulebookID: Rulebook]
  private let day: Day
  private var tables: [TableName: Tally?] = [:]
  private var places: [ProducerID: Place?] = [:]
  private var counterparts: [TableName: Counterpart?] = [:]
  private var roundings: [SessionID: Rounding] = [:]

  private var entries: [Entry] = []
  private var details: [Entry] = []

  private struct TableName: Hashable {
    let rulebook: RulebookID?
    let set: String
  }

  /// The set of the rulebook asked about that stands for a sheet's own.
  private struct Counterpart {
    let set: String
    /// Whether every list of options that both have is the same in both.
    let hasSameOptions: Bool
    /// Whether sheets need not be read a second time.
    let readsAlike: Bool
  }

  /// What a record is, as far as choosing needs it.
  private struct Entry: Correctable {
    let position: Position
    let corrects: Position?
    let day: Day
    let type: EventType
    var sheet: SheetHead?
    var onlyStrikes: Bool { type == .voided }
    /// Whether it rates a product.
    var isRating: Bool { [.evaluated, .recognised, .upgraded, .renewed, .lowered].contains(type) }
  }

  init(rulebook: Rulebook, contents: [RulebookID: Rulebook], day: Day) {
    (self.rulebook, self.contents, self.day) = (rulebook, contents, day)
  }

  mutating func begin(_ stream: StreamID) {
    self.stream = stream
    entries.removeAll(keepingCapacity: true)
    details.removeAll(keepingCapacity: true)
  }

  mutating func take(_ record: borrowing RecordView) throws {
    guard let type = record.type else { return }
    var entry = Entry(
      position: record.position, corrects: record.corrects, day: record.effectiveOn?.day ?? .distantPast, type: type)
    switch type {
    case .evaluated:
      entry.sheet = try SheetHead(record)
      entries.append(entry)
    case .voided:
      entries.append(entry)
      details.append(entry)
    case .recognised, .upgraded, .renewed, .lowered: entries.append(entry)
    case .productRegistered, .productRenamed, .productTransferred, .productMoved, .productRegrouped:
      details.append(entry)
    default: break
    }
  }

  /// What the product that was gone through comes to; `nil` where it was never rated or cannot be scored.
  mutating func finish(_ view: borrowing LogView, _ size: UInt64) throws -> WhatIf.Product? {
    guard let stream else { return nil }
    let standing = OCOP.standing(entries).filter { $0.isRating && $0.day <= day }
    guard !standing.isEmpty else { return nil }
    let sheets = Self.lastSheets(standing.filter { $0.sheet != nil })
    guard let head = sheets.first?.sheet else { return skip(.noSheets) }
    let rounding = try rounding(of: head.session, view, size)
    guard let own = try result(head.rulebook, head.set, sheets, rounding, view) else { return skip(.ownRulesUnknown) }
    guard let counterpart = counterpart(of: head) else { return skip(.otherSet) }
    // What a member chose is an option; what it is worth is the rulebook's.
    let other =
      try recounted(head, counterpart, rounding)
      ?? (counterpart.hasSameOptions ? nil : translated(head, counterpart.set, sheets, rounding, view))
      ?? result(nil, counterpart.set, sheets, rounding, view)
    guard let other else { return skip(.sheetDiffers) }
    let product = try describe(ProductID(stream.number), own, other, view, size)
    answer.add(product)
    return product
  }

  private mutating func skip(_ obstacle: WhatIf.Obstacle) -> WhatIf.Product? {
    answer.unscored[obstacle, default: 0] += 1
    return nil
  }

  /// The sheets of the last day on which members of a council, or else the advisory team, scored: each one's last.
  private static func lastSheets(_ standing: [Entry]) -> [Entry] {
    guard let last = standing.last, let head = last.sheet else { return [] }
    let together = standing.filter { $0.day == last.day && $0.sheet?.level == head.level && $0.sheet?.set == head.set }
    let members = together.filter { $0.sheet?.kind == .member }
    var latest: [String: Entry] = [:]
    for entry in members.isEmpty ? together : members { latest[entry.sheet?.evaluator ?? ""] = entry }
    return latest.values.sorted { $0.position < $1.position }
  }

  /// The set of the rulebook asked about for what a sheet's set is for: of the same group and name, or else code.
  private mutating func counterpart(of head: SheetHead) -> Counterpart? {
    let name = TableName(rulebook: head.rulebook, set: head.set)
    if let known = counterparts[name] { return known }
    let own = head.rulebook.flatMap { contents[$0] }?.sets.first { $0.code == head.set }
    let same = rulebook.sets.filter { $0.group == own?.group && !$0.contentUnknown }
    let found = same.first { folded($0.name) == folded(own?.name ?? "") } ?? same.first { $0.code == head.set }
    let counterpart = found.map { set in
      let (mine, theirs) = (tally(head.rulebook, head.set)?.table, tally(nil, set.code)?.table)
      return Counterpart(
        set: set.code, hasSameOptions: theirs.flatMap { mine?.hasSameOptions(as: $0) } ?? true,
        readsAlike: theirs.flatMap { mine?.reads(as: $0) } ?? false)
    }
    counterparts[name] = .some(counterpart)
    return counterpart
  }

  /// What was tallied under the product's own rulebook, by the one asked about; `nil` where its sheets are to be read again.
  private mutating func recounted(_ head: SheetHead, _ counterpart: Counterpart, _ rounding: Rounding) -> CouncilResult?
  {
    guard counterpart.readsAlike, let own = tally(head.rulebook, head.set),
      let other = tally(nil, counterpart.set)
    else { return nil }
    return Tally(own, countedBy: other.table).result(rounding: rounding)
  }

  /// As ``result(_:_:_:_:_:)`` for sheets whose options have other points under the rulebook asked about: the same
  /// options, each with its new points.
  private mutating func translated(
    _ head: SheetHead, _ set: String, _ sheets: [Entry], _ rounding: Rounding, _ view: borrowing LogView
  ) throws -> CouncilResult? {
    guard let own = tally(head.rulebook, head.set)?.table, var other = tally(nil, set) else { return nil }
    other.reset()
    for sheet in sheets {
      let record = try view.withRecord(at: LogPosition(sheet.position.number)) { try? Record(wire: $0) }
      guard case .evaluated(let e)? = record?.map(\.event) ?? nil else { return nil }
      var scores: [CriterionScore] = []
      for score in e.scores {
        guard let points = own.points(of: score.criterion, score.points, in: other.table) else { return nil }
        scores.append(CriterionScore(criterion: score.criterion, points: points))
      }
      guard other.add(scores, knockouts: e.knockouts).isEmpty else { return nil }
    }
    return other.result(rounding: rounding)
  }

  private mutating func tally(_ id: RulebookID?, _ set: String) -> Tally? {
    let name = TableName(rulebook: id, set: set)
    if let known = tables[name] { return known }
    let book = id.map { contents[$0] } ?? rulebook
    let tally = book.flatMap { ScoringTable($0, set: set) }.map { Tally($0) }
    tables[name] = .some(tally)
    return tally
  }

  /// The sheets under the rulebook `id`, or under the one asked about; `nil` where they are none of its set.
  private mutating func result(
    _ id: RulebookID?, _ set: String, _ sheets: [Entry], _ rounding: Rounding, _ view: borrowing LogView
  ) throws -> CouncilResult? {
    guard var tally = tally(id, set) else { return nil }
    // Taken out while it is used, so that its arrays are changed in place.
    tables[TableName(rulebook: id, set: set)] = .some(nil)
    defer { tables[TableName(rulebook: id, set: set)] = .some(tally) }
    tally.reset()
    for sheet in sheets {
      let problems = try view.withRecord(at: LogPosition(sheet.position.number)) { bytes in
        Result { try tally.add(payload: try RecordView(bytes, at: sheet.position).payloadBytes) }
      }
      guard try problems?.get().isEmpty == true else { return nil }
    }
    return tally.result(rounding: rounding)
  }

  private mutating func rounding(
    of session: SessionID?, _ view: borrowing LogView, _ size: UInt64
  ) throws -> Rounding {
    guard let session else { return .exact }
    if let known = roundings[session] { return known }
    var found = Rounding.exact
    for entry in try view.history(of: session.stream, to: size).standing {
      if case .sessionOpened(let opened) = entry.record.event { found = opened.rounding ?? .exact }
    }
    roundings[session] = found
    return found
  }

  private mutating func describe(
    _ id: ProductID, _ own: CouncilResult, _ other: CouncilResult, _ view: borrowing LogView, _ size: UInt64
  ) throws -> WhatIf.Product {
    var history = History()
    for entry in details {
      let record = try view.withRecord(at: LogPosition(entry.position.number)) { try? Record(wire: $0) }
      if let record, let record { history.append(record, at: entry.position) }
    }
    var (name, group, producer): (String, ProductGroup?, ProducerID?) = ("", nil, nil)
    let place = history.place(on: day)
    for entry in history.standing where entry.day <= day || name.isEmpty {
      switch entry.record.event {
      case .productRegistered(let e): (name, group, producer) = (e.name, e.group, e.producer)
      case .productRenamed(let e): name = e.name
      case .productTransferred(let e): producer = e.producer
      case .productRegrouped(let e): group = e.group
      default: break
      }
    }
    let district = try (place ?? producer.flatMap { try self.place(of: $0, view, size) })?.district
    let change = Self.change(own.stars, other.stars)
    return WhatIf.Product(
      id: id, name: name, group: group, district: district, before: own.stars, after: other.stars, change: change,
      deciding: change == .same ? nil : Self.deciding(own, other))
  }

  private mutating func place(of producer: ProducerID, _ view: borrowing LogView, _ size: UInt64) throws -> Place? {
    if let known = places[producer] { return known }
    let found = try view.history(of: producer.stream, to: size).place(on: day)
    places[producer] = .some(found)
    return found
  }

  private static func change(_ before: Stars?, _ after: Stars?) -> WhatIf.Change {
    let (b, a) = (before?.number ?? 0, after?.number ?? 0)
    if a == b { return .same }
    if a > b { return .rises }
    return b >= 3 && a < 3 ? .losesAll : .falls
  }

  /// What keeps the lower of the two results from the rank above it: its first missed floor, else the points.
  private static func deciding(_ own: CouncilResult, _ other: CouncilResult) -> String {
    let lower = (own.stars?.number ?? 0) < (other.stars?.number ?? 0) ? own : other
    if let ending = lower.endings.first {
      switch ending {
      case .knockout(let code), .stopped(let code): return code
      }
    }
    return lower.next?.missed.first?.criterion ?? "points"
  }
}

extension LogView {
  /// The records of one stream before `end`.
  func history(of stream: StreamID, to end: UInt64) throws -> History {
    var history = History()
    for position in try positions(of: stream.key) where position.rawValue < end {
      let record = try withRecord(at: position) { try? Record(wire: $0) }
      if let record, let record { history.append(record, at: Position(position.rawValue)) }
    }
    return history
  }
}
