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
    subcommands: [CertList.self, CertQR.self, CertRecompute.self])
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
    try session.print(list: Certificate.table(certificates, on: question.asOf))
  }
}
