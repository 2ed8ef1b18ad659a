public import OCOP

/// A history that a seed determines: commands drawn at random, judged by the deciders, recorded as they would be.
///
/// It is dense in what is hard: corrections, strike-outs, proposals that fail, expiry, gaps, closed markets, moved places.
public struct RandomHistory: Sendable {
  /// The records; their positions are their places in the array.
  public private(set) var records: [Record] = []
  /// The commands that led to the records, one each, in their order.
  public private(set) var commands: [Command] = []
  /// How many commands the deciders refused on the way.
  public private(set) var refused = 0

  var context: DecisionContext
  var generator: SeededGenerator
  var time = Timestamp(microseconds: 1_577_836_800_000_000)

  /// A history of at least `count` records.
  public init(seed: UInt64, count: Int) {
    generator = SeededGenerator(seed: seed)
    context = DecisionContext(today: Self.lastDay)
    for command in Self.beginnings { record(command) }
    while records.count < count { record(draw()) }
  }

  static let firstDay = Day(year: 2019, month: 9, day: 1)!
  static let lastDay = Day(year: 2026, month: 11, day: 24)!

  mutating func record(_ command: Command) {
    guard let decision = try? decide(command, in: context) else {
      refused += 1
      return
    }
    let history = context.histories[decision.stream] ?? History()
    time = Timestamp(microseconds: time.microseconds + Int64.random(in: 0...3_600_000_000, using: &generator))
    let record = Record(
      stream: decision.stream, version: UInt64(history.entries.count) + 1, recordedAt: time,
      effectiveOn: command.effectiveOn, actor: command.actor, command: command.id, corrects: decision.corrects,
      reason: command.reason, rulebook: decision.rulebook, note: command.note, source: command.source,
      event: decision.event)
    context.histories[decision.stream, default: History()].append(record, at: Position(UInt64(records.count)))
    records.append(record)
    commands.append(command)
    context.note(decision.stream)
    if decision.stream == .office { context.termRules = TermRules(context.histories[.office]?.entries ?? []) }
    if decision.corrects == nil {
      context.areas.apply(record.event, on: record.effectiveOn)
      context.rulebooks.apply(record.event, on: record.effectiveOn)
    } else {
      foldAgain()
    }
  }

  /// What was corrected is folded anew.
  mutating func foldAgain() {
    context.areas = AreaMap()
    context.rulebooks = RulebookCatalogue()
    for (stream, history) in context.histories.sorted(by: { $0.key < $1.key }) {
      for entry in history.effective where stream.kind == .area || stream.kind == .rulebook {
        context.areas.apply(entry.record.event, on: entry.record.effectiveOn)
        context.rulebooks.apply(entry.record.event, on: entry.record.effectiveOn)
      }
    }
  }

  // MARK: - Drawing

  mutating func draw() -> Command {
    switch Int.random(in: 0..<100, using: &generator) {
    case 0..<12: return command(.record(StreamID(.producer, 0), .producerRegistered(producer())), on: nil)
    case 12..<28: return command(.record(StreamID(.product, 0), .productRegistered(product())), on: nil)
    case 28..<55: return recognition()
    case 55..<80:
      let stream = StreamID(Bool.random(using: &generator) ? .product : .producer, someNumber(.product))
      return command(.record(stream, event(of: stream)), on: date())
    case 80..<86: return command(.record(.office, officeEvent()), on: date())
    case 86..<93: return correction(strikesOut: false)
    default: return correction(strikesOut: true)
    }
  }

  mutating func command(_ act: Command.Act, on date: LegalDate?, reason: String? = nil) -> Command {
    Command(id: nil, actor: "random", act: act, effectiveOn: date, reason: reason)
  }

