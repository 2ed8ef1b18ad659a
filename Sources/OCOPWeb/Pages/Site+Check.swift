internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

extension Site {
  /// What anybody who holds a certificate may know of it, by the code on the paper: its state, and what to hold against the paper.
  func check(_ text: String, _ request: WebRequest) throws -> Page {
    let title = request.text("Kiểm tra giấy chứng nhận", "Check a certificate")
    guard let certificates, let code = CertificateCode(text), let position = try certificates.position(of: code),
      let record = try ledger.record(at: position)?.record
    else {
      throw WebProblem(
        status: 404, code: "certificate.unknown", text: Text("Không có trong sổ", "Not in the ledger"),
        hint: Text(
          "Không có giấy chứng nhận nào mang mã này. Có thể mã gõ sai, hoặc giấy không phải do cơ quan này cấp.",
          "No certificate has this code. It may be mistyped, or the paper is not of this office."))
    }
    let product = ProductID(record.stream.number)
    let today = today()
    let held = try ledger.paperCertificates(of: product, Question(asOf: today)).first { $0.position == position }
    let entry = held?.state
    // As it stands now, corrections taken in: what was misread from the paper is not on it.
    let granted = try held.flatMap { try ledger.record(at: $0.grant.position)?.record } ?? record
    let row = try ledger.ask(Register.Products(id: product), asOf: today).answer.rows.first
    // On the day of the grant: so it was printed.
    let then = try held?.grant.from.flatMap {
      try ledger.ask(Register.Products(id: product), asOf: $0.day).answer.rows.first
    }
    let state = entry?.ending?.name(request.language) ?? request.text("không còn trong sổ", "no longer in the ledger")
    let ending = entry?.ending?.rawValue ?? "struckOut"
    let suspension = try suspension(of: record.stream, on: today)
    let printed: [(title: Text, value: String?)] = [
      (Text("Sản phẩm", "Product"), (then ?? row)?.name),
      (
        Text("Chủ thể", "Producer"), (then ?? row).flatMap { $0.placeholder ? nil : $0.producerName }
      ),
      (Text("Hạng sao", "Stars"), held?.grant.stars.map { "\($0.number)★" }),
      (Text("Quyết định", "Decision"), held?.grant.decision),
      (Text("Từ ngày", "From"), held?.grant.from?.shown(request.language)),
      (Text("Đến hết ngày", "Through"), decidedEnd(granted)?.shown(request.language)),
      (Text("Mã trên giấy", "Code on the paper"), code.grouped),
    ]
    let now: [(title: Text, value: String?)] = [
      (
        Text("Thực tế đến hết ngày", "In fact through"),
        entry?.through == decidedEnd(granted) ? nil : entry?.through?.shown(request.language)
      ),
      (Text("Tên hiện nay", "Name today"), row?.name == (then ?? row)?.name ? nil : row?.name),
      (
        Text("Tạm dừng sử dụng nhãn hiệu", "Use of the mark suspended"),
        suspension.map { $0.until?.shown(request.language) ?? request.text("đến khi có quyết định", "until decided") }
      ),
    ]
    var page = Page(
      title,
      json: .object(
        [.init("code", .string(code.description)), .init("state", .string(ending)), .init("on", .string("\(today)"))]
          + facts(granted, held, row, then).map { .init($0, $1) } + [.init("suspended", .bool(suspension != nil))]))
    func list(_ items: [(title: Text, value: String?)]) -> HTML {
      let lines = items.compactMap { item -> HTML? in
        item.value.map { "<dt>\(item.title(request.language))</dt><dd>\($0)</dd>\n" }
      }
      return lines.isEmpty ? .empty : "<dl>\(HTML(lines))</dl>"
    }
    page.lead = """
      <p class="state \(ending)">\(state)\(suspension == nil ? "" : request.text(" · đang tạm dừng sử dụng nhãn hiệu", " · use of the mark is suspended"))</p>
      <p>\(request.text("Ngày \(LegalDate(today).shown(.vi)).", "On \(today)."))</p>
      \(list(now))
      <h2>\(request.text("Trên giấy", "On the paper"))</h2>
      \(list(printed))
      <p>\(request.text("Hãy đối chiếu từng dòng với tờ giấy và với sản phẩm trên tay. Mã in trên giấy có thể bị chép sang giấy khác: khi ấy tên sản phẩm, chủ thể hoặc hạng sao không khớp. Hãy xem địa chỉ trang này có đúng của cơ quan không.", "Hold each line against the paper and the product in your hand. A code can be copied onto another paper: then product, producer or stars do not fit. Look whether the address of this page is the office's own."))</p>
      """
    return page
  }

  /// Where somebody types the code that stands on a paper.
  func askForCode(_ request: WebRequest) -> Page {
    var page = Page(request.text("Kiểm tra giấy chứng nhận", "Check a certificate"), json: .object([]))
    page.lead = """
      <form action="/kiem-tra"><p><label for="ma">\(request.text("Mã trên giấy, 18 ký tự", "The code on the paper, 18 signs"))</label>
      <input id="ma" name="ma" required autocomplete="off" maxlength="30"> \(request.hidden(["lang"]))
      <button>\(request.text("Kiểm tra", "Check"))</button></p></form>
      """
    return page
  }

  /// The same for programs: days as they are written, stars as a number.
  private func facts(
    _ record: Record, _ held: PaperCertificate?, _ row: Register.Product?, _ then: Register.Product?
  ) -> [(String, JSONValue)] {
    [
      ("product", JSONValue((then ?? row)?.name)), ("producer", JSONValue((then ?? row)?.producerName)),
      ("stars", held?.grant.stars?.json ?? nil), ("decision", JSONValue(held?.grant.decision)),
      ("from", held?.grant.from?.json ?? nil), ("through", decidedEnd(record)?.json ?? nil),
      ("validThrough", held?.state.through?.json ?? nil), ("nameNow", JSONValue(row?.name)),
    ]
  }

  /// The end that was printed: the one that the decision gave.
  private func decidedEnd(_ record: Record) -> LegalDate? { record.event.grant?.validUntil }

  /// What suspends the use of the mark on `day`; `nil`: nothing does.
  private func suspension(of stream: StreamID, on day: Day) throws -> MarkUseSuspended? {
    var found: MarkUseSuspended?
    let entries = try ledger.history(of: stream).effective.filter {
      ($0.record.effectiveOn?.day ?? .distantPast) <= day
    }
    for entry in entries.sorted(by: {
      ($0.record.effectiveOn?.day ?? .distantPast) < ($1.record.effectiveOn?.day ?? .distantPast)
    }) {
      switch entry.record.event {
      case .markUseSuspended(let suspended): found = suspended
      case .markUseRestored: found = nil
      default: break
      }
    }
    return found.flatMap { $0.until.map { $0.day >= day } ?? true ? $0 : nil }
  }
}
