internal import OCOP
internal import ProjectionKit

/// The rulebooks of a what-if made ready: for each form of sheets its own rulebook's table and that of the one asked about,
/// worked out when a sheet of it is met first.
struct WhatIfRules {
  let forms: [SheetLayout]
  private let rulebook: Rulebook
  private let contents: [RulebookID: Rulebook]
  private var tables: [ScoringTable] = []
  private var tallies: [Tally] = []
  private var tallyNumbers: [TableName: Int?] = [:]
  private var readings: [Reading??]
  private var plans: [[ScoringPlan?]] = []
  private var translations: [TranslationName: Translation] = [:]
  private var councils: [Int]
  private var ownSums = PlainSums()
  private var otherSums = PlainSums()

  private struct TableName: Hashable {
    let rulebook: RulebookID?
    let set: String
  }

  private struct TranslationName: Hashable {
    let form: Int
    let own: Int
    let other: Int
  }

  /// How the sheets of a council are read whose first one has a form. A class: it is looked at for every product, and its
  /// parts need not be held one by one.
  private final class Reading {
    /// The table of the sheets' own rulebook.
    let own: Reader
    /// That of the set that stands for theirs in the rulebook asked about; `nil`: none does.
    let other: Reader?
    /// Whether every list of options that both have is the same in both.
    let hasSameOptions: Bool
    /// Whether sheets need not be added up a second time.
    let readsAlike: Bool

    init(own: Reader, other: Reader?, hasSameOptions: Bool = true, readsAlike: Bool = false) {
      (self.own, self.other) = (own, other)
      (self.hasSameOptions, self.readsAlike) = (hasSameOptions, readsAlike)
    }
  }

  /// A table, by its number, and how it reads the form.
  private final class Reader {
    let number: Int
    let table: ScoringTable
    let plan: ScoringPlan

    init(_ number: Int, _ table: ScoringTable, _ plan: ScoringPlan) {
      (self.number, self.table, self.plan) = (number, table, plan)
    }
  }

  /// What a product's sheets come to.
  struct Scored {
    let before: Stars?
    let after: Stars?
    let change: WhatIf.Change
    let deciding: String?
  }

  /// Why a product could not be scored.
  struct Unscored: Error {
    let reason: WhatIf.Obstacle
  }

  init(_ forms: [SheetLayout], _ rulebook: Rulebook, _ contents: [RulebookID: Rulebook]) {
    (self.forms, self.rulebook, self.contents) = (forms, rulebook, contents)
    readings = [Reading??](repeating: nil, count: forms.count)
    var numbers: [[String]: Int] = [:]
    councils = forms.map { form in
      let key = ["\(form.level)", form.set]
      let number = numbers[key] ?? numbers.count
      numbers[key] = number
      return number
    }
  }

  /// The same number for sheets of the same level and set.
  func council(of sheet: SheetEntry) -> Int { councils[Int(sheet.number)] }
  /// Whether a member of a council filled in the sheet.
  func isMember(_ sheet: SheetEntry) -> Bool { forms[Int(sheet.number)].kind == .member }

  /// Where sheets were added up.
  private enum Sums {
    case own
    case other
    case tally(Int)
  }

  /// Scores sheets under their own rulebook and under the one asked about.
  mutating func score(
    _ sheets: [SheetEntry], _ entries: borrowing SheetEntries, _ rounding: Rounding
  ) -> Result<Scored, Unscored> {
    guard let reading = reading(of: Int(sheets[0].number)), let own = addOwn(sheets, entries, reading) else {
      return .failure(Unscored(reason: .ownRulesUnknown))
    }
    guard let other = reading.other else { return .failure(Unscored(reason: .otherSet)) }
    guard let anew = reading.readsAlike ? own : addOther(sheets, entries, reading, other) else {
      return .failure(Unscored(reason: .sheetDiffers))
    }
    let before = stars(own, rounding, reading.own.table)
    let after = stars(anew, rounding, other.table)
    let change = WhatIf.Change(from: before, to: after)
    var deciding: String?
    if change != .same {
      // What keeps the lower of the two results from the rank above it.
      let isBeforeLower = (before?.number ?? 0) < (after?.number ?? 0)
      deciding =
        (isBeforeLower ? obstacle(own, before, reading.own.table) : obstacle(anew, after, other.table)) ?? "points"
    }
    return .success(Scored(before: before, after: after, change: change, deciding: deciding))
  }

  private mutating func stars(_ sums: Sums, _ rounding: Rounding, _ table: ScoringTable) -> Stars? {
    switch sums {
    case .own: ownSums.stars(rounding: rounding, by: table)
    case .other: otherSums.stars(rounding: rounding, by: table)
    case .tally(let number): tallies[number].stars(rounding: rounding, by: table)
    }
  }

  private mutating func obstacle(_ sums: Sums, _ stars: Stars?, _ table: ScoringTable) -> String? {
    switch sums {
    case .own: ownSums.obstacle(above: stars, by: table)
    case .other: otherSums.obstacle(above: stars, by: table)
    case .tally(let number): tallies[number].obstacle(above: stars, by: table)
    }
  }

  private mutating func reading(of form: Int) -> Reading? {
    if let known = readings[form] { return known }
    let found = makeReading(form)
    readings[form] = .some(found)
    return found
  }

  private mutating func makeReading(_ number: Int) -> Reading? {
    let form = forms[number]
    guard let own = tally(form.rulebook, form.set).map({ reader(number, $0) }) else { return nil }
    // Of the same group and name, or else code.
    let ownSet = form.rulebook.flatMap { contents[$0] }?.sets.first { $0.code == form.set }
    let same = rulebook.sets.filter { $0.group == ownSet?.group && !$0.contentUnknown }
    let found = same.first { folded($0.name) == folded(ownSet?.name ?? "") } ?? same.first { $0.code == form.set }
    guard let other = found.flatMap({ tally(nil, $0.code) }).map({ reader(number, $0) }) else {
      return Reading(own: own, other: nil)
    }
    return Reading(
      own: own, other: other, hasSameOptions: own.table.hasSameOptions(as: other.table),
      readsAlike: own.table.reads(as: other.table))
  }

