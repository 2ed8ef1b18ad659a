internal import OCOP
internal import ProjectionKit

/// Counts by cell, with their totals.
struct StarTable {
  private struct Count {
    var products = 0
    var producers: Set<ProducerID> = []
    var stars = [0, 0, 0, 0, 0]
    var proposed5 = 0
    var placeholders = 0

    mutating func add(_ item: StarItem) {
      if item.pending != nil { proposed5 += 1 }
      guard let held = item.held else { return }
      products += 1
      stars[Int(held.stars.number) - 1] += 1
      if item.product.placeholder { placeholders += 1 }
      if let producer = item.product.producer { producers.insert(producer) }
    }

    func values(_ key: String, _ name: String) -> [JSONValue] {
      let numbers = stars.enumerated().map { JSONValue.Member("\($0 + 1)", .int(Int64($1))) }
      return [
        .string(key), .string(name), JSONValue(products), JSONValue(producers.count), .object(numbers),
        JSONValue(proposed5),
      ]
    }
  }

  private let dimension: Dimension
  private var counts: [Cell: Count] = [:]
  private var whole = Count()

  init(dimension: Dimension) { self.dimension = dimension }

  mutating func add(_ item: StarItem) {
    counts[item.cell, default: Count()].add(item)
    whole.add(item)
  }

  var sheet: Sheet {
    let rows = counts.sorted { Cell.precedes($0.key, $1.key) }.map { $1.values($0.key, $0.name) }
    return Sheet(columns: columns, rows: rows, total: whole.values("total", "Tổng"), notes: notes)
  }

  private var columns: [Column] {
    let named: [Column] =
      if let terms = dimension.terms {
        [Column("key", dimension.title, .term(terms)), Column("name", dimension.title, .hidden)]
      } else {
        [Column("key", Text("Mã", "Code")), Column("name", dimension.title)]
      }
    return named + [
      Column("products", Text("Sản phẩm", "Products"), .number),
      Column("producers", Text("Chủ thể", "Producers"), .number),
      Column("stars", Text("sao", "stars"), .numbers(["1", "2", "3", "4", "5"])),
      Column("proposed5", Text("Đề xuất 5 sao", "Proposed 5★"), .number),
    ]
  }

  /// Nobody is to take a stand-in for a product with a name.
  private var notes: [Text] {
    guard whole.placeholders > 0 else { return [] }
    return [
      Text(
        "Trong đó \(whole.placeholders) sản phẩm là dòng giữ chỗ: nguồn chỉ cho số lượng, không cho tên.",
        "Of these, \(whole.placeholders) products are placeholders: sources give their number, not their names.")
    ]
  }
}
