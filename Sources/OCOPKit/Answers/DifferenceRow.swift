package import Ledger
package import OCOP
package import ProjectionKit
internal import Register

/// A product that differs.
package struct DifferenceRow: AnswerRow {
  private var change = ""
  private var product = ProductID.zero
  private var name: String?
  private var (a, b) = (Side(), Side())
  private var reason = AnswerDifference.Reason.zero
  private var lapsed: LegalDate?
  private var afterwards: AnswerDifference.Reason?
  private var afterwardsFrom: LegalDate?

  private struct Side {
    var cell: String?
    var stars: Stars?
    var position: Position?

    init() {}
    init(_ product: RatedProduct?) { (cell, stars, position) = (product?.cell, product?.stars, product?.position) }
  }

  package init() {}

  init(_ product: AnswerDifference.Product, _ name: String?) {
    change = product.a == nil ? "+" : product.b == nil ? "-" : "~"
    (self.product, self.name, a, b) = (product.id, name, Side(product.a), Side(product.b))
    (reason, lapsed) = (product.reason, product.lapsed.map { LegalDate($0) })
    (afterwards, afterwardsFrom) = (product.afterwards?.reason, product.afterwards.map { LegalDate($0.from) })
  }

  package mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("change", Text("±", "±"), &change)
    coder.column("product", Text("Mã", "Id"), &product)
    coder.column("name", Text("Sản phẩm", "Product"), &name)
    coder.column("aCell", Text("Ô A", "Cell A"), &a.cell)
    coder.column("aStars", Text("Sao A", "Stars A"), &a.stars, .number)
    coder.column("aPosition", Text("Vị trí A", "Position A"), &a.position)
    coder.column("bCell", Text("Ô B", "Cell B"), &b.cell)
    coder.column("bStars", Text("Sao B", "Stars B"), &b.stars, .number)
    coder.column("bPosition", Text("Vị trí B", "Position B"), &b.position)
    coder.column("reason", Text("Lý do", "Reason"), &reason)
    coder.column("lapsed", Text("Đến hết ngày", "Through"), &lapsed)
    coder.column("afterwards", Text("Sau đó", "Afterwards"), &afterwards)
    coder.column("afterwardsFrom", Text("Từ ngày", "From"), &afterwardsFrom)
  }
}

extension AnswerDifference {
  /// How many products only the second question counts.
  package var added: Int { products.count { $0.a == nil } }
  /// How many only the first counts.
  package var removed: Int { products.count { $0.b == nil } }

  /// The numbers of the comparison.
  package var summary: JSONValue {
    [
      "added": JSONValue(added), "removed": JSONValue(removed),
      "changed": JSONValue(products.count - added - removed), "a": JSONValue(counts.a), "b": JSONValue(counts.b),
      "firstPosition": firstPosition?.json ?? nil,
    ]
  }
}

extension Ledger {
  /// The names of products, by id, as they are known now.
  private func names(of ids: [ProductID]) throws -> [ProductID: String] {
    guard !ids.isEmpty else { return [:] }
    let found = try ask(Register.Products(ids: ids), asOf: .distantFuture).answer
    return Dictionary(found.rows.map { ($0.id, $0.name) }) { first, _ in first }
  }

  /// A row for each product that `difference` tells, with its name.
  package func rows(of difference: AnswerDifference) throws -> Rows<DifferenceRow> {
    var rows = Rows<DifferenceRow>()
    // A thousand names at a time.
    for start in stride(from: 0, to: difference.products.count, by: 1_000) {
      let some = difference.products[start..<min(start + 1_000, difference.products.count)]
      let known = try names(of: some.map(\.id))
      for product in some { rows.append(DifferenceRow(product, known[product.id])) }
    }
    return rows
  }
}
