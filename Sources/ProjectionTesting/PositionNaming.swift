internal import OCOP

extension Event {
  /// The event with other positions in the place of those that its payload names.
  func naming(_ position: @escaping (Position) -> Position) -> Event {
    func named<P: EventPayload>(_ payload: P) -> any EventPayload {
      var (payload, naming) = (payload, PositionNaming(position: position))
      do { try payload.describe(&naming) } catch { preconditionFailure("describing does not fail: \(error)") }
      return payload
    }
    return type.event(with: named(payload))
  }
}

/// Changes the positions in the fields of a message.
private struct PositionNaming: FieldCoder {
  let position: (Position) -> Position

  mutating func field<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString
  ) throws(MessageError) {
    if let said = value as? Position, let named = position(said) as? T { value = named }
  }

  mutating func optional<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString
  ) throws(MessageError) {
    guard var said = value else { return }
    try field(number, name, &said, doc)
    value = said
  }

  mutating func list<T: FieldValue>(
    _ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString
  ) throws(MessageError) {
    for index in value.indices { try field(number, name, &value[index], doc) }
  }
}
