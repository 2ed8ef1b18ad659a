internal import OCOP
internal import ProjectionKit

extension Register {
  func products(_ question: ViewQuestion) throws -> Sheet {
    let filter = try ProductFilter(question)
    let places = try PlaceColumns(gazetteer, on: question.mapDay)
    var rows = SheetRows()
    var hasPlaceholder = false
    for stream in try streams(question, ProductID.self, .product) {
      guard let product = try directory.details(of: stream, on: question.asOf) else { continue }
      let timeline = try timeline(of: stream, on: question.asOf)
      let producer = try product.producer.flatMap { try directory.details(of: $0.stream, on: question.asOf) }
      let place = places.values(of: product.place ?? producer?.place)
      let held = timeline.held(on: question.asOf)
      guard filter.takes(product, held?.stars, district: place[0], commune: place[2]) else { continue }
      hasPlaceholder = hasPlaceholder || product.placeholder
      rows.append(
        [
          .string(stream.shown), .string(product.name), product.producer?.json ?? nil, JSONValue(producer?.name),
          producer?.form?.json ?? nil, product.group?.json ?? nil,
        ] + place + [
          JSONValue(product.code), held?.stars.json ?? nil,
          held.map { ($0.grant.validFrom ?? $0.grant.date).json } ?? nil,
          held?.lastDay.json ?? nil, held?.grant.validUntil?.json ?? nil, held?.grant.term?.json ?? nil,
        ] + Self.status(timeline, on: question.asOf) + [
          timeline.pending(on: question.asOf)?.stars.json ?? nil, .bool(product.placeholder),
        ])
    }
    return Sheet(columns: Self.productColumns, rows: rows, notes: hasPlaceholder ? [Self.placeholderNote] : [])
  }

  private static let productColumns =
    [
      Column("id", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
      Column("producer", Text("Mã chủ thể", "Producer id"), .hidden),
      Column("producerName", Text("Chủ thể", "Producer")),
      Column("form", Text("Loại hình", "Legal form"), .hidden),
      Column("group", Text("Nhóm", "Group"), of: ProductGroup.self),
    ] + PlaceColumns.columns + [
      Column("code", Text("Mã sản phẩm", "Product code"), .hidden), Column("stars", Text("Sao", "Stars"), .number),
      Column("since", Text("Từ ngày", "Since"), .date),
      Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date),
      Column("ownEnd", Text("Hết thời hạn của giấy", "Own term ends"), .hidden),
      Column("term", Text("Thời hạn", "Term"), .hidden),
      Column("status", Text("Tình trạng", "Status"), of: CertificateStatus.self),
      Column("lapse", Text("Căn cứ hết hiệu lực", "Lapse known"), of: Lapse.self),
      Column("ended", Text("Đến hết ngày", "Ended"), .date),
      Column("afterwards", Text("Sau đó", "Afterwards"), of: RatingFact.Kind.self),
      Column("afterwardsOn", Text("Ngày", "On"), .date),
      Column("proposed", Text("Đề xuất", "Proposed"), .number),
      Column("placeholder", Text("Giữ chỗ", "Placeholder"), .flag),
    ]

  /// What the product's certificate is on `day`, with its last day, and what was decided on it afterwards.
  private static func status(_ timeline: RatingTimeline, on day: Day) -> [JSONValue] {
    let status = timeline.status(on: day).json
    if timeline.held(on: day) != nil { return [status, nil, nil, nil, nil] }
    guard let last = timeline.last(by: day) else {
      let act = timeline.unmet.last
      return [status, nil, nil, act?.kind.json ?? nil, act?.date.json ?? nil]
    }
    let after = last.afterwards.last
    return [
      status, timeline.lapse(on: day)?.json ?? nil, last.through < last.from ? nil : last.lastDay.json,
      after?.kind.json ?? nil,
      after?.date.json ?? nil,
    ]
  }

  /// The streams that `id` and `search` leave.
  func streams<ID: NumberedID>(_ question: ViewQuestion, _ type: ID.Type, _ kind: StreamKind) throws -> [StreamID] {
    if let id = try question.value("id", as: ID.self) { return [id.stream] }
    if let list = question["ids"] {
      return try list.split(separator: ",").map { text in
        guard let id = ID(String(text)) else {
          throw QuestionError(parameter: "ids", value: String(text), accepted: ID.expected)
        }
        return id.stream
      }
    }
    guard let search = question["search"] else { return try directory.streams(kind) }
    let folded = folded(search)
    let streams = try self.names.keys(containing: folded).filter { $0.kind == kind }.sorted()
    let names = try streams.map { ($0, try directory.name(of: $0, on: question.asOf)) }
    // What was typed with accents finds its exact match first; without accents it finds every spelling.
    let exact = names.filter { comparisonKey($0.1) == comparisonKey(search) }
    if !exact.isEmpty { return exact.map(\.0) }
    return names.filter { OCOP.folded($0.1).contains(folded) }.map(\.0)
  }
}

/// Which products are asked for.
private struct ProductFilter {
  private let group: ProductGroup?
  private let stars: Stars?
  private let producer: ProducerID?
  private let district: String?
  private let commune: String?

  init(_ question: ViewQuestion) throws {
    group = try question.value("group")
    stars = try question.value("stars")
    producer = try question.value("producer")
    district = question["district"]
    commune = question["commune"]
  }

  func takes(_ product: Details, _ held: Stars?, district: JSONValue, commune: JSONValue) -> Bool {
    (group == nil || product.group == group) && (stars == nil || held == stars)
      && (producer == nil || product.producer == producer)
      && (self.district.map { district == .string($0) } ?? true)
      && (self.commune.map { commune == .string($0) } ?? true)
  }
}
