internal import Ledger
internal import OCOP
internal import ProjectionKit

/// Who and what is registered, found by name. Filled from the register, and added to while rows are read.
struct Roster: Sendable {
  private struct Entry<ID: Sendable>: Sendable {
    let id: ID
    let name: String
    let owner: ProducerID?
  }

  private var producers: [String: [Entry<ProducerID>]] = [:]
  private var products: [String: [Entry<ProductID>]] = [:]

  /// The size of the log that the roster comes from.
  let size: UInt64

  /// What a name stands for.
  enum Match<ID: Sendable>: Sendable {
    case none
    case one(ID)
    case several([(id: ID, name: String)])
  }

  init(_ ledger: Ledger) throws {
    // Names of any day: a row of 2019 may use a name given up since, which is then told apart by its producer.
    let people = try ledger.ask("register", Question(asOf: .distantFuture, parameters: ["what": "producers"]))
    let things = try ledger.ask("register", Question(asOf: .distantFuture, parameters: ["what": "products"]))
    size = things.head.size
    for row in people.sheet.objects {
      guard case .string(let name)? = row["name"], let id = row["id"].flatMap({ ProducerID(json: $0) }) else {
        continue
      }
      add(id, name)
    }
    for row in things.sheet.objects {
      guard case .string(let name)? = row["name"], let id = row["id"].flatMap({ ProductID(json: $0) }) else { continue }
      add(id, name, of: row["producer"].flatMap { ProducerID(json: $0) })
    }
  }

  /// Adds a producer; one that is there already changes nothing.
  mutating func add(_ id: ProducerID, _ name: String) {
    Self.add(Entry(id: id, name: name, owner: nil), to: &producers)
  }

  /// Adds a product; one that is there already changes nothing.
  mutating func add(_ id: ProductID, _ name: String, of producer: ProducerID?) {
    Self.add(Entry(id: id, name: name, owner: producer), to: &products)
  }

  private static func add<ID: Equatable>(_ entry: Entry<ID>, to entries: inout [String: [Entry<ID>]]) {
    let key = folded(entry.name)
    guard entries[key]?.contains(where: { $0.id == entry.id }) != true else { return }
    entries[key, default: []].append(entry)
  }

  func producer(_ name: String) -> Match<ProducerID> {
    if let id = ProducerID(name) { return knows(id) ? .one(id) : .none }
    return match(producers[folded(name)] ?? [], name)
  }

  /// A product by name; of one producer where that is known.
  func product(_ name: String, of producer: ProducerID?) -> Match<ProductID> {
    if let id = ProductID(name) { return knows(id) ? .one(id) : .none }
    let entries = products[folded(name)] ?? []
    return match(producer == nil ? entries : entries.filter { $0.owner == producer }, name)
  }

  private func knows(_ id: ProducerID) -> Bool { producers.values.contains { $0.contains { $0.id == id } } }
  private func knows(_ id: ProductID) -> Bool { products.values.contains { $0.contains { $0.id == id } } }

  /// Spellings without accents meet; where several do, the accents decide, and else nobody does.
  private func match<ID: Sendable>(_ entries: [Entry<ID>], _ name: String) -> Match<ID> {
    if entries.isEmpty { return .none }
    if entries.count == 1 { return .one(entries[0].id) }
    let exact = entries.filter { comparisonKey($0.name) == comparisonKey(name) }
    if exact.count == 1 { return .one(exact[0].id) }
    return .several((exact.isEmpty ? entries : exact).map { ($0.id, $0.name) })
  }
}

extension Cells {
  /// The problem that a name stands for several things.
  mutating func ambiguous<ID: NumberedID>(_ column: String, _ candidates: [(id: ID, name: String)]) {
    let list = candidates.prefix(10).map { "\($0.id) \($0.name)" }.joined(separator: "; ")
    note(
      column, "\(column).ambiguous",
      Text("Tên khớp \(candidates.count) mục.", "The name fits \(candidates.count) entries."),
      Text("Chọn một mã: \(list)", "Choose an id: \(list)"))
  }
}
