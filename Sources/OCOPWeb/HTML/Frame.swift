internal import OCOP
internal import ProjectionKit

/// What stands around every page.
struct Frame {
  let request: WebRequest
  /// The name of the ledger's office.
  let office: String
  /// The number of the program's version, by which browsers know style and script anew.
  let version: String

  private func text(_ vi: String, _ en: String) -> String { request.text(vi, en) }

  /// The address with the language and the question of this page, as far as `asks` says.
  func keeping(_ address: Address) -> Address {
    var kept = address
    for name in ["asOf", "knownAt", "areas", "counting", "lang"] where !kept.query.contains(where: { $0.name == name })
    {
      kept = kept.asking(name, request[name])
    }
    return kept
  }

  func page(_ page: Page) throws -> HTML {
    let number = (try? request.page()) ?? 1
    let table = try page.table.map { table in
      try page.rows.map { try $0(page.shown(number)) }
        ?? TableText(
          table: table, links: page.links, language: request.language, hasAccess: request.hasAccess,
          shown: page.shown(number), caption: page.title, keeping: keeping
        ).html
    }
    return frame(
      page.title,
      """
      \(page.isDocument ? "<p class=\"office\">\(office)</p>" : nil)
      <h1>\(page.title)</h1>
      \(page.asks.isEmpty ? nil : QuestionForm(request: request, asks: page.asks).html)
      \(page.caption.map { "<p class=\"asked\">\($0)</p>" as HTML })
      \(page.lead)
      \(table)
      \(page.table.map { pager($0.rows.count, number, of: page.pages) })
      \(page.table.map { notes($0.notes) })
      \(page.rest)
      \(forms(page))
      """, isDocument: page.isDocument)
  }

  func problem(_ problem: WebProblem) -> HTML {
    frame(
      problem.text(request.language),
      """
      <h1>\(problem.text(request.language))</h1>
      \(problem.hint.map { "<p>\($0(request.language))</p>" as HTML })
      <p class="asked">\(text("Mã lỗi", "Code")): \(problem.code)</p>
      """)
  }

  private func notes(_ notes: [Text]) -> HTML {
    guard !notes.isEmpty else { return .empty }
    return "<ul class=\"notes\">\(HTML(notes.map { "<li>\($0(request.language))</li>" as HTML }))</ul>"
  }

  /// The same answer in other forms.
  private func forms(_ page: Page) -> HTML {
    var links = [WebRequest.Form.json]
    if page.table != nil { links += [.csv, .xlsx] }
    let path = request.parts.isEmpty ? "/trang-dau" : request.address.path
    let items = links.map { form -> HTML in
      let address = Address(path + "." + form.rawValue, request.query)
      return "<li><a href=\"\(address.text)\">\(form.rawValue.uppercased())</a></li>"
    }
    return "<nav class=\"forms\" aria-label=\"\(text("Dạng khác", "Other forms"))\"><ul>\(HTML(items))</ul></nav>"
  }

  private func pager(_ count: Int, _ number: Int, of last: Int) -> HTML {
    guard last > 1 else { return .empty }
    func link(_ to: Int, _ name: String, _ relation: HTML) -> HTML {
      let address = request.address.asking("page", to == 1 ? nil : "\(to)")
      return "<li><a rel=\"\(relation)\" href=\"\(address.text)\">\(name)</a></li>"
    }
    return """
      <nav aria-label="\(text("Trang của bảng", "Pages of the table"))" class="pager"><ul>
      \(number > 1 ? link(number - 1, text("Trang trước", "Previous"), "prev") : nil)
      <li>\(text("Trang \(number) trên \(last), \(count) dòng", "Page \(number) of \(last), \(count) rows"))</li>
      \(number < last ? link(number + 1, text("Trang sau", "Next"), "next") : nil)
      </ul></nav>
      """
  }

  private static let menu: [(path: String, name: Text)] = [
    ("/san-pham", Text("Sản phẩm", "Products")), ("/chu-the", Text("Chủ thể", "Producers")),
    ("/quyet-dinh", Text("Quyết định", "Decisions")), ("/giay-chung-nhan", Text("Giấy chứng nhận", "Certificates")),
    ("/kiem-tra", Text("Kiểm tra giấy", "Check a certificate")), ("/thong-ke", Text("Thống kê", "Statistics")),
    ("/so-sanh", Text("So sánh", "Compare")),
    ("/phat-lai", Text("Phát lại", "Replay")),
    ("/xuat-khau", Text("Xuất khẩu", "Exports")),
    ("/khen-thuong", Text("Khen thưởng", "Awards")), ("/ke-hoach", Text("Kế hoạch", "Targets")),
    ("/so-lieu-cong-bo", Text("Số liệu công bố", "Published figures")), ("/bang", Text("Bảng khác", "Other tables")),
    ("/nhat-ky", Text("Nhật ký", "Log")), ("/kiem-chung", Text("Kiểm chứng", "Verification")),
  ]

  private func frame(_ title: String, _ main: HTML, isDocument: Bool = false) -> HTML {
    let language = request.language
    let other = language == .vi ? Language.en : .vi
    let change = request.address.asking("lang", other == .vi ? nil : other.rawValue)
    let kept = request["lang"]
    let here = "/" + (request.parts.first ?? "")
    let menu = Self.menu.filter { $0.path != "/nhat-ky" || request.hasAccess }.map { item -> HTML in
      let current: HTML = item.path == here ? " aria-current=\"page\"" : ""
      return
        "<li><a href=\"\(keeping(Address(item.path)).text)\"\(current)>\(item.name(language))</a></li>\n"
    }
    // Whoever checks a paper runs nothing of ours.
    let script: HTML = "<script src=\"/script.js?\(version)\" defer></script>"
    return """
      <!doctype html>
      <html lang="\(language.rawValue)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title == office ? office : "\(title) · \(office)")</title>
      <link rel="stylesheet" href="/style.css?\(version)">
      <link rel="icon" href="/icon.svg" type="image/svg+xml">
      \(request.parts.first == "kiem-tra" ? nil : script)
      </head>
      <body\((isDocument ? " class=\"document\"" : "") as HTML)>
      <a class="skip" href="#main">\(text("Đến nội dung", "To the content"))</a>
      <header>
      <p class="name"><a href="\(Address("/").asking("lang", kept).text)">\(office)</a></p>
      <form class="search" action="/san-pham" role="search">
      <label for="q">\(text("Tìm sản phẩm", "Find a product"))</label>
      <input id="q" name="search" type="search" value="\(request["search"] ?? "")">
      \(request.hidden(["asOf", "knownAt", "lang"]))
      <button>\(text("Tìm", "Find"))</button>
      </form>
      <p class="lang"><a lang="\(other.rawValue)" hreflang="\(other.rawValue)" href="\(change.text)">\(other == .vi ? "Tiếng Việt" : "English")</a></p>
      <nav aria-label="\(text("Mục", "Sections"))"><ul>
      \(HTML(menu))</ul></nav>
      </header>
      <main id="main">
      \(main)
      </main>
      <footer>
      <p>\(text("Mọi con số là hàm của nhật ký: xem cách tự kiểm chứng ở trang", "Every figure is a function of the log: how to check it yourself is told on the page"))
      <a href="\(Address("/kiem-chung").asking("lang", kept).text)">\(text("Kiểm chứng", "Verification"))</a>.
      <a href="/api">API</a></p>
      </footer>
      </body>
      </html>

      """
  }
}
