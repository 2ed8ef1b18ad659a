internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit
internal import QRCodes

/// `ocop cert qr`
struct CertQR: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "qr",
    abstract: say(
      "Mã QR của giấy chứng nhận: bảng mã và địa chỉ, ảnh, hoặc tem để in.",
      "QR codes of certificates: a table of codes and addresses, a picture, or labels to print."),
    discussion: say(
      """
        ocop cert qr --codes ma.key --site https://ocop.tinh.vn
        ocop cert qr SP-0012 --image SP-0012.png …
        ocop cert qr --labels tem.html …
      Tem: trang A4, 3 × 8 tem 70 × 37 mm; mở bằng trình duyệt rồi in ở 100%.
      """,
      """
        ocop cert qr --codes codes.key --site https://ocop.example.vn
        ocop cert qr SP-0012 --image SP-0012.png …
        ocop cert qr --labels labels.html …
      Labels: pages of A4, 3 × 8 of 70 × 37 mm; open them in a browser and print at 100%.
      """))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Argument(
    help: ArgumentHelp(
      say(
        "Mã (SP-0012) hoặc tên; không có: mọi giấy còn hiệu lực.",
        "Ids (SP-0012) or names; without: every certificate in force."), valueName: "product"))
  var products: [String] = []
  @Option(
    help: ArgumentHelp(
      say(
        "Tệp khóa của mã (ocop key codes); không có thì lấy OCOP_CODES.",
        "The file of the codes' keys (ocop key codes); else OCOP_CODES."), valueName: "file"))
  var codes: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Địa chỉ công khai của ocop-web; không có thì lấy OCOP_SITE.",
        "The public address of ocop-web; else OCOP_SITE."), valueName: "url"))
  var site: String?
  @Option(
    help: ArgumentHelp(
      say("Ảnh của một giấy: tệp .png hoặc .svg mới.", "The picture of one certificate: a new .png or .svg file."),
      valueName: "file"))
  var image: String?
  @Option(help: ArgumentHelp(say("Tem để in: tệp .html mới.", "Labels to print: a new .html file."), valueName: "file"))
  var labels: String?

  func run(in session: CommandContext) throws {
    let keys = try CertificateCodes(text: KeyFile.secret(named(codes, "OCOP_CODES", "--codes")))
    let address = try named(site, "OCOP_SITE", "--site")
    guard let site = CertificateSite(address) else {
      throw CommandContext.wrong("--site", address, CertificateSite.accepted)
    }
    if let image, Picture(of: image) == nil { throw CommandContext.wrong("--image", image, "….png, ….svg") }
    if let labels, !labels.lowercased().hasSuffix(".html") {
      throw CommandContext.wrong("--labels", labels, "….html")
    }
    let ledger = try session.reading()
    let index = CertificateIndex(ledger, keys)
    let question = try session.question(asked, of: ledger)
    let certificates = try CodedCertificate.all(try wanted(ledger, question), ledger, question) { position in
      let code = try index.code(of: position)
      return (code, site.address(of: code))
    }
    if let image { try write(image, certificates, session) }
    if let labels {
      let sheet = LabelSheet(
        certificates.map { $0.label(session) }, title: session.text("Tem giấy chứng nhận", "Labels of certificates"))
      guard let html = sheet.html(session.language) else { preconditionFailure("an address of a code fits in one") }
      try session.write(Data(html.utf8), toNew: labels)
      session.console.note(session.text("Đã ghi \(labels)", "Wrote \(labels)"))
    }
    try session.print(list: AnswerTable(columns: CodedCertificate.columns, rows: certificates.map(\.row)))
  }

  private func named(_ option: String?, _ variable: String, _ name: String) throws -> String {
    if let value = option ?? ProcessInfo.processInfo.environment[variable], !value.isEmpty { return value }
    throw Problem.usage(Text("Thiếu \(name) hoặc \(variable).", "\(name) or \(variable) is missing."))
  }

  /// The certificates that hold. Throws ``Problem`` for a product that has none.
  private func wanted(_ ledger: Ledger, _ question: Question) throws -> [PaperCertificate] {
    guard !products.isEmpty else { return try ledger.paperCertificates(question).filter(\.holds) }
    return try products.map { name in
      let product = try ledger.product(name, question).row
      if let held = try ledger.paperCertificates(of: product.id, question).last(where: \.holds) { return held }
      throw Problem.refused(
        "certificate.none",
        Text(
          "\(product.id) không có giấy chứng nhận còn hiệu lực ngày \(LegalDate(question.asOf).shown(.vi)).",
          "\(product.id) has no certificate in force on \(question.asOf)."),
        hint: Text("Xem: ocop product history \(product.id)", "See: ocop product history \(product.id)"))
    }
  }

  private func write(_ path: String, _ certificates: [CodedCertificate], _ session: CommandContext) throws {
    guard certificates.count == 1, let code = QRCode(certificates[0].address) else {
      throw Problem.usage(
        Text(
          "--image ghi một giấy; ở đây có \(certificates.count).",
          "--image writes one certificate; there are \(certificates.count) here."),
        hint: Text("Nêu một sản phẩm, hoặc dùng --labels.", "Name one product, or use --labels."))
    }
    let bytes = Picture(of: path) == .png ? code.png(pixels: 12) : Array(code.svg(side: 31).utf8)
    guard let bytes else { throw Problem.unwritable(path, exists: false) }
    try session.write(Data(bytes), toNew: path)
    session.console.note(session.text("Đã ghi \(path)", "Wrote \(path)"))
  }

  private enum Picture {
    case png, svg

    init?(of path: String) {
      if path.lowercased().hasSuffix(".png") {
        self = .png
      } else if path.lowercased().hasSuffix(".svg") {
        self = .svg
      } else {
        return nil
      }
    }
  }
}

