public import OCOP
public import ProjectionKit

extension Register {
  /// Products, with what they hold.
  public struct Products: Query {
    /// `what=products`
    public static let selector: QuerySelector? = QuerySelector("what", "products")

    /// Only this one.
    public var id: ProductID?
    /// Only these.
    public var ids: [ProductID] = []
    /// Only those ever called so, with or without accents.
    public var search: String?
    /// Only those of this group.
    public var group: ProductGroup?
    /// Only those with so many stars in force.
    public var stars: Stars?
    /// Only those of this producer.
    public var producer: ProducerID?
    /// Only those in the district with this code.
    public var district: String?
    /// Only those in the commune with this code.
    public var commune: String?

    /// All of them.
    public init() {}
    /// One of them.
    public init(id: ProductID) { self.id = id }
    /// Some of them.
    public init(ids: [ProductID]) { self.ids = ids }
    /// Those ever called so.
    public init(search: String) { self.search = search }
    /// Those of one producer.
    public init(producer: ProducerID) { self.producer = producer }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "id", &id, "Only this one")
      try coder.list(2, "ids", &ids, "Only these")
      try coder.optional(3, "search", &search, "Only those ever called so")
      try coder.optional(4, "group", &group, "Only those of this group")
      try coder.optional(5, "stars", &stars, "Only those with so many stars in force")
      try coder.optional(6, "producer", &producer, "Only those of this producer")
      try coder.optional(7, "district", &district, "Only those in the district with this code")
      try coder.optional(8, "commune", &commune, "Only those in the commune with this code")
    }

    /// Lists them. Costs a look at the records of each.
    public func answer(from register: Register, in scope: QuestionScope) throws -> Listing<Product> {
      let places = try PlaceNaming(register.gazetteer, on: scope.mapDay)
      var rows = Rows<Product>()
      var hasPlaceholder = false
      for stream in try register.streams(id, ids, search, on: scope.asOf) {
        guard let row = try register.product(stream, places, scope), isMeant(row) else { continue }
        hasPlaceholder = hasPlaceholder || row.placeholder
        rows.append(row)
      }
      return Listing(rows, notes: hasPlaceholder ? [Register.placeholderNote] : [])
    }

    private func isMeant(_ row: Product) -> Bool {
      (group == nil || row.group == group) && (stars == nil || row.stars == stars)
        && (producer == nil || row.producer == producer) && (district == nil || row.place.district == district)
        && (commune == nil || row.place.commune == commune)
    }
  }

  /// A product on a day.
  public struct Product: AnswerRow {
    /// Which one.
    public var id = ProductID.zero
    /// Its name.
    public var name = ""
    /// Whose it is.
    public var producer: ProducerID?
    /// That producer's name.
    public var producerName: String?
    /// That producer's legal form.
    public var form: LegalForm?
    /// Its group.
    public var group: ProductGroup?
    /// Where it is: its own place, or its producer's.
    public var place = PlaceNames()
    /// Its code.
    public var code: String?
    /// The stars in force.
    public var stars: Stars?
    /// From when it holds them.
    public var since: LegalDate?
    /// To when.
    public var validUntil: LegalDate?
    /// The end of the certificate's own term, whatever extended it.
    public var ownEnd: LegalDate?
    /// How the term is known.
    public var term: TermSource?
    /// What its certificate is.
    public var status = CertificateStatus.zero
    /// How a lapse is known.
    public var lapse: Lapse?
    /// The last day of the stars that it held last.
    public var ended: LegalDate?
    /// What was decided on them afterwards.
    public var afterwards: RatingFact.Kind?
    /// When.
    public var afterwardsOn: LegalDate?
    /// The stars that it is put forward for.
    public var proposed: Stars?
    /// Whether it stands in for one that no source names.
    public var placeholder = false

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("id", Text("Mã", "Id"), &id)
      coder.column("name", Text("Sản phẩm", "Product"), &name)
      coder.column("producer", Text("Mã chủ thể", "Producer id"), &producer, .hidden)
      coder.column("producerName", Text("Chủ thể", "Producer"), &producerName)
      coder.column("form", Text("Loại hình", "Legal form"), &form, .hidden)
      coder.column("group", Text("Nhóm", "Group"), &group)
      place.describe(&coder)
      coder.column("code", Text("Mã sản phẩm", "Product code"), &code, .hidden)
      coder.column("stars", Text("Sao", "Stars"), &stars, .number)
      coder.column("since", Text("Từ ngày", "Since"), &since)
      coder.column("validUntil", Text("Hiệu lực đến", "Valid until"), &validUntil)
      coder.column("ownEnd", Text("Hết thời hạn của giấy", "Own term ends"), &ownEnd, .hidden)
      coder.column("term", Text("Thời hạn", "Term"), &term, .hidden)
      coder.column("status", Text("Tình trạng", "Status"), &status)
      coder.column("lapse", Text("Căn cứ hết hiệu lực", "Lapse known"), &lapse)
      coder.column("ended", Text("Đến hết ngày", "Ended"), &ended)
      coder.column("afterwards", Text("Sau đó", "Afterwards"), &afterwards)
      coder.column("afterwardsOn", Text("Ngày", "On"), &afterwardsOn)
      coder.column("proposed", Text("Đề xuất", "Proposed"), &proposed, .number)
      coder.column("placeholder", Text("Giữ chỗ", "Placeholder"), &placeholder)
    }
  }

  /// The product of `stream`; `nil` where it was never registered.
  private func product(_ stream: StreamID, _ places: PlaceNaming, _ scope: QuestionScope) throws -> Product? {
    guard let details = try directory.details(of: stream, on: scope.asOf) else { return nil }
    let producer = try details.producer.flatMap { try directory.details(of: $0.stream, on: scope.asOf) }
    let timeline = try timeline(of: stream, on: scope.asOf)
    var row = Product()
    (row.id, row.name, row.group, row.code) = (ProductID(stream.number), details.name, details.group, details.code)
    (row.producer, row.producerName, row.form) = (details.producer, producer?.name, producer?.form)
    row.place = places.names(of: details.place ?? producer?.place)
    if let held = timeline.held(on: scope.asOf) {
      (row.stars, row.since) = (held.stars, held.grant.validFrom ?? held.grant.date)
      (row.validUntil, row.ownEnd, row.term) = (held.lastDay, held.grant.validUntil, held.grant.term)
    } else {
      row.tell(timeline, endedBy: scope.asOf)
    }
    row.status = timeline.status(on: scope.asOf)
    (row.proposed, row.placeholder) = (timeline.pending(on: scope.asOf)?.stars, details.placeholder)
    return row
  }
}

extension Register.Product {
  /// Tells how the stars ended that it held last, and what was decided on them afterwards.
  fileprivate mutating func tell(_ timeline: RatingTimeline, endedBy day: Day) {
    guard let last = timeline.last(by: day) else {
      (afterwards, afterwardsOn) = (timeline.unmet.last?.kind, timeline.unmet.last?.date)
      return
    }
    (lapse, ended) = (timeline.lapse(on: day), last.through < last.from ? nil : last.lastDay)
    (afterwards, afterwardsOn) = (last.afterwards.last?.kind, last.afterwards.last?.date)
  }
}
