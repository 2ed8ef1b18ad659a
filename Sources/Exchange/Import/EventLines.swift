internal import Ledger
internal import OCOP

/// Turns lines into commands.
struct EventLines {
  let setting: ImportSetting
  /// Where the positions of the file's ledger are in this one.
  var positions: [Position: Position] = [:]
  /// Whether the last line is of another ledger's export, which tells what was corrected by itself.
  private(set) var isExport = false
  /// Kept from line to line, until one is about the map.
  var finder: AreaFinder?

  /// Whether lines of another ledger's export are taken.
  private let takesForeign: Bool
  private var isLooked = false
  /// Whether the file is of another ledger, while this one has things of its own: numbers of the two would meet.
  private var isForeign = false

  init(_ setting: ImportSetting, takesForeign: Bool = true) {
    (self.setting, self.takesForeign) = (setting, takesForeign)
  }

  /// The first line of an export that has a hash tells whose it is.
  private mutating func look(whose json: JSONValue, _ hash: String, _ draft: borrowing WriteSession) throws {
    guard !isLooked, let position = json["position"].flatMap({ Position(json: $0) }) else { return }
    isLooked = true
    isForeign = try draft.hash(at: position) != hash && draft.hasThings
  }

  static let foreignCode = "events.foreign"

  private static var foreign: ImportProblem {
    ImportProblem(
      column: "hash", code: foreignCode, value: "",
      text: Text(
        "Tệp là bản xuất của sổ cái khác, mà sổ này đã có sản phẩm hoặc chủ thể của mình.",
        "The file is the export of another ledger, and this one has products or producers of its own."),
      remedy: .acceptForeign)
  }

  static let known = [
    "position", "stream", "about", "version", "type", "recordedAt", "effectiveOn", "actor", "command", "corrects",
    "reason", "rulebook", "note", "source", "irregular", "grounds", "rulebooks", "told", "payload", "hash", "confirmed",
    "attachment", "bytes",
  ]

  /// `nil`: the opening of the other ledger, or what it committed to; this one has its own.
  mutating func take(_ line: [UInt8], _ draft: inout WriteSession) throws -> CommandOutcome? {
    let json = try parse(line)
    let type = try type(json)
    if [.ledgerOpened, .streamsCommitted].contains(type) { return nil }
    isExport = json["position"] != nil
    if isExport, let hash = try text(json, "hash") { try look(whose: json, hash, draft) }
    // The very line was recorded: whatever its names stand for by now.
    let id = try commandID(json)
    if !isExport, json["command"] == nil, let id, let there = try draft.record(under: id) {
      return .duplicate(of: there)
    }
    let stream = try stream(json, type, &draft)
    if let attachment = try AsRecorded.attachment(json, self) { _ = draft.attach(attachment) }
    let date = try date(json)
    let event = try today(
      try event(type, json, on: date, &draft).mappingPositions { positions[$0] ?? $0 }, json, id, &draft)
    // A record of an export carries no command where it never had one: what tells it is its place in its stream.
    if let old = json["position"].flatMap({ Position(json: $0) }), json["command"].map({ $0 == .null }) ?? true,
      let version = json["version"].flatMap({ UInt64(json: $0) }),
      let there = try draft.recorded(
        event, on: date, correcting: json["corrects"].flatMap { Position(json: $0) }.map { positions[$0] ?? $0 },
        in: stream, version: version)
    {
      positions[old] = there.record.position
      return there
    }
    if isExport, case .rulebookAdopted(let e) = event, let there = try draft.adoption(saying: e) {
      if let old = json["position"].flatMap({ Position(json: $0) }) { positions[old] = there.position }
      return .duplicate(of: there)
    }
    // What another ledger keeps already was asked about there.
    if !isExport {
      if let there = try toldBefore(event, on: date, json, stream, &draft) { return .duplicate(of: there) }
      try ask(json, event)
      if let id, try draft.record(under: id) == nil {
        try askAboutName(json, event, &draft)
        if let grant = event.grant, let date, json["corrects"] == nil,
          let struck = try draft.struckOut(
            grant.stars, decision: grant.decision, on: date, of: ProductID(stream.number))
        {
          try question(
            json, "payload.grant.decision", "decision.struckOut", grant.decision ?? "",
            .struckOut(struck.grant, by: struck.strike))
        }
      }
    }
    let act = try act(json, stream, event)
    var command = Command(
      id: id, actor: try text(json, "actor") ?? setting.actor, act: act,
      effectiveOn: date, reason: try text(json, "reason"), note: try text(json, "note"),
      source: try source(json), irregular: try irregular(json))
    (command.grounds, command.told) = (try grounds(json), try told(json))
    do {
      let start = draft.bookmark()
      let outcome = try draft.record(command)
      if isForeign, !takesForeign, outcome.isNew {
        // What was taken from that ledger before is known; nothing is added to it unasked.
        draft.goBack(to: start)
        throw Self.foreign
      }
      if let old = json["position"].flatMap({ Position(json: $0) }) { positions[old] = outcome.record.position }
      return outcome
    } catch Rejection.commandReused(_, let position) {
      // A line that was recorded, and reads otherwise now.
      let there = try draft.effective(for: position, in: stream)?.record
      let changes =
        there.flatMap { $0.event.type == event.type ? Self.changes(from: $0, to: event, on: date) : nil } ?? []
      throw ImportProblem(
        column: nil, code: "command.reused", value: stream.description,
        text: Text(
          "Dòng này đã được ghi ở vị trí \(position), nay ghi khác.",
          "The line is recorded at position \(position), and says something else now."),
        remedy: .correct(position, changes))
    } catch let rejection as Rejection {
      throw ImportProblem(rejection, column: nil, value: stream.description)
    }
  }

  /// A correction that names no source keeps that of what it corrects.
  private func source(_ json: JSONValue) throws(ImportProblem) -> String? {
    try text(json, "source") ?? (isCorrection(json) ? nil : setting.file)
  }

  /// A decision as it is recorded today: the types of 0.1 claimed what a decision was. What another ledger keeps, or this one from
  /// that very line, stays as it is.
  private func today(
    _ event: Event, _ json: JSONValue, _ id: CommandID?, _ draft: inout WriteSession
  ) throws -> Event {
    guard let grant = event.grant, event.type != .granted, !isExport, !isCorrection(json), let id
    else { return event }
    if let there = try draft.record(under: id), there.record.event.type != .granted { return event }
    return .granted(Granted(grant: grant))
  }

  /// What whoever told a line again should know: what it says was recorded once, and no longer stands.
  func note(_ outcome: CommandOutcome?, _ line: Int, _ draft: inout WriteSession) throws -> Text? {
    guard case .duplicate(let there)? = outcome, !isExport, let correction = try draft.correction(of: there) else {
      return nil
    }
    return Text(
      "Dòng \(line): đã ghi ở vị trí \(there.position), nhưng đã được sửa hoặc xóa bỏ ở vị trí \(correction); không ghi lại.",
      "Line \(line): recorded at position \(there.position), but corrected or struck out at position \(correction); "
        + "not recorded again.")
  }

  /// What a correction of `record` to `event` on `date` sets.
  private static func changes(from record: Record, to event: Event, on date: LegalDate?) -> [CorrectedField] {
    var wish = record
    (wish.event, wish.effectiveOn) = (event, date)
    return record.differences(to: wish).map { difference in
      let value: String
      switch difference.corrected {
      case .string(let text)?: value = text
      case let other?: value = other.text
      case nil: value = ""
      }
      return difference.field == "effectiveOn" ? .effectiveOn(value) : .field(difference.field, value)
    }
  }
}
