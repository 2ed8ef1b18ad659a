extension Event {
  /// What the field at `path` holds, as it is written: `grant.stars`; `nil` where it is missing, or there is none.
  public func text(at path: String) -> String? {
    var value: JSONValue? = payload.json
    for name in path.split(separator: ".") { value = value?[String(name)] }
    guard let value, value != .null else { return nil }
    if case .string(let text) = value { return text }
    return value.text
  }
}
