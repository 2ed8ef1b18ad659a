internal import Exchange
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// What a page answers, before it is written in one form or another.
struct Page {
  var title: String
  /// What stands above the table.
  var lead: HTML = .empty
  /// What stands below it.
  var rest: HTML = .empty
  /// The rows of its list; what CSV and workbooks hold.
  var table: AnswerTable?
  /// So many rows of it stand on a page.
  var mostRows = TableText.mostRows
  /// The rows of one page, where they are written in a way of their own.
  var rows: (@Sendable (Range<Int>) throws -> HTML)?
  /// How the page is made for paper: a heading, a serif face.
  var isDocument = false
  /// Where the cells of the table lead.
  var links = CellLinks()
  /// What the JSON form holds.
  var json: JSONValue
  /// The question, position and root in a line; `nil`: it asks nothing.
  var caption: String?
  /// What of the question may be changed on the page.
  var asks: Asks = []
  /// What is told of the question in a workbook.
  var facts: [AnswerWorkbook.Fact] = []

  /// What of a question a page lets its reader change.
  struct Asks: OptionSet {
    let rawValue: Int
    static let day = Asks(rawValue: 1)
    static let knownAt = Asks(rawValue: 2)
    static let areas = Asks(rawValue: 4)
    static let counting = Asks(rawValue: 8)
    /// How many days until a certificate lapses.
    static let within = Asks(rawValue: 16)
    static let commune = Asks(rawValue: 32)
    static let all: Asks = [.day, .knownAt, .areas, .counting]
  }

  /// How many pages its rows take, at least one.
  var pages: Int { max(1, ((table?.rows.count ?? 0) + mostRows - 1) / mostRows) }

  /// The rows that stand on the page of that number, from 1.
  func shown(_ page: Int) -> Range<Int> {
    let count = table?.rows.count ?? 0
    let first = min((page - 1) * mostRows, count)
    return first..<min(first + mostRows, count)
  }

  /// What is told only to those with access: who recorded or judged, remarks, from which file, and what was not in keeping with the law.
  private static let withheld: Set<String> = ["actor", "note", "irregular", "evaluator", "source"]

  /// The page without what is told only to those with access. The number of such products behind a figure stays.
  var forEverybody: Page {
    var page = self
    page.json = Self.withoutWithheld(json)
    if let table {
      let kept = table.columns.indices.filter { !Self.withheld.contains(table.columns[$0].name) }
      if kept.count < table.columns.count {
        page.table = AnswerTable(
          columns: kept.map { table.columns[$0] }, rows: table.rows.map { row in kept.map { row[$0] } },
          total: table.total.map { row in kept.map { row[$0] } }, notes: table.notes, basis: table.basis)
      }
    }
    return page
  }

  private static func withoutWithheld(_ value: JSONValue) -> JSONValue {
    switch value {
    case .array(let values): return .array(values.map(withoutWithheld))
    case .object(let members):
      return .object(
        members.compactMap { member in
          if withheld.contains(member.name) {
            guard case .int = member.value else { return nil }
          }
          return .init(member.name, withoutWithheld(member.value))
        })
    default: return value
    }
  }

  init(_ title: String, json: JSONValue) { (self.title, self.json) = (title, json) }

  /// A figure: rows with the question that they answer.
  init<A: Tabular>(_ title: String, figure answer: Answered<A>, _ language: Language, asks: Asks) {
    self.init(title, json: answer.json)
    table = answer.table
    self.asks = asks
    ask(answer, language)
  }

  /// A list: rows of a day.
  init(_ title: String, list table: AnswerTable) {
    self.init(title, json: .array(table.objects))
    self.table = table
  }

  /// Takes over the question of `answer`, and what it rests on.
  mutating func ask<A>(_ answer: Answered<A>, _ language: Language) {
    caption = answer.caption(language)
    facts = [
      (Text("Tính đến ngày", "As of"), LegalDate(answer.question.asOf).shown(language)),
      (Text("Theo dữ liệu nhập đến vị trí", "Known at position"), answer.head.position.map(\.description) ?? "–"),
      (Text("Bản đồ địa bàn", "Map of areas"), answer.areas.description),
      (Text("Cách đếm", "Counting"), answer.question.counting.name(language)),
      (Text("Số bản ghi", "Records"), "\(answer.head.size)"), (Text("Gốc", "Root"), answer.head.root),
    ]
  }
}

/// Where the cells of a table lead, by their column.
struct CellLinks: Sendable {
  /// The address behind a cell of a row; `nil`: none.
  var address: @Sendable (_ column: Column, _ part: String?, _ value: JSONValue, _ row: JSONValue) -> Address? = {
    column, _, value, row in CellLinks.usual(column, value, row)
  }

  /// What ids, positions and codes name by themselves.
  ///
  /// A record leads to its line on the page of the row's product, which everybody may see; else to the log.
  static func usual(_ column: Column, _ value: JSONValue, _ row: JSONValue) -> Address? {
    switch value {
    case .string(let text):
      if ProductID(text) != nil { return Address("/san-pham/" + text) }
      if ProducerID(text) != nil { return Address("/chu-the/" + text) }
      return nil
    case .int(let number) where number >= 0 && Self.positions.contains(column.name):
      if case .string(let id)? = row["product"], ProductID(id) != nil {
        return Address("/san-pham/" + id, [.init(name: "record", value: "\(number)")], fragment: "p\(number)")
      }
      return Address("/nhat-ky/\(number)")
    default: return nil
    }
  }

  private static let positions: Set<String> = [
    "position", "endedBy", "aPosition", "bPosition", "corrects", "correctedBy", "proposedPosition",
  ]
}
