internal import Ledger
internal import OCOP

/// A list of recognised products: registers what is new and records the stars.
struct RecognitionImport: RowImport {
  static let columns = [
    "product", "producer", "legal_form", "district", "commune", "group", "stars", "decision", "decided_on",
    "valid_until", "note", "issuer", "valid_from", "act", "producer_id", "product_id", "tax_code", "irregular",
    "confirmed", "former_district", "filed_on", "application", "decided_by", "legal_basis", "told", "row",
  ]
  static let needed = ["product", "stars", "decided_on"]
  static let rejected = ImportColumns(
    date: "decided_on", stars: "stars", until: "valid_until", area: "district", name: "product",
    decision: "decision")

  let setting: ImportSetting

  var map: AreaMap { setting.map }

  init(_ setting: ImportSetting) { self.setting = setting }

  static func reading(_ setting: ImportSetting) -> (ListRow) -> RecognitionRow {
    var reader = RecognitionReader(setting)
    return { reader.read($0) }
  }

  mutating func take(_ row: RecognitionRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = row.cells
    let values = row.values
    let producer = try cells.producer("producer", named: row.producer, &draft)
    let alike = try values == nil ? [] : row.product.map { try draft.products(like: $0) } ?? []
    let product: Party<ProductID> =
      try values.map { try self.product($0, row.product, producer, alike, &cells, &draft) } ?? .unclear
    var result = RowResult()
    let isUnknown = if case .new = product { cells.problems.isEmpty } else { cells.hasQuestionsOnly }
    if let values, isUnknown, let there = try recorded(values, product, alike, &draft) {
      // Whatever the names are near to: the very same recognition was recorded from this row.
      let id = ProductID(there.record.stream.number)
      try differences(of: values, from: id, nil, cells, &draft, &result)
      result.notes += try note(there, values, cells, &draft)
      return result
    }
    try cells.finish()
    guard let values else { preconditionFailure("a row without values has problems") }
    let known = if case .known(let id) = producer { id } else { nil as ProducerID? }
    let id: ProductID
    if case .known(let there) = product {
      id = there
      try differences(of: values, from: there, known, cells, &draft, &result)
    } else {
      result.notes += try twins(of: values, among: alike, cells, &draft)
      id = try register(values, known, cells, &draft, &result)
    }
    try recognise(id, values, cells, &draft, &result)
    return result
  }

  /// The product that the row is about. Where the row names no producer, or a producer of which nothing is known, a product of
  /// that name may be it.
  private func product(
    _ values: Values, _ sought: SoughtProduct?, _ producer: Party<ProducerID>, _ alike: [ProductID],
    _ cells: inout Cells,
    _ draft: inout WriteSession
  ) throws -> Party<ProductID> {
    if let named = try cells.namedByID("product", &draft) {
      if case .known(let id) = named { try askAboutOwner(of: id, producer, &cells, &draft) }
      return named
    }
    switch producer {
    case .known(let id):
      let party = try cells.product("product", named: sought, of: id, &draft)
      guard case .new = party else { return party }
      return try orphan(values, among: alike, &cells, &draft)
    case .new: return try orphan(values, among: alike, &cells, &draft)
    case .blank: return try cells.askWithoutProducer(values.product, &draft) ? .unclear : .new
    case .unclear: return .unclear
    }
  }

  static func unknownProducer(of product: String) -> String { "(chủ thể chưa rõ) \(product)" }

  private func register(
    _ values: Values, _ known: ProducerID?, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws -> ProductID {
    let producer: ProducerID
    if let known {
      producer = known
      try differences(of: values.form, from: known, on: values.date.day, cells, &draft, &result)
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
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws {
    if try correct(product, values, cells, &draft, &result) { return }
    var request = RecognitionRequest(
      stars: values.stars, level: values.level, issuer: values.issuer, decision: values.decision,
      validFrom: values.from,
      validUntil: values.until, word: values.word)
    request.row = values.row
    var identity = try identity(product, values, &draft)
    if cells.isConfirmed("decision.struckOut"), let struck = try strike(of: identity, product, &draft) {
      // Told again for good, it is another record than the one that was struck out.
      identity += ["struckOut", "\(struck)"]
    }
    var command = setting.command(identity, .recognise(product, request), on: values.date, note: values.note)
    command.irregular = cells.text("irregular")
    (command.grounds, command.told) = (values.grounds, values.told)
    if let id = command.id, try draft.record(under: id) == nil {
      try askAboutStrike(product, values, cells, &draft)
      try askAboutDay(product, values, cells, &draft)
    }
    let outcome: CommandOutcome
    do {
      outcome = try draft.record(command)
    } catch let rejection as Rejection {
      throw try problem(rejection, product, values, cells, &draft)
    }
    result.add(outcome)
    if !outcome.isNew { result.notes += try note(outcome.record, values, cells, &draft) }
  }

  /// The row's problem, with the correction that would set the ledger right where the decision is recorded otherwise.
  private func problem(
    _ rejection: Rejection, _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> RowProblems {
    let position: Position
    switch rejection {
    case .commandReused(_, let there), .decisionDiffers(_, _, _, let there), .decisionRecorded(_, let there):
      position = there
    default: return cells.problem(rejection, columns: Self.rejected)
    }
    let there = try draft.effective(for: position, in: product.stream)?.record
    let changes = there.map { values.changes(of: $0) } ?? []
    return cells.problem(
      rejection, columns: Self.rejected, at: changes.first?.column, changes: changes.map(\.field))
  }
}
