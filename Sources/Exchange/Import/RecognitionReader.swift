internal import Ledger
internal import OCOP

/// A row of a list of recognitions, read as far as it goes by itself.
struct RecognitionRow: Sendable {
  /// Its cells, with what is wrong with them.
  let cells: Cells
  /// What it says; `nil`: something that it must say is missing.
  let values: RecognitionImport.Values?
  /// Its names as they are looked up; `nil`: it does not say them.
  let producer: SoughtProducer?
  let product: SoughtProduct?
}

/// Reads rows of a list of recognitions, without asking the ledger.
struct RecognitionReader {
  private let listDay: Day?
  private var places: PlaceReader
  private var forms = Known<LegalForm>()
  private var groups = Known<ProductGroup>()
  private var deciders = Known<(level: Level?, name: String?)>()

  init(_ setting: ImportSetting) {
    listDay = setting.listDay
    places = PlaceReader(setting.map)
  }

  mutating func read(_ row: ListRow) -> RecognitionRow {
    var cells = Cells(row)
    let values = values(&cells)
    cells.askAboutNumbers()
    return RecognitionRow(
      cells: cells, values: values, producer: cells.text("producer").map { SoughtProducer($0) },
      product: cells.text("product").map { SoughtProduct($0) })
  }

  /// How events name what a column says.
  private static let fields = [
    "decided_on": "effectiveOn", "stars": "grant.stars", "decision": "grant.decision", "issuer": "grant.issuer",
    "valid_from": "validFrom", "valid_until": "grant.validUntil", "decided_by": "grant.level",
  ]

  private mutating func values(_ cells: inout Cells) -> RecognitionImport.Values? {
    let name = cells.required("product")
    let stars = cells.stars("stars")
    let date = cells.requiredDate("decided_on")
    let until = cells.date("valid_until")
    let from = cells.date("valid_from")
    let form = forms.read("legal_form", &cells) { $0.term("legal_form", LegalForm.self) }
    let group = groups.read("group", &cells) { $0.term("group", ProductGroup.self) }
    let place = places.place(&cells, on: date, or: listDay)
    let (level, decider) = deciders.read("decided_by", &cells) { $0.decider("decided_by") } ?? (nil, nil)
    let grounds = Grounds(
      legalBasis: cells.text("legal_basis"), filedOn: cells.date("filed_on"),
      application: cells.term("application", ApplicationKind.self))
    let row = cells.count("row")
    let told = cells.told("told", Self.fields)
    guard !name.isEmpty, let stars, let date else { return nil }
    if let said = cells.text("decision").flatMap({ CitedDecision($0)?.date }), !said.mayBe(date) {
      cells.question(
        "decision", "decision.date",
        Text(
          "Số quyết định ghi ngày \(said.vietnamese), cột ngày ghi \(date.vietnamese).",
          "The decision is written with the day \(said.text), the column of days says \(date.text)."))
    }
    return RecognitionImport.Values(
      product: name, producer: cells.text("producer"), form: form, place: place, group: group, stars: stars,
      decision: cells.text("decision"), date: date, until: until, note: cells.text("note"),
      issuer: cells.text("issuer") ?? decider, from: from, word: cells.text("act"), level: level, grounds: grounds,
      told: told, row: row)
  }
}
