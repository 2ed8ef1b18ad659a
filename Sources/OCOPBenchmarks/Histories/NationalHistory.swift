internal import OCOP
internal import ProjectionTesting

/// The country's register as a seed determines it: 34 provinces, districts that end in July 2025, communes, producers, and
/// products that are evaluated up to three times in seven years, since a term is 36 months. More records are more of what
/// there is much of: sheets of council members, each whole, and reports of exports.
///
/// Products take turns, as they do in a log: two records of one product seldom stand together. Some terms run out before
/// the next evaluation, some stars rise, one grant in a hundred is recorded wrongly and corrected.
struct NationalHistory {
  /// How many records in all, about.
  let events: Int
  let products: UInt32

  private var random: SeededGenerator
  private var position: UInt64 = 0
  private var stars: [Int]

  private static let provinces = 34
  private static let districts = 20
  private static let communes = 97
  private static let firstDay = Day(year: 2019, month: 9, day: 1)!
  private static let days: Int32 = 2_600
  private static let rounds = 3
  /// Of the councils of district, province and centre together.
  private static let members = 33
  private static let mergerDate = LegalDate(Day(year: 2025, month: 7, day: 1)!)
  static let lastDay = firstDay.advanced(by: days)
  /// A day on which nearly every product holds stars, at every size.
  static let countedDay = firstDay.advanced(by: 870)

  init(seed: UInt64, products: UInt32 = 20_000, events: Int) {
    (self.products, self.events) = (products, events)
    random = SeededGenerator(seed: seed)
    stars = [Int](repeating: 0, count: Int(products) + 1)
  }

  private var producers: UInt32 { max(1, products / 5 * 3) }

  /// Hands the records over in batches of about `size`; the first is to stand at the first position of a log.
  mutating func forEachBatch(of size: Int, _ body: ([Record]) throws -> Void) rethrows {
    var batch: [Record] = []
    beginning(&batch)
    for number in 1...producers { add(.producerRegistered(producer()), to: ProducerID(number).stream, nil, &batch) }
    let perProduct = max(4, (events - Int(position)) / Int(products))
    let rounds = min(Self.rounds, max(1, (perProduct - 1) / 3))
    let perRound = (perProduct - 1) / rounds - 2
    let sheets = min(Self.members, max(1, perRound))
    for round in 0..<rounds {
      for number in 1...products {
        addEvaluation(round, number, sheets: sheets, reports: perRound - sheets, to: &batch)
        guard batch.count >= size else { continue }
        try body(batch)
        batch = []
      }
    }
    if !batch.isEmpty { try body(batch) }
  }

  private mutating func add(
    _ event: Event, to stream: StreamID, _ date: LegalDate?, corrects: Position? = nil, _ batch: inout [Record]
  ) {
    batch.append(
      Record(
        stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: date, actor: "van-phong",
        command: nil, corrects: corrects, reason: corrects == nil ? nil : "ghi nhầm số quyết định",
        rulebook: stream.kind == .product ? SheetHistory.rulebook.id : nil, event: event))
    position += 1
  }

  // MARK: - The map

  private static func district(_ province: Int, _ district: Int) -> AreaRef {
    AreaRef(code: AreaCode(text: "\(100 + province * districts + district)")!)
  }

  private static func commune(_ province: Int, _ commune: Int) -> AreaRef {
    AreaRef(code: AreaCode(text: "\(10_000 + province * communes + commune)")!)
  }

  private mutating func beginning(_ batch: inout [Record]) {
    let map = StreamID(.area, 38)
    for province in 0..<Self.provinces {
      let own = AreaRef(code: AreaCode(text: "\(10 + province)")!)
      func unit(_ area: AreaRef, _ level: AreaLevel, _ kind: String, _ parent: AreaRef?) -> Event {
        .areaEstablished(
          AreaEstablished(
            code: area.code, level: level, name: "Đơn vị \(area.code)", kind: kind, parent: parent?.code))
      }
      add(unit(own, .province, "tỉnh", nil), to: map, nil, &batch)
      for number in 0..<Self.districts {
        let district = Self.district(province, number)
        add(unit(district, .district, "huyện", own), to: map, nil, &batch)
        add(.areaAbolished(AreaAbolished(unit: district)), to: map, Self.mergerDate, &batch)
      }
      for number in 0..<Self.communes {
        let parent = Self.district(province, number % Self.districts)
        add(unit(Self.commune(province, number), .commune, "xã", parent), to: map, nil, &batch)
      }
    }
  }

  private mutating func place() -> Place {
    let province = Int.random(in: 0..<Self.provinces, using: &random)
    let commune = Int.random(in: 0..<Self.communes, using: &random)
    return Place(
      district: Self.district(province, commune % Self.districts), commune: Self.commune(province, commune))
  }