/// A certificate with the code that is printed on it.
private struct CodedCertificate {
  let certificate: PaperCertificate
  let product: Register.Product
  let code: CertificateCode
  let address: String

  static func all(
    _ certificates: [PaperCertificate], _ ledger: Ledger, _ question: Question,
    _ coded: (Position) throws -> (CertificateCode, String)
  ) throws -> [Self] {
    let products = try ledger.ask(Register.Products(), question).answer.rows
    let byID = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
    return try certificates.compactMap { certificate in
      // What stands in for a product that no source names was never handed a paper.
      guard let product = byID[certificate.grant.product], !product.placeholder else { return nil }
      let (code, address) = try coded(certificate.position)
      return Self(certificate: certificate, product: product, code: code, address: address)
    }
  }

  static let columns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("producerName", Text("Chủ thể", "Producer")), Column("stars", Text("Sao", "Stars"), .number),
    Column("decision", Text("Quyết định", "Decision")),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date),
    Column("code", Text("Mã trên giấy", "Code on paper")), Column("address", Text("Địa chỉ", "Address")),
  ]

  var row: [JSONValue] {
    [
      product.id.json, .string(product.name), JSONValue(product.producerName), certificate.grant.stars?.json ?? nil,
      JSONValue(certificate.grant.decision), certificate.state.through?.json ?? nil, .string(code.description),
      .string(address),
    ]
  }

  func label(_ session: CommandContext) -> LabelSheet.Label {
    let stars = certificate.grant.stars.map { String(repeating: "★", count: Int($0.number)) }
    let end = certificate.state.through?.shown(session.language)
    return LabelSheet.Label(
      name: product.name,
      lines: [
        stars.map { "OCOP \($0)" }, product.placeholder ? nil : product.producerName,
        end.map { session.text("Hiệu lực đến \($0)", "Valid until \($0)") },
      ].compactMap(\.self),
      address: address, code: code.grouped)
  }
}
