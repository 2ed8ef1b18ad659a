internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// A product's extract (*bản kết xuất*): what the ledger says of it on a day, to print, with the code that tells how it stands later.
  func extract(_ text: String, _ request: WebRequest) throws -> Page {
    let (row, question) = try asked(product: text, request)
    let id = row.id
    let history = try ledger.ask(RatingHistory.Query(product: id), question)
    var page = Page(request.text("Bản kết xuất", "Extract"), figure: history, request.language, asks: [.day, .knownAt])
    page.isDocument = true
    let code = try paperCode(of: id, question)
    page.json = history.json.adding([
      .init("product", ["id": id.json, "name": .string(row.name)]),
      .init("code", JSONValue(code?.code.description)),
    ])
    page.lead = """
      <h2>\(row.name) · \(id.description)</h2>
      \(code?.html(request.language))
      \(facts(Register.Product.columns, row.values, request))
      """
    page.rest = """
      <p>\(request.text("Kết xuất từ sổ cái điện tử; không thay cho giấy chứng nhận. Tình trạng ngày hôm nay: quét mã, hoặc gõ mã ở trang kiểm tra của cơ quan.", "Taken from the electronic ledger; it does not stand for the certificate. How it stands today: scan the code, or type it on the office's page."))</p>
      """
    return page
  }

  /// The code of the certificate that a product has on the question's day; `nil`: it has none, or no key is at hand.
  func paperCode(of product: ProductID, _ question: Question) throws -> PaperCode? {
    guard let certificates, let held = try ledger.paperCertificates(of: product, question).last(where: \.holds) else {
      return nil
    }
    return PaperCode(code: try certificates.code(of: held.position), site: site)
  }

  /// The certificates in force, the first to lapse first.
  func lapsing(_ request: WebRequest) throws -> Page {
    var page = try certificates(request)
    page.rest = """
      <p><a href="\(Address("/giay-chung-nhan/ban-in", request.query).text)">\(request.text("Bản in, kèm mã của từng giấy", "To print, with each certificate's code"))</a></p>
      """
    return page
  }

  /// The same to print, for a commune perhaps, each with its code.
  func lapsingOnPaper(_ request: WebRequest) throws -> Page {
    var page = try certificates(request)
    page.isDocument = true
    // A page of codes stays below 100 kB.
    page.mostRows = 20
    let question = try request.question(ledger, today: today())
    guard let table = page.table else { preconditionFailure("a list has a table") }
    let shown = page.shown(try request.page())
    page.lead = """
      <p>\(request.text("Dòng \(shown.isEmpty ? 0 : shown.lowerBound + 1)–\(shown.upperBound) trên \(table.rows.count).", "Rows \(shown.isEmpty ? 0 : shown.lowerBound + 1)–\(shown.upperBound) of \(table.rows.count)."))
      \(request["days"].map { request.text("Chỉ giấy hết hạn trong \($0) ngày.", "Only certificates that lapse within \($0) days.") } ?? "")</p>
      """
    page.rows = { [title = page.title] shown in
      let codes = try table.rows[shown].map { row -> PaperCode? in
        guard case .string(let text)? = table.object(row)["product"], let id = ProductID(text) else { return nil }
        return try paperCode(of: id, question)
      }
      return LapsingRows(table: table, shown: shown, codes: codes, language: request.language).html(title)
    }
    return page
  }

  private func certificates(_ request: WebRequest) throws -> Page {
    let question = try request.question(ledger, today: today())
    var query = Register.Products()
    let commune = try request.commune(ledger, on: question.asOf)
    query.commune = commune?.code.description
    let register = try ledger.ask(query, question)
    let last = try request.days("days").map { question.asOf.advanced(by: $0) }
    let certificates = register.answer.certificates(try ledger.rulebooks()).filter { certificate in
      last.map { certificate.end.day <= $0 } ?? true
    }
    let title = request.text("Giấy chứng nhận còn hiệu lực, theo ngày hết hạn", "Certificates in force, by their end")
    var page = Page(
      commune.map { "\(title): \($0.name)" } ?? title, list: Certificate.table(certificates, on: question.asOf))
    page.ask(register, request.language)
    page.asks = [.day, .knownAt, .within, .commune]
    return page
  }
}

/// A list of certificates as it is printed: what a commune must know of each, and its code.
private struct LapsingRows {
  let table: AnswerTable
  let shown: Range<Int>
  let codes: [PaperCode?]
  let language: Language

  private static let columns = ["product", "name", "producerName", "stars", "validUntil", "fileFrom", "fileUntil"]

  func html(_ caption: String) -> HTML {
    let cells = CellText(language: language)
    let columns = Self.columns.compactMap { name in table.columns.firstIndex { $0.name == name } }
      .filter { column in table.rows.contains { $0[column] != .null } }
    let heads = columns.map { "<th scope=\"col\">\(table.columns[$0].title(language))</th>" as HTML }
    let rows = zip(table.rows[shown], codes).map { values, code -> HTML in
      let texts = columns.map { "<td>\(cells.text(values[$0], table.columns[$0].kind))</td>" as HTML }
      return "<tr>\(HTML(texts))<td>\(code?.html(language))</td></tr>\n"
    }
    let last: HTML = "<th scope=\"col\">\(Text("Mã trên giấy", "Code on the paper")(language))</th>"
    return TableFrame(caption: caption, heads: HTML(heads) + last, rows: HTML(rows)).html
  }
}
