internal import OCOP

/// What somebody asks of the site, as far as an answer depends on it.
struct WebRequest: Sendable {
  /// The path in parts, decoded, without the ending that names a form.
  let parts: [String]
  /// The form that the path's ending names; a page where it names none.
  let form: Form
  /// What is asked, in the order in which it was asked.
  private(set) var query: [Address.Item]
  let language: Language
  /// Whether whoever asks may see the log, and what is said of authorities.
  let hasAccess: Bool
  /// `If-None-Match`.
  var knownTag: String?

  /// How an answer is written.
  enum Form: String, CaseIterable, Sendable {
    case page = ""
    case json, csv, xlsx

    var mediaType: String {
      switch self {
      case .page: "text/html; charset=utf-8"
      case .json: "application/json"
      case .csv: "text/csv; charset=utf-8"
      case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
      }
    }
  }

  /// The longest address that is read, in bytes.
  static let mostBytes = 4_096

  /// Throws ``WebProblem`` where the address is none.
  init(target: String, hasAccess: Bool = false, knownTag: String? = nil) throws(WebProblem) {
    guard target.utf8.count <= Self.mostBytes else { throw .addressTooLong }
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard target.hasPrefix("/") else { throw .badAddress }
    var parts: [String] = []
    for part in halves[0].split(separator: "/") {
      guard let text = Address.decoded(part), !text.unicodeScalars.contains(where: \.isObeyed), text != "..",
        text != "."
      else { throw .badAddress }
      parts.append(text)
    }
    var form = Form.page
    if let last = parts.last, let dot = last.lastIndex(of: "."),
      let named = Form(rawValue: String(last[last.index(after: dot)...])), named != .page
    {
      form = named
      parts[parts.count - 1] = String(last[..<dot])
    }
    var query: [Address.Item] = []
    for item in (halves.count > 1 ? halves[1] : "").split(separator: "&") {
      let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = Address.decoded(pair[0], plusIsSpace: true),
        let value = Address.decoded(pair.count > 1 ? pair[1] : "", plusIsSpace: true)
      else { throw .badAddress }
      // A form sends every field, also those that were left empty.
      if !value.isEmpty { query.append(.init(name: name, value: normalized(value))) }
    }
    language = query.first { $0.name == "lang" }.flatMap { Language(rawValue: $0.value) } ?? .vi
    (self.parts, self.form, self.query) = (parts, form, query)
    (self.hasAccess, self.knownTag) = (hasAccess, knownTag)
  }

  /// The value that is asked under `name`; of several the last.
  subscript(name: String) -> String? { query.last { $0.name == name }?.value }

  func text(_ vi: String, _ en: String) -> String { Text(vi, en)(language) }

  /// Whether the asker has the answer with that tag (RFC 9110, 13.1.2: a proxy may have weakened it).
  func knows(_ tag: String) -> Bool {
    (knownTag ?? "").split(separator: ",").map { $0.drop { $0 == " " } }.contains { known in
      known == "*" || (known.hasPrefix("W/") ? known.dropFirst(2) : known) == tag
    }
  }

  /// The same request with other things asked.
  func asking(_ query: [Address.Item]) -> WebRequest {
    var other = self
    other.query = query
    return other
  }

  /// The address of the page itself.
  var address: Address { Address("/" + parts.map(Address.encoded).joined(separator: "/"), query) }
}
