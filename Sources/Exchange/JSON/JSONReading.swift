internal import Foundation
public import OCOP

extension JSONValue {
  /// Reads a JSON text. Throws where it is none, or holds a number that is not whole.
  public init(parsing bytes: [UInt8]) throws {
    self = try JSONDecoder().decode(DecodedJSON.self, from: Data(bytes)).value
  }
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