  mutating func recognition() -> Command {
    let stars = Stars(Int.random(in: 3...5, using: &generator))!
    let date = date()
    let until = Int.random(in: 0..<4, using: &generator) == 0 ? LegalDate(date.day.addingMonths(12)) : nil
    // Now and then it begins on another day than that of the decision.
    let begins = Int.random(in: 0..<6, using: &generator) == 0
    let from = begins ? LegalDate(date.day.advanced(by: Int32.random(in: -60...200, using: &generator))) : nil
    let request = RecognitionRequest(
      stars: stars, decision: "\(UInt8.random(in: 1...200, using: &generator))/QĐ",
      validFrom: until == nil ? from : nil,
      validUntil: until, word: begins ? "công nhận lại" : nil)
    return command(.recognise(ProductID(someNumber(.product)), request), on: date)
  }

  mutating func correction(strikesOut: Bool) -> Command {
    let position = UInt64.random(in: 0..<UInt64(records.count), using: &generator)
    let record = records[Int(position)]
    if strikesOut {
      return command(.void(record.stream, Position(position)), on: record.effectiveOn, reason: "recorded by mistake")
    }
    let isMoved = Bool.random(using: &generator)
    let moved = record.effectiveOn == nil ? nil : isMoved ? date() : record.effectiveOn
    let event = isMoved ? record.event : changed(record.event)
    return command(.correct(record.stream, Position(position), event), on: moved, reason: "copied wrongly")
  }

  /// The event with something else in it, where it says anything of stars.
  mutating func changed(_ event: Event) -> Event {
    let stars = Stars(Int.random(in: 3...5, using: &generator))!
    if var grant = event.grant {
      grant.stars = stars
      grant.level = stars == .five ? .centre : .province
      return event.granting(grant)
    }
    switch event {
    case .proposed(var e):
      e.stars = stars
      return .proposed(e)
    case .annulled(var e):
      e.granted = somePosition()
      return .annulled(e)
    case .recognitionWithdrawn: return withdrawal()
    default: return event
    }
  }

  /// A withdrawal as far as some source may tell it.
  mutating func withdrawal() -> Event {
    let thing = ([nil, .certificate, .recognitionDecision] as [WithdrawnThing?]).randomElement(using: &generator)!
    let effects: [WithdrawalEffect?] = thing == .recognitionDecision ? [nil, .fromStart, .fromDay] : [nil]
    let effect = effects.randomElement(using: &generator)!
    let names = Int.random(in: 0..<3, using: &generator) == 0
    return .recognitionWithdrawn(
      RecognitionWithdrawn(
        thing: thing, ground: EndingGround.allCases.randomElement(using: &generator), effect: effect,
        from: effect == .fromDay && Bool.random(using: &generator) ? date() : nil, granted: names ? somePosition() : nil
      ))
  }

  mutating func somePosition() -> Position {
    Position(UInt64.random(in: 0..<UInt64(records.count), using: &generator))
  }

