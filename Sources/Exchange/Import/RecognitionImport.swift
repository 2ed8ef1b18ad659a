internal import Ledger
internal import OCOP

/// A list of recognised products: registers what is new and records the stars.
struct RecognitionImport: RowImport {
  static let columns = [
    "product", "producer", "legal_form", "district", "commune", "group", "stars", "decision", "decided_on",
    "valid_until", "note", "issuer", "valid_from", "act", "producer_id", "product_id", "tax_code", "confirmed",
  ]
  static let needed = ["product", "stars", "decided_on"]
  private static let rejected = ImportColumns(
    date: "decided_on", stars: "stars", until: "valid_until", area: "district", name: "product",
    decision: "decision")

  private var setting: ImportSetting
  private let places: Places

  var map: AreaMap { setting.map }

  init(_ setting: ImportSetting) {
    self.setting = setting
    places = Places(setting.map)
  }

  struct Values {
    let product: String
    let producer: String?
    let form: LegalForm?
    let place: Place?
    let group: ProductGroup?
    let stars: Stars
    let decision: String?
    let date: LegalDate
    let until: LegalDate?
    let note: String?
    let issuer: String?
    let from: LegalDate?
    let word: String?

    /// Rows that stand in for products without a name say so in their note.
    var isPlaceholder: Bool { Marks(note).isPlaceholder }
  }

  mutating func take(_ row: CSVTable.Row, _ draft: inout Draft) throws -> RowResult {
    var cells = Cells(row)
    let values = read(&cells)
    cells.askAboutNumbers()
    let producer = try cells.producer("producer", &draft)
    let product: Party<ProductID> = try values.map { try self.product($0, producer, &cells, &draft) } ?? .unclear
    var result = RowResult()
    let isUnknown = if case .new = product { cells.problems.isEmpty } else { cells.hasQuestionsOnly }
    if let values, isUnknown, let there = try recorded(values, &draft) {
      // Whatever the names are near to: the very same recognition was recorded from this row.
      let id = ProductID(there.record.stream.number)
      result.notes += try differences(of: values, from: id, nil, cells, &draft)
      result.notes += try note(there, values, cells, &draft)
      return result
    }
    try cells.finish()
    guard let values else { preconditionFailure("a row without values has problems") }
    let known = if case .known(let id) = producer { id } else { nil as ProducerID? }
    let id: ProductID
    if case .known(let there) = product {
      id = there
      result.notes += try differences(of: values, from: there, known, cells, &draft)
    } else {
      id = try register(values, known, cells, &draft, &result)
    }
    try recognise(id, values, cells, &draft, &result)
    return result
  }

  /// The product that the row is about. Where the row names no producer, or a producer of which nothing is known, a product of
  /// that name may be it.
  private func product(
    _ values: Values, _ producer: Party<ProducerID>, _ cells: inout Cells, _ draft: inout Draft
  ) throws -> Party<ProductID> {
    if let named = try cells.namedByID("product", &draft) {
      if case .known(let id) = named { try askAboutOwner(of: id, producer, &cells, &draft) }
      return named
    }
    switch producer {
    case .known(let id):
      let party = try cells.product("product", of: id, &draft)
      guard case .new = party else { return party }
      return try orphan(values, &cells, &draft)
    case .new: return try orphan(values, &cells, &draft)
    case .blank:
      let match = try draft.product(named: values.product)
      guard !Draft.candidates(match, name: values.product).isEmpty else { return .new }
      cells.near(
        "product", Draft.candidates(match, name: values.product), answeredIn: "product_id",
        because: Text(
          "Dòng không ghi chủ thể; sổ có sản phẩm tên như vậy.",
          "The row names no producer; the ledger has products of such a name."))
      return .unclear
    case .unclear: return .unclear
    }
  }

