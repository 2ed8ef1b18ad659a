internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// One side of a comparison: what the address asks under names that begin with `a` or `b`.
  private struct Side {
    let prefix: String
    let question: Question
    let answer: Answered<[RatedProduct]>
  }

  /// Two questions, product by product, each with the reason.
  func comparison(_ request: WebRequest) throws -> Page {
    let by = try StarCounts.Query(parameters: ["by": request["by"] ?? ""]).by
    let (a, b) = (try side("a", by, request), try side("b", by, request))
    let difference = try AnswerDifference(a.answer.answer.byID, a.question, b.answer.answer.byID, b.question) {
      try ledger.end(of: $0, $1)
    }
    let table = Listing(try ledger.rows(of: difference)).table
    var page = Page(request.text("So sánh hai câu hỏi", "Compare two questions"), list: table)
    page.json = [
      "a": a.answer.comparedJSON(products: difference.counts.a),
      "b": b.answer.comparedJSON(products: difference.counts.b), "rows": .array(table.objects),
      "total": difference.summary,
    ]
    page.facts = [(Text("A"), a.answer.caption(request.language)), (Text("B"), b.answer.caption(request.language))]
    page.lead = """
      \(form(a, b, request))
      <p class="asked">A: \(a.answer.caption(request.language))</p>
      <p class="asked">B: \(b.answer.caption(request.language))</p>
      \(steps(difference, request))
      """
    return page
  }

  private func side(_ prefix: String, _ by: StarDimension?, _ request: WebRequest) throws -> Side {
    let names = ["AsOf": "asOf", "KnownAt": "knownAt", "Areas": "areas", "Counting": "counting"]
    let asked = request.asking(
      names.compactMap { own, name in request[prefix + own].map { Address.Item(name: name, value: $0) } })
    // Without another day the question is that of a year ago, and of today.
    let day = prefix == "a" ? today().addingMonths(-12) : today()
    var question = try asked.question(ledger, today: day)
    // What is not named is not asked twice: both sides see the same log.
    if question.knownAt == nil { question.knownAt = try ledger.head().position }
    return Side(prefix: prefix, question: question, answer: try ledger.ratedProducts(by: by, question))
  }

  /// From the one number to the other, reason by reason: a picture, and the table that it is drawn from.
  private func steps(_ difference: AnswerDifference, _ request: WebRequest) -> HTML {
    var counts: [(reason: AnswerDifference.Reason, gone: Int, come: Int)] = []
    for product in difference.products where product.a == nil || product.b == nil {
      let place = counts.firstIndex { $0.reason == product.reason } ?? counts.endIndex
      if place == counts.endIndex { counts.append((product.reason, 0, 0)) }
      if product.b == nil { counts[place].gone += 1 } else { counts[place].come += 1 }
    }
    let picture = Waterfall(
      begin: difference.counts.a, end: difference.counts.b,
      steps: counts.map { (name: $0.reason.name(request.language), gone: $0.gone, come: $0.come) },
      language: request.language)
    let rows = counts.map { count -> HTML in
      "<tr><th scope=\"row\">\(count.reason.name(request.language))</th><td class=\"n\">\(count.gone > 0 ? "−\(count.gone)" : "")</td><td class=\"n\">\(count.come > 0 ? "+\(count.come)" : "")</td></tr>"
    }
    let title = request.text("Từ A đến B", "From A to B")
    let heads: HTML = """
      <th scope="col">\(request.text("Lý do", "Reason"))</th><th scope="col" class="n">\(request.text("Bớt", "Gone"))</th>
      <th scope="col" class="n">\(request.text("Thêm", "Come"))</th>
      """
    func side(_ name: HTML, _ count: Int) -> HTML {
      "<tr><th scope=\"row\">\(name)</th><td></td><td class=\"n\">\(count)</td></tr>\n"
    }
    let (a, b) = (side("A", difference.counts.a), side("B", difference.counts.b))
    return picture.html + TableFrame(caption: title, heads: heads, rows: a + HTML(rows) + b).html
  }

  private func form(_ a: Side, _ b: Side, _ request: WebRequest) -> HTML {
    func fields(_ side: Side) -> HTML {
      let letter = side.prefix.uppercased()
      func id(_ name: String) -> String { side.prefix + name }
      let options = Counting.allCases.map { counting -> HTML in
        let chosen: HTML = counting == side.question.counting ? " selected" : ""
        return "<option value=\"\(counting.rawValue)\"\(chosen)>\(counting.name(request.language))</option>"
      }
      return """
        <fieldset><legend>\(letter)</legend>
        <p><label for="\(id("AsOf"))">\(request.text("Tính đến ngày", "As of"))</label>
        <input id="\(id("AsOf"))" name="\(id("AsOf"))" type="date" value="\(side.question.asOf.description)"></p>
        <p><label for="\(id("KnownAt"))">\(request.text("Theo dữ liệu nhập đến", "Known at"))</label>
        <input id="\(id("KnownAt"))" name="\(id("KnownAt"))" value="\(request[id("KnownAt")] ?? "")"></p>
        <p><label for="\(id("Areas"))">\(request.text("Bản đồ địa bàn của ngày", "Map of areas of"))</label>
        <input id="\(id("Areas"))" name="\(id("Areas"))" type="date" value="\(request[id("Areas")] ?? "")"></p>
        <p><label for="\(id("Counting"))">\(request.text("Cách đếm", "Counting"))</label>
        <select id="\(id("Counting"))" name="\(id("Counting"))">\(HTML(options))</select></p></fieldset>
        """
    }
    return """
      <form class="question" action="/so-sanh">\(request.hidden(["lang", "by"]))\(fields(a))\(fields(b))
      <button>\(request.text("So sánh", "Compare"))</button></form>
      """
  }
}
