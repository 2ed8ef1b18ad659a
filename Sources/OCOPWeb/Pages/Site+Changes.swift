internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// How a product differs between two points: as it was on a day, by what was known then, and as it is on another.
  func changes(of text: String, _ request: WebRequest) throws -> Page {
    guard let id = ProductID(text) else { throw WebProblem.unknown(text) }
    let (a, b) = (try point("a", today().addingMonths(-12), request), try point("b", today(), request))
    let sides = try [a, b].map { question in
      try ledger.history(of: id.stream, knownAt: question.knownAt ?? Position(.max)).productFields(on: question.asOf)
    }
    guard sides.contains(where: { !$0.isEmpty }) else { throw WebProblem.unknown(text) }
    let named = (sides[0] + sides[1]).map(\.field)
    var (rows, objects) = ([[JSONValue]](), [JSONValue]())
    for (index, field) in named.enumerated() where named.firstIndex(of: field) == index {
      let both = sides.map { side in side.first { $0.field == field } }
      guard both[0]?.value != both[1]?.value else { continue }
      let positions = both.map { $0?.position.json ?? nil }
      let title = JSONValue.string(field.name(request.language))
      rows.append([
        title, shown(both[0]?.value, request), positions[0], shown(both[1]?.value, request), positions[1],
        .string("\(id)"),
      ])
      objects.append([
        "field": field.json, "title": title, "a": both[0]?.value.json ?? nil, "aPosition": positions[0],
        "b": both[1]?.value.json ?? nil, "bPosition": positions[1],
      ])
    }
    var page = Page(
      request.text("\(id): khác gì giữa hai thời điểm", "\(id): what differs between two points"),
      list: AnswerTable(columns: Self.changeColumns, rows: rows))
    page.json = .array(objects)
    page.lead = form(of: id, a, b, request)
    return page
  }

  private static let changeColumns = [
    Column("title", Text("Điều", "Field")), Column("a", Text("A", "A")),
    Column("aPosition", Text("Vị trí A", "Position A")), Column("b", Text("B", "B")),
    Column("bPosition", Text("Vị trí B", "Position B")), Column("product", Text("Mã", "Id"), .hidden),
  ]

  private func point(_ side: String, _ day: Day, _ request: WebRequest) throws -> Question {
    let names = ["AsOf": "asOf", "KnownAt": "knownAt"]
    return try request.asking(
      names.compactMap { own, name in request[side + own].map { Address.Item(name: name, value: $0) } }
    ).question(ledger, today: day)
  }

  /// A field of a product as people say it.
  private func shown(_ value: AuditedValue?, _ request: WebRequest) -> JSONValue {
    guard let value else { return nil }
    if let names = value.names { return .string(names(request.language)) }
    return .string(CellText(language: request.language).text(value.json, .text))
  }

  private func form(of product: ProductID, _ a: Question, _ b: Question, _ request: WebRequest) -> HTML {
    let id = "\(product)"
    let fields = [("a", a), ("b", b)].map { side, question -> HTML in
      """
      <fieldset><legend>\(side.uppercased())</legend>
      <p><label for="\(side)AsOf">\(request.text("Tính đến ngày", "As of"))</label>
      <input id="\(side)AsOf" name="\(side)AsOf" type="date" value="\(question.asOf.description)"></p>
      <p><label for="\(side)KnownAt">\(request.text("Theo dữ liệu nhập đến", "Known at"))</label>
      <input id="\(side)KnownAt" name="\(side)KnownAt" value="\(request[side + "KnownAt"] ?? "")"></p></fieldset>
      """
    }
    return """
      <p><a href="\(frame(request).keeping(Address("/san-pham/\(id)")).text)">\(id)</a></p>
      <form class="question" action="/san-pham/\(id)/so-sanh">
      \(request.hidden(["lang"]))
      \(HTML(fields))
      <button>\(request.text("So sánh", "Compare"))</button></form>
      """
  }
}
