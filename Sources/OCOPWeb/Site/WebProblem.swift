internal import Ledger
internal import OCOP

/// Why there is no answer: a problem by RFC 9457, with the code that the command line has for it.
struct WebProblem: Error, Sendable {
  let status: Int
  let code: String
  let text: Text
  var hint: Text?

  static let badAddress = WebProblem(
    status: 400, code: "usage", text: Text("Địa chỉ không đọc được.", "The address cannot be read."))
  static let addressTooLong = WebProblem(
    status: 414, code: "usage", text: Text("Địa chỉ quá dài.", "The address is too long."))
  static let notFound = WebProblem(
    status: 404, code: "notFound", text: Text("Không có trang này.", "There is no such page."))
  static let noAccess = WebProblem(
    status: 401, code: "noAccess",
    text: Text("Trang này cần quyền truy cập.", "This page needs access."),
    hint: Text("Gửi mã truy cập trong Authorization: Bearer …", "Send a token in Authorization: Bearer …"))
  static let method = WebProblem(
    status: 405, code: "usage", text: Text("Chỉ nhận GET và HEAD.", "Only GET and HEAD are taken."))
  static let tooMany = WebProblem(
    status: 429, code: "tooMany",
    text: Text("Quá nhiều lần hỏi từ địa chỉ này.", "Too many questions from this address."),
    hint: Text("Thử lại sau một phút.", "Try again in a minute."))
  static let busy = WebProblem(
    status: 503, code: "busy", text: Text("Máy chủ đang bận.", "The server is busy."))

  /// A value that `name` does not take.
  static func wrong(_ name: String, _ value: String, _ accepted: Text) -> WebProblem {
    WebProblem(
      status: 400, code: "usage",
      text: Text("\(name) không nhận \"\(value)\".", "\(name) does not take \"\(value)\"."),
      hint: Text("Được nhận: \(accepted.vi)", "Accepted: \(accepted.en)"))
  }

  /// Nothing in the ledger has that name or id.
  static func unknown(_ text: String) -> WebProblem {
    WebProblem(
      status: 404, code: "notFound", text: Text("Trong sổ không có \(text).", "The ledger has no \(text)."))
  }

  /// A reader goes on from a record that this log does not have: an older copy was put in its place, or another.
  static func otherHistory(_ text: String) -> WebProblem {
    WebProblem(
      status: 409, code: "position.unknown",
      text: Text("Nhật ký này không có bản ghi \(text).", "This log has no record \(text)."),
      hint: Text(
        "Sổ cái đã được thay hoặc khôi phục: đọc lại từ đầu.", "The ledger was replaced or restored: read it anew."))
  }

  /// What the ledger throws.
  init(_ error: LedgerError) {
    switch error {
    case .refused: self.init(status: 422, code: error.code, text: error.text)
    case .question: self.init(status: 400, code: error.code, text: error.text)
    case .failed(let failure):
      self.init(
        status: failure.kind == .damaged ? 500 : 503, code: failure.code,
        text: Text("Sổ cái không đọc được lúc này.", "The ledger cannot be read now."))
    case .proof:
      self.init(status: 500, code: error.code, text: Text("Sổ cái không như đã ký.", "The ledger is not as signed."))
    }
  }

  init(status: Int, code: String, text: Text, hint: Text? = nil) {
    (self.status, self.code, self.text, self.hint) = (status, code, text, hint)
  }

  /// By RFC 9457.
  func json(_ language: Language) -> JSONValue {
    var members: [JSONValue.Member] = [
      .init("type", "about:blank"), .init("title", .string(text(language))),
      .init("status", JSONValue(status)), .init("code", .string(code)),
    ]
    if let hint { members.append(.init("detail", .string(hint(language)))) }
    return .object(members)
  }
}
