/// What names a decision: a number is unique for an issuer and a year only (NĐ 30/2020 Art. 15.1).
public struct DecisionName: Message {
  /// Its number.
  public var number: String
  /// Its date.
  public var date: LegalDate?
  /// The authority as printed.
  public var issuer: String?

  /// A name.
  public init(number: String, date: LegalDate? = nil, issuer: String? = nil) {
    self.number = number
    self.date = date
    self.issuer = issuer
  }

  public init() { self.init(number: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "number", &number, "Its number")
    try coder.optional(2, "date", &date, "Its date")
    try coder.optional(3, "issuer", &issuer, "The authority as printed")
  }
}
