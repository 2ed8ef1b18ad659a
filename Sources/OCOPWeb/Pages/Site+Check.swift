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
    let row = try ledger.ask(Register.Products(id: product), asOf: today).answer.rows.first
    let state = entry?.ending?.name(request.language) ?? request.text("không còn trong sổ", "no longer in the ledger")
    let ending = entry?.ending?.rawValue ?? "unknown"
    let shown: [(Text, String?)] = [
      (Text("Sản phẩm", "Product"), row?.name),
      (Text("Chủ thể", "Producer"), row?.placeholder == true ? nil : row?.producerName),
      (Text("Hạng sao", "Stars"), held?.grant.stars.map { "\($0.number)★" }),
      (Text("Quyết định", "Decision"), held?.grant.decision),
      (Text("Từ ngày", "From"), held?.grant.from?.shown(request.language)),
      (Text("Đến hết ngày", "Through"), entry?.through?.shown(request.language)),
      (Text("Mã trên giấy", "Code on the paper"), code.description),
    ]
    var page = Page(
      title,
      json: .object(
        [.init("code", .string(code.description)), .init("state", .string(ending)), .init("on", .string("\(today)"))]
          + shown.dropLast().compactMap { item in item.1.map { .init(item.0.en, .string($0)) } }))
    let items = shown.compactMap { item -> HTML? in
      item.1.map { "<dt>\(item.0(request.language))</dt><dd>\($0)</dd>\n" }
    }
    page.lead = """
      <p class="state \(ending)">\(state)</p>
      <p>\(request.text("Ngày \(LegalDate(today).shown(.vi)).", "On \(today)."))</p>
      <dl>\(HTML(items))</dl>
      <p>\(request.text("Hãy đối chiếu từng dòng với tờ giấy và với sản phẩm trên tay. Mã in trên giấy có thể bị chép sang giấy khác: khi ấy tên sản phẩm, chủ thể hoặc hạng sao không khớp. Hãy xem địa chỉ trang này có đúng của cơ quan không.", "Hold each line against the paper and the product in your hand. A code can be copied onto another paper: then product, producer or stars do not fit. Look whether the address of this page is the office's own."))</p>
      """
    return page
  }
}
