/// A source tells that the certificate has lapsed: the event's day is that of its end, or the one by which it is told.
public struct ReportedLapsed: EventPayload {
  public static var type: EventType { .reportedLapsed }
  public static let entry = CatalogueEntry(
    in: .product, Text("nguồn ghi đã hết hiệu lực", "reported lapsed"),
    summary:
      "A source tells that the certificate has lapsed: the event's day is that of its end, or the one by which it is told."
  )

  /// By whom it is told: a list, a notice (thông báo).
  public var by: String?

  /// An event with these fields.
  public init(by: String? = nil) {
    self.by = by
  }

  public init() { by = nil }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "by", &by, "Who tells it")
  }
}

/// A certificate falls under the rule by which it goes on by law until the result of the re-evaluation (QĐ 26/2026 Art. 12.3):
/// no act, and no decision.
public struct CertificateContinues: EventPayload {
  public static var type: EventType { .certificateContinues }
  public static let entry = CatalogueEntry(
    in: .product, Text("thuộc diện kéo dài hiệu lực theo luật", "certificate continues by law"),
    summary:
      "A certificate falls under the rule by which it goes on by law until the result of the re-evaluation (QĐ 26/2026 Art. 12.3): no act, and no decision. Its day is the day after the certificate's end, or an earlier one."
  )

  /// The last day on which it holds if no result comes before: so many days after its own end.
  public var until: LegalDate
  /// Where it is said.
  public var article: String

  /// An event with these fields.
  public init(until: LegalDate, article: String) {
    self.until = until
    self.article = article
  }

  public init() { self.init(until: .zero, article: "") }

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "until", &until, "The last day at most")
    try coder.field(2, "article", &article, "The article")
  }
}
