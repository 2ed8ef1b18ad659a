public import Wire

/// A closed list of terms. The raw value is the code in files, JSON and the schema, and is never translated.
///
/// A term's number on the wire is its place in the list, from 1: new terms are only appended.
public protocol Vocabulary: IntegerFieldValue, RawRepresentable<String>, CaseIterable where AllCases == [Self] {
  /// The term as people say it.
  var names: Text { get }
}

extension Vocabulary {
  /// The term in `language`.
  public func name(_ language: Language) -> String { names(language) }
  /// The schema's name is the Swift type's.
  public static var protoType: String { "\(Self.self)" }
  /// The first term.
  @inlinable
  public static var zero: Self { allCases[0] }
  /// Terms are always written: to an outside reader 0 means "unspecified".
  @inlinable
  public static var omitsZero: Bool { false }
  /// The place in the list, from 1.
  @inlinable
  public var wireInteger: UInt64 { UInt64(Self.allCases.firstIndex(of: self)! + 1) }

  /// The term at that place.
  @inlinable
  public init?(wireInteger: UInt64) {
    guard wireInteger > 0, wireInteger <= UInt64(Self.allCases.count) else { return nil }
    self = Self.allCases[Int(wireInteger) - 1]
  }

  /// Reads a term; one that is not in the list is ``WireError/unknown(field:)``.
  @inlinable
  public static func read(_ field: WireField, in bytes: UnsafeRawBufferPointer) throws(WireError) -> Self {
    guard let value = Self(wireInteger: field.value) else { throw WireError.unknown(field: field.number) }
    return value
  }

  /// The code.
  public var json: JSONValue { .string(rawValue) }
  /// Reads the code.
  public init?(json: JSONValue) {
    guard case .string(let code) = json else { return nil }
    self.init(rawValue: code)
  }
  /// The list of codes.
  public static var expected: Text { Text(allCases.map(\.rawValue).joined(separator: "|")) }
}
