internal import ArgumentParser
internal import Ledger
internal import OCOP

/// `ocop correct`: never an edit, always a record of its own.
struct Correct: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: say(
      "Đính chính hoặc gạch bỏ một bản ghi; bản cũ vẫn còn.", "Correct or strike out a record; the old one stays."),
    discussion: "  ocop correct 1956 --reason \"sai ngày\" --effective-on 2019-12-24\n"
      + "  ocop correct 1956 --reason \"…\" --set grant.decision=5446/QĐ-UBND\n  ocop correct 1956 --reason \"…\" --strike-out"
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
  @Flag(help: ArgumentHelp(say("Gạch bỏ: việc này không có.", "Strike out: it did not happen.")))
  var strikeOut = false

  func run(in session: Session) throws {
    guard strikeOut != (effectiveOn != nil || !set.isEmpty) else {
      throw Problem.usage(
        Text(
          "Nói đúng một việc: --strike-out, hoặc --set/--effective-on.",
          "Say one thing: --strike-out, or --set/--effective-on."))
    }
    let actor = try recording.actorName()
    let ledger = try session.recording(recording)
    let place = Position(position)
    guard let old = try ledger.record(at: place)?.record else {
      throw Problem.unknownPosition(place, try ledger.size)
    }
    var date = old.effectiveOn
    if let effectiveOn {
      guard let right = LegalDate(effectiveOn) else {
        throw Session.wrong("--effective-on", effectiveOn, LegalDate.expected)
      }
      date = right
    }
    let act: Command.Act =
      strikeOut ? .void(old.stream, place) : .correct(old.stream, place, try event(old.event))
    let command = Command(id: nil, actor: actor, act: act, effectiveOn: date, reason: reason)
    if recording.dryRun {
      let drafted = try ledger.rehearse { try $0.record(command).record }
      return try report(session, drafted.position, nil)
    }
    let receipt = try ledger.submit([command])
    try report(session, Position(receipt.positions.lowerBound), receipt.head)
  }

  private func event(_ old: Event) throws -> Event {
    var payload = old.payload.json
    // A term that one writes down is no computed one.
    if names("grant.validUntil"), !names("grant.termBasis") {
      payload = payload.setting(["grant", "termBasis"], to: .string(TermBasis.decided.rawValue))
    }
    for change in set {
      let pair = change.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, !pair[0].isEmpty else {
        throw Session.wrong("--set", change, "grant.decision=5445/QĐ-UBND")
      }
      payload = payload.setting(pair[0].split(separator: ".").map(String.init)[...], to: JSONValue.written(pair[1]))
    }
    do throws(MessageError) {
      return try Event(old.type, json: payload)
    } catch {
      let expected =
        if case .unexpected(let expected) = error.fault { expected } else {
          Text(old.type.payload.fieldNames.joined(separator: ", "))
        }
      throw Session.wrong("--set \(error.path)", set.joined(separator: " "), expected)
    }
  }

  private func names(_ field: String) -> Bool { set.contains { $0.hasPrefix(field + "=") } }

  private func report(_ session: Session, _ written: Position, _ head: Head?) throws {
    let object: JSONValue = [
      "corrects": JSONValue(position), "position": written.json, "dryRun": .bool(recording.dryRun),
      "size": JSONValue(head?.size), "root": JSONValue(head?.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      recording.dryRun
        ? session.text("Sẽ ghi đính chính ở vị trí \(written).", "Would record the correction at position \(written).")
        : session.text("Đã ghi đính chính ở vị trí \(written).", "Recorded the correction at position \(written)."))
    if let head { try session.console.print(session.headLine(head)) }
  }
}

extension JSONValue {
  /// A value as one types it: a whole number, true or false, nothing at all, else a text.
  fileprivate static func written(_ text: String) -> JSONValue {
    switch text {
    case "": .null
    case "true": true
    case "false": false
    default: Int64(text).map(JSONValue.int) ?? .string(text)
    }
  }

  /// The object with the member at `path` set; an empty value takes it out.
  fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
    guard let name = path.first else { return value }
    var members: [Member] = []
    if case .object(let mine) = self { members = mine }
    let new = (self[name] ?? .object([])).setting(path.dropFirst(), to: value)
    let index = members.firstIndex { $0.name == name }
    if let index { members.remove(at: index) }
    if new != .null { members.insert(Member(name, new), at: index ?? members.endIndex) }
    return .object(members)
  }
}
