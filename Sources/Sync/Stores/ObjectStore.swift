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

  /// Puts `bytes` in the place of the object that has `tag`, or, without one, where there is none, and answers the new tag; `nil`: there is another
  /// now, and nothing was changed. Throws ``StoreFailure``: ``StoreFailure/Kind/uncertain`` where it is not known which.
  func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag?

  /// Takes an object of the caller's own away, of whose name nobody will make another. None there is no failure. Throws ``StoreFailure``.
  func remove(own name: String) throws(StoreFailure)
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

extension ObjectStore {
  /// Has the object `name` be `bytes`, and reads it back: what a store says that it took, and lost, is not built upon. Answers whether it is
  /// new. Throws ``StoreFailure``: ``StoreFailure/Kind/differs`` where there are other bytes, ``StoreFailure/Kind/missing`` where there are none.
  @discardableResult
  func keep(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    let isNew = try create(name, bytes)
    guard let kept = try read(name) else { throw StoreFailure(.missing, address, object: name) }
    guard kept.bytes == bytes else { throw StoreFailure(.differs, address, object: name) }
    return isNew
  }
}
