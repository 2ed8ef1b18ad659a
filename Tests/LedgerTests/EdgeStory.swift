import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

/// A story in which every type of event has its place, and each of them with the edges of its fields.
enum EdgeStory {
  static func command(_ act: Command.Act, _ date: String? = nil, reason: String? = nil) -> Command {
    Command(id: nil, actor: "test", act: act, effectiveOn: date.flatMap { LegalDate($0) }, reason: reason)
  }

  static let registrations: [(StreamKind, Event)] = [
    (.producer, .producerRegistered(ProducerRegistered(name: "Lê Gia", form: .cooperative, place: place))),
    (.product, .productRegistered(ProductRegistered(name: "Mắm tôm", producer: ProducerID(1), group: .food))),
    (.session, .sessionOpened(SessionOpened(level: .province, year: 2020))),
    (
      .target,
      .targetSet(
        TargetSet(
          scope: "province:38", period: "2018-2020", metric: "products", comparison: .atLeast, value: 40,
          setBy: "UBND tỉnh"))
    ),
  ]

  static let place = Place(
    district: AreaRef(code: AreaCode(text: "399")!), commune: AreaRef(code: AreaCode(text: "16003")!))
  static let map = StreamID(.area, 38)

  static var beginning: [Command] {
    func unit(_ code: String, _ level: AreaLevel, _ parent: String?) -> Command {
      let event = AreaEstablished(
        code: AreaCode(text: code)!, level: level, name: "Đơn vị \(code)", kind: "đơn vị",
        parent: parent.flatMap { AreaCode(text: $0) })
      return command(.record(map, .areaEstablished(event)))
    }
    return [
      unit("38", .province, nil), unit("399", .district, "38"), unit("405", .district, "38"),
      unit("16003", .commune, "399"),
    ] + (0..<2).map { _ in command(.record(StreamID(.producer, 0), registrations[0].1)) }
      + (0..<4).map { _ in command(.record(StreamID(.product, 0), registrations[1].1)) } + [
        command(.record(StreamID(.session, 0), registrations[2].1), "2020-01-01"),
        command(.record(StreamID(.target, 0), registrations[3].1), "2020-01-01"),
        command(.recognise(ProductID(1), RecognitionRequest(stars: .three, decision: "1/QĐ")), "2020-02-29"),
        command(.recognise(ProductID(4), RecognitionRequest(stars: .four, decision: "4/QĐ")), "2020-02-29"),
        command(
          .record(ProductID(1).stream, .proposed(Proposed(stars: .five, to: .centre, kind: .upgrade))), "2020-05-01"),
        command(
          .record(
            ProducerID(1).stream, .exportOpened(ExportOpened(market: Market(text: "JP")!, product: ProductID(1)))),
          "2020-01-01"),
        command(
          .record(
            ProducerID(1).stream,
            .qualityCertificateGranted(QualityCertificateGranted(standard: "ISO", number: "1", product: ProductID(1)))),
          "2020-01-01"),
        command(
          .record(
            ProducerID(1).stream,
            .supplyAgreementSigned(SupplyAgreementSigned(counterparty: "Co.op", kind: .contract, product: ProductID(1)))
          ),
          "2020-01-01"),
        command(.record(.office, .salesPointOpened(SalesPointOpened(name: "Điểm 1", place: place))), "2020-01-01"),
      ]
  }

  /// A write of each kind that depends on nothing before it.
  static var next: [Command] {
    registrations.map { command(.record(StreamID($0, 0), $1), "2020-06-01") } + [
      command(.recognise(ProductID(2), RecognitionRequest(stars: .four, decision: "2/QĐ")), "2020-06-01"),
      command(
        .record(
          .office,
          .awardGiven(AwardGiven(recipientKind: .collective, count: 1, title: "Bằng khen", awardedBy: "UBND"))),
        "2020-06-01"),
      command(
        .record(
          map,
          .areaEstablished(
            AreaEstablished(
              code: AreaCode(text: "16006")!, level: .commune, name: "Xã", kind: "xã", parent: AreaCode(text: "399")!))),
        "2020-06-01"),
    ]
  }

