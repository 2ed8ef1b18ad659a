internal import Ledger
internal import OCOP

/// A list of exports: markets that producers' goods reached, with channels; closed where an end is given.
struct ExportImport: RowImport {
  static let columns = [
    "producer", "product", "market", "since", "until", "channel", "outlets", "note", "producer_id", "product_id",
    "confirmed",
  ]
  static let needed = ["producer", "market", "since"]
  private static let rejected = ImportColumns(date: "since", until: "until", market: "market", name: "producer")

  private var setting: ImportSetting

  init(_ setting: ImportSetting) { self.setting = setting }

  mutating func take(_ row: ListRow, _ draft: inout WriteSession) throws -> RowResult {
    var cells = Cells(row)
    let markets = markets(&cells)
    let since = cells.requiredDate("since")
    let until = cells.date("until")
    let outlets = cells.count("outlets")
    cells.askAboutNumbers()
    let (producer, product) = try parties(&cells, since, &draft)
    if let since, let until, until.day < since.day {
      let rejection = Rejection.endsBeforeStart(from: since, until: until)
      cells.note("until", rejection.code, rejection.text)
    }
    var result = RowResult()
    if cells.hasQuestionsOnly, let producer, let since,
      try isRecorded(markets, of: producer, product, since: since, until: until, cells, &draft)
    {
      return result
    }
    try cells.finish()
    guard let since else { preconditionFailure("a row without a date has problems") }
    let owner = try producer ?? register(cells.text("producer") ?? "", cells, &draft, &result)
    let goods = product == nil ? cells.text("product") : nil
    if let goods {
      result.notes.append(
        ImportNote(
          Text(
            "Dòng \(row.number): \"\(goods)\" không có trong sổ đăng ký, ghi như tên hàng.",
            "Row \(row.number): \"\(goods)\" is not registered and is recorded as the name of goods.")))
    }
    let note = cells.text("note")
    for market in markets {
      let event = ExportOpened(
        market: market, product: product, goods: goods, channel: cells.text("channel"), outlets: outlets,
        joint: NoteFlags(note).isJoint)
      try open(event, of: owner, since: since, until: until, note: note, cells, &draft, &result)
    }
    return result
  }

  /// Whether all that the row says was recorded from it before, whatever is asked about it today.
  private func isRecorded(
    _ markets: [Market], of owner: ProducerID, _ product: ProductID?, since: LegalDate, until: LegalDate?,
    _ cells: Cells, _ draft: inout WriteSession
  ) throws -> Bool {
    try !markets.isEmpty
      && markets.allSatisfy { market in
        let goods = product == nil ? cells.text("product") : nil
        let told = ExportOpened(market: market, product: product, goods: goods, channel: cells.text("channel"))
        let identity = identity(try asRecorded(told, of: owner, since: since, cells, &draft), of: owner, since: since)
        let opened = try ["export", "exportReport"].contains {
          try draft.record(under: setting.command([$0] + identity)) != nil
        }
        return try opened
          && (until == nil
            || draft.record(under: setting.command(["exportEnd", until?.text ?? ""] + identity)) != nil)
      }
  }

  /// A market that is open already is reported again where the row says something new about its channel.
  private func open(
    _ event: ExportOpened, of owner: ProducerID, since: LegalDate, until: LegalDate?, note: String?, _ cells: Cells,
    _ draft: inout WriteSession, _ result: inout RowResult
  ) throws {
    let event = try asRecorded(event, of: owner, since: since, cells, &draft)
    let identity = identity(event, of: owner, since: since)
    let opened = setting.command(
      ["export"] + identity, .record(owner.stream, .exportOpened(event)), on: since, note: note)
    do {
      // A row that was recorded as a report of an open market is one still.
      let reported = try draft.record(under: setting.command(["exportReport"] + identity))
      result.add(try reported.map { .duplicate(of: $0) } ?? draft.record(opened))
    } catch Rejection.alreadyOpened(let name, let position) {
      guard try !isTold(event, at: position, of: owner, since, &draft) else {
        return try close(event, of: owner, since: since, until: until, cells, &draft, &result)
      }
      guard event.channel != nil || event.outlets != nil else {
        throw cells.problem(Rejection.alreadyOpened(name, at: position), columns: Self.rejected)
      }
      let report = ExportReported(
        market: event.market, product: event.product, channel: event.channel, outlets: event.outlets)
      result.add(
        try draft.record(
          setting.command(
            ["exportReport"] + identity, .record(owner.stream, .exportReported(report)), on: since, note: note), cells,
          Self.rejected))
    } catch let rejection as Rejection {
      throw try problem(rejection, event, owner, cells, &draft)
    }
    try close(event, of: owner, since: since, until: until, cells, &draft, &result)
  }

