internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// A unit of the map: whence it came, what became of it, and its figures on the map before and after.
  func area(_ text: String, _ request: WebRequest) throws -> Page {
    guard let code = AreaCode(text: text) else { throw WebProblem.unknown(text) }
    let question = try request.question(ledger, today: today())
    let map = try ledger.areaMap(knownAt: question.knownAt ?? Position(.max))
    let units = map.units.filter { $0.code == code }
    guard let unit = units.first(where: { $0.exists(on: question.asOf) }) ?? units.last else {
      throw WebProblem.unknown(text)
    }
    let lineage = map.lineage(of: unit)
    let columns = [
      Column("code", Text("Mã", "Code")), Column("name", Text("Tên", "Name")),
      Column("from", Text("Từ ngày", "From"), .date), Column("until", Text("Đến trước ngày", "Until"), .date),
      Column("fate", Text("Về sau", "Later")),
    ]
    let rows = lineage.units.map { unit -> [JSONValue] in
      [
        .string(unit.code.text), .string(unit.fullName), JSONValue(unit.from.map { "\($0)" }),
        JSONValue(unit.until.map { "\($0)" }), JSONValue(map.fate(of: unit, by: today())?(request.language)),
      ]
    }
    var page = Page(unit.fullName, list: AnswerTable(columns: columns, rows: rows))
    page.links.address = { column, _, value, _ in
      guard column.name == "code", case .string(let code) = value else { return nil }
      return Address("/dia-ban/" + code)
    }
    let by = unit.level.rawValue
    var figures: [HTML] = []
    let maps = [unit.from, unit.until?.advanced(by: -1), Optional(question.asOf)].compactMap(\.self).filter {
      unit.exists(on: $0)
    }
    for day in Set(maps).sorted() {
      var asked = question
      asked.areas = .from(day)
      guard let answer = try? ledger.ask(StarCounts.Query(parameters: ["by": by]), asked),
        let row = answer.answer.rows.first(where: { $0.key == unit.code.text })
      else { continue }
      let address = frame(request).keeping(
        Address("/thong-ke/san-pham").asking("by", by).asking("cell", row.key).asking("areas", "\(day)"))
      figures.append(
        "<li>\(request.text("Bản đồ ngày", "Map of")) \(LegalDate(day).shown(request.language)): <a href=\"\(address.text)\">\(row.products) \(request.text("sản phẩm có sao", "products with stars"))</a></li>"
      )
    }
    page.asks = [.day, .knownAt, .counting]
    page.caption = try headCaption(question, request)
    page.rest =
      figures.isEmpty
      ? .empty
      : "<h2>\(request.text("Con số trên từng bản đồ", "The figure on each map"))</h2><ul>\(HTML(figures))</ul>"
    return page
  }
}
