internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop evaluate`: a council's sheets become a result.
struct Evaluate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: say(
      "Tính kết quả từ phiếu chấm: hạng sao, và vì sao chưa cao hơn.",
      "The result of a council's sheets: the stars, and why not more."),
    discussion: say(
      "Phiếu: CSV member,criterion,points[,revision], hoặc JSON cùng tên. Căn cứ loại: ô điểm trống.",
      "Sheets: CSV member,criterion,points[,revision], or JSON with the same names. A knock-out has no points.")
      + "\n  ocop evaluate SP-0001 Fixtures/sheets/nuoc-mam-5-sao.csv --set 9 --level province --on 2026-08-15 --dry-run"
  )
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Argument(help: ArgumentHelp(say("Sản phẩm: mã hoặc tên.", "Product: id or name.")))
  var product: String
  @Argument(help: ArgumentHelp(say("Tệp phiếu chấm.", "File of sheets.")))
  var file: String
  @Option(help: ArgumentHelp(say("Mã bộ tiêu chí.", "Code of the criteria set."), valueName: "code"))
  var set: String
  @Option(help: ArgumentHelp(say("Cấp hội đồng.", "Level of the council.")))
  var level: String = Level.province.rawValue
  @Option(
    help: ArgumentHelp(
      say(
        "Kỳ họp (HD-0001): quy chế, số thành viên, độ lệch.",
        "CommandContext (HD-0001): its regulation, members, spread."),
      valueName: "id"))
  var session: String?
  @Option(name: .customLong("on"), help: ArgumentHelp(say("Ngày chấm. Mặc định: hôm nay.", "Day. Default: today.")))
  var day: String?
  @OptionGroup var resting: GroundsOptions
  @Option(
    help: ArgumentHelp(
      say(
        "Giả định: theo bộ tiêu chí khác (mã hoặc thư mục); không ghi.", "What-if: another rulebook; never recorded."),
      valueName: "id|dir"))
  var rules: String?

  func run(in run: CommandContext) throws {
    guard let level = Level(rawValue: level) else { throw CommandContext.wrong("--level", level, Level.expected) }
    let date =
      try day.map { text -> LegalDate in
        guard let date = LegalDate(text) else { throw CommandContext.wrong("--on", text, LegalDate.expected) }
        return date
      } ?? LegalDate(Timestamp.now().dayInVietnam)
    let actor = rules == nil && !recording.dryRun ? try recording.actorName() : "dry-run"
    let ledger = rules == nil ? try run.recording(recording) : try run.reading()
    let id = try ledger.productID(product, Question(asOf: date.day))
    let grounds = try resting.grounds()
    let rulebook = try rulebook(ledger, run, id, date, grounds)
    guard let table = ScoringTable(rulebook, set: set) else { throw Rejection.unknownSet(rulebook.id, set) }
    let meeting = try meeting(ledger)
    let regulation = meeting?.regulation ?? CouncilRegulation()
    let sheets = try SheetFile(file)
    let tally = try sheets.tally(table)
    if let objection = regulation.objection(to: tally) { throw Problem.refused(objection.code, objection.text) }
    guard let result = tally.result(rounding: regulation.rounding) else {
      preconditionFailure("a tally without sheets has problems")
    }
    var evaluation = Evaluation(
      product: id, level: level, session: meeting?.id, date: date, set: set, regulation: regulation, sheets: sheets,
      result: result, actor: actor, rulebook: rulebook.id, table: table)
    (evaluation.grounds, evaluation.irregular) = (grounds, resting.irregular)
    let commands = evaluation.commands
    var receipt: WriteReceipt<[CommandOutcome]>?
    if rules == nil {
      if recording.dryRun {
        _ = try ledger.rehearse { draft in try commands.map { try draft.record($0) } }
      } else {
        receipt = try ledger.submit(commands)
      }
    }
    try run.print(evaluation, isWhatIf: rules != nil, receipt)
  }

  private func rulebook(
    _ ledger: Ledger, _ run: CommandContext, _ id: ProductID, _ date: LegalDate, _ grounds: Grounds
  ) throws -> Rulebook {
    if let rules { return try RulesSource(ledger).find(rules) }
    guard let governing = try ledger.rulebook(for: id, decidedOn: date, grounds) else {
      throw Rejection.noRulebook(on: date)
    }
    guard let applicable = governing.known else {
      throw Rejection.rulebookNotKnown(governing.candidates.map(\.id), on: date)
    }
    guard let rulebook = try ledger.rulebook(applicable.id), rulebook.detail == .complete else {
      throw Rejection.sheetNotCheckable(applicable.id)
    }
    return rulebook
  }

  private func meeting(_ ledger: Ledger) throws -> (id: SessionID, regulation: CouncilRegulation)? {
    guard let session else { return nil }
    guard let id = SessionID(session) else { throw CommandContext.wrong("--session", session, SessionID.expected) }
    for entry in try ledger.history(of: id.stream).effective {
      if case .sessionOpened(let opened) = entry.record.event { return (id, CouncilRegulation(opened)) }
    }
    throw Rejection.unknown(id.stream)
  }
}

/// What is to be recorded of an evaluation, and shown.
struct Evaluation {
  let product: ProductID
  let level: Level
  let session: SessionID?
  let date: LegalDate
  let set: String
  let regulation: CouncilRegulation
  let sheets: SheetFile
  let result: CouncilResult
  let actor: String
  let rulebook: RulebookID
  let table: ScoringTable
  var grounds = Grounds()
  var irregular: String?

  /// A record for each sheet, then the council's result. Each is known by what it says, so repeating records nothing.
  var commands: [Command] {
    let kind: ScoreKind = regulation.combination == .vote ? .advisory : .member
    let members = sheets.sheets.map { sheet in
      let sum = Points(hundredths: sheet.scores.reduce(0) { $0 + $1.points.hundredths })
      return Evaluated(
        level: level, kind: kind, session: session, total: Score(sum: sum, count: 1), scores: sheet.scores,
        evaluator: sheet.member, set: set, knockouts: sheet.knockouts)
    }
    let knockouts = result.endings.compactMap { if case .knockout(let code) = $0 { code } else { nil } }
    let council = Evaluated(
      level: level, kind: .council, session: session, total: result.total, stars: result.stars, set: set,
      knockouts: knockouts)
    return (members + [council]).map { event in
      let identity = ["ocop.evaluate.v1", product.description, date.text, event.json.text]
      var command = Command(
        id: CommandID(hashing: identity), actor: actor, act: .record(product.stream, .evaluated(event)),
        effectiveOn: date, source: sheets.name, irregular: irregular)
      command.grounds = grounds
      return command
    }
  }
}
