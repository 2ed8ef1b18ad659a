internal import Ledger
internal import OCOP

// What was recorded from a row before.
extension RecognitionImport {
  /// What an import of this very row recorded earlier, though its names are read otherwise today; `nil`: nothing.
  ///
  /// Names were once held against each other without accents. What was recorded then is told by its command.
  func recorded(
    _ values: Values, _ product: Party<ProductID>, _ alike: [ProductID], _ draft: inout WriteSession
  ) throws -> RecordedEntry? {
    if case .known(let id) = product { return try draft.record(under: setting.command(identity(id, values))) }
    var found: [RecordedEntry] = []
    for id in alike {
      guard let there = try draft.record(under: setting.command(identity(id, values))) else { continue }
      // What 0.1 recorded was found without accents.
      let isEarlier = there.record.event.type != .granted
      guard try isEarlier || draft.bears(id, Naming(product: values.product)) else { continue }
      let isMeant = try values.producer.map { name in
        try draft.wasOwned(id) { own in
          isEarlier
            ? folded(own) == folded(name) : Naming(producer: own).relation(to: Naming(producer: name)) == .same
        }
      }
      if isMeant ?? true { found.append(there) }
    }
    // Where it may be one of several, somebody has to say which.
    return found.count == 1 ? found[0] : nil
  }

  /// The record by which what `identity` recorded was struck out; `nil`: it stands, or was corrected.
  func strike(
    of identity: [String], _ product: ProductID, _ draft: inout WriteSession
  ) throws -> Position? {
    guard let there = try draft.record(under: setting.command(identity)),
      let grant = there.record.event.grant, let date = there.record.effectiveOn
    else { return nil }
    return try draft.struckOut(grant.stars, decision: grant.decision, on: date, of: product)?.strike
  }

  /// What tells the row from others: the issuer, too, where another issuer's decision of that number and day is recorded.
  func identity(_ product: ProductID, _ values: Values, _ draft: inout WriteSession) throws -> [String] {
    let identity = identity(product, values)
    guard let issuer = values.issuer,
      let other = try draft.record(under: setting.command(identity))?.record.event.grant?.issuer,
      !isOfIssuer(issuer, other)
    else { return identity }
    return identity + [IssuerName(issuer).key]
  }

  func identity(_ product: ProductID, _ values: Values) -> [String] {
    ["recognition", product.description, "\(values.stars.number)", values.date.text, values.decision ?? ""]
  }

  /// What the reader of a row that was recorded before should know.
  func note(
    _ there: RecordedEntry, _ values: Values, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> [ImportNote] {
    if let correction = try draft.correction(of: there) {
      let last = try draft.effective(for: there.position, in: there.record.stream)
      if let last, values.changes(of: last.record).isEmpty { return [] }
      let isStruck = last == nil
      return [ImportNote(cells.corrected(there.position, by: correction, isStruck: isStruck))]
    }
    guard let note = values.note, there.record.corrects == nil, note != there.record.note else { return [] }
    return [
      cells.kept(
        Text("ghi chú", "note"), of: there.record.stream.shown, as: there.record.note.map { Text($0) }, not: Text(note),
        at: there.position, "note", [.note(note)])
    ]
  }
}

extension WriteSession {
  /// Whether the product bears or bore `name`, or one that it may stand for.
  @_lifetime(self: copy self)
  fileprivate mutating func bears(_ id: ProductID, _ name: Naming) throws -> Bool {
    try names(of: id.stream).contains { [.same, .mayBe].contains(Naming(product: $0).relation(to: name)) }
  }

  /// Whether a producer with a name of which `isMeant` holds owns or owned the product.
  @_lifetime(self: copy self)
  fileprivate mutating func wasOwned(_ id: ProductID, where isMeant: (String) -> Bool) throws -> Bool {
    for producer in try history(of: id.stream).entries.compactMap(\.record.event.producer) {
      if try names(of: producer.stream).contains(where: isMeant) { return true }
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
