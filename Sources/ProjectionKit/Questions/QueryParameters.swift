public import OCOP

extension Query {
  /// What is asked, as a question in words says it. Only what is asked is in it.
  public var parameters: [String: String] {
    var writer = ParameterWriter()
    if let selector = Self.selector, Asked.queries.first != Self.self {
      writer.parameters[selector.name] = selector.value
    }
    var copy = self
    do { try copy.describe(&writer) } catch { preconditionFailure("writing does not fail: \(error)") }
    return writer.parameters
  }

  /// Reads what ``parameters`` writes, and what a person would: `sp-12`, a market's name. Throws ``QuestionError`` with what is accepted.
  public init(parameters: [String: String]) throws(QuestionError) {
    self.init()
    // What is empty is not asked.
    var asked = parameters.filter { !$0.value.isEmpty }
    if let selector = Self.selector, selector.value != nil { asked[selector.name] = nil }
    var reader = ParameterReader(asked)
    do { try describe(&reader) } catch { preconditionFailure("reading keeps its failures: \(error)") }
    if let failure = reader.failure { throw failure }
    if let unknown = reader.unread { throw Self.unknown(unknown) }
  }

  static func unknown(_ name: String) -> QuestionError {
    QuestionError(parameter: "where", value: name, accepted: Text(Asked.parameterNames.joined(separator: "|")))
  }

  static var parameterNames: [String] {
    var names = ParameterNames()
    if let selector, selector.value != nil { names.names.append(selector.name) }
    var sample = Self()
    do { try sample.describe(&names) } catch { preconditionFailure("naming does not fail: \(error)") }
    return names.names
  }
}

extension Projection {
  /// The names of everything that it can be asked, in words.
  public static var parameterNames: [String] {
    var names: [String] = []
    for query in queries { for name in query.parameterNames where !names.contains(name) { names.append(name) } }
    return names
  }

  /// The question that `parameters` ask in words. Throws ``QuestionError``.
  public static func query(_ parameters: [String: String]) throws(QuestionError) -> any Query<Self> {
    let asked = parameters.filter { !$0.value.isEmpty }
    var chosen = queries.first
    for case let selector? in queries.map({ $0.selector }) {
      guard let value = asked[selector.name] else { continue }
      let meant = queries.filter { $0.selector?.name == selector.name }
      chosen = meant.first { [nil, value].contains($0.selector?.value) }
      guard chosen == nil else { break }
      let values = meant.compactMap { $0.selector?.value }.joined(separator: "|")
      throw QuestionError(parameter: selector.name, value: value, accepted: Text(values))
    }
    guard let chosen else { preconditionFailure("\(descriptor.id) answers nothing") }
    return try chosen.init(parameters: asked)
  }
}

/// A question in words: to whichever projection it is put.
public struct WrittenQuestion: Hashable, Sendable {
  /// Of which day, on which map, counted how.
  public var scope: QuestionScope
  /// What is asked, by name: `by`, `product`, `market`.
  public var parameters: [String: String]

  /// A question.
  public init(
    asOf: Day, areas: Day? = nil, counting: Counting = .inForce, parameters: [String: String] = [:]
  ) {
    scope = QuestionScope(asOf: asOf, areas: areas, counting: counting)
    self.parameters = parameters
  }
}

extension Projection {
  /// Answers a question in words. Throws ``QuestionError`` where it cannot be taken.
  public func table(_ question: WrittenQuestion) throws -> AnswerTable {
    try table(try Self.query(question.parameters), in: question.scope)
  }

  /// The only streams that the answer depends on; `nil`: it may depend on any. Throws ``QuestionError``.
  public static func streams(of question: WrittenQuestion) throws(QuestionError) -> [StreamID]? {
    try query(question.parameters).streams
  }

  private func table<Q: Query<Self>>(_ query: Q, in scope: QuestionScope) throws -> AnswerTable {
    try query.answer(from: self, in: scope).table
  }
}

/// Writes fields as parameters.
private struct ParameterWriter: FieldCoder {
  var parameters: [String: String] = [:]

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    guard !value.isZero else { return }
    parameters["\(name)"] = value.typed
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    if let value { parameters["\(name)"] = value.typed }
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    guard !value.isEmpty else { return }
    parameters["\(name)"] = value.map(\.typed).joined(separator: ",")
  }
}

/// Reads fields from parameters.
private struct ParameterReader: FieldCoder {
  private let parameters: [String: String]
  private var known: Set<String> = []
  private(set) var failure: QuestionError?

  init(_ parameters: [String: String]) { self.parameters = parameters }

  /// A parameter that no field is called.
  var unread: String? { parameters.keys.filter { !known.contains($0) }.min() }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    if let read = read(name, T.self) { value = read }
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    value = read(name, T.self)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    guard let text = text(name) else { return }
    value = text.split(separator: ",").compactMap { parsed(String($0), name, T.self) }
  }

  private mutating func read<T: FieldValue>(_ name: StaticString, _ type: T.Type) -> T? {
    text(name).flatMap { parsed($0, name, type) }
  }

  private mutating func text(_ name: StaticString) -> String? {
    known.insert("\(name)")
    return parameters["\(name)"]
  }

  private mutating func parsed<T: FieldValue>(_ text: String, _ name: StaticString, _ type: T.Type) -> T? {
    if let value = T(typed: text) { return value }
    failure = failure ?? QuestionError(parameter: "\(name)", value: text, accepted: T.accepted)
    return nil
  }
}

/// Lists the names of fields.
private struct ParameterNames: FieldCoder {
  var names: [String] = []

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    names.append("\(name)")
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    names.append("\(name)")
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    names.append("\(name)")
  }
}