  /// Writes to the same stream, and to what may look at it.
  static func beside(_ stream: StreamID) -> [Command] {
    let product = ProductID(stream.kind == .product ? stream.number : 1)
    let acts: [Event] = [
      .revoked(Revoked(ground: .lawBreach, level: .province)),
      .reevaluationFailed(ReevaluationFailed(level: .province)),
      .certificateExtended(CertificateExtended(until: LegalDate("2024-01-01")!, legalBasis: "x")),
      .proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)), .removedFromList(RemovedFromList()),
    ]
    return [command(.recognise(product, RecognitionRequest(stars: .four, decision: "9/QĐ")), "2023-04-01")]
      + acts.map { command(.record(product.stream, $0), "2023-05-01") }
  }

  /// The event as the story tells it, and with each of its fields at each of its edges, by JSON as an import would bring it.
  static func cases(of type: EventType) throws -> [Command] {
    let (stream, payload, date) = try sample(of: type)
    var cases = [(payload, date)]
    edges(of: payload) { cases.append(($0, date)) }
    for date in ["0001-01-01", "0001", "2026-11", "9999-12-31"] { cases.append((payload, date)) }
    return cases.compactMap { payload, date in
      guard let event = try? Event(type, json: payload) else { return nil }
      if case .voided = event { return command(.void(stream, Position(voidable)), date, reason: "nhầm") }
      return command(.record(stream, event), date, reason: "vì vậy")
    }
  }

  /// A ledger begins with six records of its own, and the story with four of the map, two producers and four products: the
  /// third of them, which nothing else names.
  static let voidable: UInt64 = 6 + 4 + 2 + 2

  static let extremes: [JSONValue] =
    [0, 1, -1, 100, .int(Int64(Int32.max)), .int(Int64(UInt32.max)), .int(.max), .int(.min), .bool(true), .null]
    + [
      "", "x", "0", "38", "405", "16003", "0001-01-01", "0001", "9999-12-31", "9999", "SP-0001", "SP-4294967295",
      "CT-0001", "CT-4294967295", "HD-0001", "HD-4294967295", "99", "99999",
      .string(String(repeating: "ộ", count: 9_000)), .string(String(repeating: "x", count: 61_000)),
    ] + (1...5).map { .string(String($0)) }

  /// Every member of an object, and of objects in it, at every extreme; lists empty and long.
  static func edges(of json: JSONValue, _ body: (JSONValue) -> Void) {
    switch json {
    case .object(let members):
      for (index, member) in members.enumerated() {
        edges(of: member.value) { value in
          var members = members
          members[index] = .init(member.name, value)
          body(.object(members))
        }
      }
    case .array(let values):
      body(.array([]))
      if let first = values.first {
        body(.array(Array(repeating: first, count: 500)))
        edges(of: first) { body(.array([$0])) }
      }
    default: for extreme in extremes { body(extreme) }
    }
  }

  /// An event of `type` with all its fields, as JSON, where and when it may be recorded.
  static func sample(of type: EventType) throws -> (StreamID, JSONValue, String?) {
    let filled = try type.filled.json
    switch type.stream {
    case .producer where type == .producerRegistered: return (StreamID(.producer, 0), filled, "2020-03-01")
    case .producer: return (ProducerID(1).stream, filled, "2020-03-01")
    case .product where type == .productRegistered: return (StreamID(.product, 0), filled, "2020-03-01")
    case .product:
      // The first product is recognised already; the others are not.
      let product: UInt32 = type == .recognised ? 3 : type == .lowered ? 4 : 1
      return (ProductID(product).stream, filled, "2020-06-01")
    case .session: return (type == .sessionOpened ? StreamID(.session, 0) : SessionID(1).stream, filled, "2020-03-01")
    case .target: return (StreamID(.target, 0), filled, "2020-03-01")
    case .area: return (map, filled, "2020-03-01")
    case .rulebook: return (StreamID(.rulebook, type == .rulebookAdopted ? 0 : 1), filled, "2020-03-01")
    case .office: return (.office, filled, "2020-03-01")
    case nil: return (ProductID(3).stream, filled, "2020-03-01")
    }
  }
}

extension Command {
  var isRecognition: Bool { if case .recognise = act { true } else { false } }
}

extension EventType {
  /// A payload in which every field has a value that the story accepts.
  var filled: any EventPayload {
    get throws {
      var filler = StoryFiller(type: self)
      return try filler.filled(payload)
    }
  }
}

/// Fills every field of a payload by its name.
private struct StoryFiller: FieldCoder {
  let type: EventType

