internal import Foundation
public import Ledger
public import OCOP
internal import OfficeFiles

extension Ledger {
  /// The list of a province's products on a day, by what was recorded up to `known`, as a workbook of 22 columns: what `import workbook`
  /// reads, and then records nothing new. A product with more than two evaluations goes on in the next row, under merged cells.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or no file written. Costs every product's history.
  public func exportWorkbook(asOf day: Day, knownAt known: Position? = nil) throws -> [UInt8] {
    let head = try head()
    let last = known ?? head.position ?? .zero
    let map = try areaMap()
    var producers: [ProducerID: History] = [:]
    var rows: [ListedProduct] = []
    for stream in try streams(.product) {
      let history = try history(of: stream, knownAt: last)
      guard let product = ListedProduct(history, on: day, map) else { continue }
      var listed = product
      if let id = product.producer {
        let own = try producers[id] ?? self.history(of: id.stream, knownAt: last)
        producers[id] = own
        listed.name(own, on: day, map)
      }
      rows.append(listed)
    }
    return try freshBytes([ProvincialSheet(rows).sheet, Self.question(day, last, head, rows.count)])
  }

  private static func question(_ day: Day, _ known: Position, _ head: Head, _ count: Int) -> FreshSheet {
    let facts = [
      ("Tính đến ngày", day.vietnamese), ("Theo dữ liệu nhập đến vị trí", "\(known)"), ("Số sản phẩm", "\(count)"),
      ("Số bản ghi", "\(head.size)"), ("Gốc", head.root),
    ]
    return FreshSheet(name: "Thông tin", headings: [], widths: [30, 90], count: facts.count) {
      [.text(facts[$0].0), .text(facts[$0].1)]
    }
  }
}

/// A product as a provincial list says it.
struct ListedProduct {
  struct Evaluation {
    let date: LegalDate
    let grant: Grant
  }

  let product: String
  let group: ProductGroup?
  let producer: ProducerID?
  let stars: Stars?
  let evaluations: [Evaluation]
  let note: String?
  private(set) var producerName: String?
  private(set) var form: LegalForm?
  private(set) var commune: String?

  /// `nil`: nothing stands of the product by that day, or nothing was granted to it.
  init?(_ history: History, on day: Day, _ map: AreaMap) {
    guard let name = history.said(by: day, { $0.productName })?.value else { return nil }
    let annulled = Set(history.ratings.intervals.filter { $0.ending == .annulled }.map(\.grant.position))
    let places = Places(history.entries)
    let granted = history.effective.filter { entry in
      entry.record.event.grant != nil && !annulled.contains(places[entry.position])
        && !annulled.contains(entry.position)
        && (entry.record.effectiveOn?.day ?? .distantPast) <= day
    }
    guard !granted.isEmpty else { return nil }
    product = name
    group = history.said(by: day) { $0.group }?.value
    producer = history.said(by: day) { $0.producer }?.value
    evaluations = granted.compactMap { entry in
      guard let grant = entry.record.event.grant, let date = entry.record.effectiveOn else { return nil }
      return Evaluation(date: date, grant: grant)
    }
    stars = history.ratings.held(on: day)?.stars
    note = granted.last?.record.note
    commune = Self.commune(history.place(on: day), map)
  }

  /// Takes in what is said of its producer.
  mutating func name(_ history: History, on day: Day, _ map: AreaMap) {
    let isPlaceholder = history.effective.contains { entry in
      if case .producerRegistered(let event) = entry.record.event { event.placeholder } else { false }
    }
    producerName = isPlaceholder ? nil : history.said(by: day) { $0.producerName }?.value
    form = history.said(by: day) { $0.form }?.value
    commune = commune ?? Self.commune(history.place(on: day), map)
  }

  private static func commune(_ place: Place?, _ map: AreaMap) -> String? {
    place?.commune.flatMap { map.unit($0) }?.fullName
  }
}
