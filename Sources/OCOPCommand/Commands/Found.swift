internal import Ledger
internal import OCOP
internal import ProjectionKit

/// The one thing that a name on the command line stands for.
struct Found {
  let object: JSONValue
  let labels: [(name: String, title: Text, kind: Column.Kind)]
  let notes: [Text]

  fileprivate init(_ sheet: Sheet, _ row: Int) {
    object = sheet.objects[row]
    labels = sheet.columns.compactMap { column in
      if case .hidden = column.kind { nil } else { (column.name, column.title, column.kind) }
    }
    notes = sheet.notes
  }

  var id: String { text("id") }
  var name: String { text("name") }

  private func text(_ name: String) -> String {
    guard case .string(let text)? = object[name] else { preconditionFailure("the register names what it lists") }
    return text
  }
}

extension Ledger {
  /// The product with that id or name. A name that fits several names none: the candidates are told.
  func product(_ name: String, _ question: Question) throws -> Found {
    let meant = ProductID(name) == nil ? try ids { try $0.product(named: name) } : []
    return try found(name, ProductID(name) != nil, meant, "products", question, Text("sản phẩm", "product"))
  }

  /// The producer with that id or name.
  func producer(_ name: String, _ question: Question) throws -> Found {
    let meant = ProducerID(name) == nil ? try ids { try $0.producer(named: name) } : []
    return try found(name, ProducerID(name) != nil, meant, "producers", question, Text("chủ thể", "producer"))
  }

  /// The ids of what bears a name, in any spelling that cannot matter.
  private func ids<ID: NumberedID>(_ match: @escaping @Sendable (inout Draft) throws -> NameMatch<ID>) throws
    -> [String]
  {
    switch try rehearse(match) {
    case .one(let id): [id.description]
    case .several(let candidates): candidates.map(\.id.description)
    case .none, .near: []
    }
  }

  /// The code of the district that `text` names, whenever it existed. `option` is where it was named.
  func districtCode(_ text: String, _ option: String) throws -> AreaCode {
    let map = try areaMap()
    if let code = AreaCode(text: text), code.level != .district { throw Session.wrong(option, text, "399") }
    let units = AreaFinder(map).units(text, level: .district)
    guard let unit = units.last else { throw Problem.noUnit(text, [], nil) }
    guard units.allSatisfy({ $0.code == unit.code }) else {
      throw Problem.severalUnits(text, units, map, .distantFuture)
    }
    return unit.code
  }

  private func found(
    _ name: String, _ isID: Bool, _ named: [String], _ what: String, _ asked: Question, _ thing: Text
  ) throws -> Found {
    guard !normalized(name).isEmpty else {
      throw Problem.usage(Text("Tên \(thing.vi) trống.", "The name of the \(thing.en) is empty."))
    }
    var question = asked.with("what", what).with(isID ? "id" : "search", name)
    if !named.isEmpty { question = asked.with("what", what).with("ids", named.joined(separator: ",")) }
    let sheet = try ask("register", question).sheet
    let meant =
      isID || !named.isEmpty ? Array(sheet.rows.indices) : NamedRows(name, sheet.objects.map { text($0["name"]) }).meant
    if meant.count == 1 { return Found(sheet, meant[0]) }
    guard !meant.isEmpty else {
      throw Problem.refused(
        "\(thing.en).unknown", Text("Không có \(thing.vi) \"\(name)\".", "There is no \(thing.en) \"\(name)\"."),
        hint: Text("Xem: ocop \(thing.en) list --search …", "See: ocop \(thing.en) list --search …"))
    }
    let rows = meant.map { sheet.objects[$0] }
    let candidates = rows.map { "\(text($0["id"])) \(text($0["name"]))" }
    let list = candidates.prefix(10).joined(separator: "; ") + (candidates.count > 10 ? "; …" : "")
    throw Problem.refused(
      "\(thing.en).ambiguous",
      Text("\"\(name)\" khớp \(candidates.count) \(thing.vi).", "\"\(name)\" fits \(candidates.count) \(thing.en)s."),
      hint: Text("Chọn một mã: \(list)", "Choose an id: \(list)"),
      errors: rows.map { ["id": $0["id"] ?? nil, "name": $0["name"] ?? nil] })
  }

  private func text(_ value: JSONValue?) -> String {
    if case .string(let text)? = value { text } else { "" }
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

extension Question {
  func with(_ name: String, _ value: String) -> Question {
    var question = self
    question.parameters[name] = value
    return question
  }
}
