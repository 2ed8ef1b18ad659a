public import OCOP
public import ProjectionKit

extension Register {
  /// Producers, with what they hold.
  public struct Producers: Query {
    /// `what=producers`
    public static let selector: QuerySelector? = QuerySelector("what", "producers")

    /// Only this one.
    public var id: ProducerID?
    /// Only these.
    public var ids: [ProducerID] = []
    /// Only those ever called so, with or without accents.
    public var search: String?

    /// All of them.
    public init() {}
    /// One of them.
    public init(id: ProducerID) { self.id = id }
    /// Some of them.
    public init(ids: [ProducerID]) { self.ids = ids }
    /// Those ever called so.
    public init(search: String) { self.search = search }

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "id", &id, "Only this one")
      try coder.list(2, "ids", &ids, "Only these")
      try coder.optional(3, "search", &search, "Only those ever called so")
    }

    /// Lists them. Costs a look at every product.
    public func answer(from register: Register, in scope: QuestionScope) throws -> Listing<Producer> {
      let holdings = try register.holdings(on: scope.asOf)
      let places = try PlaceNaming(register.gazetteer, on: scope.mapDay)
      var rows = Rows<Producer>()
      var hasPlaceholder = false
      for stream in try register.streams(id, ids, search, on: scope.asOf) {
        guard let details = try register.directory.details(of: stream, on: scope.asOf) else { continue }
        let held = holdings[ProducerID(stream.number)] ?? Holding()
        hasPlaceholder = hasPlaceholder || details.placeholder
        var row = Producer()
        (row.id, row.name, row.form) = (ProducerID(stream.number), details.name, details.form)
        (row.place, row.placeholder) = (places.names(of: details.place), details.placeholder)
        (row.products, row.inForce, row.best) = (held.products, held.inForce, held.best)
        rows.append(row)
      }
      return Listing(rows, notes: hasPlaceholder ? [Register.placeholderNote] : [])
    }
  }

  /// A producer on a day.
  public struct Producer: AnswerRow {
    /// Which one.
    public var id = ProducerID.zero
    /// Its name.
    public var name = ""
    /// Its legal form.
    public var form: LegalForm?
    /// Where it is.
    public var place = PlaceNames()
    /// How many products it has.
    public var products: Int64 = 0
    /// How many of them hold stars in force.
    public var inForce: Int64 = 0
    /// The most stars among those.
    public var best: Stars?
    /// Whether it stands in for one that no source names.
    public var placeholder = false

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("id", Text("Mã", "Id"), &id)
      coder.column("name", Text("Chủ thể", "Producer"), &name)
      coder.column("form", Text("Loại hình", "Legal form"), &form)
      place.describe(&coder)
      coder.column("products", Text("Sản phẩm", "Products"), &products, .number)
      coder.column("inForce", Text("Còn hiệu lực", "In force"), &inForce, .number)
      coder.column("best", Text("Sao cao nhất", "Most stars"), &best, .number)
      coder.column("placeholder", Text("Giữ chỗ", "Placeholder"), &placeholder)
    }
  }

  struct Holding {
    var products: Int64 = 0
    var inForce: Int64 = 0
    var best: Stars?
  }

  func holdings(on day: Day) throws -> [ProducerID: Holding] {
    var holdings: [ProducerID: Holding] = [:]
    for stream in try directory.streams(.product) {
      guard let producer = try directory.details(of: stream, on: day)?.producer else { continue }
      holdings[producer, default: Holding()].products += 1
      guard let stars = try timeline(of: stream, on: day).interval(on: day, counting: .inForce)?.stars else { continue }
      holdings[producer, default: Holding()].inForce += 1
      holdings[producer, default: Holding()].best = max(stars, holdings[producer]?.best ?? stars)
    }
    return holdings
  }
}
