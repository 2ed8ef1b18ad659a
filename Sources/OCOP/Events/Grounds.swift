/// What a decision or a score rests on, as its source says: by it the rulebook is found.
public struct Grounds: Message {
  /// What it holds, for the schema.
  public static let summary = "What a decision or a score rests on, as its source says."

  /// The acts that the decision cites (căn cứ), as printed.
  public var legalBasis: String?
  /// When the dossier was filed.
  public var filedOn: LegalDate?
  /// The kind of application (lần đầu, nâng hạng, đánh giá lại).
  public var application: ApplicationKind?

  /// Grounds with these fields.
  public init(legalBasis: String? = nil, filedOn: LegalDate? = nil, application: ApplicationKind? = nil) {
    self.legalBasis = legalBasis
    self.filedOn = filedOn
    self.application = application
  }

  /// Nothing is said.
  public init() { (legalBasis, filedOn, application) = (nil, nil, nil) }

  /// Whether nothing is said.
  public var isEmpty: Bool { self == Grounds() }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "legalBasis", &legalBasis, "The acts that the decision cites (căn cứ), as printed")
    try coder.optional(2, "filedOn", &filedOn, "When the dossier was filed")
    try coder.optional(3, "application", &application, "The kind of application")
  }
}