  private func close(
    _ event: ExportOpened, of owner: ProducerID, since: LegalDate, until: LegalDate?, _ cells: Cells,
    _ draft: inout WriteSession, _ result: inout RowResult
  ) throws {
    guard let until else { return try askAboutEnd(event, of: owner, since, cells, &draft, result.isNew) }
    let closed = ExportClosed(market: event.market, product: event.product)
    let command = setting.command(
      ["exportEnd", until.text] + identity(event, of: owner, since: since),
      .record(owner.stream, .exportClosed(closed)), on: until)
    let isRecorded = try command.id.flatMap { try draft.record(under: $0) } != nil
    guard try isRecorded || !isClosed(event, of: owner, since, until, cells, &draft) else { return }
    result.add(try draft.record(command, cells, Self.rejected))
  }

  /// Whether the record at `position` tells this very opening, which adds nothing to it.
  private func isTold(
    _ event: ExportOpened, at position: Position, of owner: ProducerID, _ since: LegalDate, _ draft: inout WriteSession
  ) throws -> Bool {
    guard let there = try draft.effective(for: position, in: owner.stream)?.record, there.effectiveOn == since,
      case .exportOpened(let told) = there.event
    else { return false }
    return (event.channel == nil || event.channel == told.channel)
      && (event.outlets == nil || event.outlets == told.outlets)
  }

