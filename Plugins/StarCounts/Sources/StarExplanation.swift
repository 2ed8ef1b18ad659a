internal import OCOP
internal import ProjectionKit

/// The products behind a cell of the table, each with the record that puts it there.
struct StarExplanation {
  private let cell: String?
  private let stars: Stars?
  private let onlyProposed: Bool

  init(_ question: ViewQuestion) throws {
    cell = question["cell"]
    stars = try question.value("stars")
    onlyProposed = question["proposed5"] == "yes"
  }

  func sheet(of items: [StarItem], notes: [Text]) -> Sheet {
    Sheet(columns: Self.columns, rows: items.map(row), notes: notes)
  }

  func takes(_ product: CountedProduct) -> Bool {
    // What is only put forward stands in no column of stars.
    if onlyProposed { return product.isProposed }
    return product.stars > 0 && (stars.map { Int($0.number) == product.stars } ?? true)
  }

  func takes(_ cell: Cell) -> Bool { self.cell == nil || self.cell == "total" || self.cell == cell.key }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("producer", Text("Mã chủ thể", "Producer id"), .hidden),
    Column("producerName", Text("Chủ thể", "Producer")), Column("cell", Text("Ô", "Cell")),
    Column("among", Text("Có thể thuộc", "May be in")),
    Column("stars", Text("Sao", "Stars"), .number),
    Column("status", Text("Tình trạng", "Status"), of: CertificateStatus.self),
    Column("since", Text("Từ ngày", "Since"), .date),
    Column("decision", Text("Quyết định", "Decision")), Column("rulebook", Text("Bộ tiêu chí", "Rulebook")),
    Column("position", Text("Vị trí", "Position")),
    Column("proposedPosition", Text("Vị trí đề xuất", "Proposed at")),
    Column("placeholder", Text("Giữ chỗ", "Placeholder"), .flag),
  ]

  private func row(_ item: StarItem) -> [JSONValue] {
    let grant = item.held?.grant
    return [
      .string(item.stream.shown), .string(item.product.name), item.product.producer?.json ?? nil,
      JSONValue(item.producerName), .string(item.cell.key), JSONValue(item.among), item.held?.stars.json ?? nil,
      item.status.json,
      (grant?.validFrom ?? grant?.date)?.json ?? nil,
      JSONValue(grant?.decision), grant?.rulebook?.json ?? nil, grant?.position.json ?? nil,
      item.pending?.proposal.position.json ?? nil, .bool(item.product.placeholder),
    ]
  }
}
