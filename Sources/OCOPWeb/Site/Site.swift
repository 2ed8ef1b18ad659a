internal import Exchange
public import Ledger
public import OCOP
internal import OCOPKit
internal import ProjectionKit

/// What the ledger answers, as pages and in the forms that programs read: a function of an address, the log and the day.
public struct Site: Sendable {
  let ledger: Ledger
  /// The name of the office whose ledger it is.
  let office: String
  /// The program's version.
  let version: String
  let today: @Sendable () -> Day
  /// Finds certificates by the codes on paper; `nil`: no key is at hand.
  let certificates: CertificateIndex?

  /// Its public address, to which codes on paper lead; `nil`: it is not known.
  let site: CertificateSite?
  /// Changes with the settings that answers depend on.
  private let setup: String

  /// The site of `ledger`. `codes`: the keys under which certificates are named on paper; `nil`: there are none. `site`: its public
  /// address. `setup`: what else answers depend on.
  public init(
    _ ledger: Ledger, codes: CertificateCodes? = nil, site: CertificateSite? = nil, setup: String = "", version: String,
    today: @escaping @Sendable () -> Day
  ) throws(LedgerError) {
    (self.ledger, self.site, self.version, self.today) = (ledger, site, version, today)
    certificates = codes.map { CertificateIndex(ledger, $0) }
    let settings = "\(setup) \(codes?.mark ?? "") \(site.map { "\($0)" } ?? "")"
    self.setup = String(Ledger.contentHash(Array(settings.utf8)).prefix(8))
    office =
      if case .ledgerOpened(let opened)? = try ledger.record(at: .zero)?.record.event { opened.name } else {
        "ocop-ledger"
      }
  }

  /// Answers `request`. Whatever goes wrong is an answer, too.
  func answer(_ request: WebRequest) -> WebResponse {
    do {
      if let response = try fixed(request) { return response }
      let number = try request.page()
      if let language = request["lang"], Language(rawValue: language) == nil {
        throw WebProblem.wrong("lang", language, Text("vi, en"))
      }
      // Before the answer: a record that comes meanwhile makes the tag older than it, never newer.
      let tag = try tag(request)
      var page = try page(request)
      if !request.hasAccess { page = page.forEverybody }
      guard number <= page.pages else { throw WebProblem.notFound }
      // Who may not see it, and what is not there, is told before.
      if request.knows(tag) { return .unchanged(tag) }
      var response = try WebResponse(request.form.mediaType, written(page, request))
      response.tag = tag
      if request.form == .csv || request.form == .xlsx {
        let name = request.parts.joined(separator: "-") + "." + request.form.rawValue
        response.headers.append(("Content-Disposition", "attachment; filename*=UTF-8''" + Address.encoded(name)))
      }
      return response
    } catch let problem as WebProblem {
      return answer(problem, request)
    } catch let error as QuestionError {
      return answer(WebProblem(.question(error)), request)
    } catch let error as LedgerError {
      return answer(WebProblem(error), request)
    } catch {
      return answer(WebProblem(status: 500, code: "failed", text: Text("Có lỗi.", "Something failed.")), request)
    }
  }

  func answer(_ problem: WebProblem, _ request: WebRequest) -> WebResponse {
    let isForPrograms = ["api", "bang-chung", "tile", "checkpoint"].contains(request.parts.first)
    guard request.form != .page || isForPrograms else {
      return WebResponse(page: frame(request).problem(problem), status: problem.status)
    }
    var response = WebResponse(
      "application/problem+json", Array((JSONLine.text(problem.json(request.language)) + "\n").utf8))
    response.status = problem.status
    return response
  }

  func frame(_ request: WebRequest) -> Frame { Frame(request: request, office: office, version: version) }

  /// Changes with the log, the day, the program and how it was set up; of the page of checkpoints also with those that are kept.
  private func tag(_ request: WebRequest) throws -> String {
    let head = try ledger.head()
    var parts = ["\(head.size)", "\(head.root.prefix(16))", "\(today().number)", version, setup]
    if request.hasAccess { parts.append("a") }
    if request.parts.first == "kiem-chung" {
      let notes = try ledger.checkpoints().map { "\($0)" }.joined() + (try ledger.lastCheckpoint()?.note ?? "")
      parts.append(String(Ledger.contentHash(Array(notes.utf8)).prefix(8)))
    }
    return "\"" + parts.joined(separator: "-") + "\""
  }

