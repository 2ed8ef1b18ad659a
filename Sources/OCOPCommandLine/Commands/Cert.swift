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
    if ics { return try Calendar(session.language).print(certificates, session.console) }
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

/// Certificates as an iCalendar (RFC 5545): whole days, the same text for the same certificates.
private struct Calendar {
  private let language: Language

  init(_ language: Language) { self.language = language }

  func print(_ certificates: [Certificate], _ console: Console) throws {
    func put(_ lines: [String]) throws {
      for line in lines { try console.put(encoded: Self.fold(line) + "\r") }
    }
    try put(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ocop-ledger//certificates//EN", "CALSCALE:GREGORIAN"])
    for certificate in certificates { try put(lines(certificate)) }
    try put(["END:VCALENDAR"])
  }

  private func lines(_ certificate: Certificate) -> [String] {
    var titles = [(certificate.end.day, "end", Text("Giấy chứng nhận hết hạn", "Certificate ends"))]
    if let window = certificate.window {
      titles =
        [
          (window.lowerBound, "file", Text("Mở kỳ nộp hồ sơ đánh giá lại", "Re-evaluation may be filed")),
          (window.upperBound, "filed", Text("Hạn cuối nộp hồ sơ đánh giá lại", "Last day to file for re-evaluation")),
        ] + titles
    }
    return titles.flatMap { day, kind, title in
      [
        "BEGIN:VEVENT", "UID:\(certificate.product)-\(certificate.end.text)-\(kind)@ocop-ledger",
        "DTSTAMP:\(Self.compact(day))T000000Z", "DTSTART;VALUE=DATE:\(Self.compact(day))",
        "SUMMARY:" + Self.escaped("\(title(language)): \(certificate.name)"), "END:VEVENT",
      ]
    }
  }

  private static func compact(_ day: Day) -> String { day.description.replacing("-", with: "") }

  private static func escaped(_ text: String) -> String {
    TerminalText.line(text).replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
  }

  /// Lines have at most 75 octets; a longer one goes on after a space.
  private static func fold(_ line: String) -> String {
    var folded = ""
    var octets = 0
    for scalar in line.unicodeScalars {
      let width = String(scalar).utf8.count
      if octets + width > 75 {
        folded += "\r\n "
        octets = 1
      }
      folded.unicodeScalars.append(scalar)
      octets += width
    }
    return folded
  }
}