  /// A product that is named by its id is one of the producer that the row names, now or once.
  private func askAboutOwner(
    of product: ProductID, _ producer: Party<ProducerID>, _ cells: inout Cells, _ draft: inout Draft
  ) throws {
    let owners = Set(try draft.history(of: product.stream).entries.compactMap(\.record.event.producer))
    switch producer {
    case .known(let id) where owners.contains(id): return
    // A producer that was not known then is known now.
    case .blank, .unclear: return
    case .known, .new: break
    }
    guard let owner = owners.sorted(by: { $0.number < $1.number }).last,
      let name = try draft.names(of: owner.stream).first, name != Self.unknownProducer(of: try own(product, &draft))
    else { return }
    cells.question(
      "product_id", "product_id.producer",
      Text("\(product) trong sổ là của \(owner) \(name).", "\(product) is of \(owner) \(name) in the ledger."))
  }

  private func own(_ product: ProductID, _ draft: inout Draft) throws -> String {
    try draft.names(of: product.stream).last ?? ""
  }

  /// Whether the product was recorded before without its producer: then somebody has to say whether it is this one.
  private func orphan(_ values: Values, _ cells: inout Cells, _ draft: inout Draft) throws -> Party<ProductID> {
    guard case .one(let nobody) = try draft.producer(named: Self.unknownProducer(of: values.product)),
      case .one(let id) = try draft.product(named: values.product, of: nobody)
    else { return .new }
    cells.near(
      "product", [.init(id: id, name: values.product)], answeredIn: "product_id",
      because: Text(
        "Sổ có sản phẩm tên như vậy mà chưa rõ chủ thể: có phải là một?",
        "The ledger has a product of that name whose producer is not known: is it the same?"))
    return .unclear
  }

  private static func unknownProducer(of product: String) -> String { "(chủ thể chưa rõ) \(product)" }

  /// What an import of this very row recorded earlier, though its names are read otherwise today; `nil`: nothing.
  ///
  /// Names were once held against each other without accents. What was recorded then is told by its command.
  private func recorded(_ values: Values, _ draft: inout Draft) throws -> DraftedRecord? {
    var found: [DraftedRecord] = []
    for id in try draft.products(like: values.product) {
      guard let there = try draft.record(under: setting.command(identity(id, values))) else { continue }
      let isEarlier = there.record.event.type != .granted
      let isMeant =
        try isEarlier
        ? draft.wasOwned(id, by: values.producer)
        : draft.bears(id, Naming(product: values.product)) && draft.isOwned(id, byNamed: values.producer)
      if isMeant { found.append(there) }
    }
    // Where it may be one of several, somebody has to say which.
    return found.count == 1 ? found[0] : nil
  }

  private func read(_ cells: inout Cells) -> Values? {
    let name = cells.required("product")
    let stars = cells.stars("stars")
    let date = cells.requiredDate("decided_on")
    let until = cells.date("valid_until")
    let from = cells.date("valid_from")
    let form = cells.term("legal_form", LegalForm.self)
    let group = cells.term("group", ProductGroup.self)
    let place = places.place(&cells, on: date)
    guard !name.isEmpty, let stars, let date else { return nil }
    if let said = cells.text("decision").flatMap({ CitedDecision($0)?.date }), !said.mayBe(date) {
      cells.question(
        "decision", "decision.date",
        Text(
          "Số quyết định ghi ngày \(said.vietnamese), cột ngày ghi \(date.vietnamese).",
          "The decision is written with the day \(said.text), the column of days says \(date.text)."))
    }
    return Values(
      product: name, producer: cells.text("producer"), form: form, place: place, group: group, stars: stars,
      decision: cells.text("decision"), date: date, until: until, note: cells.text("note"),
      issuer: cells.text("issuer"), from: from, word: cells.text("act"))
  }

  private func register(
    _ values: Values, _ known: ProducerID?, _ cells: Cells, _ draft: inout Draft, _ result: inout RowResult
  ) throws -> ProductID {
    let producer: ProducerID
    if let known {
      producer = known
      result.notes += try differences(of: values.form, from: known, on: values.date.day, cells, &draft)
    } else {
      let name = values.producer ?? Self.unknownProducer(of: values.product)
      let event = ProducerRegistered(
        name: name, form: values.form, place: values.place, taxCode: cells.text("tax_code"),
        placeholder: values.producer == nil || values.isPlaceholder)
      let outcome = try draft.record(
        setting.command(cells.newProducer, .record(StreamID(.producer, 0), .producerRegistered(event)), on: nil), cells,
        Self.rejected)
      producer = ProducerID(outcome.record.record.stream.number)
      result.add(outcome)
    }
    let event = ProductRegistered(
      name: values.product, producer: producer, group: values.group, place: values.place,
      placeholder: values.isPlaceholder)
    let outcome = try draft.record(
      setting.command(
        cells.newProduct, .record(StreamID(.product, 0), .productRegistered(event)), on: nil, note: values.note), cells,
      Self.rejected)
    let product = ProductID(outcome.record.record.stream.number)
    result.add(outcome)
    return product
  }

