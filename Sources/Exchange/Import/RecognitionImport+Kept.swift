internal import Ledger
internal import OCOP

extension RecognitionImport {
  /// What a row says of a thing that is registered otherwise: a list records stars, and changes no register by the way.
  func differences(
    of values: Values, from product: ProductID, _ producer: ProducerID?, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> [ImportNote] {
    var notes: [ImportNote] = []
    func note(_ what: Text, _ thing: String, _ kept: Text?, _ said: Text, _ position: Position?) {
      notes.append(cells.kept(what, of: thing, as: kept, not: said, at: position))
    }
    let day = values.date.day
    let history = try draft.history(of: product.stream)
    let first = history.entries.first?.position
    if let group = values.group {
      let kept = history.said(by: day) { $0.group }
      if kept?.value != group {
        note(Text("nhóm", "group"), "\(product)", kept?.value.names, group.names, kept?.at ?? first)
      }
    }
    if let place = values.place {
      let kept = history.said(by: day) { $0.place }
      if let other = otherUnit(than: place, in: kept?.value, on: day) {
        note(other.what, "\(product)", other.kept, other.said, kept?.at ?? first)
      }
    }
    // A product that is named alone is known by it.
    guard let producer = producer ?? history.said(by: day, { $0.producer })?.value else { return notes }
    return notes + (try differences(of: values.form, from: producer, on: day, cells, &draft))
  }

  /// The same, of a producer's form.
  func differences(
    of form: LegalForm?, from producer: ProducerID, on day: Day, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> [ImportNote] {
    let history = try draft.history(of: producer.stream)
    var notes: [ImportNote] = []
    if let code = cells.text("tax_code") {
      let own = try draft.taxCode(of: producer)
      if own.map({ !TaxCode.isSame($0, code) }) ?? true {
        notes.append(
          cells.kept(
            Text("mã số thuế", "tax code"), of: "\(producer)", as: own.map { Text($0) }, not: Text(code),
            at: history.entries.first?.position, [.field("taxCode", code)]))
      }
    }
    guard let form else { return notes }
    let kept = history.said(by: day) { $0.form }
    guard kept?.value != form else { return notes }
    return notes + [
      cells.kept(
        Text("loại hình", "legal form"), of: "\(producer)", as: kept?.value.names, not: form.names,
        at: kept?.at ?? history.entries.first?.position)
    ]
  }

  /// The smallest unit that `place` names, where another is kept. What ended since was not the product's doing.
  private func otherUnit(than place: Place, in kept: Place?, on day: Day) -> (what: Text, kept: Text?, said: Text)? {
    let level = place.commune == nil ? AreaLevel.district : .commune
    guard let said = (place.commune ?? place.district).flatMap({ map.unit($0) }) else { return nil }
    let commune = kept?.commune.flatMap { map.unit($0) }
    let unit: AreaUnit? =
      switch level {
      case .commune: commune
      default:
        kept?.district.flatMap { map.unit($0) } ?? commune?.parent.flatMap { map.unit($0, on: day) }
      }
    if let unit, unit.ref == said.ref || !unit.exists(on: day) { return nil }
    let names = Text(level.name(.vi), level.name(.en))
    return (names, unit.map { Text($0.fullName) }, Text(said.fullName))
  }
}

extension Cells {
  /// That something is kept otherwise than the row says, and stays so.
  func kept(
    _ what: Text, of thing: String, as kept: Text?, not said: Text, at position: Position?,
    _ changes: [CorrectedField] = []
  ) -> ImportNote {
    let text = Text(
      "Dòng \(number): \(what.vi) của \(thing) trong sổ là \(kept?.vi ?? "(chưa ghi)"), dòng này ghi \(said.vi); sổ giữ nguyên.",
      "Row \(number): the \(what.en) of \(thing) in the ledger is \(kept?.en ?? "(not recorded)"), the row says \(said.en); "
        + "it was not changed.")
    return ImportNote(text, remedy: .correct(position, changes))
  }
}