  mutating func filled<P: Message>(_ type: P.Type) throws(MessageError) -> P {
    var message = P()
    try message.describe(&self)
    return message
  }

  /// Where the story grants the first product its stars.
  static let granted: Int64 = 6 + 4 + 2 + 4 + 2

  static let values: [String: [JSONValue]] = [
    "product": ["SP-0001"], "producer": ["CT-0002"], "successor": ["CT-0002"], "session": ["HD-0001"],
    "producers": ["CT-0001"], "district": [["code": "399"]], "market": ["JP"], "standard": ["ISO"], "number": ["1"],
    "counterparty": ["Co.op"], "level": ["province"], "from": ["three", 3, ["code": "399"]],
    "to": ["centre", ["code": "405"]],
    "stars": [4], "granted": [.int(granted)], "until": ["2023-12-31"], "validUntil": ["2023-02-28"], "name": ["Điểm 1"],
    "count": [1], "sum": [9000], "points": [500], "code": ["16009"], "parent": ["399"], "edition": [.null],
    "unit": [["code": "16003"], "sản phẩm"], "kind": ["council", "upgrade", "contract", "xã"], "year": [2020],
    "inForceFrom": ["2020-01-01"], "inForceUntil": ["2021-01-01"], "amends": ["QD1048-2019"], "province": ["38"],
    "id": ["QD-THU"], "termMonths": [36], "spreadLimit": [500], "quorumPercent": [50],
    "scope": ["province:38", "province"], "period": ["2018-2020"], "metric": ["products"],
    "value": [40], "part": ["full"], "taxCode": ["0100109106"], "set": [.null], "scores": [.array([])],
    "content": [.null], "file": [.string(String(repeating: "a", count: 64))],
  ]

  func value<T: FieldValue>(_ name: StaticString, _ type: T.Type) -> T? {
    var candidates = Self.values["\(name)"] ?? []
    switch (self.type, "\(name)") {
    case (.exportOpened, "market"): candidates = ["US"]
    case (.qualityCertificateGranted, "number"): candidates = ["2"]
    case (.supplyAgreementSigned, "counterparty"), (.salesPointOpened, "name"): candidates = ["Mới"]
    case (.recognised, "stars"), (.renewed, "stars"), (.lowered, "stars"): candidates = [3]
    case (.lowered, "from"): candidates = [4]
    case (.recognitionWithdrawn, "thing"): candidates = ["recognitionDecision"]
    case (.recognitionWithdrawn, "effect"): candidates = ["fromDay"]
    case (.recognitionWithdrawn, "from"): candidates = ["2021-01-01"]
    case (.granted, "validFrom"): candidates = ["2020-07-01"]
    case (.proposed, "stars"), (.proposalRefused, "stars"), (.proposalWithdrawn, "stars"):
      candidates = [.int(self.type == .proposed ? 4 : 5)]
    case (.areaSucceeded, "from"): candidates = [["code": "16003"]]
    case (.areaEstablished, "level"): candidates = ["commune"]
    case (.rulebookLapsed, "id"), (.powerDelegated, "id"): candidates = ["QD1048-2019"]
    case (.powerDelegated, "stars"): candidates = [3]
    case (_, "bands"), (_, "authorities"), (_, "transitions"): candidates = []
    default: break
    }
    if candidates.contains(.null) { return nil }
    for candidate in candidates { if let value = T(json: candidate) { return value } }
    let others: [JSONValue] = ["Chữ", 3, .bool(true), "38", "2020-01-01", "1:1", ["3": 1]]
    for candidate in others { if let value = T(json: candidate) { return value } }
    guard let vocabulary = T.self as? any Vocabulary.Type else { return nil }
    return T(json: .string(Self.first(vocabulary)))
  }

  static func first<V: Vocabulary>(_ type: V.Type) -> String { V.allCases[V.allCases.startIndex].rawValue }

  mutating func some<T: FieldValue>(_ name: StaticString, _ type: T.Type) throws(MessageError) -> T? {
    if let value = value(name, type) { return value }
    guard let nested = T.self as? any Message.Type else { return nil }
    return try filled(nested) as? T
  }

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    if let some = try some(name, T.self) { value = some }
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    value = try some(name, T.self)
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    value = [try some(name, T.self)].compactMap(\.self)
  }
}
