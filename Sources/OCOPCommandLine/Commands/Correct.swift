internal import ArgumentParser
internal import Exchange
internal import Ledger
internal import OCOP

/// `ocop correct`: never an edit, always a record of its own.
struct Correct: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: say(
      "Sửa hoặc xóa bỏ một ghi chép; bản cũ vẫn còn.", "Correct or strike out a record; the old one stays."),
    discussion: "  ocop correct 1958 --reason \"sai ngày\" --effective-on 2019-12-24\n"
      + "  ocop correct 1958 --reason \"…\" --set grant.decision=5446/QĐ-UBND\n  ocop correct 1958 --reason \"…\" --strike-out\n"
      + "  ocop correct 2283 --reason \"…\" --take-back\n  ocop correct 2283 --reason \"…\" --strike-fact"
  )
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Argument(help: ArgumentHelp(say("Vị trí của bản ghi.", "The record's position.")))
  var position: UInt64
  @Option(help: ArgumentHelp(say("Vì sao.", "Why.")))
  var reason: String
  @Option(help: ArgumentHelp(say("Ngày hiệu lực đúng.", "The right legal day."), valueName: "day"))
  var effectiveOn: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Trường và giá trị đúng, như trong log show; lặp lại được.",
        "A field and its right value, as in log show; may repeat."),
      valueName: "field=value"))
  var set: [String] = []
  @Option(help: ArgumentHelp(say("Ghi chú mới; không có: giữ ghi chú cũ.", "A new note; else the old one is kept.")))
  var note: String?
  @Option(help: ArgumentHelp(say("Nguồn mới; không có: giữ nguồn cũ.", "A new source; else the old one is kept.")))
  var source: String?
  @Option(
    help: ArgumentHelp(
      say("Câu hỏi đã trả lời, bằng mã của nó; lặp lại được.", "A question that is answered, by its code; may repeat."),
      valueName: "code"))
  var confirmed: [String] = []
  @OptionGroup var resting: GroundsOptions
  @Option(
    help: ArgumentHelp(
      say(
        "Nguồn khác ghi khác: trường=giá trị (nguồn); lặp lại được.",
        "What another source tells: field=value (source); may repeat."), valueName: "field=value"))
  var told: [String] = []
  @Flag(help: ArgumentHelp(say("Xóa bỏ ghi chép: việc này không có.", "Strike out: it did not happen.")))
  var strikeOut = false
  @Flag(
    help: ArgumentHelp(
      say("Rút lại lần sửa ghi chép: bản trước đứng lại.", "Take a correction back: what it corrected stands again.")))
  var takeBack = false
  @Flag(
    help: ArgumentHelp(
      say(
        "Xóa bỏ cả việc, kể cả các lần sửa: không còn gì đứng ở chỗ đó.",
        "Strike out the fact with its corrections: nothing stands in its place.")))
  var strikeFact = false

  func run(in session: CommandContext) throws {
    let strikes = [strikeOut, takeBack, strikeFact].count { $0 }
    let remarks = [note, source, resting.irregular].contains { $0 != nil } || !resting.isEmpty || !told.isEmpty
    let changes = effectiveOn != nil || !set.isEmpty || (strikes == 0 && remarks)
    guard strikes + (changes ? 1 : 0) == 1 else {
      throw Problem.usage(
        Text(
          "Nói đúng một việc: --set/--effective-on/--note/--source, --strike-out, --take-back hoặc --strike-fact.",
          "Say one thing: --set/--effective-on/--note/--source, --strike-out, --take-back or --strike-fact."))
    }
    try askAboutNumbers()
    let actor = try recording.actorName()
    let ledger = try session.recording(recording)
    guard let named = try ledger.record(at: Position(position))?.record else {
      throw Problem.unknownPosition(Position(position), try ledger.size)
    }
    if takeBack { return try takeBack(named, actor, ledger, session) }
    if strikeOut, let corrects = named.corrects { throw Self.twoWays(Position(position), corrects) }
    // What somebody corrected meanwhile is not lost: what stands in the place is corrected, or struck out.
    let history = try ledger.history(of: named.stream)
    guard let entry = Places(history.entries).effective(for: Position(position)).flatMap({ history[$0] }) else {
      throw Rejection.struckOut(Position(position))
    }
    if strikeOut, let corrects = entry.record.corrects { throw Self.twoWays(entry.position, corrects) }
    let (place, old) = (entry.position, entry.record)
    if strikeOut || strikeFact {
      let (stream, reason) = (named.stream, reason)
      return try report(session, ledger, place) { draft in
        [try draft.strikeOutFact(at: place, in: stream, actor: actor, reason: reason)]
      }
    }
    var date = old.effectiveOn
    if let effectiveOn {
      guard let right = LegalDate(effectiveOn) else {
        throw CommandContext.wrong("--effective-on", effectiveOn, LegalDate.expected)
      }
      date = right
    }
    var command = Command(
      id: nil, actor: actor, act: .correct(old.stream, place, try event(old.event)), effectiveOn: date, reason: reason,
      note: note, source: source, irregular: resting.irregular)
    (command.grounds, command.told) = (try resting.grounds(), try told.map(Self.telling))
    let corrected = command
    try report(session, ledger, place) { draft in [try draft.record(corrected)] }
  }

  /// "effectiveOn=2020-12-30 (báo Thanh Hóa)".
  private static func telling(_ text: String) throws -> Telling {
    let pair = text.split(separator: "=", maxSplits: 1).map { normalized(String($0)) }
    guard pair.count == 2, !pair[0].isEmpty, !pair[1].isEmpty else {
      throw CommandContext.wrong("--told", text, "effectiveOn=2020-12-30 (báo Thanh Hóa)")
    }
    return Telling(field: pair[0], written: pair[1])
  }

  /// What is said of persons and codes, before it is recorded for ever.
  private func askAboutNumbers() throws {
    func ask(_ code: String, _ text: Text) throws {
      guard !confirmed.contains(code) else { return }
      throw Problem.refused(
        code, text,
        hint: Text("Nếu đúng như vậy, thêm --confirmed \(code).", "If it is right, add --confirmed \(code)."))
    }
    let changes = set.compactMap { change -> (field: String, value: String)? in
      guard let sign = change.firstIndex(of: "=") else { return nil }
      let field = change[..<sign].split(separator: ".").last.map(String.init) ?? ""
      return (field, String(change[change.index(after: sign)...]))
    }
    for (field, text) in [
      ("reason", reason), ("note", note ?? ""), ("source", source ?? ""), ("irregular", resting.irregular ?? ""),
      ("legalBasis", resting.legalBasis ?? ""), ("told", told.joined(separator: "; ")),
    ] + changes {
      if field == "taxCode" {
        if TaxCode.read(text) == .wrongCheckDigit { try ask("taxCode.checkDigit", TaxCode.wrongCheckDigit(text)) }
      } else if let number = PersonalNumbers.first(in: text) {
        try ask("\(field).personalNumber", PersonalNumbers.question(number))
      }
    }
  }

  /// What a correction said no longer counts: what stood before it stands again.
  private func takeBack(_ named: Record, _ actor: String, _ ledger: Ledger, _ session: CommandContext) throws {
    guard let corrects = named.corrects else {
      throw Problem.refused(
        "correction.noCorrection",
        Text(
          "Vị trí \(position) không phải là một lần sửa ghi chép. Để xóa bỏ việc ấy: --strike-out.",
          "Position \(position) corrects nothing. To strike out what it says: --strike-out."))
    }
    let command = Command(
      id: nil, actor: actor, act: .void(named.stream, Position(position)), effectiveOn: named.effectiveOn,
      reason: reason)
    try report(session, ledger, corrects) { draft in [try draft.record(command)] }
  }

  /// Striking out a correction may mean two things: neither is done before somebody says which.
  private static func twoWays(_ position: Position, _ corrects: Position) -> Problem {
    .refused(
      "correction.twoWays",
      Text(
        "Vị trí \(position) là lần sửa vị trí \(corrects). Xóa bỏ nó có thể là hai việc khác nhau.",
        "Position \(position) corrects position \(corrects). Striking it out may mean two things."),
      hint: Text(
        "--take-back: rút lại lần sửa, vị trí \(corrects) đứng lại như trước. --strike-fact: việc ấy không có, không còn gì "
          + "đứng ở chỗ đó.",
        "--take-back: the correction is taken back, and position \(corrects) stands again. --strike-fact: it did not happen, "
          + "and nothing stands in its place."))
  }

  private func event(_ old: Event) throws -> Event {
    let changes = try set.map { change in
      let pair = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, !pair[0].isEmpty else {
        throw CommandContext.wrong("--set", change, "grant.decision=5445/QĐ-UBND")
      }
      return (path: pair[0], value: pair[1])
    }
    if let twice = Dictionary(grouping: changes, by: \.path).first(where: { $1.count > 1 })?.key {
      throw CommandContext.wrong(
        "--set \(twice)", set.joined(separator: " "), Text("mỗi trường một lần", "each field once"))
    }
    do throws(UnsettableField) {
      return try old.setting(changes)
    } catch {
      throw CommandContext.wrong("--set \(error.path)", set.joined(separator: " "), error.expected)
    }
  }

  /// Records, or rehearses, and says what was recorded; `corrects` stood until then.
  private func report(
    _ session: CommandContext, _ ledger: Ledger, _ corrects: Position,
    _ body: @escaping @Sendable (inout WriteSession) throws -> [CommandOutcome]
  ) throws {
    let (outcomes, head) = try session.record(recording, in: ledger, body)
    guard let written = outcomes.last?.record.position else { preconditionFailure("something was recorded") }
    let object: JSONValue = [
      "corrects": corrects.json, "position": written.json, "dryRun": .bool(recording.dryRun),
      "size": JSONValue(head?.size), "root": JSONValue(head?.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      recording.dryRun
        ? session.text("Sẽ ghi việc sửa ở vị trí \(written).", "Would record the correction at position \(written).")
        : session.text("Đã ghi việc sửa ở vị trí \(written).", "Recorded the correction at position \(written)."))
    if corrects != Position(position), !takeBack {
      session.console.note(
        session.text(
          "Vị trí \(position) đã được sửa trước đó: bản đứng ở vị trí \(corrects) được sửa.",
          "Position \(position) had been corrected: what stood at position \(corrects) was."))
    }
    if let head { try session.console.print(session.headLine(head)) }
  }
}