  /// Of which log a page tells that is no figure, and as known when.
  func headCaption(_ question: Question, _ request: WebRequest) throws -> String {
    let head = try ledger.head()
    let known = question.knownAt ?? head.position
    return request.text(
      "Tính đến \(LegalDate(question.asOf).shown(.vi)) · theo dữ liệu nhập đến vị trí \(known?.description ?? "–") · \(head.size) bản ghi · gốc \(head.root.prefix(16))…",
      "As of \(question.asOf) · known at position \(known?.description ?? "–") · \(head.size) records · root \(head.root.prefix(16))…"
    )
  }

  private func written(_ page: Page, _ request: WebRequest) throws -> [UInt8] {
    switch request.form {
    case .page: return Array(try frame(request).page(page).text.utf8)
    case .json: return Array((JSONLine.text(page.json) + "\n").utf8)
    case .csv:
      guard let table = page.table else { throw WebProblem.notFound }
      let csv = CSVLine(isForExcel: true)
      var text = "\u{feff}" + csv.text(table.columns.flatMap(CSVLine.names)) + "\n"
      for row in table.rows { text += csv.text(zip(table.columns, row).flatMap { CSVLine.cells($1, $0) }) + "\n" }
      return Array(text.utf8)
    case .xlsx:
      guard let table = page.table else { throw WebProblem.notFound }
      let facts = page.facts + [(Text("Địa chỉ", "Address"), request.address.text)]
      return try AnswerWorkbook(table, facts: facts, language: request.language).bytes()
    }
  }

  /// What is the same for every ledger.
  private func fixed(_ request: WebRequest) throws -> WebResponse? {
    switch request.parts {
    case ["style.css"]: return .kept("text/css; charset=utf-8", Array(Style.sheet.utf8), "public")
    case ["script.js"]: return .kept("text/javascript; charset=utf-8", Array(Style.script.utf8), "public")
    case ["icon.svg"]: return .kept("image/svg+xml", Array(Style.icon.utf8), "public")
    case ["api"]: return WebResponse("application/json", Array((JSONLine.text(OpenAPI.document) + "\n").utf8))
    case ["checkpoint"]:
      guard let checkpoint = try ledger.lastCheckpoint() else { throw WebProblem.notFound }
      return WebResponse("text/plain; charset=utf-8", Array(checkpoint.note.utf8))
    case ["api", "records"]: return try records(request)
    case let parts where parts.first == "bang-chung": return try proof(request)
    default: return request.parts.first == "tile" ? try tile(request) : nil
    }
  }

  /// Hashes, which say nothing of what was recorded, are everybody's; records are not.
  private func tile(_ request: WebRequest) throws -> WebResponse {
    guard let path = TileName(request.parts) else { throw WebProblem.notFound }
    if path.level == nil, !request.hasAccess { throw WebProblem.noAccess }
    guard let bytes = try ledger.bytes(of: path) else { throw WebProblem.notFound }
    // What a tile holds never changes; but what only some may see is kept for nobody else.
    return .kept("application/octet-stream", bytes, path.level == nil ? "private" : "public")
  }

  /// So many records go out at a time; who asks for those after the last of them goes on.
  static let mostRecords: UInt64 = 1_000

  /// Records after a position, a line each.
  private func records(_ request: WebRequest) throws -> WebResponse {
    guard request.hasAccess else { throw WebProblem.noAccess }
    let first = try request["after"].map(place(after:)) ?? 0
    var text = ""
    let size = try ledger.size
    if first < size {
      try ledger.forEachEntry(from: Position(first)) { entry in
        guard entry.position.number < first + Self.mostRecords else { return false }
        text += JSONLine.text(Self.json(entry)) + "\n"
        return true
      }
    }
    var response = WebResponse("application/x-ndjson", Array(text.utf8))
    if size > first + Self.mostRecords {
      response.headers.append(("Link", "</api/records?after=\(first + Self.mostRecords - 1)>; rel=\"next\""))
    }
    return response
  }

  /// The place after the record that a reader saw last: `41`, or `41-9f86d081884c7d65` with the first digits of its hash. Throws
  /// ``WebProblem`` where the log has no such record.
  func place(after text: String) throws -> UInt64 {
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let number = UInt64(parts[0]), number < .max else { throw WebProblem.wrong("after", text, Text("0, 1, …")) }
    let entry = number < (try ledger.size) ? try ledger.entry(at: Position(number)) : nil
    guard let entry, parts.count == 1 || parts[1] == Self.mark(entry) else { throw WebProblem.otherHistory(text) }
    return number + 1
  }

