internal import OCOP
internal import ProjectionKit

/// Counts by cell, with their totals.
struct StarTable {
  private struct Count {
    var products = 0
    var producers = 0
    var stars = [0, 0, 0, 0, 0]
    var proposed5 = 0
    var placeholders = 0
    var irregular = 0
    var imprecise = 0

    mutating func add(_ product: CountedProduct) {
      if product.isProposed { proposed5 += 1 }
      guard product.stars > 0 else { return }
      products += 1
      stars[product.stars - 1] += 1
      if product.isPlaceholder { placeholders += 1 }
      if product.held?.isIrregular ?? false { irregular += 1 }
      if product.held?.isImprecise ?? false { imprecise += 1 }
    }

    func values(_ key: String, _ name: String) -> [JSONValue] {
      let numbers = stars.enumerated().map { JSONValue.Member("\($0 + 1)", .int(Int64($1))) }
      return [
        .string(key), .string(name), JSONValue(products), JSONValue(producers), .object(numbers),
        JSONValue(proposed5),
      ]
    }
  }

  private struct Pair: Hashable {
    let producer: UInt32
    let cell: Int
  }

  private let dimension: Dimension
  private var counts: [Count] = []
  private var whole = Count()
  /// The first cell in which each producer was met, by its slot: most have no other.
  private var firstCell: [Int32]
  private var otherCells: Set<Pair> = []
  private var unregistered: Set<UInt32> = []

  /// `producers`: how many slots there are for producers.
  init(dimension: Dimension, producers: Int) {
    self.dimension = dimension
    firstCell = [Int32](repeating: -1, count: producers)
  }

  mutating func add(_ product: CountedProduct) {
    while counts.count <= product.cell { counts.append(Count()) }
    counts[product.cell].add(product)
    whole.add(product)
    guard product.stars > 0, let producer = product.producer else { return }
    if let slot = product.producerSlot {
      if firstCell[slot] < 0 {
        firstCell[slot] = Int32(product.cell)
        whole.producers += 1
      } else if firstCell[slot] == product.cell {
        return
      } else if !otherCells.insert(Pair(producer: producer, cell: product.cell)).inserted {
        return
      }
    } else {
      guard otherCells.insert(Pair(producer: producer, cell: product.cell)).inserted else { return }
      if unregistered.insert(producer).inserted { whole.producers += 1 }
    }
    counts[product.cell].producers += 1
  }

  func sheet(_ finder: CellFinder) -> Sheet {
    let rows = zip(finder.cells, counts).sorted { Cell.precedes($0.0, $1.0) }.map { $1.values($0.key, $0.name) }
    let basis = Basis(
      placeholders: whole.placeholders, irregular: whole.irregular, imprecise: whole.imprecise,
      undecided: finder.undecided)
    return Sheet(
      columns: columns, rows: rows, total: whole.values("total", "Tổng"), notes: basis.notes + finder.notes,
      basis: basis)
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
}
