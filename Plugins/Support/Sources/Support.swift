public import OCOP
public import ProjectionKit

/// Support money by purpose and year. Support without an amount is counted, and adds nothing.
public struct Support: Projection {
  /// `support`
  public static let descriptor = ProjectionDescriptor(
    id: "support", version: 1, title: Text("Hỗ trợ", "Support"),
    summary: Text("Tiền hỗ trợ theo mục đích và năm, đơn vị đồng.", "Support money by purpose and year, in đồng."),
    events: [.supportGranted, .voided])

  /// The sums.
  public static let queries: [any ProjectionKit.Query<Support>.Type] = [Query.self]

  fileprivate let events: EventTable

  /// A projection over `tables`.
  public init(tables: TableStore) { events = EventTable(tables, of: [.supportGranted]) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws { try events.apply(record) }
}

extension Support {
  /// The support granted by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only that of this year.
    public var year: Int64?
    /// Only that for this purpose.
    public var purpose: SupportPurpose?
    /// Only that to this producer.
    public var producer: ProducerID?

    /// All of it.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "year", &year, "Only that of this year")
      try coder.optional(2, "purpose", &purpose, "Only that for this purpose")
      try coder.optional(3, "producer", &producer, "Only that to this producer")
    }

    /// Adds it up, by year and purpose.
    public func answer(from support: Support, in scope: QuestionScope) throws -> Listing<GrantedSupport> {
      var sums: [Key: Sum] = [:]
      var whole = Sum()
      try support.events.forEach(by: scope.asOf) { stream, event, fact in
        guard case .supportGranted(let granted) = event else { return }
        let key = Key(year: Int64(fact.day.date.year), purpose: granted.purpose)
        guard (year ?? key.year) == key.year, (purpose ?? key.purpose) == key.purpose,
          producer == nil || producer?.stream == stream
        else { return }
        sums[key, default: Sum()].add(granted, of: stream)
        whole.add(granted, of: stream)
      }
      return Listing(sums.sorted { $0.key < $1.key }.map { $1.row($0) }, total: whole.row(nil))
    }
  }

  /// The support of one purpose in one year.
  public struct GrantedSupport: AnswerRow {
    /// The year; `nil` in a row of totals.
    public var year: Int64?
    /// The purpose; `nil` in a row of totals.
    public var purpose: SupportPurpose?
    /// How often some was granted.
    public var grants: Int64 = 0
    /// To how many producers.
    public var producers: Int64 = 0
    /// How much, in đồng.
    public var amount: Int64 = 0
    /// How often nobody says how much.
    public var withoutAmount: Int64 = 0

    /// None.
    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("year", Text("Năm", "Year"), &year)
      coder.column("purpose", Text("Mục đích", "Purpose"), &purpose)
      coder.column("grants", Text("Số lần", "Grants"), &grants, .number)
      coder.column("producers", Text("Chủ thể", "Producers"), &producers, .number)
      coder.column("amount", Text("Số tiền (đ)", "Amount (đ)"), &amount, .number)
      coder.column("withoutAmount", Text("Không rõ số tiền", "Without amount"), &withoutAmount, .number)
    }
  }
}

private struct Key: Hashable, Comparable {
  let year: Int64
  let purpose: SupportPurpose

  static func < (a: Key, b: Key) -> Bool { (a.year, a.purpose.wireInteger) < (b.year, b.purpose.wireInteger) }
}

private struct Sum {
  private var producers: Set<StreamID> = []
  private var counted = Support.GrantedSupport()

  mutating func add(_ support: SupportGranted, of producer: StreamID) {
    counted.grants += 1
    producers.insert(producer)
    if let amount = support.amount {
      // A sum beyond what an integer holds is told as the largest one.
      let (sum, overflow) = counted.amount.addingReportingOverflow(amount)
      counted.amount = overflow ? .max : sum
    } else {
      counted.withoutAmount += 1
    }
  }

  func row(_ key: Key?) -> Support.GrantedSupport {
    var row = counted
    (row.year, row.purpose, row.producers) = (key?.year, key?.purpose, Int64(producers.count))
    return row
  }
}
