internal import Foundation
public import Ledger
internal import OCOP

extension Ledger {
  /// Imports events, one JSON object a line, in the form that ``exportEvents(from:_:)`` writes.
  ///
  /// A line names its stream (`product/12`), or, for a thing already registered, the thing by its name (`about`). The
  /// deciders judge each line. Positions, versions and times of another ledger are not taken over; positions that a line
  /// refers to are translated, and the other ledger's opening is passed over.
  public func importEvents(
    file path: String, options: ImportOptions, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> ImportReport {
    let bytes = try fileBytes(path)
    let isMarked = [[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]].contains { bytes.starts(with: $0) }
    let text = isMarked ? decodedText(bytes).map { Array($0.utf8) } : nil
    let lines = (text ?? bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let name = sourceName(path)
    return try importing(options) { setting, draft in
      var report = ImportReport(file: name, isRehearsal: options.isRehearsal)
      var reader = EventLines(setting(name))
      let start = draft.bookmark()
      for (index, line) in lines.enumerated() {
        if index & 0xff == 0 { progress(index, lines.count) }
        guard line.contains(where: { $0 > 32 }) else { continue }
        report.read += 1
        do {
          let outcome = try reader.take(Array(line), &draft)
          if outcome?.isNew == true { report.accepted += 1 } else { report.alreadyThere += 1 }
          if let note = try reader.note(outcome, index + 1, &draft) { report.notes.append(note) }
        } catch var problem as ImportProblem {
          problem.row = index + 1
          report.rejected += 1
          report.problems.append(problem)
        }
      }
      if !report.problems.isEmpty && !options.acceptsGood { draft.goBack(to: start) }
      report.positions = draft.size..<draft.size + UInt64(draft.drafted.count)
      return report
    }
  }
}

/// Turns lines into commands.
private struct EventLines {
  private var setting: ImportSetting
  /// Where the positions of the file's ledger are in this one.
  private var positions: [Position: Position] = [:]
  /// Whether the last line is of another ledger's export, which tells what was corrected by itself.
  private var isExport = false

  init(_ setting: ImportSetting) { self.setting = setting }

  private static let known = [
    "position", "stream", "about", "version", "type", "recordedAt", "effectiveOn", "actor", "command", "corrects",
    "reason", "rulebook", "note", "source", "payload", "hash", "confirmed",
  ]

  /// `nil`: the opening of the other ledger; this one has its own.
  mutating func take(_ line: [UInt8], _ draft: inout Draft) throws -> DraftOutcome? {
    let json = try parse(line)
    let type = try type(json)
    if type == .ledgerOpened { return nil }
    isExport = json["position"] != nil
    // The very line was recorded: whatever its names stand for by now.
    if !isExport, json["command"] == nil, let id = try commandID(json, line), let there = try draft.record(under: id) {
      return .duplicate(of: there)
    }
    let stream = try stream(json, type, &draft)
    let date = try date(json)
    let event = try today(try event(type, json, &draft).mappingPositions { positions[$0] ?? $0 }, json, line, draft)
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
    // What another ledger keeps already was asked about there.
    if !isExport {
      if let there = try toldBefore(event, on: date, json, stream, &draft) { return .duplicate(of: there) }
      try ask(json, event)
      if let id = try commandID(json, line), try draft.record(under: id) == nil {
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
    let command = Command(
      id: try commandID(json, line), actor: try text(json, "actor") ?? setting.actor, act: act,
      effectiveOn: date, reason: try text(json, "reason"), note: try text(json, "note"),
      source: try source(json))
    do {
      let outcome = try draft.record(command)
      if let old = json["position"].flatMap({ Position(json: $0) }) { positions[old] = outcome.record.position }
      return outcome
    } catch Rejection.commandReused(_, let position) {
      // A line that was recorded, and reads otherwise now.
      let there = try draft.standing(for: position, in: stream)?.record
      let changes =
        there.flatMap { $0.event.type == event.type ? Self.changes(from: $0, to: event, on: date) : nil } ?? ""
      throw ImportProblem(
        column: nil, code: "command.reused", value: stream.description,
        text: Text(
          "Dòng này đã được ghi ở vị trí \(position), nay ghi khác.",
          "The line is recorded at position \(position), and says something else now."),
        hint: .correction(of: position, changes))
    } catch let rejection as Rejection {
      throw ImportProblem(rejection, column: nil, value: stream.description)
    }
  }

  /// A correction that names no source keeps that of what it corrects.
  private func source(_ json: JSONValue) throws(ImportProblem) -> String? {
    let isCorrection = json["corrects"].map { $0 != .null } ?? false
    return try text(json, "source") ?? (isCorrection ? nil : setting.file)
  }

  /// A decision as it is recorded today: the types of 0.1 claimed what a decision was. What another ledger keeps, or this one from
  /// that very line, stays as it is.
  private func today(
    _ event: Event, _ json: JSONValue, _ line: [UInt8], _ draft: borrowing Draft
  ) throws -> Event {
    guard let grant = event.grant, event.type != .granted, !isExport, json["corrects"].map({ $0 == .null }) ?? true,
      let id = try commandID(json, line), try draft.record(under: id) == nil
    else { return event }
    return .granted(Granted(grant: grant))
  }

  /// The record of the stream that says the same in other spellings; `nil`: none does.
  ///
  /// Scores and support may be alike and two.
  private func toldBefore(
    _ event: Event, on date: LegalDate?, _ json: JSONValue, _ stream: StreamID, _ draft: inout Draft
  ) throws -> DraftedRecord? {
    guard stream.number > 0, [.product, .producer].contains(stream.kind), json["corrects"].map({ $0 == .null }) ?? true,
      json["confirmed"] == nil, ![.evaluated, .supportGranted, .exportReported, .voided].contains(event.type)
    else { return nil }
    let wish = event.payload.json
    let there = try draft.history(of: stream).standing.first { entry in
      entry.record.event.type == event.type && entry.record.effectiveOn == date
        && entry.record.event.payload.json.isSpelledAlike(wish)
    }
    return there.map { DraftedRecord(position: $0.position, record: $0.record) }
  }

  /// What whoever told a line again should know: what it says was recorded once, and no longer stands.
  func note(_ outcome: DraftOutcome?, _ line: Int, _ draft: inout Draft) throws -> Text? {
    guard case .duplicate(let there)? = outcome, !isExport, let correction = try draft.correction(of: there) else {
      return nil
    }
    return Text(
      "Dòng \(line): đã ghi ở vị trí \(there.position), nhưng đã được sửa hoặc xóa bỏ ở vị trí \(correction); không ghi lại.",
      "Line \(line): recorded at position \(there.position), but corrected or struck out at position \(correction); "
        + "not recorded again.")
  }

  /// What a correction of `record` to `event` on `date` sets.
  private static func changes(from record: Record, to event: Event, on date: LegalDate?) -> String {
    var wish = record
    (wish.event, wish.effectiveOn) = (event, date)
    return record.differences(to: wish).map { difference in
      let value: String
      switch difference.corrected {
      case .string(let text)?: value = text
      case let other?: value = other.text
      case nil: value = ""
      }
      return difference.field == "effectiveOn" ? " --effective-on \(value)" : " --set \"\(difference.field)=\(value)\""
    }.joined()
  }

  /// A question that the line may answer by the code in `confirmed`.
  private func question(
    _ json: JSONValue, _ column: String, _ code: String, _ value: String, _ text: Text
  ) throws(ImportProblem) {
    let confirmed = (try self.text(json, "confirmed") ?? "").split { ", ;".contains($0) }
    guard !confirmed.contains(where: { $0 == code }) else { return }
    throw ImportProblem(
      column: column, code: code, value: value, text: text,
      hint: Text(
        "Nếu đúng như vậy, thêm \"confirmed\": \"\(code)\".", "If it is right, add \"confirmed\": \"\(code)\"."))
  }

  /// Whether what a line registers is there already, or something of a name that is near.
  private func askAboutName(_ json: JSONValue, _ event: Event, _ draft: inout Draft) throws {
    func ask<ID: NumberedID>(_ match: NameMatch<ID>, _ name: String) throws(ImportProblem) {
      let candidates = Draft.candidates(match, name: name)
      guard !candidates.isEmpty else { return }
      let list = candidates.prefix(10).map { "\($0.id) \($0.name)" }.joined(separator: "; ")
      let isNear = if case .near = match { true } else { false }
      try question(
        json, "payload.name", isNear ? "name.near" : "\(ID.kind.rawValue).exists", name,
        isNear
          ? Text("Sổ có tên gần giống: \(list).", "A name that is near stands in the ledger: \(list).")
          : Text("Sổ đã có tên này: \(list).", "The ledger has that name already: \(list)."))
    }
    switch event {
    case .producerRegistered(let e): try ask(try draft.producer(named: e.name), e.name)
    case .productRegistered(let e): try ask(try draft.product(named: e.name, of: e.producer), e.name)
    default: break
    }
  }

  /// What a line says of persons and codes, before it is recorded for ever; answered by its code in `confirmed`.
  private func ask(_ json: JSONValue, _ event: Event) throws(ImportProblem) {
    func question(_ column: String, _ code: String, _ value: String, _ text: Text) throws(ImportProblem) {
      try self.question(json, column, code, value, text)
    }
    let said = ["note", "reason", "source"].compactMap { field in json[field].map { (field, $0) } }
    for (field, text) in said.flatMap({ $1.texts(at: $0) }) + event.payload.json.texts(at: "payload") {
      guard let number = PersonalNumbers.first(in: text) else { continue }
      let name = field.split(separator: ".").last.map(String.init) ?? field
      if name == "taxCode" { continue }
      try question(
        field, "\(name).personalNumber", number,
        PersonalNumbers.question(number))
    }
    if case .producerRegistered(let e) = event, let code = e.taxCode, TaxCode.read(code) == .wrongCheckDigit {
      try question(
        "payload.taxCode", "taxCode.checkDigit", code,
        TaxCode.wrongCheckDigit(code))
    }
  }

  private func parse(_ line: [UInt8]) throws(ImportProblem) -> JSONValue {
    let read = Result { try JSONValue(parsing: line) }
    if case .failure(let error as JSONValue.RepeatedName) = read {
      throw ImportProblem(
        column: error.name, code: "json.repeatedName", value: error.name,
        text: Text("\(error.name) đứng hai lần.", "\(error.name) stands twice."),
        hint: Text("Mỗi trường ghi một lần.", "Write each field once."))
    }
    guard let json = try? read.get(), case .object(let members) = json else {
      throw ImportProblem(
        column: nil, code: "json.unreadable", value: String(decoding: line.prefix(60), as: UTF8.self),
        text: Text("Dòng không phải một đối tượng JSON.", "The line is not one JSON object."),
        hint: Text("Mỗi dòng một sự kiện, số phải là số nguyên.", "One event a line; numbers are whole."))
    }
    if let unknown = members.first(where: { !Self.known.contains($0.name) }) {
      throw bad(unknown.name, "json.unknownField", unknown.value.text, Text(Self.known.joined(separator: ", ")))
    }
    return json
  }

  private func type(_ json: JSONValue) throws(ImportProblem) -> EventType {
    guard let code = try text(json, "type"), let type = EventType(code: code) else {
      throw bad("type", "event.unknownType", json["type"]?.text ?? "", Text("ocop export schema"))
    }
    return type
  }

  private func stream(_ json: JSONValue, _ type: EventType, _ draft: inout Draft) throws -> StreamID {
    if let name = try text(json, "about") {
      let stream = try named(name, type, &draft)
      if let other = try text(json, "stream"),
        StreamID(other) ?? ProductID(other)?.stream ?? ProducerID(other)?.stream != stream
      {
        throw bad("stream", "event.twoStreams", other, Text("about: \(stream.shown)"))
      }
      return stream
    }
    guard let text = try text(json, "stream") else {
      guard let kind = type.stream else { throw bad("stream", "event.noStream", "", Text("product/12")) }
      return StreamID(kind, 0)
    }
    if let id = ProductID(text) { return id.stream }
    if let id = ProducerID(text) { return id.stream }
    guard let stream = StreamID(text) ?? StreamKind(rawValue: text).map({ StreamID($0, 0) }) else {
      throw bad("stream", "event.noStream", text, Text("product/12, SP-0012"))
    }
    return stream
  }

  private func named(_ name: String, _ type: EventType, _ draft: inout Draft) throws -> StreamID {
    switch type.stream {
    case .product: return try product(name, "about", &draft)
    case .producer: return try producer(name, "about", &draft)
    default: throw bad("about", "event.noStream", name, Text("stream"))
    }
  }

  private func product(_ name: String, _ field: String, _ draft: inout Draft) throws -> StreamID {
    if let id = ProductID(name) { return id.stream }
    return try one(try draft.product(named: name), name, field)
  }

  private func producer(_ name: String, _ field: String, _ draft: inout Draft) throws -> StreamID {
    if let id = ProducerID(name) { return id.stream }
    return try one(try draft.producer(named: name), name, field)
  }

  private func one<ID: NumberedID>(
    _ match: NameMatch<ID>, _ name: String, _ field: String
  ) throws(ImportProblem) -> StreamID {
    func list(_ candidates: [NameMatch<ID>.Candidate]) -> Text {
      Text(candidates.prefix(10).map { "\($0.id) \($0.name)" }.joined(separator: "; "))
    }
    switch match {
    case .one(let id): return id.stream
    case .none:
      throw bad(
        field, "\(ID.kind.rawValue).unknown", name,
        Text("\(ID.expected.vi), hoặc một tên có trong sổ", "\(ID.expected.en), or a name that is registered"))
    case .several(let candidates): throw bad(field, "\(ID.kind.rawValue).ambiguous", name, list(candidates))
    case .near(let candidates): throw bad(field, "name.near", name, list(candidates))
    }
  }

  /// The payload with producers and products that stand by name given by their ids.
  private func payload(_ json: JSONValue, _ draft: inout Draft) throws -> JSONValue {
    guard case .object(let members)? = json["payload"] else { return json["payload"] ?? .object([]) }
    var named: [JSONValue.Member] = []
    for member in members {
      var value = member.value
      if case .string(let name) = value {
        switch member.name {
        case "producer", "successor":
          if ProducerID(name) == nil { value = .string(try producer(name, "payload.\(member.name)", &draft).shown) }
        case "product":
          if ProductID(name) == nil { value = .string(try product(name, "payload.product", &draft).shown) }
        case "market": if let market = Market(named: name) { value = .string(market.text) }
        default: break
        }
      }
      named.append(.init(member.name, value))
    }
    return .object(named)
  }

  private func event(_ type: EventType, _ json: JSONValue, _ draft: inout Draft) throws -> Event {
    let payload = try payload(json, &draft)
    do throws(MessageError) {
      return try Event(type, json: payload)
    } catch {
      let path = "payload" + (error.path.isEmpty ? "" : ".\(error.path)")
      switch error.fault {
      case .unexpected(let expected): throw bad(path, "json.unexpected", payload.text, expected)
      case .unknownField: throw bad(path, "json.unknownField", error.path, Text(type.code))
      default: throw bad(path, "json.missing", "", Text(type.code))
      }
    }
  }

  private func act(_ json: JSONValue, _ stream: StreamID, _ event: Event) throws(ImportProblem) -> Command.Act {
    guard let value = json["corrects"], value != .null else { return .record(stream, event) }
    guard let position = Position(json: value) else {
      throw bad("corrects", "json.unexpected", value.text, Position.expected)
    }
    let here = positions[position] ?? position
    if case .voided = event { return .void(stream, here) }
    return .correct(stream, here, event)
  }

  /// The line's own id, or one made from what it says.
  private func commandID(_ json: JSONValue, _ line: [UInt8]) throws(ImportProblem) -> CommandID? {
    guard let text = try text(json, "command") else {
      if json["position"] != nil { return nil }
      return CommandID(hashing: ["ocop.import.v1", "event", json.text])
    }
    guard let id = CommandID(text) else {
      throw bad("command", "json.unexpected", text, Text("32 chữ số thập lục phân", "32 hexadecimal digits"))
    }
    return id
  }

  private func date(_ json: JSONValue) throws(ImportProblem) -> LegalDate? {
    guard let text = try text(json, "effectiveOn") else { return nil }
    guard let date = LegalDate(text) else { throw bad("effectiveOn", "date.unreadable", text, LegalDate.expected) }
    return date
  }

  private func text(_ json: JSONValue, _ name: String) throws(ImportProblem) -> String? {
    switch json[name] {
    case nil, .null: return nil
    case .string(let text)?: return text.isEmpty ? nil : text
    case let other?: throw bad(name, "json.unexpected", other.text, String.expected)
    }
  }

  private func bad(_ column: String, _ code: String, _ value: String, _ expected: Text) -> ImportProblem {
    ImportProblem(
      column: column, code: code, value: String(value.prefix(80)),
      text: Text("\(column) không đúng.", "\(column) is not right."),
      hint: Text("Cần: \(expected.vi)", "Wanted: \(expected.en)"))
  }
}

extension JSONValue {
  /// Whether both say the same, however their texts are written; one without accents may stand for the other.
  fileprivate func isSpelledAlike(_ other: JSONValue) -> Bool {
    switch (self, other) {
    case (.string(let a), .string(let b)): Spelling(a).mayBe(Spelling(b))
    case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { $0.isSpelledAlike($1) }
    case (.object(let a), .object(let b)):
      a.count == b.count && zip(a, b).allSatisfy { $0.name == $1.name && $0.value.isSpelledAlike($1.value) }
    default: self == other
    }
  }

  /// The texts in the value, each with the path to it from `path`.
  fileprivate func texts(at path: String) -> [(path: String, text: String)] {
    switch self {
    case .string(let text): [(path, text)]
    case .array(let values): values.flatMap { $0.texts(at: path) }
    case .object(let members): members.flatMap { $0.value.texts(at: path + "." + $0.name) }
    default: []
    }
  }
}