  private func recognise(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout Draft, _ result: inout RowResult
  ) throws {
    let request = RecognitionRequest(
      stars: values.stars, issuer: values.issuer, decision: values.decision, validFrom: values.from,
      validUntil: values.until, word: values.word)
    var identity = try identity(product, values, draft)
    if cells.isConfirmed("decision.struckOut"), let struck = try strike(of: identity, product, &draft) {
      // Told again for good, it is another record than the one that was struck out.
      identity += ["struckOut", "\(struck)"]
    }
    let command = setting.command(identity, .recognise(product, request), on: values.date, note: values.note)
    if let id = command.id, try draft.record(under: id) == nil {
      try askAboutStrike(product, values, cells, &draft)
      try askAboutDay(product, values, cells, &draft)
    }
    let outcome: DraftOutcome
    do {
      outcome = try draft.record(command)
    } catch let rejection as Rejection {
      throw try problem(rejection, product, values, cells, &draft)
    }
    result.add(outcome)
    if !outcome.isNew { result.notes += try note(outcome.record, values, cells, &draft) }
  }

  /// The record by which what `identity` recorded was struck out; `nil`: it stands, or was corrected.
  private func strike(
    of identity: [String], _ product: ProductID, _ draft: inout Draft
  ) throws -> Position? {
    guard let there = try draft.record(under: setting.command(identity)),
      let grant = there.record.event.grant, let date = there.record.effectiveOn
    else { return nil }
    return try draft.struckOut(grant.stars, decision: grant.decision, on: date, of: product)?.strike
  }

  /// The row's problem, with the correction that would set the ledger right where the decision is recorded otherwise.
  private func problem(
    _ rejection: Rejection, _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout Draft
  ) throws -> RowProblems {
    let position: Position
    switch rejection {
    case .commandReused(_, let there), .decisionDiffers(_, _, _, let there), .decisionRecorded(_, let there):
      position = there
    default: return cells.problem(rejection, columns: Self.rejected)
    }
    let there = try draft.standing(for: position, in: product.stream)?.record
    let changes = there.map { values.changes(of: $0) } ?? []
    return cells.problem(
      rejection, columns: Self.rejected, at: changes.first?.column, changes: changes.map(\.option).joined())
  }

  /// What was struck out, and is told again in other words, may have been struck out rightly.
  private func askAboutStrike(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout Draft
  ) throws {
    guard
      let struck = try draft.struckOut(values.stars, decision: values.decision, on: values.date, of: product)
    else { return }
    var asked = cells
    asked.question("decision", "decision.struckOut", .struckOut(struck.grant, by: struck.strike))
    try asked.finish()
  }

  /// Two decisions of one day that give a product the same stars are one most often, its number copied wrongly once.
  private func askAboutDay(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout Draft
  ) throws {
    guard let decision = values.decision, values.date.precision == .day else { return }
    let other = try draft.history(of: product.stream).standing.first { entry in
      guard let grant = entry.record.event.grant, let number = grant.decision else { return false }
      return entry.record.effectiveOn == values.date && grant.stars == values.stars
        && (DecisionNumber(number) != DecisionNumber(decision) || !isOfIssuer(values.issuer, grant.issuer))
    }
    guard let other, let grant = other.record.event.grant, let number = grant.decision else { return }
    let by = grant.issuer.map { Text(" của \($0)", " of \($0)") } ?? Text("")
    let change = values.changes(of: other.record).map(\.option).joined()
    var asked = cells
    asked.question(
      "decision", "decision.sameDay",
      Text(
        "Cùng ngày, cùng hạng sao đã có quyết định \(number)\(by.vi) (vị trí \(other.position)). Nếu sổ sai: ocop correct "
          + "\(other.position) --reason \"…\"\(change).",
        "On the same day the decision \(number)\(by.en) gives the same stars (position \(other.position)). If the ledger is "
          + "wrong: ocop correct \(other.position) --reason \"…\"\(change)."))
    try asked.finish()
  }

