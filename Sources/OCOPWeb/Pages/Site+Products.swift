internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// The products, or those that are searched for.
  func products(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    let query = request["search"].map { Register.Products(search: $0) } ?? Register.Products()
    let answer = try ledger.ask(query, question)
    let title =
      request["search"].map { request.text("Sản phẩm có tên \"\($0)\"", "Products called \"\($0)\"") }
      ?? request.text("Sản phẩm", "Products")
    var page = Page(title, list: answer.table)
    page.ask(answer, request.language)
    page.asks = [.day, .knownAt]
    page.links.address = producerLink
    return page
  }

  func producers(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    let query = request["search"].map { Register.Producers(search: $0) } ?? Register.Producers()
    let answer = try ledger.ask(query, question)
    var page = Page(request.text("Chủ thể", "Producers"), list: answer.table)
    page.ask(answer, request.language)
    page.asks = [.day, .knownAt]
    return page
  }

  /// Ids lead to their pages, the name of a producer to its own.
  private var producerLink: @Sendable (Column, String?, JSONValue, JSONValue) -> Address? {
    { column, _, value, row in
      if column.name == "producerName", case .string(let id)? = row["producer"] { return Address("/chu-the/" + id) }
      return CellLinks.usual(column, value, row)
    }
  }

  /// The product that an address names, as the register has it, and the question. Throws ``WebProblem`` where there is none.
  func asked(product text: String, _ request: WebRequest) throws -> (row: Register.Product, question: Question) {
    guard let id = ProductID(text) else { throw WebProblem.unknown(text) }
    let question = try request.question(ledger, today: today())
    guard let row = try ledger.ask(Register.Products(id: id), question).answer.rows.first else {
      throw WebProblem.unknown(text)
    }
    return (row, question)
  }

  /// A product: the line of its stars, and every record.
  func product(_ text: String, _ request: WebRequest) throws -> Page {
    let (row, question) = try asked(product: text, request)
    let id = row.id
    let history = try ledger.ask(RatingHistory.Query(product: id), question)
    let events = try ledger.audit(of: id.stream, knownAt: question.knownAt ?? Position(.max))
    var page = Page("\(row.name) · \(id)", figure: history, request.language, asks: [.day, .knownAt])
    page.json = history.json.adding([
      .init("product", ["id": id.json, "name": .string(row.name)]),
      .init("records", .array(AuditTable(events, request.language).table.objects)),
    ])
    page.lead = """
      \(facts(Register.Product.columns, row.values, request))
      \(StepLine(Array(history.answer.rows)[page.shown(try request.page())], until: today(), request.language)?.html)
      """
    let hasSheets = events.contains {
      if case .evaluated(let e) = $0.event.record.event { !e.scores.isEmpty } else { false }
    }
    let sheets: HTML =
      "<a href=\"\(frame(request).keeping(Address("/san-pham/\(id)/phieu-cham")).text)\">\(request.text("Phiếu chấm", "Score sheets"))</a>"
    page.rest = """
      <p><a href="\(frame(request).keeping(Address("/san-pham/\(id)/so-sanh")).text)">\(request.text("Khác gì giữa hai thời điểm", "What differs between two points"))</a> ·
      <a href="\(frame(request).keeping(Address("/san-pham/\(id)/ban-ket-xuat")).text)">\(request.text("Bản kết xuất để in", "Extract to print"))</a>\(hasSheets ? " · " : nil)
      \(hasSheets ? sheets : nil)</p>
      \(proofLink("san-pham/\(id)", Text("Hồ sơ kiểm chứng (zip)", "Bundle to check (zip)"), request))
      <h2 id="records">\(request.text("Mọi bản ghi", "Every record"))</h2>
      \(try recordsAround(events, request))
      """
    return page
  }

  /// A producer, with its products and where it exports to.
  func producer(_ text: String, _ request: WebRequest) throws -> Page {
    guard let id = ProducerID(text) else { throw WebProblem.unknown(text) }
    let question = try request.question(ledger, today: today())
    guard let row = try ledger.ask(Register.Producers(id: id), question).answer.rows.first else {
      throw WebProblem.unknown(text)
    }
    let products = try ledger.ask(Register.Products(producer: id), question)
    let exports = try ledger.ask(Exporters.Query(producer: id), question).table
    var page = Page("\(row.name) · \(id)", figure: products, request.language, asks: [.day, .knownAt])
    page.json = [
      "producer": .object(zip(Register.Producer.columns, row.values).map { .init($0.name, $1) }),
      "products": products.json, "exports": .array(exports.objects),
    ]
    page.lead = facts(Register.Producer.columns, row.values, request)
    page.rest = """
      <h2>\(request.text("Xuất khẩu", "Exports"))</h2>
      \(TableText(table: exports, links: CellLinks(), language: request.language, hasAccess: request.hasAccess, shown: 0..<min(exports.rows.count, TableText.mostRows), caption: request.text("Xuất khẩu", "Exports"), keeping: frame(request).keeping).html)
      """
    return page
  }

  /// What a register says of one thing, field by field.
  func facts(_ columns: [Column], _ values: [JSONValue], _ request: WebRequest) -> HTML {
    let cells = CellText(language: request.language)
    let frame = frame(request)
    let row = JSONValue.object(zip(columns, values).map { .init($0.name, $1) })
    let items = zip(columns, values).compactMap { column, value -> HTML? in
      if case .hidden = column.kind { return nil }
      let text = cells.text(value, column.kind)
      guard !text.isEmpty else { return nil }
      let link = producerLink(column, nil, value, row).map { frame.keeping($0) }
      let shown: HTML = link.map { "<a href=\"\($0.text)\">\(text)</a>" } ?? "\(text)"
      return "<dt>\(column.title(request.language))</dt><dd>\(shown)</dd>\n"
    }
    return "<dl>\(HTML(items))</dl>"
  }

  /// The last of a product's records, or those about the one that is asked for, with ways to the others.
  private func recordsAround(_ events: [AuditedEvent], _ request: WebRequest) throws -> HTML {
    let most = TableText.mostRows
    let asked = try request.position("record")
    let place = events.firstIndex { $0.event.position == asked } ?? max(0, events.count - 1)
    let first = place / most * most
    let shown = events[first..<min(first + most, events.count)]
    guard shown.count < events.count else { return records(events, request) }
    func way(_ index: Int, _ name: String) -> HTML? {
      guard events.indices.contains(index) else { return nil }
      let position = events[index].event.position.number
      var address = request.address.asking("record", "\(position)")
      address.fragment = "records"
      return "<li><a href=\"\(address.text)\">\(name)</a></li>"
    }
    return """
      \(records(Array(shown), request))
      <nav aria-label="\(request.text("Trang của bản ghi", "Pages of records"))" class="pager"><ul>
      \(way(first - 1, request.text("Trước đó", "Earlier")))
      <li>\(request.text("Bản ghi \(first + 1)–\(first + shown.count) trên \(events.count)", "Records \(first + 1)–\(first + shown.count) of \(events.count)"))</li>
      \(way(first + most, request.text("Sau đó", "Later")))
      </ul></nav>
      """
  }

  /// Records as an auditor reads them: those that no longer stand are struck through, and lead to what stands in their place.
  func records(_ events: [AuditedEvent], _ request: WebRequest) -> HTML {
    let table = AuditTable(events, request.language).table
    let cells = CellText(language: request.language)
    let frame = frame(request)
    let visible = table.columns.indices.filter { index in
      if case .hidden = table.columns[index].kind { return false }
      if table.columns[index].name == "actor", !request.hasAccess { return false }
      return table.rows.contains { $0[index] != .null }
    }
    let own: JSONValue = [
      "product": events.first.map { .string(ProductID($0.event.record.stream.number).description) } ?? nil
    ]
    let heads = visible.map { "<th scope=\"col\">\(table.columns[$0].title(request.language))</th>" as HTML }
    let rows = zip(events, table.rows).map { event, values -> HTML in
      let shown = visible.map { index -> HTML in
        let column = table.columns[index]
        let text = cells.text(values[index], column.kind)
        let inner: HTML =
          CellLinks.usual(column, values[index], own).map { "<a href=\"\(frame.keeping($0).text)\">\(text)</a>" }
          ?? "\(text)"
        return event.isEffective || column.name == "correctedBy" ? "<td>\(inner)</td>" : "<td><del>\(inner)</del></td>"
      }
      return "<tr id=\"p\(event.event.position.number)\">\(HTML(shown))</tr>\n"
    }
    let caption = request.text(
      "Mọi bản ghi, kể cả đã sửa hay xóa bỏ", "Every record, corrected and struck-out ones too")
    return TableFrame(caption: caption, heads: HTML(heads), rows: HTML(rows)).html
  }
}