  /// A row that was recorded with other numbers, with the correction that would set them right.
  private func problem(
    _ rejection: Rejection, _ event: ExportOpened, _ owner: ProducerID, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> RowProblems {
    guard case .commandReused(_, let position) = rejection,
      let there = try draft.effective(for: position, in: owner.stream)?.record,
      case .exportOpened(let told) = there.event, told.outlets != event.outlets
    else { return cells.problem(rejection, columns: Self.rejected) }
    let change = CorrectedField.field("outlets", event.outlets.map { "\($0)" } ?? "")
    return cells.problem(rejection, columns: Self.rejected, at: "outlets", changes: [change])
  }

  /// Whether what the row opened ends on `until` already. Where its end would end what other records opened, somebody has to say so.
  private func isClosed(
    _ event: ExportOpened, of owner: ProducerID, _ since: LegalDate, _ until: LegalDate, _ cells: Cells,
    _ draft: inout WriteSession
  ) throws -> Bool {
    let opened = SpellName.market(event.market, event.product)
    let spells = try draft.history(of: owner.stream).spells.filter { spell in
      spell.holds(on: until.day) && spell.openings.contains { $0.name?.isSame(as: opened) ?? false }
    }
    if spells.contains(where: { $0.closing?.day == until.day }) { return true }
    let others = spells.flatMap(\.openings).filter { $0.day != since.day }
    guard let other = others.first else { return false }
    var asked = cells
    asked.question(
      "until", "market.closesOther",
      Text(
        "Thị trường \(event.market.name(.vi)) còn được ghi từ \(LegalDate(other.day).vietnamese) (vị trí \(other.position)), dòng này chấm dứt cả.",
        "The market \(event.market.name(.en)) is recorded from \(LegalDate(other.day).text), too (position \(other.position)); the row ends both."
      ))
    try asked.finish()
    return false
  }

  /// A row without an end that joins what another record ends says otherwise than that.
  private func askAboutEnd(
    _ event: ExportOpened, of owner: ProducerID, _ since: LegalDate, _ cells: Cells, _ draft: inout WriteSession,
    _ isNew: Bool
  ) throws {
    guard isNew else { return }
    let opened = SpellName.market(event.market, event.product)
    let joined = try draft.history(of: owner.stream).spells.last { spell in
      spell.from < since.day && spell.openings.contains { $0.day == since.day && $0.name?.isSame(as: opened) ?? false }
    }
    guard let closing = joined?.closing else { return }
    var asked = cells
    asked.question(
      "until", "market.endedLater",
      Text(
        "Sổ ghi thị trường \(event.market.name(.vi)) kết thúc ngày \(LegalDate(closing.day).vietnamese) (vị trí \(closing.position)), dòng này không ghi kết thúc.",
        "The ledger has \(LegalDate(closing.day).text) as the end of the market \(event.market.name(.en)) (position \(closing.position)), the row names no end."
      ))
    try asked.finish()
  }

  private func identity(_ event: ExportOpened, of owner: ProducerID, since: LegalDate) -> [String] {
    [
      owner.description, event.product?.description ?? "", event.goods ?? "", event.market.text, since.text,
      event.channel ?? "",
    ]
  }

  /// What the row was recorded as before its product was registered: goods by their name. It is the same row still.
  private func asRecorded(
    _ event: ExportOpened, of owner: ProducerID, since: LegalDate, _ cells: Cells, _ draft: inout WriteSession
  ) throws -> ExportOpened {
    guard event.product != nil, let name = cells.text("product") else { return event }
    var goods = event
    (goods.product, goods.goods) = (nil, name)
    let identity = identity(goods, of: owner, since: since)
    for kind in ["export", "exportReport"] where try draft.record(under: setting.command([kind] + identity)) != nil {
      return goods
    }
    return event
  }

  private func markets(_ cells: inout Cells) -> [Market] {
    let names = cells.required("market").split(separator: "|").map { normalized(String($0)) }.filter { !$0.isEmpty }
    var markets: [Market] = []
    for name in names {
      if let other = Market(wordOf: name), let code = Market(named: name), other != code {
        cells.question(
          "market", "market.code",
          Text(
            "\"\(name)\" là mã của \(code.name(.vi)), cũng có thể là \(other.name(.vi)).",
            "\"\(name)\" is the code of \(code.name(.en)), and may be \(other.name(.en)) too."))
      }
      if let market = Market(named: name), !markets.contains(market) {
        markets.append(market)
      } else if Market(named: name) == nil {
        cells.note(
          "market", "market.unknown", Text("Không rõ thị trường \"\(name)\".", "The market \"\(name)\" is not known."),
          Text("Ghi mã ISO 3166 (US, JP) hoặc tên nước.", "Write an ISO 3166 code (US, JP) or a country's name."))
      }
    }
    return markets
  }

  private func parties(
    _ cells: inout Cells, _ since: LegalDate?, _ draft: inout WriteSession
  ) throws -> (ProducerID?, ProductID?) {
    if cells.text("producer") == nil, cells.text("producer_id") == nil {
      return try productAlone(&cells, since, &draft)
    }
    guard case .known(let producer) = try cells.producer("producer", &draft) else { return (nil, nil) }
    guard case .known(let product) = try cells.product("product", of: producer, &draft) else { return (producer, nil) }
    return (producer, product)
  }

  /// What a row without a producer is about: its product says whose it is.
  private func productAlone(
    _ cells: inout Cells, _ since: LegalDate?, _ draft: inout WriteSession
  ) throws -> (ProducerID?, ProductID?) {
    if let named = try cells.namedByID("product", &draft) {
      guard case .known(let id) = named else { return (nil, nil) }
      let history = try draft.history(of: id.stream)
      return (history.said(by: since?.day ?? .distantFuture) { $0.producer }?.value, id)
    }
    let isAsked = try cells.text("product").map { try cells.askWithoutProducer($0, &draft) } ?? false
    if !isAsked { _ = cells.required("producer") }
    return (nil, nil)
  }

  private func register(
    _ name: String, _ cells: Cells, _ draft: inout WriteSession, _ result: inout RowResult
  ) throws -> ProducerID {
    let event = ProducerRegistered(
      name: name, form: LegalForm(beginning: name), placeholder: NoteFlags(cells.text("note")).isPlaceholder)
    let outcome = try draft.record(
      setting.command(cells.newProducer, .record(StreamID(.producer, 0), .producerRegistered(event)), on: nil), cells,
      Self.rejected)
    let id = ProducerID(outcome.record.record.stream.number)
    result.add(outcome)
    return id
  }
}
