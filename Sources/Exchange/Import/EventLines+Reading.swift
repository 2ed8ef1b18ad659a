internal import Ledger
internal import OCOP

// What a line says, as types.
extension EventLines {
  func parse(_ line: [UInt8]) throws(ImportProblem) -> JSONValue {
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

  func type(_ json: JSONValue) throws(ImportProblem) -> EventType {
    guard let code = try text(json, "type"), let type = EventType(code: code) else {
      throw ImportProblem(
        column: "type", code: "event.unknownType", value: String((json["type"]?.text ?? "").prefix(80)),
        text: Text("type không đúng.", "type is not right."), remedy: .readSchema)
    }
    return type
  }

  func stream(_ json: JSONValue, _ type: EventType, _ draft: inout WriteSession) throws -> StreamID {
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

  func named(_ name: String, _ type: EventType, _ draft: inout WriteSession) throws -> StreamID {
    switch type.stream {
    case .product: return try product(name, "about", &draft)
    case .producer: return try producer(name, "about", &draft)
    default: throw bad("about", "event.noStream", name, Text("stream"))
    }
  }

  func product(_ name: String, _ field: String, _ draft: inout WriteSession) throws -> StreamID {
    if let id = ProductID(name) { return id.stream }
    return try one(try draft.product(named: name), name, field)
  }

  func producer(_ name: String, _ field: String, _ draft: inout WriteSession) throws -> StreamID {
    if let id = ProducerID(name) { return id.stream }
    return try one(try draft.producer(named: name), name, field)
  }

  func one<ID: NumberedID>(
    _ match: NameMatch<ID>, _ name: String, _ field: String
  ) throws(ImportProblem) -> StreamID {
    switch match {
    case .one(let id): return id.stream
    case .none:
      throw bad(
        field, "\(ID.kind.rawValue).unknown", name,
        Text("\(ID.expected.vi), hoặc một tên có trong sổ", "\(ID.expected.en), or a name that is registered"))
    case .several(let candidates): throw bad(field, "\(ID.kind.rawValue).ambiguous", name, Text(list(candidates)))
    case .near(let candidates): throw bad(field, "name.near", name, Text(list(candidates)))
    }
  }

  func list<ID: NumberedID>(_ candidates: [NameMatch<ID>.Candidate]) -> String {
    candidates.prefix(10).map { "\($0.id) \($0.name)" }.joined(separator: "; ")
  }

  /// The payload with producers and products that stand by name given by their ids.
  func payload(_ json: JSONValue, _ draft: inout WriteSession) throws -> JSONValue {
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

  mutating func event(_ type: EventType, _ json: JSONValue, on date: LegalDate?, _ draft: inout WriteSession) throws
    -> Event
  {
    let payload = try units(try payload(json, &draft), type, on: date, &draft)
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

  func act(_ json: JSONValue, _ stream: StreamID, _ event: Event) throws(ImportProblem) -> Command.Act {
    guard let value = json["corrects"], value != .null else { return .record(stream, event) }
    guard let position = Position(json: value) else {
      throw bad("corrects", "json.unexpected", value.text, Position.expected)
    }
    let here = positions[position] ?? position
    if case .voided = event { return .void(stream, here) }
    return .correct(stream, here, event)
  }

  func isCorrection(_ json: JSONValue) -> Bool { json["corrects"].map { $0 != .null } ?? false }

  /// The line's own id, or one made from what it says.
  func commandID(_ json: JSONValue) throws(ImportProblem) -> CommandID? {
    guard let text = try text(json, "command") else {
      if json["position"] != nil { return nil }
      return CommandID(hashing: ["ocop.import.v1", "event", json.text])
    }
    guard let id = CommandID(text) else {
      throw bad("command", "json.unexpected", text, Text("32 chữ số thập lục phân", "32 hexadecimal digits"))
    }
    return id
  }

  func date(_ json: JSONValue) throws(ImportProblem) -> LegalDate? {
    guard let text = try text(json, "effectiveOn") else { return nil }
    guard let date = LegalDate(text) else { throw bad("effectiveOn", "date.unreadable", text, LegalDate.expected) }
    return date
  }

  /// Why the line is recorded although the law forbids it: the reason, or what an export tells, of which this ledger finds for itself
  /// what is broken.
  func irregular(_ json: JSONValue) throws(ImportProblem) -> String? {
    guard case .object? = json["irregular"] else { return try text(json, "irregular") }
    guard let told = json["irregular"].flatMap({ Irregularity(json: $0) }) else {
      throw bad("irregular", "json.unexpected", json["irregular"]?.text ?? "", Irregularity.expected)
    }
    return told.reason
  }

  /// What the line rests on.
  func grounds(_ json: JSONValue) throws(ImportProblem) -> Grounds {
    try message(json["grounds"], "grounds", as: Grounds.self) ?? Grounds()
  }

  /// What other sources tell.
  func told(_ json: JSONValue) throws(ImportProblem) -> [Telling] {
    switch json["told"] {
    case nil, .null: return []
    case .array(let values)?:
      var told: [Telling] = []
      for value in values { if let one = try message(value, "told", as: Telling.self) { told.append(one) } }
      return told
    case let other?: throw bad("told", "json.unexpected", other.text, Telling.expected)
    }
  }

  private func message<M: Message>(
    _ json: JSONValue?, _ name: String, as type: M.Type
  ) throws(ImportProblem) -> M? {
    guard let json, json != .null else { return nil }
    do throws(MessageError) {
      return try M(checking: json)
    } catch {
      throw bad(name + (error.path.isEmpty ? "" : ".\(error.path)"), "json.unexpected", json.text, M.expected)
    }
  }

  func text(_ json: JSONValue, _ name: String) throws(ImportProblem) -> String? {
    switch json[name] {
    case nil, .null: return nil
    case .string(let text)?: return text.isEmpty ? nil : text
    case let other?: throw bad(name, "json.unexpected", other.text, String.expected)
    }
  }

  func bad(_ column: String, _ code: String, _ value: String, _ expected: Text) -> ImportProblem {
    ImportProblem(
      column: column, code: code, value: String(value.prefix(80)),
      text: Text("\(column) không đúng.", "\(column) is not right."),
      hint: Text("Cần: \(expected.vi)", "Wanted: \(expected.en)"))
  }
}
