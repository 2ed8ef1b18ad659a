package import OCOP
package import ProjectionKit
internal import Register

/// A certificate in force or extended, with the days that its holder must know.
package struct Certificate: Sendable {
  package let product: ProductID
  package let name: String
  package let producer: String
  package let stars: Stars?
  package let status: CertificateStatus
  package let end: LegalDate
  /// When its re-evaluation is filed; `nil`: no rulebook has a window for it.
  package let window: ClosedRange<Day>?
  package let placeholder: Bool

  private func row(on day: Day) -> [JSONValue] {
    let state = window.map { day < $0.lowerBound ? "before" : day <= $0.upperBound ? "open" : "late" }
    return [
      product.json, .string(name), .string(producer), stars?.json ?? nil, status.json, end.json,
      JSONValue(end.day.number - day.number), JSONValue(window?.lowerBound.description),
      JSONValue(window?.upperBound.description), JSONValue(state), .bool(placeholder),
    ]
  }

  /// `certificates` as a list, with what is left on `day`.
  package static func table(_ certificates: [Certificate], on day: Day) -> AnswerTable {
    AnswerTable(columns: columns, rows: certificates.map { $0.row(on: day) })
  }

  package static let columns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("producerName", Text("Chủ thể", "Producer")), Column("stars", Text("Sao", "Stars"), .number),
    Column("status", Text("Tình trạng", "Status"), of: CertificateStatus.self),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date),
    Column("daysLeft", Text("Còn ngày", "Days left"), .number),
    Column("fileFrom", Text("Nộp hồ sơ từ", "File from"), .date), Column("fileUntil", Text("đến", "until"), .date),
    Column("window", Text("Kỳ nộp", "Window"), .term { windows[$0] }),
    Column("placeholder", Text("Giữ chỗ", "Placeholder"), .flag),
  ]

  private static let windows = [
    "before": Text("chưa đến", "not yet"), "open": Text("đang mở", "open"), "late": Text("đã quá", "late"),
  ]
}

extension Listing<Register.Product> {
  /// The certificates that hold on the question's day, the first to lapse first.
  package func certificates(_ rulebooks: RulebookCatalogue) -> [Certificate] {
    let certificates = rows.lazy.compactMap { row -> Certificate? in
      guard [.inForce, .extended].contains(row.status), let end = row.validUntil else { return nil }
      return Certificate(
        product: row.id, name: row.name, producer: row.producerName ?? "", stars: row.stars, status: row.status,
        end: end, window: rulebooks.filingWindow(before: (row.ownEnd ?? end).day), placeholder: row.placeholder)
    }
    return certificates.sorted { ($0.end.day, $0.product.description) < ($1.end.day, $1.product.description) }
  }
}