  private mutating func reader(_ form: Int, _ tally: Int) -> Reader {
    Reader(tally, tables[tally], plan(form, tally))
  }

  /// The tally of a rulebook's set, `nil` for the one asked about.
  private mutating func tally(_ id: RulebookID?, _ set: String) -> Int? {
    let name = TableName(rulebook: id, set: set)
    if let known = tallyNumbers[name] { return known }
    let book = id.map { contents[$0] } ?? rulebook
    let table = book.flatMap { ScoringTable($0, set: set) }
    if let table {
      tables.append(table)
      tallies.append(Tally(table))
      plans.append([ScoringPlan?](repeating: nil, count: forms.count))
    }
    let number = table.map { _ in tallies.count - 1 }
    tallyNumbers[name] = .some(number)
    return number
  }

  private mutating func plan(_ form: Int, _ tally: Int) -> ScoringPlan {
    if let known = plans[tally][form] { return known }
    let plan = ScoringPlan(forms[form], by: tables[tally])
    plans[tally][form] = plan
    return plan
  }

  // MARK: - Adding up

  private mutating func addOwn(_ sheets: [SheetEntry], _ entries: borrowing SheetEntries, _ reading: Reading) -> Sums? {
    var sums = PlainSums()
    swap(&sums, &ownSums)
    defer { swap(&sums, &ownSums) }
    if addPlain(sheets, entries, reading.own, to: &sums) { return .own }
    return add(sheets, entries, to: reading.own.number) ? .tally(reading.own.number) : nil
  }

  private mutating func addOther(
    _ sheets: [SheetEntry], _ entries: borrowing SheetEntries, _ reading: Reading, _ other: Reader
  ) -> Sums? {
    // What a member chose is an option; what it is worth is the rulebook's.
    if !reading.hasSameOptions, translate(sheets, entries, reading.own.number, other.number) {
      return .tally(other.number)
    }
    var sums = PlainSums()
    swap(&sums, &otherSums)
    defer { swap(&sums, &otherSums) }
    if addPlain(sheets, entries, other, to: &sums) { return .other }
    return add(sheets, entries, to: other.number) ? .tally(other.number) : nil
  }

  /// Adds sheets up score by score; answers `false` where one is none of the table's set.
  private mutating func add(_ sheets: [SheetEntry], _ entries: borrowing SheetEntries, to tally: Int) -> Bool {
    tallies[tally].reset()
    for sheet in sheets {
      let plan = plan(Int(sheet.number), tally)
      let points = entries.points(of: sheet, forms[Int(sheet.number)].criteria.count)
      guard points.count == forms[Int(sheet.number)].criteria.count, plan.add(points, to: &tallies[tally]).isEmpty
      else {
        return false
      }
    }
    return true
  }

  /// Adds sheets up many scores at a time; answers `false` where that cannot be done.
  private mutating func addPlain(
    _ sheets: [SheetEntry], _ entries: borrowing SheetEntries, _ reader: Reader,
    to sums: inout PlainSums
  ) -> Bool {
    guard reader.plan.isPlain else { return false }
    sums.reset(for: reader.plan)
    let form = sheets[0].number
    for index in sheets.indices {
      let sheet = sheets[index]
      guard sheet.isNarrow else { return false }
      let quarters = entries.quarters(of: sheet)
      if sheet.number == form {
        guard sums.add(quarters, by: reader.plan) else { return false }
      } else {
        let plan = plan(Int(sheet.number), reader.number)
        guard plan.isPlain, sums.add(quarters, by: plan) else { return false }
      }
    }
    return true
  }

  /// As ``add(_:_:to:)`` for sheets whose options have other points in the other table: the same options, each with its new
  /// points; answers `false` where a criterion has other options there.
  private mutating func translate(
    _ sheets: [SheetEntry], _ entries: borrowing SheetEntries, _ own: Int, _ other: Int
  ) -> Bool {
    tallies[other].reset()
    for sheet in sheets {
      let form = Int(sheet.number)
      let name = TranslationName(form: form, own: own, other: other)
      let translation =
        translations[name] ?? Translation(forms[form], from: tables[own], to: tables[other])
      translations[name] = translation
      let points = entries.points(of: sheet, forms[form].criteria.count)
      guard points.count == forms[form].criteria.count, let translated = translation(points),
        plan(form, other).add(translated, to: &tallies[other]).isEmpty
      else { return false }
    }
    return true
  }
}

/// For each score of a form, what each option of one table is worth in another.
private struct Translation {
  private let options: [[(from: Points, to: Points)]]

  init(_ form: SheetLayout, from own: ScoringTable, to other: ScoringTable) {
    options = form.criteria.map { own.worth(of: $0, in: other) }
  }

  func callAsFunction(_ points: [Points]) -> [Points]? {
    var found: [Points] = []
    found.reserveCapacity(points.count)
    for (index, given) in points.enumerated() {
      guard let option = options[index].first(where: { $0.from == given }) else { return nil }
      found.append(option.to)
    }
    return found
  }
}

extension WhatIf.Change {
  /// From the stars of the sheets under the rulebook of their time to those under the other one.
  init(from before: Stars?, to after: Stars?) {
    let (b, a) = (before?.number ?? 0, after?.number ?? 0)
    self = a == b ? .same : a > b ? .rises : b >= 3 && a < 3 ? .losesAll : .falls
  }
}
