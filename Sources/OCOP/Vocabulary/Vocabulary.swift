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

  /// The term that one types: by its code, or as people say it in either language, with accents or without; its first words are
  /// enough where no other term begins with them. `nil`: none, or more than one.
  public static func typed(_ text: String) -> Self? {
    if let term = Self(rawValue: text) { return term }
    let words = folded(text).split(separator: " ")
    guard !words.isEmpty else { return nil }
    func names(_ term: Self) -> [[Substring]] {
      [term.names.vi, term.names.en].map { folded($0).split(separator: " ") }
    }
    if let term = allCases.first(where: { names($0).contains(words) }) { return term }
    let begun = allCases.filter { names($0).contains { $0.starts(with: words) } }
    return begun.count == 1 ? begun[0] : nil
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
