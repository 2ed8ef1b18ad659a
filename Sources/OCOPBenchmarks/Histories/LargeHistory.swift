internal import Ledger
internal import OCOP
internal import ProjectionTesting

/// A history of many products that a seed determines, in the shape that hurts stores with two clocks: nearly all
/// products unchanged for years, beside ten that change all the time.
struct LargeHistory {
  /// How many products.
  let products: UInt32
  /// How many records in all, about.
  let events: Int
  /// How many products are hot, and how often each changes.
  static let hot: UInt32 = 10
  let changesOfHot: Int

  private var random: SeededGenerator
  private static let firstDay = Day(year: 2019, month: 9, day: 1)!
  private static let lastDay = Day(year: 2026, month: 11, day: 1)!
  private static let change = LegalDate(Day(year: 2025, month: 7, day: 1)!)
  private static let communes = 547
  private static let districts = 27

  init(seed: UInt64, products: UInt32, events: Int) {
    (self.products, self.events) = (products, events)
    changesOfHot = max(10, min(2_000, events / 400))
    random = SeededGenerator(seed: seed)
  }

  private var producers: UInt32 { max(1, products / 5 * 3) }

  /// Appends all of it.
  func write(to ledger: Ledger) throws {
    var history = self
    try history.forEachBatch(of: 20_000) { try ledger.appendBypassingDecider($0) }
  }

  /// Hands the records over in batches of about `size`.
  mutating func forEachBatch(of size: Int, _ body: ([Record]) throws -> Void) rethrows {
    var batch = beginning()
    for number in 1...producers {
      batch.append(record(ProducerID(number).stream, .producerRegistered(producer()), nil))
    }
    let hotRecords = Int(Self.hot) * changesOfHot
    let each = max(4, (events - batch.count - hotRecords) / Int(products))
    for number in 1...products {
      addLife(of: number, records: each, to: &batch)
      if batch.count >= size {
        try body(batch)
        batch = []
      }
    }
    for change in 0..<changesOfHot {
      for number in 1...min(Self.hot, products) { batch.append(hotChange(change, of: number)) }
      if batch.count >= size {
        try body(batch)
        batch = []
      }
    }
    if !batch.isEmpty { try body(batch) }
  }

  private func record(_ stream: StreamID, _ event: Event, _ date: LegalDate?, _ rulebook: String? = nil) -> Record {
    Record(
      stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: date, actor: "van-phong",
      command: nil, rulebook: rulebook.map { RulebookID($0) }, event: event)
  }

  // MARK: - The map

