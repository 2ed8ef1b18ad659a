internal import Ledger
internal import OCOP

/// A list of recognised products: registers what is new and records the stars.
struct RecognitionImport: RowImport {
  static let columns = [
    "product", "producer", "legal_form", "district", "commune", "group", "stars", "decision", "decided_on",
    "valid_until", "note",
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

    /// Rows that stand in for products without a name say so in their note.
    var isPlaceholder: Bool { Marks(note).isPlaceholder }
  }

  func take(_ row: CSVTable.Row, _ draft: inout Draft) throws -> RowResult {
    var cells = Cells(row)
    let values = read(&cells)
    var producer: ProducerID?
    if let name = values?.producer {
      switch setting.roster.producer(name) {
      case .one(let id): producer = id
      case .several(let candidates): cells.ambiguous("producer", candidates)
      case .none: if ProducerID(name) != nil { cells.unknownID("producer") }
      }
    }
    var product: ProductID?
    if let values, producer != nil || values.producer == nil {
      switch setting.roster.product(values.product, of: producer) {
      case .one(let id): product = id
      case .several(let candidates): cells.ambiguous("product", candidates)
      case .none: if ProductID(values.product) != nil { cells.unknownID("product") }
      }
    }
    try cells.finish()
    guard let values else { preconditionFailure("a row without values has problems") }
    var result = RowResult()
    if let product {
      result.notes += try differences(of: values, from: product, producer, cells, &draft)
    } else {
      product = try register(values, producer, cells, &draft, &result)
    }
    if let product { try recognise(product, values, cells, &draft, &result) }
    return result
  }

  mutating func learn(_ lesson: RowResult.Lesson) { setting.learn(lesson) }

  private func read(_ cells: inout Cells) -> Values? {
    let name = cells.required("product")
    let stars = cells.stars("stars")
    let date = cells.requiredDate("decided_on")
    let until = cells.date("valid_until")
    let form = cells.term("legal_form", LegalForm.self)
    let group = cells.term("group", ProductGroup.self)
    let place = places.place(&cells, on: date)
    guard !name.isEmpty, let stars, let date else { return nil }
    return Values(
      product: name, producer: cells.text("producer"), form: form, place: place, group: group, stars: stars,
      decision: cells.text("decision"), date: date, until: until, note: cells.text("note"))
  }

  private func register(
    _ values: Values, _ known: ProducerID?, _ cells: Cells, _ draft: inout Draft, _ result: inout RowResult
  ) throws -> ProductID {
    let producer: ProducerID
    if let known {
      producer = known
      result.notes += try differences(of: values.form, from: known, on: values.date.day, cells, &draft)
    } else {
      let name = values.producer ?? "(chủ thể chưa rõ) \(values.product)"
      let event = ProducerRegistered(
        name: name, form: values.form, place: values.place,
        placeholder: values.producer == nil || values.isPlaceholder)
      let outcome = try draft.record(
        setting.command(.record(StreamID(.producer, 0), .producerRegistered(event)), on: nil), cells, Self.rejected)
      producer = ProducerID(outcome.record.record.stream.number)
      result.lessons.append(.producer(producer, name))
      result.add(outcome)
    }
    let event = ProductRegistered(
      name: values.product, producer: producer, group: values.group, place: values.place,
      placeholder: values.isPlaceholder)
    let outcome = try draft.record(
      setting.command(.record(StreamID(.product, 0), .productRegistered(event)), on: nil, note: values.note), cells,
      Self.rejected)
    let product = ProductID(outcome.record.record.stream.number)
    result.lessons.append(.product(product, values.product, of: producer))
    result.add(outcome)
    return product
  }

  private func recognise(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout Draft, _ result: inout RowResult
  ) throws {
    let request = RecognitionRequest(stars: values.stars, decision: values.decision, validUntil: values.until)
    let identity = [
      "recognition", product.description, "\(values.stars.number)", values.date.text, values.decision ?? "",
    ]
    let outcome = try draft.record(
      setting.command(identity, .recognise(product, request), on: values.date, note: values.note), cells,
      Self.rejected)
    result.add(outcome)
    guard !outcome.isNew else { return }
    if let correction = try draft.correction(of: outcome.record) {
      result.notes.append(cells.corrected(outcome.record.position, by: correction))
    } else if let note = values.note, outcome.record.record.corrects == nil, note != outcome.record.record.note {
      result.notes.append(
        cells.kept(
          Text("ghi chú", "note"), of: "\(product)", as: outcome.record.record.note.map { Text($0) }, not: Text(note),
          at: outcome.record.position))
    }
  }
}

extension Cells {
  /// That what the row says was recorded once, and no longer stands.
  func corrected(_ position: Position, by correction: Position) -> Text {
    Text(
      "Dòng \(number): đã ghi ở vị trí \(position), nhưng đã được sửa hoặc xóa bỏ ở vị trí \(correction); "
        + "không ghi lại.",
      "Row \(number): recorded at position \(position), but corrected or struck out at position \(correction); "
        + "not recorded again.")
  }

  /// The problem that an id stands for nothing.
  mutating func unknownID(_ column: String) {
    note(
      column, "\(column).unknown",
      Text("Không có mã \(text(column) ?? "") trong sổ.", "There is no \(text(column) ?? "") in the ledger."))
  }
}
