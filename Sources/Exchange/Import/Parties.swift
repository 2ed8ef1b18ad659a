internal import Ledger
internal import OCOP

/// Whom or what a row names.
enum Party<ID: NumberedID> {
  /// It is registered.
  case known(ID)
  /// It is to be registered.
  case new
  /// The row names none.
  case blank
  /// Somebody has to say; the question is noted.
  case unclear
}

extension Cells {
  /// The producer that the row names, in the column `column`, or by an answer in `producer_id`.
  /// `sought`: its name, where it was made ready.
  mutating func producer(
    _ column: String, named sought: SoughtProducer? = nil, _ draft: inout WriteSession
  ) throws -> Party<ProducerID> {
    if let answered: Party<ProducerID> = try answer("producer_id", &draft) {
      // A tax code that is the producer's own says whose the row is.
      let code = text("tax_code")
      let isOwn = if case .known(let id) = answered, let code { try draft.taxCode(of: id) == code } else { false }
      if case .known(let id) = answered, !isOwn {
        try askAboutName(id.stream, column, answeredIn: "producer_id", &draft) { Naming(producer: $0) }
      }
      return try registered(answered, by: newProducer, &draft)
    }
    guard let name = text(column) else { return .blank }
    if let party: Party<ProducerID> = try id(column, name, &draft) { return party }
    let match = try draft.producer(sought ?? SoughtProducer(name))
    return try held(match, name, against: text("tax_code"), column, &draft)
      ?? ask(column, match, answeredIn: "producer_id")
  }

  /// What a tax code says against what the name does: it may be another's, or the producer's may be another. `nil`: nothing.
  private mutating func held(
    _ match: NameMatch<ProducerID>, _ name: String, against code: String?, _ column: String, _ draft: inout WriteSession
  ) throws -> Party<ProducerID>? {
    guard let code else { return nil }
    let bearers = try draft.producers(taxCode: code)
    if case .one(let id) = match {
      if bearers.contains(where: { $0.id == id }) { return nil }
      if bearers.isEmpty {
        guard let own = try draft.taxCode(of: id), !TaxCode.isSame(own, code) else { return nil }
        question(
          "tax_code", "taxCode.differs",
          Text("Sổ ghi mã số thuế của \(id) là \(own).", "The ledger has \(own) as the tax code of \(id)."))
        return nil
      }
    } else if bearers.isEmpty {
      return nil
    }
    let candidates = WriteSession.candidates(match, name: name)
    near(
      column, bearers + candidates.filter { one in !bearers.contains { $0.id == one.id } }, answeredIn: "producer_id",
      because: Text(
        "Mã số thuế \(code) trong sổ là của chủ thể khác tên.",
        "The tax code \(code) is that of a producer of another name in the ledger."))
    return .unclear
  }

  /// The product that the row names in the column `column`, one of `producer`'s, or by an answer in `product_id`.
  /// `sought`: its name, where it was made ready.
  mutating func product(
    _ column: String, named sought: SoughtProduct? = nil, of producer: ProducerID, _ draft: inout WriteSession
  ) throws -> Party<ProductID> {
    if let answered = try answeredProduct(&draft) { return answered }
    guard let name = text(column) else { return .blank }
    if let party: Party<ProductID> = try id(column, name, &draft) { return party }
    return ask(column, try draft.product(sought ?? SoughtProduct(name), of: producer), answeredIn: "product_id")
  }

  /// Asks which product a row without a producer means; whether the ledger has any of that name.
  mutating func askWithoutProducer(_ product: String, _ draft: inout WriteSession) throws -> Bool {
    let candidates = WriteSession.candidates(try draft.product(named: product), name: product)
    guard !candidates.isEmpty else { return false }
    near(
      "product", candidates, answeredIn: "product_id",
      because: Text(
        "Dòng không ghi chủ thể; sổ có sản phẩm tên như vậy.",
        "The row names no producer; the ledger has products of such a name."))
    return true
  }

  /// The product that the row names by an answer in `product_id`, or by an id; `nil`: by a name.
  mutating func namedByID(_ column: String, _ draft: inout WriteSession) throws -> Party<ProductID>? {
    if let answered = try answeredProduct(&draft) { return answered }
    return try text(column).flatMap { name in try id(column, name, &draft) }
  }

  private mutating func answeredProduct(_ draft: inout WriteSession) throws -> Party<ProductID>? {
    guard let answered: Party<ProductID> = try answer("product_id", &draft) else { return nil }
    if case .known(let id) = answered {
      try askAboutName(id.stream, "product", answeredIn: "product_id", &draft) { Naming(product: $0) }
    }
    return try registered(answered, by: newProduct, &draft)
  }

  /// An id that is of something with quite another name was typed wrongly, perhaps.
  private mutating func askAboutName(
    _ stream: StreamID, _ column: String, answeredIn answers: String, _ draft: inout WriteSession,
    _ naming: (String) -> Naming
  ) throws {
    guard let name = text(column) else { return }
    let names = try draft.names(of: stream)
    let given = naming(name)
    guard let own = names.first, names.allSatisfy({ naming($0).relation(to: given) == .different }) else { return }
    question(
      answers, "\(answers).name",
      Text("\(stream.shown) trong sổ tên là \"\(own)\".", "\(stream.shown) is named \"\(own)\" in the ledger."))
  }

