internal import Ledger
internal import OCOP

// What is asked before a row is recorded for ever.
extension RecognitionImport {
  /// A product that is named by its id is one of the producer that the row names, now or once.
  func askAboutOwner(
    of product: ProductID, _ producer: Party<ProducerID>, _ cells: inout Cells, _ draft: inout WriteSession
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

  func own(_ product: ProductID, _ draft: inout WriteSession) throws -> String {
    try draft.names(of: product.stream).last ?? ""
  }

  /// Whether the product was recorded before without its producer: then somebody has to say whether it is this one.
  /// `alike`: the products with the letters of its name.
  func orphan(
    _ values: Values, among alike: [ProductID], _ cells: inout Cells, _ draft: inout WriteSession
  ) throws -> Party<ProductID> {
    guard !alike.isEmpty, let nobody = try draft.producer(exactly: Self.unknownProducer(of: values.product)),
      case .one(let id) = try draft.product(named: values.product, of: nobody)
    else { return .new }
    cells.near(
      "product", [.init(id: id, name: values.product)], answeredIn: "product_id",
      because: Text(
        "Sổ có sản phẩm tên như vậy mà chưa rõ chủ thể: có phải là một?",
        "The ledger has a product of that name whose producer is not known: is it the same?"))
    return .unclear
  }

  /// What was struck out, and is told again in other words, may have been struck out rightly.
  func askAboutStrike(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession
  ) throws {
    guard
      let struck = try draft.struckOut(values.stars, decision: values.decision, on: values.date, of: product)
    else { return }
    var asked = cells
    asked.question("decision", "decision.struckOut", .struckOut(struck.grant, by: struck.strike))
    try asked.finish()
  }

  /// What a reader should know of a new product: that one is recorded by the same decision whose name, or whose producer's, differs by
  /// accents alone. Accents tell names apart, and are what is mistyped most.
  func twins(
    of values: Values, among alike: [ProductID], _ cells: Cells, _ draft: inout WriteSession
  ) throws -> [ImportNote] {
    guard !alike.isEmpty, let decision = values.decision.map({ DecisionNumber($0) }) else { return [] }
    let producer = values.producer.map { Naming(producer: $0).folded }
    return try alike.compactMap { id in
      guard try draft.isRecorded(id.stream), let name = try draft.names(of: id.stream).first else { return nil }
      let history = try draft.history(of: id.stream)
      let isSame = history.effective.contains { entry in
        entry.record.event.grant?.decision.map { DecisionNumber($0) } == decision
          && entry.record.effectiveOn == values.date
      }
      guard isSame, let owner = history.said(by: values.date.day, { $0.producer })?.value,
        let own = try draft.names(of: owner.stream).first, Naming(producer: own).folded == producer
      else { return nil }
      return ImportNote(
        Text(
          "Dòng \(cells.number): sản phẩm mới; cùng quyết định, sổ có \(id) \(name) của \(own), tên chỉ khác dấu.",
          "Row \(cells.number): a new product; by the same decision the ledger has \(id) \(name) of \(own), of a name that "
            + "differs by accents alone."))
    }
  }

  /// Two decisions of one day that give a product the same stars are one most often, its number copied wrongly once.
  func askAboutDay(
    _ product: ProductID, _ values: Values, _ cells: Cells, _ draft: inout WriteSession
  ) throws {
    guard let decision = values.decision, values.date.precision == .day else { return }
    let other = try draft.history(of: product.stream).effective.first { entry in
      guard let grant = entry.record.event.grant, let number = grant.decision else { return false }
      return entry.record.effectiveOn == values.date && grant.stars == values.stars
        && (DecisionNumber(number) != DecisionNumber(decision) || !isOfIssuer(values.issuer, grant.issuer))
    }
    guard let other, let grant = other.record.event.grant, let number = grant.decision else { return }
    let by = grant.issuer.map { Text(" của \($0)", " of \($0)") } ?? Text("")
    let changes = values.changes(of: other.record).map(\.field)
    var asked = cells
    asked.question(
      "decision", "decision.sameDay",
      Text(
        "Cùng ngày, cùng hạng sao đã có quyết định \(number)\(by.vi) (vị trí \(other.position)).",
        "On the same day the decision \(number)\(by.en) gives the same stars (position \(other.position))."),
      remedy: .correct(other.position, changes))
    try asked.finish()
  }

  func isOfIssuer(_ one: String?, _ other: String?) -> Bool {
    guard let one, let other, one != other else { return true }
    return IssuerName(one).isSame(as: IssuerName(other))
  }
}