  private func beginning() -> [Record] {
    let map = StreamID(.area, 38)
    func unit(_ code: String, _ level: AreaLevel, _ parent: String?, _ date: LegalDate? = nil) -> Record {
      let names: [AreaLevel: String] = [.province: "tỉnh", .district: "huyện", .commune: "xã"]
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: "Đơn vị \(code)", kind: names[level]!,
        parent: parent.flatMap { AreaCode(text: $0) })
      return record(map, .areaEstablished(event), date)
    }
    var records = NationalRulebooks.all.enumerated().map { index, rulebook in
      record(StreamID(.rulebook, UInt32(index + 1)), .rulebookAdopted(rulebook), rulebook.inForceFrom)
    }
    records.append(unit("38", .province, nil))
    for district in 0..<Self.districts { records.append(unit("\(380 + district)", .district, "38")) }
    for commune in 0..<Self.communes {
      records.append(unit("\(14_000 + commune)", .commune, "\(380 + commune % Self.districts)"))
    }
    let edition = Int64(Self.change.day.number)
    for merged in 0..<Self.communes / 3 { records.append(unit("\(20_000 + merged)", .commune, "38", Self.change)) }
    for commune in 0..<Self.communes {
      let from = AreaRef(code: AreaCode(text: "\(14_000 + commune)")!)
      let to = AreaRef(code: AreaCode(text: "\(20_000 + min(commune / 3, Self.communes / 3 - 1))")!, edition: edition)
      records.append(record(map, .areaAbolished(AreaAbolished(unit: from)), Self.change))
      records.append(record(map, .areaSucceeded(AreaSucceeded(from: from, to: to, part: .full)), Self.change))
    }
    return records
  }

  private mutating func place() -> Place {
    let commune = Int.random(in: 0..<Self.communes, using: &random)
    return Place(
      district: AreaRef(code: AreaCode(text: "\(380 + commune % Self.districts)")!),
      commune: AreaRef(code: AreaCode(text: "\(14_000 + commune)")!))
  }

  // MARK: - Things

  private mutating func producer() -> ProducerRegistered {
    let forms: [LegalForm] = [.cooperative, .enterprise, .household, .household, .cooperativeGroup, .establishment]
    let form = forms.randomElement(using: &random)!
    return ProducerRegistered(name: "\(form.names.vi) \(name())", form: form, place: place())
  }

  private mutating func name() -> String {
    let goods = [
      "Mắm tôm", "Chè xanh", "Nón lá", "Miến gạo", "Mật ong", "Chiếu cói", "Rượu nếp", "Cà phê", "Bưởi", "Gạo",
    ]
    let places = ["Hoằng Phụ", "Bình Sơn", "Nga Sơn", "Ngọc Lặc", "Mường Lát", "Thạch Thành", "Quan Hóa", "Như Xuân"]
    return "\(goods.randomElement(using: &random)!) \(places.randomElement(using: &random)!) "
      + "\(UInt16.random(in: 1...9_999, using: &random))"
  }

  private mutating func date() -> Day {
    Day(number: Int32.random(in: Self.firstDay.number...Self.lastDay.number, using: &random))
  }

  private mutating func addLife(of number: UInt32, records count: Int, to batch: inout [Record]) {
    let stream = ProductID(number).stream
    let group = ProductGroup.allCases.randomElement(using: &random)
    let owner = ProducerID(UInt32.random(in: 1...producers, using: &random))
    batch.append(
      record(stream, .productRegistered(ProductRegistered(name: name(), producer: owner, group: group)), nil))
    var day = date()
    var stars = Int.random(in: 3...4, using: &random)
    for step in 1..<count {
      let event: Event
      switch step % 4 {
      case 1: event = .dossierFiled(DossierFiled(kind: .first, level: .commune))
      case 2: event = .evaluated(sheet(stars))
      case 3:
        event =
          step < 4 ? .recognised(Recognised(grant: grant(stars, day))) : .renewed(Renewed(grant: grant(stars, day)))
      default:
        stars = min(5, stars + Int.random(in: 0...1, using: &random))
        event = .upgraded(Upgraded(grant: grant(stars, day), from: Stars(max(3, stars - 1))!))
      }
      batch.append(record(stream, event, LegalDate(day), "QD148-2023"))
      day = day.advanced(by: Int32.random(in: 10...400, using: &random))
    }
  }

  private mutating func sheet(_ stars: Int) -> Evaluated {
    let sum = Points(hundredths: Int64(stars) * 18_00 + Int64.random(in: 0...9_99, using: &random))
    return Evaluated(level: .province, kind: .council, total: Score(sum: sum, count: 1), stars: Stars(stars))
  }

  private mutating func grant(_ stars: Int, _ day: Day) -> Grant {
    Grant(
      stars: Stars(stars)!, level: stars == 5 ? .centre : .province,
      decision: "\(UInt16.random(in: 1...6_000, using: &random))/QĐ-UBND",
      validUntil: LegalDate(day).end(afterMonths: 36, by: .dayBefore), termBasis: .computed)
  }

  private mutating func hotChange(_ change: Int, of number: UInt32) -> Record {
    let day = Day(number: Self.firstDay.number + Int32(change * 2_500 / changesOfHot))
    let stars = 3 + change % 3
    return record(
      ProductID(number).stream, .renewed(Renewed(grant: grant(stars, day))), LegalDate(day), "QD148-2023")
  }
}