  // MARK: - Producers and products

  private mutating func producer() -> ProducerRegistered {
    let forms: [LegalForm] = [.cooperative, .enterprise, .household, .household, .cooperativeGroup, .establishment]
    let form = forms.randomElement(using: &random)!
    return ProducerRegistered(name: "\(form.names.vi) \(name())", form: form, place: place())
  }

  private mutating func name() -> String {
    let goods = [
      "Mắm tôm", "Chè Shan tuyết", "Nón lá", "Miến dong", "Mật ong bạc hà", "Chiếu cói", "Rượu nếp cái hoa vàng",
      "Cà phê rang xay", "Bưởi da xanh", "Gạo nếp nương", "Nước mắm cá cơm", "Hạt điều rang muối", "Thịt trâu gác bếp",
    ]
    let places = [
      "Hoằng Phụ", "Mộc Châu", "Nga Sơn", "Phú Quốc", "Mường Lát", "Đồng Văn", "Quan Hóa", "Bến Tre", "Cù Lao Chàm",
      "Buôn Đôn", "Tân Cương",
    ]
    return "\(goods.randomElement(using: &random)!) \(places.randomElement(using: &random)!) "
      + "\(UInt16.random(in: 1...9_999, using: &random))"
  }

  private mutating func addEvaluation(
    _ round: Int, _ number: UInt32, sheets: Int, reports: Int, to batch: inout [Record]
  ) {
    let stream = ProductID(number).stream
    if round == 0 {
      let owner = ProducerID(UInt32.random(in: 1...producers, using: &random))
      let group = ProductGroup.allCases.randomElement(using: &random)
      add(
        .productRegistered(ProductRegistered(name: name(), producer: owner, group: group)), to: stream, nil, &batch)
    }
    let span = Self.days / Int32(Self.rounds)
    let day = Self.firstDay.advanced(
      by: Int32(round) * span + Int32.random(in: 0...max(1, span - 1), using: &random))
    add(
      .dossierFiled(DossierFiled(kind: round == 0 ? .first : .reevaluation, level: .commune)), to: stream,
      LegalDate(day.advanced(by: -30)), &batch)
    for member in 1...sheets { add(.evaluated(sheet(member)), to: stream, LegalDate(day), &batch) }
    grant(to: stream, number, day, &batch)
    for report in 0..<max(0, reports) {
      let market = Market(text: ["JP", "KR", "US", "DE", "CN"].randomElement(using: &random)!)!
      add(
        .exportReported(ExportReported(market: market, product: ProductID(number))),
        to: ProducerID(number % producers + 1).stream, LegalDate(day.advanced(by: Int32(60 + report % 700))), &batch)
    }
  }

  private mutating func sheet(_ member: Int) -> Evaluated {
    let quality = Int.random(in: 40...95, using: &random)
    let scores = SheetHistory.rulebook.sets[0].criteria.map { criterion -> CriterionScore in
      let isHigh = Int.random(in: 0..<100, using: &random) < quality
      return CriterionScore(
        criterion: criterion.code,
        points: (isHigh ? criterion.options.last! : criterion.options.randomElement(using: &random)!).points)
    }
    return Evaluated(level: .province, kind: .member, scores: scores, evaluator: "TV-\(member)", set: "1")
  }

  private mutating func grant(to stream: StreamID, _ number: UInt32, _ day: Day, _ batch: inout [Record]) {
    let before = stars[Int(number)]
    let now =
      before == 0 ? Int.random(in: 3...4, using: &random) : min(5, before + Int.random(in: 0..<4, using: &random) / 3)
    stars[Int(number)] = now
    func grant(_ decision: UInt16) -> Grant {
      Grant(
        stars: Stars(now)!, level: now == 5 ? .centre : .province, decision: "\(decision)/QĐ-UBND",
        validUntil: LegalDate(day).end(afterMonths: 36, by: .dayBefore), termBasis: .computed)
    }
    func event(_ grant: Grant) -> Event {
      if before == 0 { return .recognised(Recognised(grant: grant)) }
      if now > before { return .upgraded(Upgraded(grant: grant, from: Stars(before)!)) }
      return .renewed(Renewed(grant: grant))
    }
    let decision = UInt16.random(in: 1...6_000, using: &random)
    add(event(grant(decision)), to: stream, LegalDate(day), &batch)
    if Int.random(in: 0..<100, using: &random) == 0 {
      add(event(grant(decision + 1)), to: stream, LegalDate(day), corrects: Position(position - 1), &batch)
    }
  }
}
