internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop rules`
struct Rules: Noun {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: say("Bộ tiêu chí và quy trình.", "Rulebooks."),
    subcommands: [RulesList.self, RulesShow.self, RulesDiff.self, RulesCheck.self, RulesAdopt.self])
}

struct RulesList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Các bộ tiêu chí trong sổ.", "The rulebooks in the ledger."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let shelf = try ledger.rulebooks()
    let rows = try shelf.rulebooks.sorted { $0.inForceFrom < $1.inForceFrom }.map { rulebook -> [JSONValue] in
      var content: Rulebook?
      do {
        content = try ledger.content(of: rulebook)
      } catch LedgerError.failed(let failure) where failure.kind == .newerEvent {
        session.console.note(failure.text(session.language))
      }
      return [
        rulebook.id.json, .string(rulebook.title), .string(rulebook.legalReference), rulebook.inForceFrom.json,
        shelf.end(of: rulebook).map { .string($0.description) } ?? nil, rulebook.amends?.json ?? nil,
        content?.detail.json ?? nil, JSONValue(content?.sets.count ?? 0), JSONValue(rulebook.content),
      ]
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    session.note(try ledger.newerRecords(of: .rulebook))
  }

  private static let columns = [
    Column("id", Text("Mã", "Id")), Column("title", Text("Tên", "Title")),
    Column("legalReference", Text("Văn bản", "Decision")),
    Column("inForceFrom", Text("Từ ngày", "From"), .date), Column("inForceUntil", Text("Đến hết", "Until"), .date),
    Column("amends", Text("Sửa đổi", "Amends")), Column("detail", Text("Nội dung", "Content"), of: RulebookDetail.self),
    Column("sets", Text("Số bộ", "Sets"), .number), Column("content", Text("Băm", "Hash"), .hidden),
  ]
}

/// A rulebook named by its id in a ledger, or by its folder.
struct RulesSource {
  /// Where ids are looked up, and what a folder amends; a path is open once only in a process, so it is handed on.
  let ledger: Ledger?

  init(_ ledger: Ledger) { self.ledger = ledger }

  /// The ledger that is named, if one is.
  init(_ session: CommandContext) throws { ledger = session.hasLedger ? try session.reading() : nil }

  func find(_ name: String) throws -> Rulebook {
    if name.contains("/") || name.hasPrefix(".") { return try folder(name).rulebook }
    let id = RulebookID(name)
    if let rulebook = try ledger?.rulebook(id) { return rulebook }
    guard try ledger?.rulebooks()[id] != nil else { throw Rejection.unknownRulebook(id) }
    throw Problem.refused(
      "rules.noContent",
      Text(
        "Sổ chỉ biết khung của \(name), chưa có nội dung.", "The ledger knows \(name) by its bands only, not in full."),
      hint: Text("Ghi nội dung: ocop rules adopt THƯ_MỤC", "Adopt it in full: ocop rules adopt DIR"))
  }

  func folder(_ path: String) throws -> RulebookFolder { try RulebookFolder(path) { try ledger?.rulebook($0) } }
}

struct RulesShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: say("Một bộ tiêu chí; --set: các tiêu chí của một bộ.", "A rulebook; --set: the criteria of one set."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Mã trong sổ, hoặc thư mục.", "Id in the ledger, or folder.")))
  var rulebook: String
  @Option(help: ArgumentHelp(say("Mã bộ.", "Code of a set."), valueName: "code"))
  var set: String?

  func run(in session: CommandContext) throws {
    let rulebook = try RulesSource(session).find(rulebook)
    guard session.format == .table || set != nil else { return try session.print(object: rulebook.json, labels: []) }
    if let set {
      guard let found = rulebook.sets.first(where: { $0.code == set }) else {
        throw Rejection.unknownSet(rulebook.id, set)
      }
      return try session.print(list: AnswerTable(columns: Self.criteria, rows: found.criteria.map(row)))
    }
    try session.print(
      object: [
        "id": rulebook.id.json, "title": .string(rulebook.title), "act": .string(rulebook.legal.act),
        "from": rulebook.inForceFrom.json, "until": rulebook.inForceUntil?.json ?? nil,
        "term": JSONValue(rulebook.termMonths), "detail": rulebook.detail.json, "reading": rulebook.bandReading.json,
      ],
      labels: [
        ("id", Text("Mã", "Id"), .text), ("title", Text("Tên", "Title"), .text),
        ("act", Text("Văn bản", "Decision"), .text),
        ("from", Text("Từ ngày", "From"), .date), ("until", Text("Đến hết", "Until"), .date),
        ("term", Text("Thời hạn (tháng)", "Term (months)"), .number),
        ("detail", Text("Nội dung", "Content"), .term { RulebookDetail(rawValue: $0)?.names }),
        ("reading", Text("Cách đọc khung điểm", "Reading of bands"), .term { BandReading(rawValue: $0)?.names }),
      ])
    for (title, texts) in [
      (Text("Có nguồn xác nhận", "Attested"), rulebook.attested), (Text("Chưa rõ", "Not known"), rulebook.unknown),
    ] where !texts.isEmpty {
      try session.console.print("\n\(title(session.language)):")
      for text in texts { try session.console.print("  – \(text)") }
    }
    guard !rulebook.sets.isEmpty else { return }
    try session.console.print("")
    try session.printTable(AnswerTable(columns: Self.sets, rows: rulebook.sets.map(row)))
  }

  private func row(_ set: CriteriaSet) -> [JSONValue] {
    let points = set.parts.map { "\($0.code) \($0.max)" }.joined(separator: " ")
    return [
      .string(set.code), .string(set.name), set.group.json, JSONValue(set.criteria.filter { !$0.container }.count),
      .string(points), JSONValue(set.doubt), .bool(set.contentUnknown),
    ]
  }

  private static let sets = [
    Column("code", Text("Bộ", "Set")), Column("name", Text("Tên", "Name")),
    Column("group", Text("Nhóm", "Group"), of: ProductGroup.self),
    Column("criteria", Text("Tiêu chí", "Criteria"), .number), Column("parts", Text("Điểm", "Points")),
    Column("doubt", Text("Nghi vấn", "Doubt")), Column("contentUnknown", Text("Chưa biết", "Unknown"), .flag),
  ]

  private func row(_ criterion: Criterion) -> [JSONValue] {
    func list(_ options: [RulePoints], _ floors: Floors?) -> String {
      options.map { points in
        let stars = floors?.floors.last { $0.points == points }?.stars.number ?? 0
        return points.description + String(repeating: "*", count: Int(stars))
      }.joined(separator: " / ")
    }
    let options =
      criterion.either.isEmpty
      ? list(criterion.options, criterion.floors)
      : criterion.either.map { "\($0.code): \(list($0.options, $0.floors))" }.joined(separator: " | ")
    return [
      .string(criterion.code), .string(criterion.title), .string(options),
      criterion.needs.map { .string("\($0.criterion) ≥ \($0.atLeast)") } ?? nil, JSONValue(criterion.optionalWhere),
      criterion.stopAt?.json ?? nil, JSONValue(criterion.remark),
    ]
  }

  private static let criteria = [
    Column("code", Text("Tiêu chí", "Criterion")), Column("title", Text("Nội dung", "Title")),
    Column("options", Text("Các mức điểm (* mức tối thiểu)", "Options (* floors)")),
    Column("needs", Text("Chỉ chấm khi", "Needs")),
    Column("optionalWhere", Text("Được bỏ khi", "May be left out where")),
    Column("stopAt", Text("Dừng ở", "Stops at")), Column("remark", Text("Ghi chú", "Remark")),
  ]
}

struct RulesCheck: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: say(
      "Kiểm tra một thư mục bộ tiêu chí: lỗi theo tệp, dòng, chỗ.",
      "Check a rulebook folder: faults by file, line, place."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Thư mục.", "Folder.")))
  var folder: String

  func run(in session: CommandContext) throws {
    var found: [RulebookFileError] = []
    do {
      found = try RulesSource(session).folder(folder).remarks
    } catch let errors as RulebookFileErrors {
      found = errors.errors
    }
    let isRight = found.allSatisfy(\.isRemark)
    let rows = found.map { error -> [JSONValue] in
      [
        .string(error.file), JSONValue(error.line), .string(error.path), .string(error.code),
        .string(error.text(session.language)), .bool(error.isRemark),
      ]
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    session.console.note(
      isRight
        ? session.text("✓ Không có lỗi.", "✓ Nothing is wrong.")
        : session.text("Có lỗi; chưa dùng được.", "There are faults; it cannot be used."))
    try session.console.flush()
    if !isRight { throw Verdict(status: .no) }
  }

  private static let columns = [
    Column("file", Text("Tệp", "File")), Column("line", Text("Dòng", "Line"), .number),
    Column("path", Text("Chỗ", "Place")),
    Column("code", Text("Mã", "Code")), Column("detail", Text("Nội dung", "What")),
    Column("remark", Text("Chỉ để biết", "Only to be known"), .flag),
  ]
}

struct RulesAdopt: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "adopt",
    abstract: say(
      "Ghi một bộ tiêu chí vào sổ, nội dung giữ kèm theo băm.", "Adopt a rulebook: its content is kept under its hash.")
  )
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @Argument(help: ArgumentHelp(say("Thư mục.", "Folder.")))
  var folder: String

  func run(in session: CommandContext) throws {
    let actor = try recording.actorName()
    let ledger = try session.recording(recording)
    let found = try RulesSource(ledger).folder(folder)
    let isLost = try ledger.blob(Ledger.contentHash(found.rulebook.wireBytes)) == nil
    let receipt = try ledger.adopt(found.rulebook, actor: actor, rehearsing: recording.dryRun)
    let isPutBack = isLost && !receipt.result.isNew && !recording.dryRun
    let content = found.rulebook.adoption(content: nil).id.text
    let object: JSONValue = [
      "rulebook": .string(content), "new": .bool(receipt.result.isNew), "dryRun": .bool(recording.dryRun),
      "putBack": .bool(isPutBack), "position": receipt.result.record.position.json,
      "remarks": JSONValue(found.remarks.count),
      "size": JSONValue(receipt.head.size), "root": .string(receipt.head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    let position = receipt.result.record.position
    try session.console.print(
      !receipt.result.isNew
        ? session.text(
          "\(content) đã có ở vị trí \(position): 0 sự kiện.", "\(content) is there, at position \(position): 0 events."
        )
        : recording.dryRun
          ? session.text("Sẽ ghi \(content) ở vị trí \(position).", "Would record \(content) at position \(position).")
          : session.text("Đã ghi \(content) ở vị trí \(position).", "Recorded \(content) at position \(position)."))
    if isPutBack {
      try session.console.print(
        session.text("Đã đưa lại toàn văn bị mất.", "The full text, which was lost, is put back."))
    }
    try session.console.print(session.headLine(receipt.head))
  }
}
