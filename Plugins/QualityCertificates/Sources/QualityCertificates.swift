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
    events: types.union(EntityHistory.events))

  /// The list.
  public static let queries: [any ProjectionKit.Query<QualityCertificates>.Type] = [Query.self]

  fileprivate let spells: SpellTable
  fileprivate let directory: EntityHistory

  /// A projection over `tables`.
  public init(tables: TableStore) {
    spells = SpellTable(tables, of: Self.types)
    directory = EntityHistory(tables)
  }

  /// Takes in a record.
  public mutating func apply(_ record: borrowing RecordView) throws {
    try spells.apply(record)
    try directory.apply(record)
  }
}

extension QualityCertificates {
  /// The certificates granted by the day asked about.
  public struct Query: ProjectionKit.Query {
    /// Only those of this producer.
    public var producer: ProducerID?
    /// Only those for this product.
    public var product: ProductID?
    /// Only those by this standard.
    public var standard: String?
    /// Those that ended or lapsed, too.
    public var all = false

    /// Those in force.
    public init() {}

    public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "producer", &producer, "Only those of this producer")
      try coder.optional(2, "product", &product, "Only those for this product")
      try coder.optional(3, "standard", &standard, "Only those by this standard")
      try coder.field(4, "all", &all, "Those that ended or lapsed, too")
    }

    /// Lists them.
    public func answer(from view: QualityCertificates, in scope: QuestionScope) throws -> Listing<HeldCertificate> {
      var rows = Rows<HeldCertificate>()
      try view.spells.forEach(by: scope.asOf) { spell in
        guard let found = Certificate(spell), producer == nil || spell.stream == producer?.stream,
          product == nil || found.granted.product == product,
          (standard ?? found.granted.standard) == found.granted.standard,
          all || found.state(on: scope.asOf) == .inForce
        else { return }
        rows.append(try view.row(found, of: spell.stream, on: scope.asOf))
      }
      return Listing(rows)
    }
  }

  fileprivate func row(_ certificate: Certificate, of holder: StreamID, on day: Day) throws -> HeldCertificate {
    let granted = certificate.granted
    var row = HeldCertificate()
    (row.standard, row.number, row.issuer) = (granted.standard, granted.number, granted.issuer)
    (row.producer, row.producerName) = (StreamName(holder), try directory.name(of: holder, on: day))
    row.product = granted.product
    row.productName = try granted.product.map { try directory.name(of: $0.stream, on: day) }
    (row.since, row.validUntil, row.ended) = (certificate.since, certificate.spell.ownEnd, certificate.ended)
    (row.state, row.position) = (certificate.state(on: day), certificate.spell.opening.position)
    return row
  }

  /// A certificate, and what became of it.
  public struct HeldCertificate: AnswerRow {
    /// The standard.
    public var standard = ""
    /// Its number.
    public var number: String?
    /// Who issued it.
    public var issuer: String?
    /// Whose it is.
    public var producer = StreamName.zero
    /// The holder's name.
    public var producerName = ""
    /// The product that it is for.
    public var product: ProductID?
    /// That product's name.
    public var productName: String?
    /// The first day.
    public var since: LegalDate?
    /// The end of its own term.
    public var validUntil: LegalDate?
    /// The last day, where it was ended.
    public var ended: LegalDate?
    /// What it is on the day asked about.
    public var state = State.inForce
    /// The record.
    public var position = Position.zero

    public init() {}

    public mutating func describe<C: ColumnCoder>(_ coder: inout C) {
      coder.column("standard", Text("Tiêu chuẩn", "Standard"), &standard)
      coder.column("number", Text("Số", "Number"), &number)
      coder.column("issuer", Text("Nơi cấp", "Issuer"), &issuer)
      coder.column("producer", Text("Mã chủ thể", "Producer id"), &producer, .hidden)
      coder.column("producerName", Text("Chủ thể", "Producer"), &producerName)
      coder.column("product", Text("Mã sản phẩm", "Product id"), &product, .hidden)
      coder.column("productName", Text("Sản phẩm", "Product"), &productName)
      coder.column("since", Text("Từ", "Since"), &since)
      coder.column("validUntil", Text("Hiệu lực đến", "Valid until"), &validUntil)
      coder.column("ended", Text("Kết thúc", "Ended"), &ended)
      coder.column("state", Text("Tình trạng", "State"), &state)
      coder.column("position", Text("Vị trí", "Position"), &position, .hidden)
    }
  }

  /// What a certificate is on a day.
  public enum State: String, Vocabulary {
    /// Còn hiệu lực.
    case inForce
    /// Hết hạn: its own term ended.
    case expired
    /// Đã kết thúc: it was ended before.
    case ended

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .inForce: Text("còn hiệu lực", "in force")
      case .expired: Text("hết hạn", "expired")
      case .ended: Text("đã kết thúc", "ended")
      }
    }
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
  func state(on day: Day) -> QualityCertificates.State {
    if spell.holds(on: day) { return .inForce }
    return spell.closing == nil ? .expired : .ended
  }
}
