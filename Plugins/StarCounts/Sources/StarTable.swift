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

    var tally: StarTally {
      var tally = StarTally()
      (tally.products, tally.producers) = (Int64(products), Int64(producers))
      (tally.stars, tally.proposed5) = (stars.map(Int64.init), Int64(proposed5))
      return tally
    }
  }

  private struct Pair: Hashable {
    let producer: UInt32
    let cell: Int
  }

  private let dimension: StarDimension
  private var counts: [Count] = []
  private var whole = Count()
  /// The first cell in which each producer was met, by its slot: most have no other.
  private var firstCell: [Int32]
  private var otherCells: Set<Pair> = []
  private var unregistered: Set<UInt32> = []

  /// `producers`: how many slots there are for producers.
  init(dimension: StarDimension, producers: Int) {
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

  /// The counts of each cell that has any, in the order of the table.
  func cells(_ finder: CellFinder) -> [(cell: Cell, tally: StarTally)] {
    zip(finder.cells, counts).sorted { Cell.precedes($0.0, $1.0) }.map { ($0, $1.tally) }
  }

  /// The counts of all cells.
  var total: StarTally { whole.tally }

  func answer(_ finder: CellFinder) -> StarCounts.Answer {
    let basis = Basis(
      placeholders: whole.placeholders, irregular: whole.irregular, imprecise: whole.imprecise,
      undecided: finder.undecided)
    return StarCounts.Answer(
      dimension: dimension, rows: cells(finder).map { StarCounts.Row($0.cell.key, $0.cell.name, $0.tally) },
      total: StarCounts.Row("total", "Tổng", total), basis: basis, notes: basis.notes + finder.notes)
  }
}
