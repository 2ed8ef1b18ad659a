public import OCOP
public import ProjectionKit

/// Quality certificates (ISO, HACCP, VietGAP, …) with their own issuer and their own end.
public struct QualityCertificates: Projection {
  private static let types: EventTypes = [.qualityCertificateGranted, .qualityCertificateEnded]

  /// `quality-certificates`
  public static let descriptor = ProjectionDescriptor(
    id: "quality-certificates", version: 2, title: Text("Chứng nhận chất lượng", "Quality certificates"),
    summary: Text(
      "Chứng nhận chất lượng của chủ thể, sản phẩm; thời hạn riêng.",
      "Quality certificates of producers and products, with terms of their own."),
    events: types.union(Directory.events),
    parameters: ["producer", "product", "standard", "all"])

  private let spells: SpellTable
  private let directory: Directory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    spells = SpellTable(tables, of: Self.types)
    directory = Directory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try spells.apply(record)
    try directory.apply(record)
  }

  /// `standard`, `producer`: only those. `all=yes`: those that ended or lapsed, too.
  public func answer(_ question: ViewQuestion) throws -> Sheet {
    let producer = try question.value("producer", as: ProducerID.self)?.stream
    var found: [(holder: StreamID, certificate: Certificate)] = []
    try spells.forEach(by: question.asOf) { spell in
      if let certificate = Certificate(spell) { found.append((spell.stream, certificate)) }
    }
    let rows = try SheetRows(found) { holder, certificate in
      guard producer == nil || holder == producer,
        (question["standard"] ?? certificate.granted.standard) == certificate.granted.standard,
        question["all"] == "yes" || certificate.state(on: question.asOf) == "inForce"
      else { return nil }
      return try row(certificate, of: holder, on: question.asOf)
    }
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
      certificate.since?.json ?? nil, certificate.spell.ownEnd?.json ?? nil, certificate.ended?.json ?? nil,
      .string(certificate.state(on: day)), certificate.spell.opening.position.json,
    ]
  }
}

/// A certificate with what became of it. One that was granted anew before its end goes on.
private struct Certificate {
  let granted: QualityCertificateGranted
  let spell: Spell
  let since: LegalDate?
  /// Its last day, where it was ended.
  let ended: LegalDate?

  /// `nil`: it is nothing of a certificate.
  init?(_ found: SpellTable.Found) {
    guard case .qualityCertificateGranted(let granted) = found.opening else { return nil }
    self.granted = granted
    spell = found.spell
    since = found.date(of: spell.opening)
    ended = spell.closing.flatMap { found.date(of: $0) }
  }

  /// A certificate without an end of its own lasts until it is ended.
  func state(on day: Day) -> String {
    if spell.holds(on: day) { return "inForce" }
    return spell.closing == nil ? "expired" : "ended"
  }
}