  mutating func event(of stream: StreamID) -> Event {
    let position = somePosition()
    let withdrawal = withdrawal()
    let stars = Stars(Int.random(in: 3...5, using: &generator))!
    if stream.kind == .product {
      let events: [Event] = [
        .proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)),
        .proposed(Proposed(stars: stars, to: .province, kind: .reevaluation)),
        .proposalRefused(ProposalRefused(stars: .five, level: .centre)),
        .proposalWithdrawn(ProposalWithdrawn(stars: stars)),
        .revoked(Revoked(ground: .lawBreach, level: .province)), .removedFromList(RemovedFromList()),
        .removedFromList(RemovedFromList(ground: .ownWish)), withdrawal, withdrawal,
        .annulled(Annulled(granted: position, level: .centre)),
        .reevaluationFailed(ReevaluationFailed(level: .province)),
        .certificateExtended(CertificateExtended(until: date(), legalBasis: "Art. 12.3")),
        .certificateContinues(CertificateContinues(until: date(), article: "Art. 12.3")),
        .reportedLapsed(ReportedLapsed(by: "danh sách")), .inspected(Inspected(by: "UBND tỉnh", conforms: false)),
        .productRenamed(ProductRenamed(name: name())), .productMoved(ProductMoved(place: place())),
        .productTransferred(ProductTransferred(producer: ProducerID(someNumber(.producer)))),
        .productRegrouped(ProductRegrouped(group: .crafts)), .productCoded(ProductCoded(code: "38-\(position)")),
        .productAwarded(ProductAwarded(title: "Tiêu biểu", awardedBy: "VPĐP")),
        .evaluated(Evaluated(level: .province, kind: .council, total: Score(sum: Points(91), count: 1))),
      ]
      return events.randomElement(using: &generator)!
    }
    let market = Market(text: ["US", "JP", "CN"].randomElement(using: &generator)!)!
    let product = Bool.random(using: &generator) ? ProductID(someNumber(.product)) : nil
    let events: [Event] = [
      .producerRenamed(ProducerRenamed(name: name())), .producerMoved(ProducerMoved(place: place())),
      .producerFormChanged(ProducerFormChanged(form: .cooperative)), .producerClosed(ProducerClosed()),
      .exportOpened(ExportOpened(market: market, product: product, channel: "siêu thị", outlets: 3)),
      .exportOpened(ExportOpened(market: market, product: product)),
      .exportReported(ExportReported(market: market, product: product, channel: "siêu thị", outlets: 64)),
      .exportClosed(ExportClosed(market: market, product: product)),
    ]
    return events.randomElement(using: &generator)!
  }

  mutating func officeEvent() -> Event {
    if Int.random(in: 0..<8, using: &generator) == 0 {
      return .termRuleSet(
        TermRuleSet(rule: Bool.random(using: &generator) ? .dayBefore : .correspondingDay, regulation: "Quy chế"))
    }
    let count = UInt32.random(in: 1...20, using: &generator)
    let kind: RecipientKind = Bool.random(using: &generator) ? .collective : .individual
    return .awardGiven(AwardGiven(recipientKind: kind, count: count, title: "Bằng khen", awardedBy: "UBND tỉnh"))
  }

  mutating func producer() -> ProducerRegistered {
    ProducerRegistered(
      name: name(), form: LegalForm.allCases.randomElement(using: &generator), place: place(),
      placeholder: Int.random(in: 0..<10, using: &generator) == 0)
  }

  mutating func product() -> ProductRegistered {
    ProductRegistered(
      name: name(), producer: ProducerID(someNumber(.producer)),
      group: ProductGroup.allCases.randomElement(using: &generator),
      place: Bool.random(using: &generator) ? place() : nil)
  }

  mutating func name() -> String {
    let first = ["Mắm tôm", "Chè", "Nón lá", "Miến gạo", "Mật ong", "Đũa tre"].randomElement(using: &generator)!
    let second = ["Hòa Hải", "Bình Sơn", "Lê Gia", "Đông Sơn", "Ngọc Lặc"].randomElement(using: &generator)!
    return "\(first) \(second) \(UInt8.random(in: 1...9, using: &generator))"
  }

  mutating func place() -> Place {
    let district = Self.districts.indices.randomElement(using: &generator)!
    let commune = Self.communes(of: district).randomElement(using: &generator)!
    let isKnown = Int.random(in: 0..<5, using: &generator) > 0
    return Place(
      district: AreaRef(code: AreaCode(text: Self.districts[district])!),
      commune: isKnown ? AreaRef(code: AreaCode(text: commune)!) : nil)
  }

  /// A number that is most often in use.
  mutating func someNumber(_ kind: StreamKind) -> UInt32 {
    UInt32.random(in: 1...(context.nextNumber(of: kind) ?? .max), using: &generator)
  }

  mutating func date() -> LegalDate {
    let day = Day(number: Int32.random(in: Self.firstDay.number...Self.lastDay.number, using: &generator))
    let precision: LegalDate.Precision = [.day, .day, .day, .month, .year].randomElement(using: &generator)!
    let date = LegalDate(day, precision: precision)
    // Now and then only a stretch is known, or a day that it was not behind.
    switch Int.random(in: 0..<24, using: &generator) {
    case 0: return LegalDate(from: date.firstDay.advanced(by: -Int32.random(in: 1...400, using: &generator)), to: date)!
    case 1 where date.day <= Self.lastDay: return LegalDate(from: nil, to: date)!
    default: return date
    }
  }
}
