public import OCOP
public import ProjectionKit

/// A figure as somebody published it, beside what the ledger counts for that day.
public struct PublishedFigure: Sendable {
  /// Where it is recorded.
  public let position: Position
  /// The day that it is of.
  public let date: LegalDate
  /// What it is about, what is counted, and how many.
  public let figure: FigureReported
  /// Who published it.
  public let source: String?
  /// What the ledger counts for that day under each counting; none where the ledger cannot count it.
  public let counted: [Counting: Int64]
  /// Other figures of the same scope, metric and day that say another number.
  public let contradicts: [Position]

  /// By how much it is more than what the ledger counts under `counting`; `nil` where the ledger does not count it.
  public func difference(_ counting: Counting) -> Int64? { counted[counting].map { figure.value - $0 } }

  /// Which cell of the star counts it is held against; `nil`: the ledger does not count such a thing.
  public var cell: (by: StarDimension, cell: String?, stars: Stars?)? {
    guard let place = Self.place(figure.scope) else { return nil }
    if let rows = Self.unitsOf[figure.metric] { return (rows, nil, nil) }
    let stars = figure.metric.hasPrefix("stars") ? Stars(wireInteger: UInt64(figure.metric.dropFirst(5)) ?? 0) : nil
    return (place.by, place.key, stars)
  }

  /// The dimension whose rows a metric counts.
  fileprivate static let unitsOf: [String: StarDimension] = [
    "communesWithProducts": .commune, "districtsWithProducts": .district,
  ]

  fileprivate static func place(_ scope: String) -> (by: StarDimension, key: String)? {
    let parts = scope.split(separator: ":").map(String.init)
    guard parts.count == 2, let level = StarDimension(rawValue: parts[0]), level.areaLevel != nil else { return nil }
    return (level, parts[1])
  }
}

extension Ledger {
  /// Every figure that was published of a day up to `day`, each beside what the ledger counts, in the order of their days. The scope
  /// of the ledger's own province is all that the ledger holds. Costs an answer for each day and counting.
  public func published(by day: Day, knownAt: Position? = nil) throws(LedgerError) -> [PublishedFigure] {
    try failing {
      let office = try effective(.office, knownAt: knownAt ?? Position(.max))
      let province = office.lazy.compactMap { entry -> AreaCode? in
        if case .ledgerOpened(let e) = entry.record.event { e.province } else { nil }
      }.first
      let told = office.compactMap { entry -> (entry: RecordedEntry, figure: FigureReported, date: LegalDate)? in
        guard case .figureReported(let e) = entry.record.event, let date = entry.record.effectiveOn, date.day <= day
        else {
          return nil
        }
        return (entry, e, date)
      }
      return try told.map { one in
        let others = told.filter { other in
          other.figure.scope == one.figure.scope && other.figure.metric == one.figure.metric && other.date == one.date
            && other.figure.value != one.figure.value
        }
        return PublishedFigure(
          position: one.entry.position, date: one.date, figure: one.figure, source: one.entry.record.source,
          counted: try counted(one.figure, on: one.date.day, knownAt, province),
          contradicts: others.map(\.entry.position))
      }
    }
  }

  private func counted(
    _ figure: FigureReported, on day: Day, _ knownAt: Position?, _ province: AreaCode?
  ) throws -> [Counting: Int64] {
    guard let place = PublishedFigure.place(figure.scope) else { return [:] }
    let isAll = place.by == .province && place.key == province?.text
    var counted: [Counting: Int64] = [:]
    for counting in Counting.allCases {
      let units = PublishedFigure.unitsOf[figure.metric]
      let tallies = try tallies(by: units ?? place.by, Question(asOf: day, knownAt: knownAt, counting: counting))
      if units != nil {
        // How many units have a product: only of the whole can that be told from one table.
        guard isAll else { return [:] }
        let known = tallies.cells.filter { !["unknown", AreaUnit.toBeAssignedKey].contains($0.key) }
        counted[counting] = Int64(known.count { $0.value.products != 0 })
        continue
      }
      let tally = isAll ? tallies.whole : tallies.cells[place.key] ?? StarTally()
      guard let number = Self.number(figure.metric, of: tally) else { return [:] }
      counted[counting] = number
    }
    return counted
  }

  /// The number that a metric names; `nil` where there is no such metric.
  private static func number(_ metric: String, of tally: StarTally) -> Int64? {
    switch metric {
    case "products": tally.products
    case "producers": tally.producers
    case "proposed5": tally.proposed5
    default: metric.hasPrefix("stars") ? Int(metric.dropFirst(5)).flatMap(Stars.init)?.count(in: tally) : nil
    }
  }
}

extension Stars {
  fileprivate func count(in tally: StarTally) -> Int64 { tally.stars[Int(number) - 1] }
}