  private func isOfIssuer(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other else { return true }
    return IssuerName(one).isSame(as: IssuerName(other))
  }

  /// What tells the row from others: the issuer, too, where another issuer's decision of that number and day is recorded.
  private func identity(_ product: ProductID, _ values: Values, _ draft: borrowing Draft) throws -> [String] {
    let identity = identity(product, values)
    guard let issuer = values.issuer.map({ IssuerName($0) }),
      let other = try draft.record(under: setting.command(identity))?.record.event.grant?.issuer,
      !issuer.isSame(as: IssuerName(other))
    else { return identity }
    return identity + [issuer.key]
  }

  private func identity(_ product: ProductID, _ values: Values) -> [String] {
    ["recognition", product.description, "\(values.stars.number)", values.date.text, values.decision ?? ""]
  }

  /// What the reader of a row that was recorded before should know.
  private func note(
    _ there: DraftedRecord, _ values: Values, _ cells: Cells, _ draft: inout Draft
  ) throws -> [Text] {
    if let correction = try draft.correction(of: there) {
      let isStruck = try draft.standing(for: there.position, in: there.record.stream) == nil
      return [cells.corrected(there.position, by: correction, isStruck: isStruck)]
    }
    guard let note = values.note, there.record.corrects == nil, note != there.record.note else { return [] }
    return [
      cells.kept(
        Text("ghi chú", "note"), of: there.record.stream.shown, as: there.record.note.map { Text($0) }, not: Text(note),
        at: there.position)
    ]
  }
}

extension Draft {
  /// Whether the product bears or bore `name`, or one that it may stand for.
  @_lifetime(self: copy self)
  fileprivate mutating func bears(_ id: ProductID, _ name: Naming) throws -> Bool {
    try names(of: id.stream).contains { [.same, .mayBe].contains(Naming(product: $0).relation(to: name)) }
  }

  /// Whether a producer whose name is `name`, accents aside, owns or owned the product; where none is named, whoever does.
  @_lifetime(self: copy self)
  fileprivate mutating func wasOwned(_ id: ProductID, by name: String?) throws -> Bool {
    guard let name else { return true }
    for producer in try history(of: id.stream).entries.compactMap(\.record.event.producer) {
      if try names(of: producer.stream).contains(where: { folded($0) == folded(name) }) { return true }
    }
    return false
  }
}

extension Draft {
  /// Whether a producer that bears or bore `name`, or may, owns or owned the product; where none is named, whoever does.
  @_lifetime(self: copy self)
  fileprivate mutating func isOwned(_ id: ProductID, byNamed name: String?) throws -> Bool {
    guard let wanted = name.map({ Naming(producer: $0) }) else { return true }
    for producer in try history(of: id.stream).entries.compactMap(\.record.event.producer) {
      let relations = try names(of: producer.stream).map { Naming(producer: $0).relation(to: wanted) }
      if relations.contains(.same) || relations.contains(.mayBe) { return true }
    }
    return false
  }
}

extension Cells {
  /// That what the row says was recorded once, and no longer stands.
  func corrected(_ position: Position, by correction: Position, isStruck: Bool) -> Text {
    let again =
      isStruck
      ? Text(
        " Nếu việc ấy có thật, ghi decision.struckOut vào cột confirmed.",
        " If it did happen, write decision.struckOut in the column confirmed.") : Text("")
    return Text(
      "Dòng \(number): đã ghi ở vị trí \(position), nhưng đã được sửa hoặc xóa bỏ ở vị trí \(correction); "
        + "không ghi lại.\(again.vi)",
      "Row \(number): recorded at position \(position), but corrected or struck out at position \(correction); "
        + "not recorded again.\(again.en)")
  }

  /// The problem that an id stands for nothing.
  mutating func unknownID(_ column: String) {
    note(
      column, "\(column).unknown",
      Text("Không có mã \(text(column) ?? "") trong sổ.", "There is no \(text(column) ?? "") in the ledger."))
  }
}
