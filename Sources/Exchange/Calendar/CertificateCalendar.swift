public import OCOP

/// The days of a certificate that its holder must know.
public struct CertificateDates: Sendable {
  let product: ProductID
  let name: String
  let end: LegalDate
  let window: ClosedRange<Day>?

  /// Those of the certificate of a product: its last day, and when its re-evaluation is filed.
  public init(product: ProductID, name: String, end: LegalDate, window: ClosedRange<Day>?) {
    (self.product, self.name, self.end, self.window) = (product, name, end, window)
  }
}

/// Certificates as an iCalendar (RFC 5545): whole days, the same text for the same certificates.
public struct CertificateCalendar {
  private let language: Language

  /// A calendar whose titles are in `language`.
  public init(_ language: Language) { self.language = language }

  /// Its lines, each with the carriage return that stands before the end of a line.
  public func lines(_ certificates: [CertificateDates]) -> [String] {
    let head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//ocop-ledger//certificates//EN", "CALSCALE:GREGORIAN"]
    return (head + certificates.flatMap(lines) + ["END:VCALENDAR"]).map { Self.fold($0) + "\r" }
  }

  private func lines(_ certificate: CertificateDates) -> [String] {
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
