import OCOP

/// Fills every field of a message with something that is not its zero, so that no field can be lost unseen.
struct Filler: FieldCoder {
  private var count: UInt64 = 0

  static func filled<M: Message>(_ type: M.Type) throws -> M {
    var filler = Filler()
    return try filler.message(type)
  }

  private mutating func message<M: Message>(_ type: M.Type) throws(MessageError) -> M {
    var message = M()
    try message.describe(&self)
    return message
  }

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    value = try some(T.self)
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    value = try some(T.self)
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    value = [try some(T.self), try some(T.self)]
  }

  private mutating func some<T: FieldValue>(_ type: T.Type) throws(MessageError) -> T {
    count += 1
    if let nested = T.self as? any Message.Type { return try message(nested) as! T }
    let numbers = [JSONValue.int(Int64(count)), .int(3), .int(1), .bool(true), ["3": 1, "5": 2]]
    let texts = [
      "Mắm \"tôm\", số \(count)", "SP-0012", "CT-0003", "HD-0001", "38", "399", "16003", "US", "QD148-2023", "3:1,5:5",
    ]
    let terms = (T.self as? any Vocabulary.Type).map { vocabulary in [JSONValue.string(last(vocabulary))] } ?? []
    for json in terms + numbers + texts.map(JSONValue.string) {
      if let value = T(json: json), value != T.zero || !T.omitsZero { return value }
    }
    preconditionFailure("no sample for \(T.self)")
  }

  private func last<V: Vocabulary>(_ type: V.Type) -> String { V.allCases[V.allCases.count - 1].rawValue }
}