  /// What was answered to be new, and is registered by now: by another row with that answer, or by this very row.
  private func registered<ID: NumberedID>(
    _ answered: Party<ID>, by command: CommandID?, _ draft: inout WriteSession
  ) throws -> Party<ID> {
    guard case .new = answered, let command, let there = try draft.record(under: command) else { return answered }
    return .known(ID(there.record.stream.number))
  }

  /// The command that registers the row's producer where the row answers that it is new: one name in one place, with one tax code,
  /// is one producer. `nil`: the row does not say so.
  var newProducer: CommandID? {
    guard isNew("producer_id") else { return nil }
    return ImportSetting.command(["new", "producer"] + producerIdentity)
  }

  /// The same, of the row's product.
  var newProduct: CommandID? {
    guard isNew("product_id") else { return nil }
    return ImportSetting.command(["new", "product", Naming(product: text("product") ?? "").exact] + producerIdentity)
  }

  private var producerIdentity: [String] {
    [Naming(producer: text("producer") ?? "").exact]
      + ["district", "commune", "tax_code"].map { folded(text($0) ?? "") }
  }

  private func isNew(_ answers: String) -> Bool { ["new", "moi"].contains(folded(text(answers) ?? "")) }

  /// Turns what was found into a party; what somebody has to decide is noted.
  mutating func ask<ID: NumberedID>(
    _ column: String, _ match: NameMatch<ID>, answeredIn answers: String
  ) -> Party<ID> {
    switch match {
    case .none: return .new
    case .one(let id): return .known(id)
    case .several(let candidates):
      ambiguous(column, candidates, answeredIn: answers)
      return .unclear
    case .near(let candidates):
      near(column, candidates, answeredIn: answers)
      return .unclear
    }
  }

  private mutating func id<ID: NumberedID>(
    _ column: String, _ text: String, _ draft: inout WriteSession
  ) throws -> Party<ID>? {
    guard let id = ID(text) else { return nil }
    // What this very list would record has no id yet that anybody could know.
    if try draft.isEffective(id), try draft.isRecorded(id.stream) { return .known(id) }
    unknownID(column)
    return .unclear
  }

  private mutating func answer<ID: NumberedID>(_ column: String, _ draft: inout WriteSession) throws -> Party<ID>? {
    guard let text = text(column) else { return nil }
    if isNew(column) { return .new }
    if let party: Party<ID> = try id(column, text, &draft) { return party }
    note(
      column, "answer.unreadable", Text("\"\(text)\" không phải câu trả lời.", "\"\(text)\" is no answer."),
      Text("Ghi một mã (\(ID(1))) hoặc new.", "Write an id (\(ID(1))) or new."))
    return .unclear
  }

  /// The problem that a name stands for several things.
  mutating func ambiguous<ID: NumberedID>(
    _ column: String, _ candidates: [NameMatch<ID>.Candidate], answeredIn answers: String
  ) {
    note(
      column, "\(column).ambiguous",
      Text("Tên khớp \(candidates.count) mục.", "The name fits \(candidates.count) entries."),
      Text(
        "Chọn một mã, ghi vào cột \(answers): \(Self.list(candidates).vi)",
        "Choose an id, and write it in the column \(answers): \(Self.list(candidates).en)"),
      AnswerChoice.of(candidates, answers))
  }

  /// The question whether a name is one that is only near.
  mutating func near<ID: NumberedID>(
    _ column: String, _ candidates: [NameMatch<ID>.Candidate], answeredIn answers: String, because: Text? = nil
  ) {
    note(
      column, "name.near",
      because
        ?? Text(
          "Có tên gần giống trong sổ: có phải là một?", "A name that is near stands in the ledger: is it the same?"),
      Text(
        "Ghi vào cột \(answers) mã của nó, hoặc new nếu là mục mới: \(Self.list(candidates).vi)",
        "Write in the column \(answers) its id, or new if it is none of them: \(Self.list(candidates).en)"),
      AnswerChoice.of(candidates, answers) + [.new(answers)])
  }

  private static func list<ID: NumberedID>(_ candidates: [NameMatch<ID>.Candidate]) -> Text {
    func list(_ drafted: String) -> String {
      candidates.prefix(10).map { $0.isRecorded ? "\($0.id) \($0.name)" : "\($0.name) (\(drafted))" }
        .joined(separator: "; ")
    }
    return Text(
      list("dòng khác của tệp này: nếu là một, hãy viết tên như nhau"),
      list("another row of this file: if it is the same, write the names alike"))
  }
}

extension WriteSession {
  /// The candidates of a match, however many there are.
  static func candidates<ID: NumberedID>(_ match: NameMatch<ID>, name: String) -> [NameMatch<ID>.Candidate] {
    switch match {
    case .none: []
    case .one(let id): [.init(id: id, name: name)]
    case .several(let candidates), .near(let candidates): candidates
    }
  }
}
