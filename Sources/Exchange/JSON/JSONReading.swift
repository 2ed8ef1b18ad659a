internal import Foundation
public import OCOP

extension JSONValue {
  /// Reads a JSON text. Throws where it is none, or holds a number that is not whole; ``RepeatedName`` where an object has a
  /// member twice: readers differ in which one they take.
  public init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(DecodedJSON.self, from: Data(bytes)).value
    if let name = repeatedName(in: bytes) { throw RepeatedName(name: name) }
    // RFC 8259 has no comma behind the last member; not every reader refuses one.
    if hasCommaAtEnd(bytes) { throw CommaAtEnd() }
  }

  private struct CommaAtEnd: Error {}

  /// An object has a member of that name twice.
  public struct RepeatedName: Error, Hashable {
    /// The name.
    public let name: String
  }
}

/// Whether a comma stands before the end of an object or a list of a JSON text, which is well formed but for that.
private func hasCommaAtEnd(_ bytes: [UInt8]) -> Bool {
  var (last, isText, isEscaped) = (UInt8(0), false, false)
  for byte in bytes {
    if isText {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isText = false
      }
      continue
    }
    switch byte {
    case 0x20, 0x09, 0x0a, 0x0d: continue
    case UInt8(ascii: "}"), UInt8(ascii: "]"): if last == UInt8(ascii: ",") { return true }
    case UInt8(ascii: "\""): isText = true
    default: break
    }
    last = byte
  }
  return false
}

/// The first name that stands twice in one object of a JSON text, which is well formed.
private func repeatedName(in bytes: [UInt8]) -> String? {
  // Of each object or list that is open, the names so far; a list has none.
  var open: [Set<String>?] = []
  var (place, isName) = (0, false)
  while place < bytes.count {
    switch bytes[place] {
    case UInt8(ascii: "{"): (open, isName) = (open + [[]], true)
    case UInt8(ascii: "["): (open, isName) = (open + [nil], false)
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      _ = open.popLast()
      isName = false
    case UInt8(ascii: ","): isName = open.last.flatMap(\.self) != nil
    case UInt8(ascii: ":"): isName = false
    case UInt8(ascii: "\""):
      let start = place
      place += 1
      while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
        place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
      }
      if isName, place < bytes.count {
        // "\u0061" is "a".
        let literal = Data([UInt8(ascii: "[")] + bytes[start...place] + [UInt8(ascii: "]")])
        let name =
          (try? JSONDecoder().decode([String].self, from: literal))?.first
          ?? String(decoding: bytes[(start + 1)..<place], as: UTF8.self)
        if open[open.count - 1]?.insert(name).inserted == false { return name }
      }
    default: break
    }
    place += 1
  }
  return nil
}

private struct DecodedJSON: Decodable {
  let value: JSONValue

  init(from decoder: any Decoder) throws {
    if let object = try? decoder.container(keyedBy: Name.self) {
      var members: [JSONValue.Member] = []
      for name in object.allKeys.sorted(by: { $0.stringValue < $1.stringValue }) {
        members.append(.init(name.stringValue, try object.decode(DecodedJSON.self, forKey: name).value))
      }
      value = .object(members)
      return
    }
    if var array = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !array.isAtEnd { values.append(try array.decode(DecodedJSON.self).value) }
      value = .array(values)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      value = .null
    } else if let bool = try? single.decode(Bool.self) {
      value = .bool(bool)
    } else if let number = try? single.decode(Int64.self) {
      value = .int(number)
    } else {
      value = .string(try single.decode(String.self))
    }
  }

  private struct Name: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
  }
}
