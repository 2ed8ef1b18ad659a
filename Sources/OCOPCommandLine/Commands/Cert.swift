internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop cert`
struct Cert: Noun {
  static let configuration = CommandConfiguration(
    commandName: "cert", abstract: say("Giấy chứng nhận.", "Certificates."),
    subcommands: [CertList.self, CertRecompute.self])
}

struct CertList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Giấy chứng nhận còn hiệu lực, kể cả kéo dài; --expiring: sắp hết hạn.",
      "Certificates in force or extended; --expiring: about to lapse."),
    discussion: say(
      "Kỳ nộp hồ sơ đánh giá lại tính từ thời hạn của chính giấy chứng nhận, theo bộ tiêu chí có quy định (QĐ 26/2026: từ 180 đến 120 ngày trước).",
      "The window for re-evaluation follows from the certificate's own term, where a rulebook has one (QĐ 26/2026: from 180 to 120 days before)."
    ))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Hết hạn trong chừng này ngày: 90d.", "Lapsing within so many days: 90d."), valueName: "days"))
  var expiring: String?
  @Flag(help: ArgumentHelp(say("Xuất lịch iCalendar thay cho bảng.", "An iCalendar instead of a table.")))
  var ics = false

  func run(in session: CommandContext) throws {
    let limit = try session.days(expiring, "--expiring", like: "90d")
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let register = try ledger.ask(Register.Products(), question)
    if let newer = register.newer { session.console.note(NewerRecord.note(from: newer)(session.language)) }
    let certificates = register.answer.certificates(try ledger.rulebooks()).filter { certificate in
      limit.map { certificate.end.day <= question.asOf.advanced(by: $0) } ?? true
    }
    if ics {
      let dates = certificates.map {
        CertificateDates(product: $0.product, name: $0.name, end: $0.end, window: $0.window)
      }
      for line in CertificateCalendar(session.language).lines(dates) { try session.console.put(encoded: line) }
      return
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: certificates.map { $0.row(on: question.asOf) }))
  }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("producerName", Text("Chủ thể", "Producer")), Column("stars", Text("Sao", "Stars"), .number),
    Column("status", Text("Tình trạng", "Status"), of: CertificateStatus.self),
    Column("validUntil", Text("Hiệu lực đến", "Valid until"), .date),
    Column("daysLeft", Text("Còn ngày", "Days left"), .number),
    Column("fileFrom", Text("Nộp hồ sơ từ", "File from"), .date), Column("fileUntil", Text("đến", "until"), .date),
    Column("window", Text("Kỳ nộp", "Window"), .term { windows[$0] }),
    Column("placeholder", Text("Giữ chỗ", "Placeholder"), .flag),
  ]

  private static let windows = [
    "before": Text("chưa đến", "not yet"), "open": Text("đang mở", "open"), "late": Text("đã quá", "late"),
  ]
}

/// A certificate in force or extended, with the days that its holder must know.
struct Certificate {
  let product: ProductID
  let name: String
  let producer: String
  let stars: Stars?
  let status: CertificateStatus
  let end: LegalDate
  /// When its re-evaluation is filed; `nil`: no rulebook has a window for it.
  let window: ClosedRange<Day>?
  let placeholder: Bool

  func row(on day: Day) -> [JSONValue] {
    let state = window.map { day < $0.lowerBound ? "before" : day <= $0.upperBound ? "open" : "late" }
    return [
      product.json, .string(name), .string(producer), stars?.json ?? nil, status.json, end.json,
      JSONValue(end.day.number - day.number), JSONValue(window?.lowerBound.description),
      JSONValue(window?.upperBound.description), JSONValue(state), .bool(placeholder),
    ]
  }
}

extension Listing<Register.Product> {
  /// The certificates that hold on the question's day, the first to lapse first.
  fileprivate func certificates(_ rulebooks: RulebookCatalogue) -> [Certificate] {
    let certificates = rows.lazy.compactMap { row -> Certificate? in
      guard [.inForce, .extended].contains(row.status), let end = row.validUntil else { return nil }
      return Certificate(
        product: row.id, name: row.name, producer: row.producerName ?? "", stars: row.stars, status: row.status,
        end: end, window: rulebooks.filingWindow(before: (row.ownEnd ?? end).day), placeholder: row.placeholder)
    }
    return certificates.sorted { ($0.end.day, $0.product.description) < ($1.end.day, $1.product.description) }
  }
}
