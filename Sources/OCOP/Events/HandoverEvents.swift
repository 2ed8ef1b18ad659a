/// An office hands its register to another, with minutes and counts (districts on 1 July 2025, merged provinces).
public struct RegisterHandedOver: EventPayload {
  public static var type: EventType { .registerHandedOver }
  public static let entry = CatalogueEntry(
    in: .office, Text("bàn giao sổ", "register handed over"),
    summary:
      "An office hands its register to another, with minutes and counts (districts on 1 July 2025, merged provinces).")

  /// Who hands it over.
  public var from: String
  /// Who takes it over.
  public var to: String
  /// The minutes (biên bản), by number.
  public var minutes: String?
  /// The unit whose register it is.
  public var area: AreaRef?
  /// How many products.
  public var products: UInt32?
  /// How many certificates.
  public var certificates: UInt32?
  /// How many decisions.
  public var decisions: UInt32?

  /// An event with these fields.
  public init(
    from: String, to: String, minutes: String? = nil, area: AreaRef? = nil, products: UInt32? = nil,
    certificates: UInt32? = nil, decisions: UInt32? = nil
  ) {
    self.from = from
    self.to = to
    self.minutes = minutes
    self.area = area
    self.products = products
    self.certificates = certificates
    self.decisions = decisions
  }

  public init() { self.init(from: "", to: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "from", &from, "Who hands it over")
    try coder.field(2, "to", &to, "Who takes it over")
    try coder.optional(3, "minutes", &minutes, "The minutes")
    try coder.optional(4, "area", &area, "The unit whose register it is")
    try coder.optional(5, "products", &products, "How many products")
    try coder.optional(6, "certificates", &certificates, "How many certificates")
    try coder.optional(7, "decisions", &decisions, "How many decisions")
  }
}
