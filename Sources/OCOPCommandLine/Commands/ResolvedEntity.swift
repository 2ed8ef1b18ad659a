internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Ledger {
  /// The product with that id or name. A name that fits several names none: the candidates are told.
  func product(_ name: String, _ question: Question) throws -> ResolvedEntity<Register.Product> {
    func query(_ wish: Wish<ProductID>) -> Register.Products {
      switch wish {
      case .id(let id): Register.Products(id: id)
      case .ids(let ids): Register.Products(ids: ids)
      case .name(let name): Register.Products(search: name)
      }
    }
    return try resolve(name, question, Text("sản phẩm", "product"), \.id, \.name, query) {
      try $0.product(named: name)
    }
  }

  /// The producer with that id or name.
  func producer(_ name: String, _ question: Question) throws -> ResolvedEntity<Register.Producer> {
    func query(_ wish: Wish<ProducerID>) -> Register.Producers {
      switch wish {
      case .id(let id): Register.Producers(id: id)
      case .ids(let ids): Register.Producers(ids: ids)
      case .name(let name): Register.Producers(search: name)
      }
    }
    return try resolve(name, question, Text("chủ thể", "producer"), \.id, \.name, query) {
      try $0.producer(named: name)
    }
  }

  /// The code of the district that `text` names, whenever it existed. `option` is where it was named.
  func districtCode(_ text: String, _ option: String) throws -> AreaCode {
    let map = try areaMap()
    if let code = AreaCode(text: text), code.level != .district { throw CommandContext.wrong(option, text, "399") }
    let units = AreaFinder(map).units(text, level: .district)
    guard let unit = units.last else { throw Problem.noUnit(text, [], nil) }
    guard units.allSatisfy({ $0.code == unit.code }) else {
      throw Problem.severalUnits(text, units, map, .distantFuture)
    }
    return unit.code
  }

  /// Finds in the register what `name` stands for.
  private func resolve<Row, ID: NumberedID, Q: Query>(
    _ name: String, _ question: Question, _ thing: Text, _ id: (Row) -> ID, _ rowName: (Row) -> String,
    _ query: (Wish<ID>) -> Q, _ match: @escaping @Sendable (inout WriteSession) throws -> NameMatch<ID>
  ) throws -> ResolvedEntity<Row> where Q.Answer == Listing<Row> {
    guard !normalized(name).isEmpty else {
      throw Problem.usage(Text("Tên \(thing.vi) trống.", "The name of the \(thing.en) is empty."))
    }
    let wish = try ID(name).map { Wish.id($0) } ?? self.wish(name, match)
    let listing = try ask(query(wish), question).answer
    var meant = Array(listing.rows)
    if case .name = wish { meant = NamedRows(name, meant.map(rowName)).meant.map { meant[$0] } }
    if meant.count == 1 { return ResolvedEntity(row: meant[0], notes: listing.notes) }
    guard !meant.isEmpty else {
      throw Problem.refused(
        "\(thing.en).unknown", Text("Không có \(thing.vi) \"\(name)\".", "There is no \(thing.en) \"\(name)\"."),
        hint: Text("Xem: ocop \(thing.en) list --search …", "See: ocop \(thing.en) list --search …"))
    }
    let candidates = meant.map { "\(id($0)) \(rowName($0))" }
    let list = candidates.prefix(10).joined(separator: "; ") + (candidates.count > 10 ? "; …" : "")
    throw Problem.refused(
      "\(thing.en).ambiguous",
      Text("\"\(name)\" khớp \(candidates.count) \(thing.vi).", "\"\(name)\" fits \(candidates.count) \(thing.en)s."),
      hint: Text("Chọn một mã: \(list)", "Choose an id: \(list)"),
      errors: meant.map { ["id": id($0).json, "name": .string(rowName($0))] })
  }

  /// What bears `name` in any spelling that cannot matter; else the name is looked for.
  private func wish<ID: NumberedID>(
    _ name: String, _ match: @escaping @Sendable (inout WriteSession) throws -> NameMatch<ID>
  ) throws -> Wish<ID> {
    switch try rehearse(match) {
    case .one(let id): .ids([id])
    case .several(let candidates): .ids(candidates.map(\.id))
    case .none, .near: .name(name)
    }
  }
}

/// What is looked for in the register.
private enum Wish<ID> {
  case id(ID)
  case ids([ID])
  case name(String)
}

/// The one thing that a name on the command line stands for.
struct ResolvedEntity<Row: AnswerRow> {
  /// What the register says of it.
  let row: Row
  let notes: [Text]

  var object: JSONValue { .object(zip(Row.columns, row.values).map { JSONValue.Member($0.name, $1) }) }

  var labels: [(name: String, title: Text, kind: Column.Kind)] {
    Row.columns.compactMap { column in
      if case .hidden = column.kind { nil } else { (column.name, column.title, column.kind) }
    }
  }
}

/// Which of several names somebody means who types one: those that are the same, else those that it may stand for, else those
/// that hold it. Other accents are another name.
private struct NamedRows {
  let meant: [Int]

  init(_ name: String, _ names: [String]) {
    let (wanted, spelling) = (Naming(producer: name), Spelling(name))
    let relations = names.map { Naming(producer: $0).relation(to: wanted) }
    func rows(_ relation: Naming.Relation) -> [Int] { relations.indices.filter { relations[$0] == relation } }
    let (same, maybe) = (rows(.same), rows(.mayBe))
    meant =
      !same.isEmpty
      ? same
      : !maybe.isEmpty
        ? maybe
        : names.indices.filter { index in
          let other = Spelling(names[index])
          return spelling.isAccented && other.isAccented
            ? other.exact.contains(spelling.exact) : other.folded.contains(spelling.folded)
        }
  }
}
