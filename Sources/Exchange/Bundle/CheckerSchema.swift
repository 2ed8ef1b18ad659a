internal import Foundation
package import OCOP
package import ProjectionKit

/// What the checker must know of records to decode them, as JSON: the numbers, names and types of all fields. Read from the descriptions
/// that encode and decode.
package struct CheckerSchema: FieldCoder {
  private var messages: [(name: String, fields: [JSONValue])] = []
  private var terms: [(name: String, codes: [String])] = []
  private var fields: [JSONValue] = []

  /// A figure that can be proved, the kinds of streams that it is computed from, and what it is asked.
  package typealias Figure = (id: ProjectionID, kinds: [StreamKind], parameters: [String])

  /// The figures that can be proved: which streams must be whole, and what a question means, is not for the archive to say.
  package static func figures(among projections: [any Projection.Type]) -> [Figure] {
    projections.compactMap { $0 as? any ProvableFigure.Type }.map { projection in
      let kinds = FigureBundle.kinds(of: projection).sorted { $0.wireInteger < $1.wireInteger }
      return (projection.descriptor.id, kinds, projection.provableParameters)
    }
  }

  static func written(_ figures: [Figure]) -> JSONValue {
    var schema = CheckerSchema()
    for type in EventType.allCases { schema.add(type.payload) }
    schema.add(RecordExtension.self)
    return [
      "kinds": .object(StreamKind.allCases.map { .init("\($0.wireInteger)", .string($0.rawValue)) }),
      "types": .object(
        EventType.allCases.map { type in
          .init("\(type.rawValue)", [.string(type.code), .string(type.payload.protoType)])
        }),
      "words": .object(EventType.allCases.map { .init($0.code, .string($0.names(.vi))) }),
      "figures": .object(
        figures.map { figure in
          .init(
            figure.id.description,
            [
              "kinds": .array(figure.kinds.map { .string($0.rawValue) }),
              "parameters": .array(figure.parameters.map(JSONValue.string)),
            ])
        }),
      "precision": .array(LegalDate.Precision.allCases.map(\.json)),
      "terms": .object(schema.terms.map { .init($0.name, .array($0.codes.map(JSONValue.string))) }),
      "messages": .object(schema.messages.map { .init($0.name, .array($0.fields)) }),
    ]
  }

  private mutating func add<M: Message>(_ type: M.Type) {
    guard !messages.contains(where: { $0.name == M.protoType }) else { return }
    let outer = fields
    fields = []
    var sample = M()
    do { try sample.describe(&self) } catch { preconditionFailure("describing does not fail: \(error)") }
    messages.append((M.protoType, fields))
    fields = outer
  }

  package mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString)
  {
    add(T.self, "", number, name)
  }

  package mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) {
    add(T.self, "?", number, name)
  }

  package mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) {
    add(T.self, "*", number, name)
  }

  private mutating func add<T: FieldValue>(_ type: T.Type, _ count: String, _ number: Int, _ name: StaticString) {
    fields.append([.int(Int64(number)), .string("\(name)"), .string(count), .string(kind(of: type))])
  }

  /// The word for the form in which JSON has the value.
  private mutating func kind<T: FieldValue>(of type: T.Type) -> String {
    if T.self == LegalDate.self { return "date" }
    if T.self == RulePoints.self { return "points" }
    if let message = T.self as? any Message.Type {
      add(message)
      return T.protoType
    }
    if let vocabulary = T.self as? any Vocabulary.Type {
      add(vocabulary)
      return T.protoType
    }
    if let id = T.self as? any NumberedID.Type { return "id:\(id.prefix)" }
    if T.self is any TextFieldValue.Type { return "text" }
    switch T.protoType {
    case "uint32", "uint64": return "uint"
    case "sint64": return "sint"
    case "bool": return "bool"
    default: preconditionFailure("the checker does not know how JSON has \(T.self)")
    }
  }

  private mutating func add<V: Vocabulary>(_ type: V.Type) {
    guard !terms.contains(where: { $0.name == V.protoType }) else { return }
    terms.append((V.protoType, V.allCases.map(\.rawValue)))
  }
}
