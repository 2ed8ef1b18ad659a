internal import Ledger
internal import OCOP

/// A list of awards to collectives, individuals (by number) and products.
struct AwardImport: RowImport {
  static let columns = [
    "recipient_kind", "recipient", "product", "title", "awarded_by", "decision", "awarded_on", "count", "note",
    "product_id", "producer_id",
    "confirmed",
  ]
  static let needed = ["recipient_kind", "title", "awarded_by", "awarded_on"]
  private static let rejected = ImportColumns(date: "awarded_on", name: "recipient")

  private let setting: ImportSetting

  init(_ setting: ImportSetting) { self.setting = setting }

  mutating func take(_ row: ListRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = Cells(row)
    _ = cells.required("recipient_kind")
    let kind = cells.term("recipient_kind", RecipientKind.self)
    let title = cells.required("title")
    let by = cells.required("awarded_by")
    let date = cells.requiredDate("awarded_on")
    let count = cells.count("count")
    cells.askAboutNumbers()
    let product = kind == .product ? try product(&cells, &draft) : nil
    refuseWhatIsNotKept(kind, &cells)
    try cells.finish()
    guard let kind else { preconditionFailure("a row without a kind has problems") }
    let decision = cells.text("decision")
    let act: Command.Act
    if let product {
      let event = ProductAwarded(title: title, awardedBy: by, decision: decision)
      act = .record(product.stream, .productAwarded(event))
    } else {
      let event = AwardGiven(
        recipientKind: kind, recipient: cells.text("recipient"), count: count ?? 1, title: title, awardedBy: by,
        decision: decision)
      act = .record(.office, .awardGiven(event))
    }
    let identity = [
      "award", kind.rawValue, product?.description ?? cells.text("recipient") ?? "", title, by, decision ?? "",
      date?.text ?? "",
    ]
    var result = RowResult()
    if let there = try recorded(act, on: date, &draft) {
      result.add(.duplicate(of: there))
      return result
    }
    do {
      result.add(try draft.record(setting.command(identity, act, on: date, note: cells.text("note"))))
    } catch let rejection as Rejection {
      let isCount = if case .commandReused = rejection { product == nil && count != nil } else { false }
      throw cells.problem(
        rejection, columns: Self.rejected, at: isCount ? "count" : nil,
        changes: isCount ? [.field("count", "\(count ?? 1)")] : [])
    }
    return result
  }

  /// An award to a product has no number of persons, one to others no product: what would be passed over is told.
  private func refuseWhatIsNotKept(_ kind: RecipientKind?, _ cells: inout Cells) {
    guard let kind else { return }
    for column in kind == .product ? ["count"] : ["product", "product_id"] where cells.text(column) != nil {
      if column == "count", cells.count(column) == 1 { continue }
      cells.note(
        column, "award.notKept",
        Text(
          "Khen thưởng cho \(kind.names.vi) không ghi \(column).", "An award to a \(kind.names.en) keeps no \(column)."),
        Text("Để trống ô này, hoặc sửa recipient_kind.", "Leave the cell empty, or mend recipient_kind."))
    }
  }

  /// The award as it is recorded already, however it is written there; `nil`: it is not.
  private func recorded(_ act: Command.Act, on date: LegalDate?, _ draft: inout WriteSession) throws -> RecordedEntry? {
    func isSame(_ one: (String, String, String?), _ other: (String, String, String?)) -> Bool {
      Spelling(one.0).mayBe(Spelling(other.0)) && IssuerName(one.1).isSame(as: IssuerName(other.1))
        && one.2.map { DecisionNumber($0) } == other.2.map { DecisionNumber($0) }
    }
    switch act {
    case .record(let stream, .productAwarded(let wish)):
      for there in try draft.awards(of: ProductID(stream.number)) where there.record.effectiveOn == date {
        guard case .productAwarded(let e) = there.record.event,
          isSame((e.title, e.awardedBy, e.decision), (wish.title, wish.awardedBy, wish.decision))
        else { continue }
        return there
      }
    case .record(_, .awardGiven(let wish)):
      guard let recipient = wish.recipient else { return nil }
      var maybe: [RecordedEntry] = []
      for there in try draft.awards(wish.title, to: recipient, on: date) {
        guard case .awardGiven(let e) = there.record.event, e.recipientKind == wish.recipientKind,
          e.count == wish.count,
          isSame((e.title, e.awardedBy, e.decision), (wish.title, wish.awardedBy, wish.decision)),
          let relation = e.recipient.map({ Naming(producer: $0).relation(to: Naming(producer: recipient)) })
        else { continue }
        if relation == .same { return there }
        if relation == .mayBe, !Naming(producer: recipient).isTypedWithAccents { maybe.append(there) }
      }
      // Without accents it may stand for one; where it may for several, or that one was typed without, it is its own.
      return maybe.count == 1 ? maybe[0] : nil
    default: break
    }
    return nil
  }

  private func product(_ cells: inout Cells, _ draft: inout WriteSession) throws -> ProductID? {
    // Beside the product the recipient is whose it is.
    if cells.text("product_id") == nil, cells.text("product") != nil, cells.text("recipient") != nil {
      return try ownProduct(&cells, &draft)
    }
    let column = cells.text("product") == nil && cells.text("recipient") != nil ? "recipient" : "product"
    if cells.text("product_id") == nil { _ = cells.required(column) }
    guard let name = cells.text(column) ?? cells.text("product_id") else { return nil }
    let party =
      try cells.namedByID(column, &draft)
      ?? cells.ask(column, try draft.product(named: name), answeredIn: "product_id")
    return known(party, column, name, &cells)
  }

  private func ownProduct(_ cells: inout Cells, _ draft: inout WriteSession) throws -> ProductID? {
    let name = cells.text("product") ?? ""
    switch try cells.producer("recipient", &draft) {
    case .known(let owner):
      let party = try cells.product("product", of: owner, &draft)
      if case .new = party, case .one(let id) = try draft.product(named: name) {
        cells.question(
          "recipient", "award.owner",
          Text("\(id) trong sổ không phải của \(owner).", "\(id) is not of \(owner) in the ledger."))
        return id
      }
      return known(party, "product", name, &cells)
    case .new:
      cells.note(
        "recipient", "producer.unknown",
        Text(
          "Không có chủ thể \"\(cells.text("recipient") ?? "")\".",
          "There is no producer \"\(cells.text("recipient") ?? "")\"."),
        Text(
          "Để trống recipient, hoặc ghi chủ thể của sản phẩm.",
          "Leave recipient empty, or write the product's producer."))
      return nil
    case .blank, .unclear: return nil
    }
  }

  private func known(_ party: Party<ProductID>, _ column: String, _ name: String, _ cells: inout Cells) -> ProductID? {
    if case .known(let id) = party { return id }
    if case .new = party {
      cells.note(
        column, "product.unknown", Text("Không có sản phẩm \"\(name)\".", "There is no product \"\(name)\"."),
        Text("Đăng ký sản phẩm trước.", "Register the product first."))
    }
    return nil
  }
}
