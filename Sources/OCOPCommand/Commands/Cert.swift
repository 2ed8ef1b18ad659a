internal import ArgumentParser
internal import Ledger
internal import OCOP
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
      "Giấy chứng nhận còn hiệu lực; --expiring: sắp hết hạn.", "Certificates in force; --expiring: about to lapse."),
    discussion: say(
      "Hồ sơ đánh giá lại nộp từ 180 đến 120 ngày trước khi hết hạn (QĐ 26/2026).",
      "Re-evaluation is filed from 180 to 120 days before the end (QĐ 26/2026)."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Hết hạn trong chừng này ngày: 90d.", "Lapsing within so many days: 90d."), valueName: "days"))
  var expiring: String?
  @Flag(help: ArgumentHelp(say("Xuất lịch iCalendar thay cho bảng.", "An iCalendar instead of a table.")))
  var ics = false

  func run(in session: Session) throws {
    let limit = try session.days(expiring, "--expiring", like: "90d")
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    let register = try ledger.ask("register", question)
    if let newer = register.newer { session.console.note(Answer.note(newer: newer)(session.language)) }
    let certificates = register.certificates.filter { certificate in
      limit.map { certificate.end.day <= question.asOf.advanced(by: $0) } ?? true
    }
    if ics { return try session.console.print(Calendar.text(certificates, session.language)) }
    try session.print(list: Sheet(columns: Self.columns, rows: certificates.map { $0.row(on: question.asOf) }))
  }

  private static let columns = [
    Column("product", Text("Mã", "Id")), Column("name", Text("Sản phẩm", "Product")),
    Column("producerName", Text("Chủ thể", "Producer")), Column("stars", Text("Sao", "Stars"), .number),
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

/// A certificate in force with the days that its holder must know.
struct Certificate {
  let product: String
  let name: String
  let producer: String
  let stars: JSONValue
  let end: LegalDate
  let placeholder: Bool

  /// Re-evaluation is filed not earlier than 180 and not later than 120 days before the end (QĐ 26/2026 Art. 7).
  var fileFrom: Day { end.day.advanced(by: -180) }
  var fileUntil: Day { end.day.advanced(by: -120) }

  func row(on day: Day) -> [JSONValue] {
    let window = day < fileFrom ? "before" : day <= fileUntil ? "open" : "late"
    return [
      .string(product), .string(name), .string(producer), stars, end.json, JSONValue(end.day.number - day.number),
      .string(fileFrom.description), .string(fileUntil.description), .string(window), .bool(placeholder),
    ]
  }
}

extension Answer {
  /// The certificates in force on the question's day, the first to lapse first: of an answer of the register.
  fileprivate var certificates: [Certificate] {
    func text(_ value: JSONValue?) -> String {
      if case .string(let text)? = value { text } else { "" }
    }
    let certificates = sheet.objects.compactMap { row -> Certificate? in
      guard row["status"] == "inForce", let end = LegalDate(text(row["validUntil"])) else { return nil }
      return Certificate(
        product: text(row["id"]), name: text(row["name"]), producer: text(row["producerName"]),
        stars: row["stars"] ?? nil,
        end: end, placeholder: row["placeholder"] == true)
    }
    return certificates.sorted { ($0.end.day, $0.product) < ($1.end.day, $1.product) }
  }
}

/// Certificates as an iCalendar (RFC 5545): whole days, the same text for the same certificates.
private enum Calendar {
  static func text(_ certificates: [Certificate], _ language: Language) -> String {
    var lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ocop-ledger//certificates//EN", "CALSCALE:GREGORIAN"]
    for certificate in certificates {
      let titles = [
        (certificate.fileFrom, "file", Text("Mở kỳ nộp hồ sơ đánh giá lại", "Re-evaluation may be filed")),
        (certificate.fileUntil, "filed", Text("Hạn cuối nộp hồ sơ đánh giá lại", "Last day to file for re-evaluation")),
        (certificate.end.day, "end", Text("Giấy chứng nhận hết hạn", "Certificate ends")),
      ]
      for (day, kind, title) in titles {
        lines += [
          "BEGIN:VEVENT", "UID:\(certificate.product)-\(certificate.end.text)-\(kind)@ocop-ledger",
          "DTSTAMP:\(compact(day))T000000Z", "DTSTART;VALUE=DATE:\(compact(day))",
          "SUMMARY:" + escaped("\(title(language)): \(certificate.name)"), "END:VEVENT",
        ]
      }
    }
    return (lines + ["END:VCALENDAR"]).map(fold).joined(separator: "\r\n")
  }

  private static func compact(_ day: Day) -> String { day.description.replacing("-", with: "") }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(";", with: "\\;").replacing(",", with: "\\,")
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
