public import OCOP

/// The public address of an office's site: where the page of a code stands.
public struct CertificateSite: Sendable {
  private let base: String

  /// The longest address of a page, in letters: a QR code of it is read from 25 mm.
  public static let most = 60
  private static let page = "/kiem-tra/"

  private static let room = most - page.count - CertificateCode.count

  /// What is read as one.
  public static let accepted = Text(
    "https://ocop.tinh.vn, nhiều nhất \(room) ký tự", "https://ocop.example.vn, at most \(room) characters")

  /// Reads `https://ocop.example.vn`, perhaps with a path; `nil` where it is no address, or where the address of a code would be longer than
  /// ``most``.
  public init?(_ text: String) {
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    guard trimmed.count <= Self.room,
      trimmed.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(:[0-9]{1,5})?(\/[A-Za-z0-9._~\-]+)*/) != nil
    else { return nil }
    base = trimmed
  }

  /// The address of the page of `code`.
  public func address(of code: CertificateCode) -> String { base + Self.page + code.description }
}
