/// A JSON text as a tree. Objects keep their order; numbers are integers, as everything recorded is.
public indirect enum JSONValue: Hashable, Sendable {
  /// `null`
  case null
  /// `true` or `false`
  case bool(Bool)
  /// A whole number.
  case int(Int64)
  /// A text.
  case string(String)
  /// A list.
  case array([JSONValue])
  /// Members in the order they are written.
  case object([Member])

  /// A name and its value.
  public struct Member: Hashable, Sendable {
    /// The member's name.
    public let name: String
    /// The member's value.
    public let value: JSONValue

    /// A member.
    public init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value of the member `name` of an object; `nil` for anything else.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The object with more members behind its own. A precondition is that it is one.
  public func adding(_ more: [Member]) -> JSONValue {
    guard case .object(let members) = self else { preconditionFailure("only objects have members") }
    return .object(members + more)
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  /// A text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// A number.
  public init(integerLiteral value: Int64) { self = .int(value) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// A list.
  public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  /// An object, in the order written.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member($0.0, $0.1) })
  }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }

  /// The text, or `null` where there is none.
  public init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }
  /// The number, or `null` where there is none.
  public init(_ number: (some BinaryInteger)?) { self = number.map { .int(Int64(clamping: $0)) } ?? .null }
}
