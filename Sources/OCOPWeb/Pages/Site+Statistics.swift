internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// Products by stars, as bars and as a table; every number leads to the products behind it.
  func statistics(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    let by = request["by"] ?? "district"
    let answer = try ledger.ask(try StarCounts.Query(parameters: ["by": by]), question)
    var page = Page(
      request.text("Thống kê theo hạng sao", "Statistics by stars"), figure: answer, request.language, asks: .all)
    page.links.address = { column, part, value, row in
      guard case .int(let count) = value, count > 0, case .string(let key)? = row["key"],
        ["products", "stars", "proposed5"].contains(column.name)
      else {
        guard column.name == "key", case .string(let key) = value, AreaCode(text: key) != nil else { return nil }
        return Address("/dia-ban/" + key)
      }
      var address = Address("/thong-ke/san-pham").asking("by", by)
      if key != "total" { address = address.asking("cell", key) }
      if let part { address = address.asking("stars", part) }
      return column.name == "proposed5" ? address.asking("proposed5", "yes") : address
    }
    let rows = Array(answer.answer.rows)
    let choices = StarDimension.allCases.map { dimension -> HTML in
      let current: HTML = dimension.rawValue == by ? " aria-current=\"true\"" : ""
      return
        "<li><a href=\"\(request.address.asking("by", dimension.rawValue).asking("page", nil).text)\"\(current)>\(dimension.names(request.language))</a></li>"
    }
    page.lead = """
      <nav aria-label="\(request.text("Thống kê theo", "By"))"><ul>\(HTML(choices))</ul></nav>
      \(rows.isEmpty || rows.count > StarBars.most ? nil : StarBars(rows: rows, language: request.language).html)
      """
    let asked = request.address.asking("page", nil).asking("lang", nil).query
    if request["knownAt"] == nil {
      let name = Text("Con số kèm bằng chứng (zip)", "The figure with its proof (zip)")
      page.rest = proofLink("con-so", asking: asked, name, request) ?? .empty
    }
    return page
  }

  /// The products behind a number, each with the record that puts it there.
  func explanation(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    var parameters: [String: String] = [:]
    for name in ["by", "cell", "stars", "proposed5"] { parameters[name] = request[name] }
    let answer = try ledger.ask(try StarCounts.Explanation(parameters: parameters), question)
    var page = Page(
      request.text("Các sản phẩm đứng sau con số", "The products behind the number"), figure: answer, request.language,
      asks: .all)
    page.links.address = { column, _, value, row in
      if column.name == "producerName", case .string(let id)? = row["producer"] { return Address("/chu-the/" + id) }
      return CellLinks.usual(column, value, row)
    }
    page.lead =
      "<p>\(request.text("\(answer.answer.rows.count) sản phẩm.", "\(answer.answer.rows.count) products."))</p>"
    return page
  }

  /// What was published, beside what the ledger counts.
  func published(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    let figures = try ledger.published(by: question.asOf, knownAt: question.knownAt)
    let table = PublishedTable(try ledger.areaMap()).table(figures)
    var page = Page(request.text("Số liệu công bố và số tính từ sổ", "Published figures and the ledger's"), list: table)
    page.asks = [.day, .knownAt]
    page.caption = try headCaption(question, request)
    return page
  }

  func decisions(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    if let text = request["so"] { return try decision(text, question, request) }
    let answer = try ledger.ask(Decisions.Query(), question)
    var page = Page(request.text("Quyết định", "Decisions"), list: answer.table)
    page.ask(answer, request.language)
    page.asks = [.day, .knownAt]
    page.links.address = { column, _, value, row in
      guard column.name == "number", case .string(let cited)? = row["cited"] else {
        return CellLinks.usual(column, value, row)
      }
      return Address("/quyet-dinh").asking("so", cited)
    }
    return page
  }

  /// What the decision cited so lists. Throws ``WebProblem`` where there is none, or more than one.
  private func listed(_ cited: String, _ question: Question) throws -> Answered<Listing<Decisions.ListedAct>> {
    do {
      return try ledger.ask(Decisions.Listed(of: cited), question)
    } catch {
      if case .question = error { throw WebProblem.unknown(cited) }
      throw error
    }
  }

  /// What a decision listed, and what became of it.
  private func decision(_ text: String, _ question: Question, _ request: WebRequest) throws -> Page {
    guard let decision = CitedDecision(text) else { throw WebProblem.unknown(text) }
    let listed = try listed(decision.text, question)
    let itself = try ledger.ask(Decisions.Query(decision: decision.text), question).table
    var page = Page(
      request.text("Quyết định \(text)", "Decision \(text)"), figure: listed, request.language, asks: [.day, .knownAt])
    page.json = ["decision": .array(itself.objects), "listed": listed.json]
    page.lead = itself.rows.first.map { facts(itself.columns, $0, request) } ?? .empty
    return page
  }
}
