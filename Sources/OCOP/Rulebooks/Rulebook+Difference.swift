/// A value in which two rulebooks differ.
public struct RulebookDifference: Hashable, Sendable {
  /// Where: `bands[5].from`, `sets[9].criteria[4.1].floors.4`; elements of lists by their codes.
  public let path: String
  /// In the first rulebook; `nil`: not there.
  public let a: JSONValue?
  /// In the second one; `nil`: not there.
  public let b: JSONValue?
}

extension Rulebook {
  /// Every value in which `other` differs, in the order of the fields. Swapping the two swaps the sides.
  public func differences(to other: Rulebook) -> [RulebookDifference] {
    let (mine, theirs) = (json.addressed(""), other.json.addressed(""))
    let (a, b) = (Dictionary(mine) { first, _ in first }, Dictionary(theirs) { first, _ in first })
    let order = mine.map(\.0) + theirs.map(\.0).filter { a[$0] == nil }
    return order.compactMap { path in
      a[path] == b[path] ? nil : RulebookDifference(path: path, a: a[path], b: b[path])
    }
  }
}

extension JSONValue {
  /// The values that hold no others, each with its address.
  fileprivate func addressed(_ path: String) -> [(String, JSONValue)] {
    switch self {
    case .object(let members):
      return members.flatMap { $0.value.addressed(path.isEmpty ? $0.name : "\(path).\($0.name)") }
    case .array(let values) where values.allSatisfy({ $0.address != nil }) && !values.isEmpty:
      let addresses = values.map { $0.address ?? "" }
      return zip(values, addresses).flatMap { value, address in
        // Several of one name, such as an authority's periods, are told apart by their first day.
        let isAlone = addresses.count { $0 == address } == 1
        return value.addressed("\(path)[\(address)\(isAlone ? "" : "@" + value.firstDay)]")
      }
    default: return [(path, self)]
    }
  }

  private var firstDay: String {
    if case .string(let text)? = self["from"] { text } else { "" }
  }

  /// What an element of a list is called by.
  private var address: String? {
    for name in ["code", "stars"] {
      switch self[name] {
      case .string(let text)?: return text
      case .int(let number)?: return String(number)
      default: continue
      }
    }
    return nil
  }
}
