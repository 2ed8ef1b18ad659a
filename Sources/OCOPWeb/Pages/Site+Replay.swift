internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// What happened, day by day: the figures of one of them beside those of the day before, and what moved them.
  func replay(_ request: WebRequest) throws -> Page {
    let asked = try request.question(ledger, today: today())
    let question = try replayQuestion(request, asked)
    let replay = try ledger.replay(question)
    let days = Set(replay.steps.map(\.day)).sorted()
    let table = ReplayTable(replay, request.language).table
    var page = Page(request.text("Phát lại", "Replay"), list: table)
    // An inspection file holds records whole.
    if request.hasAccess { page.json = replay.inspection }
    page.asks = [.knownAt]
    let known = replay.head.position.map(\.description) ?? "–"
    page.caption = request.text(
      "\(replay.steps.count) bước, \(question.order.names.vi) · theo dữ liệu nhập đến vị trí \(known) · gốc \(replay.head.root.prefix(16))…",
      "\(replay.steps.count) steps, \(question.order.names.en) · known at position \(known) · root \(replay.head.root.prefix(16))…"
    )
    page.links.address = { column, _, value, row in
      // What a step is about stands there as its id.
      guard column.name == "position", case .string(let about)? = row["stream"], ProductID(about) != nil,
        case .int(let number) = value
      else { return column.name == "stream" ? CellLinks.usual(column, value, row) : nil }
      return Address("/san-pham/" + about, fragment: "p\(number)")
    }
    let index = try place(request, days)
    page.lead = """
      \(form(question, days, index, request))
      \(try index.map { try figures(days, $0, asked, request) })
      """
    return page
  }

  /// Without other days those of the year that the question is of.
  private func replayQuestion(_ request: WebRequest, _ asked: Question) throws -> ReplayQuestion {
    let order = request["order"] ?? ReplayQuestion.Order.effective.rawValue
    guard let meant = ReplayQuestion.Order(rawValue: order) else {
      throw WebProblem.wrong("order", order, ReplayQuestion.Order.expected)
    }
    let year = asked.asOf.date.year
    let from = try request.firstDay("from") ?? Day(year: year, month: 1, day: 1)
    let to = try request.day("to") ?? Day(year: year, month: 12, day: 31)
    var question = ReplayQuestion(
      subject: .everything, order: meant, from: from, to: to, asOf: asked.asOf, knownAt: asked.knownAt)
    let product: ProductID? = try registered("product", request)
    let producer: ProducerID? = try registered("producer", request)
    if let product {
      question.subject = .product(product)
    } else if let producer {
      question.subject = .producer(producer)
    }
    if let from, let to, from > to {
      throw WebProblem.wrong("to", "\(to)", Text("không trước from", "not before from"))
    }
    return question
  }

  /// The thing that is asked under `name`; `nil`: none is. Throws ``WebProblem`` where the ledger has no such thing.
  private func registered<ID: NumberedID>(_ name: String, _ request: WebRequest) throws -> ID? {
    guard let text = request[name] else { return nil }
    guard let id = ID(text), try !ledger.history(of: id.stream).isEmpty else { throw WebProblem.unknown(text) }
    return id
  }

  /// Which of `days` is shown: that of the address, else the last. `nil`: nothing happened.
  private func place(_ request: WebRequest, _ days: [Day]) throws -> Int? {
    guard !days.isEmpty else { return nil }
    if let text = request["step"] {
      guard let step = Int(text), step >= 0 else { throw WebProblem.wrong("step", text, Text("0, 1, …")) }
      // The form sends the step of the days that were asked before.
      return min(step, days.count - 1)
    }
    return days.count - 1
  }

  private func form(_ question: ReplayQuestion, _ days: [Day], _ index: Int?, _ request: WebRequest) -> HTML {
    let orders = ReplayQuestion.Order.allCases.map { order -> HTML in
      let chosen: HTML = order == question.order ? " selected" : ""
      return "<option value=\"\(order.rawValue)\"\(chosen)>\(order.names(request.language))</option>"
    }
    let kept = request.hidden(["lang", "product", "producer", "asOf", "knownAt", "areas", "counting"])
    func link(_ step: Int, _ name: String, _ relation: HTML) -> HTML {
      "<li><a rel=\"\(relation)\" href=\"\(request.address.asking("step", "\(step)").asking("page", nil).text)\">\(name)</a></li>"
    }
    let walk: HTML? = index.map { at in
      """
      <nav aria-label="\(request.text("Các ngày", "Days"))"><ul>
      \(at > 0 ? link(at - 1, request.text("Ngày trước: ", "Day before: ") + LegalDate(days[at - 1]).shown(request.language), "prev") : nil)
      \(at + 1 < days.count ? link(at + 1, request.text("Ngày sau: ", "Day after: ") + LegalDate(days[at + 1]).shown(request.language), "next") : nil)
      </ul></nav>
      """
    }
    let slider: HTML? = index.map { at in
      """
      <p><label for="step">\(request.text("Bước ngày", "Step"))</label>
      <input id="step" name="step" type="range" min="0" max="\(days.count - 1)" value="\(at)"></p>
      """
    }
    return """
      <form class="question" action="/phat-lai">\(kept)
      <p><label for="from">\(request.text("Từ ngày", "From"))</label>
      <input id="from" name="from" type="date" value="\(question.from.map { "\($0)" } ?? "")"></p>
      <p><label for="to">\(request.text("Đến ngày", "To"))</label>
      <input id="to" name="to" type="date" value="\(question.to.map { "\($0)" } ?? "")"></p>
      <p><label for="order">\(request.text("Thứ tự", "Order"))</label>
      <select id="order" name="order">\(HTML(orders))</select></p>
      \(slider)
      <button>\(request.text("Xem", "Show"))</button></form>
      \(walk)
      """
  }

  /// The figures of a day, and by how much each is another than on the day before; rows that changed are marked.
  private func figures(_ days: [Day], _ index: Int, _ asked: Question, _ request: WebRequest) throws -> HTML {
    let day = days[index]
    var (now, before) = (asked, asked)
    (now.asOf, before.asOf) = (day, day.advanced(by: -1))
    // On one map, or rows would differ by their names alone.
    if now.areas == nil { (now.areas, before.areas) = (.from(day), .from(day)) }
    let rows = try ledger.ask(StarCounts.Query(), now).answer.rows
    let old = Dictionary(try ledger.ask(StarCounts.Query(), before).answer.rows.map { ($0.key, $0) }) { first, _ in
      first
    }
    let lines = rows.map { row -> HTML in
      let was = old[row.key]
      let cells = (1...5).map { number -> HTML in
        guard let stars = Stars(number) else { return .empty }
        let (count, earlier) = (row.stars[stars], was?.stars[stars] ?? 0)
        let change = count - earlier
        let moved: HTML? = change == 0 ? nil : " <strong>(\(change > 0 ? "+" : "−")\(change.magnitude))</strong>"
        return "<td class=\"n\">\(count)\(moved)</td>"
      }
      let isChanged = was.map { $0.stars != row.stars } ?? (row.products > 0)
      return
        "<tr\((isChanged ? " class=\"changed\"" : "") as HTML)><th scope=\"row\">\(row.name)</th>\(HTML(cells))</tr>\n"
    }
    let title = request.text("Số liệu ngày \(LegalDate(day).shown(.vi))", "Figures of \(day)")
    let heads = (1...5).map { "<th scope=\"col\" class=\"n\">\($0)★</th>" as HTML }
    let first: HTML = "<th scope=\"col\">\(request.text("Địa bàn", "Area"))</th>"
    return TableFrame(caption: title, heads: first + HTML(heads), rows: HTML(lines)).html
  }
}
