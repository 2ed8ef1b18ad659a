internal import CExpat

/// The name of an element or an attribute without its prefix: writers choose prefixes as they like.
struct XMLName {
  let local: UnsafePointer<CChar>

  init(_ name: UnsafePointer<CChar>) {
    var (local, at) = (name, name)
    while at.pointee != 0 {
      if at.pointee == 58 { local = at + 1 }
      at += 1
    }
    self.local = local
  }

  static func ~= (name: StaticString, value: XMLName) -> Bool { value == name }

  static func == (value: XMLName, name: StaticString) -> Bool {
    let bytes = name.utf8Start
    for index in 0..<name.utf8CodeUnitCount where UInt8(bitPattern: value.local[index]) != bytes[index] { return false }
    return value.local[name.utf8CodeUnitCount] == 0
  }
}

/// The attributes of an element, while it begins.
struct XMLAttributes {
  let list: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?

  /// The value of the attribute with that name, whatever its prefix.
  subscript(name: StaticString) -> UnsafePointer<CChar>? {
    guard let list else { return nil }
    var index = 0
    while let own = list[index] {
      if XMLName(own) == name { return list[index + 1] }
      index += 2
    }
    return nil
  }

  func text(_ name: StaticString) -> String? { self[name].map { String(cString: $0) } }

  func number(_ name: StaticString) -> Int? { text(name).flatMap { Int($0) } }

  /// As XML Schema writes yes and no; missing is no.
  func flag(_ name: StaticString) -> Bool { text(name).map { ["1", "true", "on"].contains($0.lowercased()) } ?? false }
}