  /// The first digits of a record's hash; of one that a newer program wrote there are none.
  private static func mark(_ entry: LogEntry) -> String {
    if case .known(let event) = entry { String(event.hash.prefix(16)) } else { "" }
  }

  /// Records as server-sent events, each under its position and the first digits of its hash.
  func events(_ range: Range<UInt64>) throws -> String {
    var text = ""
    try ledger.forEachEntry(from: Position(range.lowerBound)) { entry in
      guard range.contains(entry.position.number) else { return false }
      text +=
        "id: \(entry.position.number)-\(Self.mark(entry))\nevent: record\ndata: \(JSONLine.text(Self.json(entry)))\n\n"
      return true
    }
    return text
  }

  static func json(_ entry: LogEntry) -> JSONValue {
    switch entry {
    case .known(let event): event.jsonWithHash
    case .newer(let record): record.json
    }
  }

  private func page(_ request: WebRequest) throws -> Page {
    let parts = request.parts
    guard parts.count <= 1 || Self.roomsOfMany.contains(parts[0]) else { throw WebProblem.notFound }
    func one(_ body: (String) throws -> Page) throws -> Page {
      guard parts.count == 2 else { throw WebProblem.notFound }
      return try body(parts[1])
    }
    switch parts.first {
    case nil, "trang-dau": return try home(request)
    case "san-pham" where parts.count == 1: return try products(request)
    case "san-pham" where parts.count == 3 && parts[2] == "so-sanh": return try changes(of: parts[1], request)
    case "san-pham" where parts.count == 3 && parts[2] == "ban-ket-xuat": return try extract(parts[1], request)
    case "san-pham" where parts.count == 3 && parts[2] == "phieu-cham": return try sheets(of: parts[1], request)
    case "san-pham": return try one { try product($0, request) }
    case "chu-the" where parts.count == 1: return try producers(request)
    case "chu-the": return try one { try producer($0, request) }
    case "quyet-dinh" where parts.count == 1: return try decisions(request)
    case "giay-chung-nhan" where parts.count == 1: return try lapsing(request)
    case "giay-chung-nhan" where parts == ["giay-chung-nhan", "ban-in"]: return try lapsingOnPaper(request)
    case "thong-ke" where parts.count == 1: return try statistics(request)
    case "thong-ke" where parts == ["thong-ke", "san-pham"]: return try explanation(request)
    case "so-sanh": return try comparison(request)
    case "phat-lai": return try replay(request)
    case "xuat-khau": return try shown("exporters", Text("Xuất khẩu", "Exports"), request)
    case "khen-thuong": return try shown("award-history", Text("Khen thưởng", "Awards"), request)
    case "ke-hoach": return try shown("targets", Text("Kế hoạch và kết quả", "Targets and results"), request)
    case "so-lieu-cong-bo": return try published(request)
    case "dia-ban": return try one { try area($0, request) }
    case "doi-chieu":
      guard request.hasAccess else { throw WebProblem.noAccess }
      return try shown("breaches", Text("Chưa phù hợp quy định (đối chiếu tự động)", "Irregular acts"), request)
    case "bang" where parts.count == 1: return try projections(request)
    case "bang": return try one { try shownByID($0, request) }
    case "nhat-ky" where parts.count == 1: return try log(request)
    case "nhat-ky": return try one { try record($0, request) }
    case "kiem-chung" where parts.count == 1: return try verification(request)
    case "kiem-tra" where parts.count == 1:
      return try request["ma"].map { try check($0, request) } ?? askForCode(request)
    case "kiem-tra": return try one { try check($0, request) }
    default: throw WebProblem.notFound
    }
  }
}

extension Site {
  /// The first parts of paths that there are.
  static let rooms: Set<String> = [
    "trang-dau", "san-pham", "chu-the", "quyet-dinh", "giay-chung-nhan", "thong-ke", "so-sanh", "phat-lai", "xuat-khau",
    "khen-thuong",
    "ke-hoach",
    "so-lieu-cong-bo", "dia-ban", "doi-chieu", "bang", "nhat-ky", "kiem-chung", "kiem-tra", "style.css", "script.js",
    "icon.svg", "api", "bang-chung", "tile", "checkpoint",
  ]

  /// Those that have pages below them.
  private static let roomsOfMany: Set<String> = [
    "san-pham", "chu-the", "thong-ke", "giay-chung-nhan", "dia-ban", "bang", "nhat-ky", "kiem-tra",
  ]

  /// The head of the log, where the ledger answers. Throws where it does not.
  func readiness() throws -> Head {
    _ = try ledger.ask(StarCounts.Query(), asOf: today())
    return try ledger.head()
  }
}
