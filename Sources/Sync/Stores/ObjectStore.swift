/// A place for named objects. All but one are made once and never changed; a head is only ever compared and swapped.
///
/// Names have parts between slashes, each of letters, digits, `.`, `-` and `_`.
public protocol ObjectStore: Sendable {
  /// Where it is, for messages.
  var address: String { get }

  /// The object; `nil` only where there is none. Throws ``StoreFailure``.
  func read(_ name: String) throws(StoreFailure) -> StoredObject?

  /// Makes the object, whole or not at all; `false`: there is one of that name already, which stays as it is. Throws ``StoreFailure``.
  func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool

  /// Puts `bytes` in the place of the object that has `tag`, or, without one, where there is none; `false`: there is another now, and nothing
  /// was changed. Throws ``StoreFailure``.
  func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> Bool
}

/// What a store holds under a name.
public struct StoredObject: Hashable, Sendable {
  /// All of it.
  public let bytes: [UInt8]
  /// By what a swap knows it.
  public let tag: ObjectTag

  /// An object.
  public init(bytes: [UInt8], tag: ObjectTag) { (self.bytes, self.tag) = (bytes, tag) }
}

/// What tells one state of an object from every other; a store's own words.
public struct ObjectTag: Hashable, Sendable {
  /// As the store writes it.
  public let text: String

  /// A tag.
  public init(_ text: String) { self.text = text }
}
