public import OCOP
public import ProjectionKit

/// Quality certificates (ISO, HACCP, VietGAP, …) with their own issuer and their own end.
public struct QualityCertificates: Projection {
  private static let types: EventTypes = [.qualityCertificateGranted, .qualityCertificateEnded]

  /// `quality-certificates`
  public static let descriptor = ProjectionDescriptor(
    id: "quality-certificates", version: 1, title: Text("Chứng nhận chất lượng", "Quality certificates"),
    summary: Text(
      "Chứng nhận chất lượng của chủ thể, sản phẩm; thời hạn riêng.",
      "Quality certificates of producers and products, with terms of their own."),
    events: types.union(Directory.events),
    parameters: ["producer", "product", "standard", "all"])

  private let events: EventTable
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    events = EventTable(tables, of: Self.types)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try events.apply(record)
    try directory.apply(record)
  }

  /// `standard`, `producer`: only those. `all=yes`: those that ended or lapsed, too.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let producer = try question.value("producer", as: ProducerID.self)?.stream
    var found: [(holder: StreamID, certificate: Certificate)] = []
    try events.forEach(by: question.asOf) { stream, event, fact in
      switch event {
      case .qualityCertificateGranted(let granted):
        found.append((stream, Certificate(granted: granted, fact: fact)))
      case .qualityCertificateEnded(let ended):
        let index = found.lastIndex { $0.holder == stream && $0.certificate.isEnded(by: ended) }
        if let index { found[index].certificate.ended = fact.date }
      default: break
      }
    }
    let rows = try found.filter { holder, certificate in
      (producer == nil || holder == producer)
        && (question["standard"] ?? certificate.granted.standard) == certificate.granted.standard
        && (question["all"] == "yes" || certificate.state(on: question.asOf) == "inForce")
    }.map { try row($0.certificate, of: $0.holder, on: question.asOf) }
    return Sheet(columns: Self.columns, rows: rows)
  }

  private static let columns = [
    Column("standard", Text("Tiêu chuẩn", "Standard")), Column("number", Text("Số", "Number")),
    Column("issuer", Text("Nơi cấp", "Issuer")), Column("producer", Text("Mã chủ thể", "Producer id"), .hidden),
    Column("producerName", Text("Chủ thể", "Producer")), Column("product", Text("Mã sản phẩm", "Product id"), .hidden),
    Column("productName", Text("Sản phẩm", "Product")), Column("since", Text("Từ", "Since"), .date),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date), Column("ended", Text("Kết thúc", "Ended"), .date),
    Column("state", Text("Tình trạng", "State"), .term { states[$0] }),
    Column("position", Text("Vị trí", "Position"), .hidden),
  ]

  private static let states = [
    "inForce": Text("còn hiệu lực", "in force"), "expired": Text("hết hạn", "expired"),
    "ended": Text("đã kết thúc", "ended"),
  ]

  private func row(_ certificate: Certificate, of holder: StreamID, on day: Day) throws -> [JSONValue] {
    let granted = certificate.granted
    return [
      .string(granted.standard), JSONValue(granted.number), JSONValue(granted.issuer), .string(holder.shown),
      .string(try directory.name(of: holder, on: day)), granted.product?.json ?? nil,
      JSONValue(try granted.product.map { try directory.name(of: $0.stream, on: day) }),
      certificate.fact.date?.json ?? nil, granted.validUntil?.json ?? nil, certificate.ended?.json ?? nil,
      .string(certificate.state(on: day)), certificate.fact.position.json,
    ]
  }
}

/// A certificate with what became of it.
private struct Certificate {
  let granted: QualityCertificateGranted
  let fact: EventFact
  var ended: LegalDate?

  func isEnded(by event: QualityCertificateEnded) -> Bool {
    ended == nil && granted.standard == event.standard && granted.number == event.number
      && granted.product == event.product
  }

  /// A certificate without an end of its own lasts until it is ended.
  func state(on day: Day) -> String {
    if ended != nil { return "ended" }
    return (granted.validUntil?.day ?? .distantFuture) < day ? "expired" : "inForce"
  }
}
