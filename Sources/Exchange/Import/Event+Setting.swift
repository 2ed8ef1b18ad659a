public import OCOP

/// A field of an event that cannot be set as it was written.
public struct UnsettableField: Error, Hashable, Sendable {
  /// The path of the field.
  public let path: String
  /// What it may be, or the fields that there are.
  public let expected: Text
}

extension Event {
  /// The event with other values of some fields, as one types them: by path, each once; an empty value takes the field out. A term that
  /// one writes down is no computed one.
  ///
  /// Throws ``UnsettableField``.
  public func setting(_ changes: [(path: String, value: String)]) throws(UnsettableField) -> Event {
    var payload = payload.json
    func names(_ path: String) -> Bool { changes.contains { $0.path == path } }
    if names("grant.validUntil"), !names("grant.termBasis") {
      payload = payload.setting(["grant", "termBasis"], to: .string(TermBasis.decided.rawValue))
    }
    // A number where the field is a text is a text of digits: a tax code, the number of a decision.
    var texts: Set<String> = []
    while true {
      var changed = payload
      for (path, value) in changes {
        let value: JSONValue = texts.contains(path) ? .string(value) : .written(value)
        changed = changed.setting(path.split(separator: ".").map(String.init)[...], to: value)
      }
      do throws(MessageError) {
        return try Event(type, json: changed)
      } catch {
        if changes.contains(where: { $0.path == error.path && !$0.value.isEmpty }), texts.insert(error.path).inserted {
          continue
        }
        let expected =
          if case .unexpected(let expected) = error.fault { expected } else {
            Text(type.payload.fieldNames.joined(separator: ", "))
          }
        throw UnsettableField(path: error.path, expected: expected)
      }
    }
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
