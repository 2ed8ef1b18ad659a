internal import Ledger
internal import OCOP
internal import QRCodes

/// The code of a certificate as it stands on paper: for phones and for who types.
struct PaperCode: Sendable {
  let code: CertificateCode
  /// Where its page stands; `nil`: the site's public address is not known, so there is nothing to scan.
  let site: CertificateSite?

  func html(_ language: Language) -> HTML {
    let address = site?.address(of: code)
    let picture = address.flatMap(QRCode.init).map { code -> HTML in
      """
      <svg class="qr" viewBox="\(code.viewBox)" role="img" aria-label="\(Text("Mã QR của trang kiểm tra", "QR code of the page that checks")(language))"><path fill="#fff" d="M0 0h99v99H0z"/><path stroke="#000" d="\(code.path)" shape-rendering="crispEdges"/></svg>
      """
    }
    return """
      <div class="code">\(picture)<a href="/kiem-tra/\(code.description)"><code>\(code.grouped)</code></a></div>
      """
  }
}
