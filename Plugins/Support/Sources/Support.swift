public import OCOP
public import ProjectionKit

/// Support money by purpose and year. Support without an amount is counted, and adds nothing.
public struct Support: Projection {
  /// `support`
  public static let descriptor = ProjectionDescriptor(
    id: "support", version: 1, title: Text("Hỗ trợ", "Support"),
    summary: Text("Tiền hỗ trợ theo mục đích và năm, đơn vị đồng.", "Support money by purpose and year, in đồng."),
    events: [.supportGranted, .voided],
    parameters: ["year", "purpose", "producer"])

  private let events: EventTable

  /// A projection over `tables`.
  public init(tables: TableStore) { events = EventTable(tables, of: [.supportGranted]) }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws { try events.apply(record) }

  /// `year`, `purpose`, `producer`: only those.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let year = try question.value("year", as: Int64.self)
    let purpose = try question.value("purpose", as: SupportPurpose.self)
    let producer = try question.value("producer", as: ProducerID.self)?.stream
    var sums: [Key: Sum] = [:]
    var whole = Sum()
    try events.forEach(by: question.asOf) { stream, event, fact in
      guard case .supportGranted(let support) = event else { return }
      let key = Key(year: Int64(fact.day.date.year), purpose: support.purpose)
      guard (year ?? key.year) == key.year, (purpose ?? key.purpose) == key.purpose, (producer ?? stream) == stream
      else {
        return
      }
      sums[key, default: Sum()].add(support, of: stream)
      whole.add(support, of: stream)
    }
    let rows = sums.sorted { $0.key < $1.key }.map { key, sum in [.int(key.year), key.purpose.json] + sum.values }
    return Sheet(columns: Self.columns, rows: rows, total: [nil, nil] + whole.values)
  }

  private static let columns = [
    Column("year", Text("Năm", "Year")), Column("purpose", Text("Mục đích", "Purpose"), of: SupportPurpose.self),
    Column("grants", Text("Số lần", "Grants"), .number), Column("producers", Text("Chủ thể", "Producers"), .number),
    Column("amount", Text("Số tiền (đ)", "Amount (đ)"), .number),
    Column("withoutAmount", Text("Không rõ số tiền", "Without amount"), .number),
  ]

  private struct Key: Hashable, Comparable {
    let year: Int64
    let purpose: SupportPurpose

    static func < (a: Key, b: Key) -> Bool {
      (a.year, a.purpose.wireInteger) < (b.year, b.purpose.wireInteger)
    }
  }

  private struct Sum {
    var grants = 0
    var producers: Set<StreamID> = []
    var amount: Int64 = 0
    var withoutAmount = 0

    mutating func add(_ support: SupportGranted, of producer: StreamID) {
      grants += 1
      producers.insert(producer)
      if let amount = support.amount {
        // A sum beyond what an integer holds is told as the largest one.
        let (sum, overflow) = self.amount.addingReportingOverflow(amount)
        self.amount = overflow ? .max : sum
      } else {
        withoutAmount += 1
      }
    }

    var values: [JSONValue] {
      [JSONValue(grants), JSONValue(producers.count), .int(amount), JSONValue(withoutAmount)]
    }
  }
}
