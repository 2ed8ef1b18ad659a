internal import Ledger
internal import OCOP

extension RecognitionImport {
  /// What a row says of a thing that is registered otherwise: a list records stars, and changes no register by the way.
  func differences(
    of values: Values, from product: ProductID, _ producer: ProducerID?, _ cells: Cells, _ draft: inout WriteSession,
    _ result: inout RowResult
  ) throws {
    let day = values.date.day
    let history = try draft.history(of: product.stream)
    let first = history.entries.first?.position
    if let group = values.group {
      let kept = history.said(by: day) { $0.group }
      if kept?.value != group {
        let note = cells.kept(
          Text("nhóm", "group"), of: "\(product)", as: kept?.value.names, not: group.names, at: kept?.at ?? first,
          "group",
          [.field("group", group.rawValue)])
        try add(note, of: product.stream, cells, &draft, &result)
      }
    }
    if let place = values.place {
      let kept = history.said(by: day) { $0.place }
      if let other = otherUnit(than: place, in: kept?.value, on: day) {
        let note = cells.kept(
          other.what, of: "\(product)", as: other.kept, not: other.said, at: kept?.at ?? first, "commune",
          CorrectedField.setting(place, insteadOf: kept?.value))
        try add(note, of: product.stream, cells, &draft, &result)
      }
    }
    // A product that is named alone is known by it.
    guard let producer = producer ?? history.said(by: day, { $0.producer })?.value else { return }
    try differences(of: values.form, from: producer, on: day, cells, &draft, &result)
  }

  /// The same, of a producer's form.
  func differences(
    of form: LegalForm?, from producer: ProducerID, on day: Day, _ cells: Cells, _ draft: inout WriteSession,
    _ result: inout RowResult
  ) throws {
    let history = try draft.history(of: producer.stream)
    if let code = cells.text("tax_code") {
      let own = try draft.taxCode(of: producer)
      if own.map({ !TaxCode.isSame($0, code) }) ?? true {
        let note = cells.kept(
          Text("mã số thuế", "tax code"), of: "\(producer)", as: own.map { Text($0) }, not: Text(code),
          at: history.entries.first?.position, "tax_code", [.field("taxCode", code)])
        try add(note, of: producer.stream, cells, &draft, &result)
      }
    }
    guard let form else { return }
    let kept = history.said(by: day) { $0.form }
    guard kept?.value != form else { return }
    let note = cells.kept(
      Text("loại hình", "legal form"), of: "\(producer)", as: kept?.value.names, not: form.names,
      at: kept?.at ?? history.entries.first?.position, "legal_form", [.field("form", form.rawValue)])
    try add(note, of: producer.stream, cells, &draft, &result)
  }

  /// Tells it, or corrects the record where the row answers that it is wrong.
  private func add(
    _ note: ImportNote, of stream: StreamID, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws {
    guard case .correct(let position?, let changes)? = note.remedy, let hash = try draft.hash(at: position),
      cells.corrects(hash), let entry = try draft.effective(for: position, in: stream)
    else { return result.notes.append(note) }
    let fields = changes.compactMap {
      if case .field(let path, let value) = $0 { (path: path, value: value) } else { nil }
    }
    let event: Event
    do throws(UnsettableField) {
      event = try entry.record.event.setting(fields)
    } catch {
      return result.notes.append(note)
    }
    let command = Command(
      id: nil, actor: setting.actor, act: .correct(stream, entry.position, event),
      effectiveOn: entry.record.effectiveOn,
      reason: "sửa theo \(setting.file), dòng \(cells.number)", source: setting.file)
    result.add(try draft.record(command, cells, Self.rejected))
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
    _ column: String, _ changes: [CorrectedField] = []
  ) -> ImportNote {
    let text = Text(
      "Dòng \(number): \(what.vi) của \(thing) trong sổ là \(kept?.vi ?? "(chưa ghi)"), dòng này ghi \(said.vi); sổ giữ nguyên.",
      "Row \(number): the \(what.en) of \(thing) in the ledger is \(kept?.en ?? "(not recorded)"), the row says \(said.en); "
        + "it was not changed.")
    var note = ImportNote(text, remedy: .correct(position, changes))
    note.column = column
    return note
  }
}
