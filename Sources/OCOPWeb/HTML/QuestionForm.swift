internal import OCOP

/// The form in which the question of a page is changed. Its fields go into the address.
struct QuestionForm {
  let request: WebRequest
  let asks: Page.Asks

  private func text(_ vi: String, _ en: String) -> String { request.text(vi, en) }

  var html: HTML {
    // What this form has no field for stays as it was asked.
    let fields: [(asks: Page.Asks, name: String)] = [
      (.day, "asOf"), (.knownAt, "knownAt"), (.areas, "areas"), (.counting, "counting"),
      (.within, "days"), (.commune, "commune"),
    ]
    let own = ["page"] + fields.filter { asks.contains($0.asks) }.map(\.name)
    let kept = request.query.filter { !own.contains($0.name) }.map(\.hidden)
    return """
      <form class="question" action="\(request.address.path)">
      \(HTML(kept))
      \(asks.contains(.day) ? field("asOf", "date", text("Tính đến ngày", "As of"), shown(request["asOf"])) : nil)
      \(asks.contains(.knownAt) ? field("knownAt", "text", text("Theo dữ liệu nhập đến (vị trí, ngày)", "Known at (position, day)"), request["knownAt"]) : nil)
      \(asks.contains(.areas) ? field("areas", request["areas"] == "initial" ? "text" : "date", text("Bản đồ địa bàn của ngày", "Map of areas of"), request["areas"] == "initial" ? "initial" : shown(request["areas"])) : nil)
      \(asks.contains(.counting) ? countings : nil)
      \(asks.contains(.within) ? field("days", "number", text("Hết hạn trong (ngày)", "Lapsing within (days)"), request["days"]) : nil)
      \(asks.contains(.commune) ? field("commune", "text", text("Xã (mã hoặc tên)", "Commune (code or name)"), request["commune"]) : nil)
      <button>\(text("Xem", "Show"))</button>
      </form>
      """
  }

  /// As a field for days holds it.
  private func shown(_ day: String?) -> String? { day.flatMap { LegalDate($0)?.day.description } }

  private func field(_ name: HTML, _ kind: HTML, _ title: String, _ value: String?) -> HTML {
    """
    <p><label for="ask-\(name)">\(title)</label>
    <input id="ask-\(name)" name="\(name)" type="\(kind)" value="\(value ?? "")"></p>
    """
  }

  private var countings: HTML {
    let asked = request["counting"].flatMap { Counting.typed($0) } ?? .inForce
    let options = Counting.allCases.map { counting -> HTML in
      let chosen: HTML = counting == asked ? " selected" : ""
      return "<option value=\"\(counting.rawValue)\"\(chosen)>\(counting.name(request.language))</option>"
    }
    return """
      <p><label for="ask-counting">\(text("Cách đếm", "Counting"))</label>
      <select id="ask-counting" name="counting">\(HTML(options))</select></p>
      """
  }
}

extension Address.Item {
  /// As a field of a form that nobody sees.
  fileprivate var hidden: HTML { "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">" }
}

extension WebRequest {
  /// What is asked under `names`, as fields of a form that nobody sees: with it the form asks the same.
  func hidden(_ names: [String]) -> HTML {
    HTML(names.compactMap { name in self[name].map { Address.Item(name: name, value: $0).hidden } })
  }
}
