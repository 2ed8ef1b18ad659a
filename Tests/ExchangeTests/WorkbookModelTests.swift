import Exchange
import Foundation
import Ledger
import OCOP
import OfficeFiles
import ProjectionTesting
import TestSupport
import Testing

/// A list of 2,000 rows with what real lists have, and a model that says which row becomes what.
@Suite("Import: a long list against a model")
struct WorkbookModelTests {
  private enum Fate { case accepted, there, rejected, passedOver }

  private struct Model {
    var list = SampleList()
    /// By the row of the sheet.
    var fates: [Int: Fate] = [:]
    /// The grants that are to stand, by product.
    var grants: [String: [String]] = [:]
    var random: SeededGenerator

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    private var next: Int { list.rows.count + 3 }

    private mutating func add(_ fate: Fate, _ product: String, _ cells: [String: FreshCell]) {
      fates[next] = fate
      list.add(product, cells)
    }

    private func date(_ day: Int) -> (year: Int, month: Int, day: Int) { (2020 + day % 2, 7 + day % 6, 1 + day % 28) }

    private func text(_ date: (year: Int, month: Int, day: Int)) -> String {
      "\(date.year)-\(date.month < 10 ? "0" : "")\(date.month)-\(date.day < 10 ? "0" : "")\(date.day)"
    }

    /// A row that is right, written in one of the ways that lists have.
    private mutating func good(_ number: Int) -> (product: String, cells: [String: FreshCell], grant: String) {
      let product = "Mắm tép số \(number)"
      let date = date(number)
      var cells: [String: FreshCell] = [
        "M": .day(year: date.year, month: date.month, day: date.day), "N": .number(Double(date.year)),
        "O": .text("\(number)/QĐ-UBND"), "E": .text("HTX Hoa Sen số \(number / 7)"),
      ]
      switch Int.random(in: 0..<7, using: &random) {
      case 0: cells["M"] = .number(Double(CellDate.serial(year: date.year, month: date.month, day: date.day)))
      case 1: cells["M"] = .text("\(date.day)/\(date.month)/\(date.year)")
      case 2: cells["L"] = .text("3,0")
      case 3: cells["F"] = .number(16_003)
      case 4: cells["B"] = .text(product.decomposedStringWithCanonicalMapping)
      case 5: cells["J"] = .number(3)
      default: break
      }
      return (product, cells, "3 \(text(date))")
    }

    mutating func draw(_ number: Int) {
      let (product, cells, grant) = good(number)
      func with(_ more: [String: FreshCell]) -> [String: FreshCell] { cells.merging(more) { $1 } }
      switch Int.random(in: 0..<20, using: &random) {
      case 0: add(.rejected, product, with(["O": .text("#REF!")]))
      case 1: add(.rejected, product, with(["N": .number(2019)]))
      case 2: add(.rejected, product, with(["J": .number(5)]))
      case 3: add(.rejected, product, with(["F": .text("Xã Không Có Ở Đâu")]))
      // A name of four communes.
      case 4: add(.rejected, product, with(["F": .text("Phú Sơn")]))
      case 5: add(.rejected, product, with(["L": .text("sáu")]))
      case 6:
        fates[next] = .passedOver
        list.add(["A": .text("Cộng"), "L": .number(3)])
      case 7:
        fates[next] = .passedOver
        list.add(["B": .text("HUYỆN SỐ \(number)")])
      case 8:
        // A second evaluation, and a third in the next row, under merged cells.
        let row = list.rows.count
        add(
          .accepted, product,
          with(["J": .number(5), "Q": .number(4), "R": .day(year: 2023, month: 1, day: 5), "T": .text("a\(number)/QĐ")])
        )
        fates[next] = .accepted
        list.add([
          "L": .number(5), "M": .day(year: 2024, month: 2, day: 6), "O": .text("b\(number)/QĐ"), "P": .text("Bộ"),
        ])
        list.merged += [(row...row + 1, 0...0), (row...row + 1, 1...1)]
        grants[product] = [grant, "4 2023-01-05", "5 2024-02-06"]
      case 9:
        add(.accepted, product, cells)
        grants[product] = [grant]
        add(.there, product, with(["V": .text("nhập trùng")]))
      default:
        add(.accepted, product, cells)
        grants[product] = [grant]
      }
    }
  }

  @Test(
    "2,000 rows: nothing repaired, merged, doubled or lost in silence",
    arguments: 1...UInt64(Effort.rounds(1, thorough: 4)))
  func model(seed: UInt64) throws {
    let office = try Office()
    var model = Model(seed: seed)
    var number = 1
    while model.list.rows.count < 2_000 {
      model.draw(number)
      number += 1
    }
    let (_, report) = try office.load(model.list.bytes(), acceptGood: true)
    func count(_ fate: Fate) -> Int { model.fates.values.count { $0 == fate } }
    #expect(report.accepted == count(.accepted) && report.alreadyThere == count(.there), "seed \(seed)")
    #expect(report.rejected == count(.rejected) && report.passedOver == count(.passedOver), "seed \(seed)")
    #expect(report.read == report.accepted + report.alreadyThere + report.rejected)
    let rejected = model.fates.filter { $0.value == .rejected }.keys.sorted()
    let others = report.problems.filter { model.fates[$0.row] != .rejected }.map {
      "\($0.place?.cell ?? "-") \($0.code)"
    }
    #expect(others.isEmpty, "seed \(seed): \(others.prefix(5))")
    let missed = Set(rejected).subtracting(report.problems.map(\.row)).sorted()
    #expect(missed.isEmpty, "seed \(seed): \(missed.prefix(5).map { model.list.rows[$0 - 3] })")
    let told = report.notes.map(\.text.vi)
    for (row, fate) in model.fates where fate == .passedOver {
      #expect(told.contains { $0.hasPrefix("Dòng \(row) bỏ qua: ") }, "seed \(seed), row \(row)")
    }
    var found: [String: [String]] = [:]
    for stream in try office.ledger.streams(.product) {
      let history = try office.ledger.history(of: stream)
      let name = try #require(history.effective.first?.record.event.productName)
      #expect(found[name] == nil, "\(name) twice")
      found[name] = try office.grants(stream.number)
    }
    #expect(found == model.grants, "seed \(seed)")
    #expect(try office.load(model.list.bytes(), acceptGood: true).report.events == 0)
  }
}
