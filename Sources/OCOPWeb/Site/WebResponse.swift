/// What goes back.
struct WebResponse: Sendable {
  var status = 200
  var mediaType: String
  var body: [UInt8]
  /// Changes with the log and with what is asked, and with nothing else; `nil`: it may not be kept.
  var tag: String?
  var headers: [(name: String, value: String)] = []

  init(_ mediaType: String, _ body: [UInt8]) { (self.mediaType, self.body) = (mediaType, body) }

  /// That what is known is still so.
  static func unchanged(_ tag: String) -> WebResponse {
    var response = WebResponse("", [])
    (response.status, response.tag) = (304, tag)
    return response
  }

  /// What never changes under its address. `scope`: who may keep it.
  static func kept(_ mediaType: String, _ body: [UInt8], _ scope: String) -> WebResponse {
    var response = WebResponse(mediaType, body)
    response.headers.append(("Cache-Control", "\(scope), max-age=31536000, immutable"))
    return response
  }

  /// A page.
  init(page: HTML, status: Int = 200) {
    self.init(WebRequest.Form.page.mediaType, Array(page.text.utf8))
    self.status = status
  }
}
