internal import OCOP
public import ProjectionKit

/// The public address of an office's site: where the page of a code stands.
public struct CertificateSite: Sendable {
  private let base: String

  /// The longest address of a page, in letters: a QR code of it is read from 25 mm.
  public static let most = 60
  private static let page = "/kiem-tra/"

  /// Reads `https://ocop.example.vn`, perhaps with a path. Throws ``QuestionError`` where it is no address, or where the address of a code
  /// would be longer than ``most``.
  public init(_ text: String) throws(QuestionError) {
    let trimmed = text.hasSuffix("/") ? String(text.dropLast()) : text
    let room = Self.most - Self.page.count - CertificateCode.count
    guard let match = trimmed.wholeMatch(of: /https?:\/\/[A-Za-z0-9.\-]+(:[0-9]{1,5})?(\/[A-Za-z0-9._~\-]+)*/),
      match.output.0.count <= room
    else {
      throw QuestionError(
        parameter: "--site", value: text,
        accepted: Text(
          "https://ocop.tinh.vn, nhiều nhất \(room) ký tự", "https://ocop.example.vn, at most \(room) characters"))
    }
    base = trimmed
  }

  /// The address of the page of `code`.
  public func address(of code: CertificateCode) -> String { base + Self.page + code.description }
}
