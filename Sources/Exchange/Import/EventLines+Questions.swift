internal import Ledger
internal import OCOP

// What is asked before a line is recorded for ever.
extension EventLines {
  /// The record of the stream that says the same in other spellings; `nil`: none does.
  ///
  /// Scores and support may be alike and two.
  func toldBefore(
    _ event: Event, on date: LegalDate?, _ json: JSONValue, _ stream: StreamID, _ draft: inout WriteSession
  ) throws -> RecordedEntry? {
    guard stream.number > 0, [.product, .producer].contains(stream.kind), !isCorrection(json),
      json["confirmed"] == nil, ![.evaluated, .supportGranted, .exportReported, .voided].contains(event.type)
    else { return nil }
    let wish = event.payload.json
    let there = try draft.history(of: stream).effective.first { entry in
      entry.record.event.type == event.type && entry.record.effectiveOn == date
        && entry.record.event.payload.json.isSpelledAlike(wish)
    }
    return there.map { $0 }
  }

  /// A question that the line may answer by the code in `confirmed`.
  func question(
    _ json: JSONValue, _ column: String, _ code: String, _ value: String, _ text: Text
  ) throws(ImportProblem) {
    guard try !confirms(code, in: self.text(json, "confirmed")) else { return }
    throw ImportProblem(
      column: column, code: code, value: value, text: text,
      hint: Text(
        "Nếu đúng như vậy, thêm \"confirmed\": \"\(code)\".", "If it is right, add \"confirmed\": \"\(code)\"."))
  }

  /// Whether what a line registers is there already, or something of a name that is near.
  func askAboutName(_ json: JSONValue, _ event: Event, _ draft: inout WriteSession) throws {
    func ask<ID: NumberedID>(_ match: NameMatch<ID>, _ name: String) throws(ImportProblem) {
      let candidates = WriteSession.candidates(match, name: name)
      guard !candidates.isEmpty else { return }
      let list = list(candidates)
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
  func ask(_ json: JSONValue, _ event: Event) throws(ImportProblem) {
    func question(_ column: String, _ code: String, _ value: String, _ text: Text) throws(ImportProblem) {
      try self.question(json, column, code, value, text)
    }
    let said = ["note", "reason", "source", "irregular", "grounds", "told"].compactMap { field in
      json[field].map { (field, $0) }
    }
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
