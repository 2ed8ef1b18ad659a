internal import Ledger
internal import OCOP

/// A list of awards to collectives, individuals (by number) and products.
struct AwardImport: RowImport {
  static let columns = [
    "recipient_kind", "recipient", "product", "title", "awarded_by", "decision", "awarded_on", "count", "note",
    "product_id",
    "confirmed",
  ]
  static let needed = ["recipient_kind", "title", "awarded_by", "awarded_on"]
  private static let rejected = ImportColumns(date: "awarded_on", name: "recipient")

  private let setting: ImportSetting

  init(_ setting: ImportSetting) { self.setting = setting }

  mutating func take(_ row: CSVTable.Row, _ draft: inout Draft) throws -> RowResult {
    var cells = Cells(row)
    _ = cells.required("recipient_kind")
    let kind = cells.term("recipient_kind", RecipientKind.self)
    let title = cells.required("title")
    let by = cells.required("awarded_by")
    let date = cells.requiredDate("awarded_on")
    let count = cells.count("count")
    cells.askAboutNumbers()
    let product = kind == .product ? try product(&cells, &draft) : nil
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
    result.add(
      try draft.record(
        setting.command(identity, act, on: date, note: cells.text("note")), cells, Self.rejected))
    return result
  }

  /// The award as it is recorded already, however it is written there; `nil`: it is not.
  private func recorded(_ act: Command.Act, on date: LegalDate?, _ draft: inout Draft) throws -> DraftedRecord? {
    func isSame(_ one: (String, String, String?), _ other: (String, String, String?)) -> Bool {
      Spelling(one.0).exact == Spelling(other.0).exact && IssuerName(one.1).isSame(as: IssuerName(other.1))
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
      for there in try draft.awards(wish.title, to: recipient) where there.record.effectiveOn == date {
        guard case .awardGiven(let e) = there.record.event, e.recipientKind == wish.recipientKind,
          e.count == wish.count,
          isSame((e.title, e.awardedBy, e.decision), (wish.title, wish.awardedBy, wish.decision)),
          e.recipient.map({ Naming(producer: $0).relation(to: Naming(producer: recipient)) }) == .same
        else { continue }
        return there
      }
    default: break
    }
    return nil
  }

  private func product(_ cells: inout Cells, _ draft: inout Draft) throws -> ProductID? {
    let column = cells.text("product") == nil && cells.text("recipient") != nil ? "recipient" : "product"
    if cells.text("product_id") == nil { _ = cells.required(column) }
    guard let name = cells.text(column) ?? cells.text("product_id") else { return nil }
    let party =
      try cells.namedByID(column, &draft)
      ?? cells.ask(column, try draft.product(named: name), answeredIn: "product_id")
    if case .known(let id) = party { return id }
    if case .new = party {
      cells.note(
        column, "product.unknown", Text("Không có sản phẩm \"\(name)\".", "There is no product \"\(name)\"."),
        Text("Đăng ký sản phẩm trước.", "Register the product first."))
    }
    return nil
  }
}
