internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// What this ledger is, and its figures of today.
  func home(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    let answer = try ledger.ask(StarCounts.Query(), question)
    var page = Page(office, json: answer.json)
    page.ask(answer, request.language)
    page.asks = [.day, .counting]
    let head = try ledger.head()
    let stars = (1...5).reversed().compactMap { number -> HTML? in
      guard let stars = Stars(number), case let total = answer.answer.total, total.stars[stars] > 0 else { return nil }
      let address = frame(request).keeping(
        Address("/thong-ke/san-pham").asking("by", "district").asking("stars", "\(number)"))
      return "<li><a href=\"\(address.text)\">\(total.stars[stars]) × \(number)★</a></li>"
    }
    let checkpoint = try ledger.lastCheckpoint()
    let signed =
      checkpoint.map {
        request.text(
          "Điểm kiểm cuối đã ký: \($0.head.size) bản ghi.", "Last signed checkpoint: \($0.head.size) records.")
      } ?? request.text("Chưa có điểm kiểm đã ký.", "There is no signed checkpoint yet.")
    page.lead = """
      <p>\(request.text("Sổ cái OCOP: mỗi việc đăng ký, đánh giá, nâng hạng, xuất khẩu và khen thưởng là một bản ghi không sửa được; mọi con số dưới đây tính từ đó.", "The OCOP ledger: every registration, evaluation, upgrade, export and award is a record that cannot be changed; every figure below follows from them."))</p>
      <dl>
      <dt>\(request.text("Sản phẩm có sao", "Products with stars"))</dt><dd>\(answer.answer.total.products)</dd>
      <dt>\(request.text("Chủ thể", "Producers"))</dt><dd>\(answer.answer.total.producers)</dd>
      <dt>\(request.text("Theo hạng sao", "By stars"))</dt><dd><ul>\(HTML(stars))</ul></dd>
      <dt>\(request.text("Bản ghi", "Records"))</dt><dd>\(head.size) · <code>\(head.root)</code></dd>
      <dt>\(request.text("Điểm kiểm", "Checkpoint"))</dt><dd>\(signed)</dd>
      </dl>
      """
    return page
  }

  /// Any projection, by its own page.
  func projections(_ request: WebRequest) throws -> Page {
    let rows = installedProjections.filter { request.hasAccess || "\($0.descriptor.id)" != "breaches" }.map {
      projection -> [JSONValue] in
      let descriptor = projection.descriptor
      return [
        .string("\(descriptor.id)"), .string(descriptor.title(request.language)),
        .string(descriptor.summary(request.language)),
      ]
    }
    let table = AnswerTable(
      columns: [
        Column("id", Text("Mã", "Id")), Column("title", Text("Bảng", "Table")),
        Column("summary", Text("Nội dung", "What it shows")),
      ], rows: rows)
    var page = Page(request.text("Các bảng", "Tables"), list: table)
    page.links.address = { column, _, value, _ in
      guard column.name == "id", case .string(let id) = value else { return nil }
      return Address("/bang/" + id)
    }
    return page
  }

  func shownByID(_ id: String, _ request: WebRequest) throws -> Page {
    guard let projection = installedProjections.first(where: { "\($0.descriptor.id)" == id }) else {
      throw WebProblem.unknown(id)
    }
    if id == "breaches", !request.hasAccess { throw WebProblem.noAccess }
    return try shown(id, projection.descriptor.title, request)
  }

  /// The table of a projection: what else the address asks are its parameters.
  func shown(_ id: String, _ title: Text, _ request: WebRequest) throws -> Page {
    let own = ["asOf", "knownAt", "areas", "counting", "lang", "page"]
    var parameters: [String: String] = [:]
    for item in request.query where !own.contains(item.name) { parameters[item.name] = item.value }
    let question = try request.question(ledger, today: today())
    let answer = try ledger.ask(id, question, parameters: parameters)
    return Page(title(request.language), figure: answer, request.language, asks: .all)
  }
}
