internal import OCOP
internal import ProjectionKit

/// Every product that counts, with no more than what tells two answers apart.
enum BriefProducts {
  static func sheet(_ forEach: (_ body: (CountedProduct) -> Void) throws -> [Cell]) rethrows -> Sheet {
    var counted: [(product: CountedProduct, held: ProductRow.Held)] = []
    let cells = try forEach { product in
      if let held = product.held { counted.append((product, held)) }
    }
    let endings = RatingInterval.Ending.allCases.map { JSONValue.string($0.rawValue) }
    let rows = SheetRows(counted.sorted { $0.product.number < $1.product.number }) { product, held -> [JSONValue] in
      [
        .string(ProductID(product.number).description), .string(cells[product.cell].key), JSONValue(held.stars),
        JSONValue(held.position), .int(Int64(held.from)), .int(Int64(held.through)), endings[Int(held.ending) - 1],
        .int(Int64(held.takenFrom)),
      ]
    }
    return Sheet(columns: columns, rows: rows)
  }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column("cell", Text("Ô", "Cell")),
    Column("stars", Text("Sao", "Stars"), .number), Column("position", Text("Vị trí", "Position")),
    Column("fromDay", Text("Từ (số ngày)", "From (day number)")),
    Column("throughDay", Text("Đến hết (số ngày)", "Through (day number)")),
    Column("ending", Text("Kết thúc", "Ending"), of: RatingInterval.Ending.self),
    Column("takenFromDay", Text("Bị thu hồi từ (số ngày)", "Taken from (day number)")),
  ]
}
