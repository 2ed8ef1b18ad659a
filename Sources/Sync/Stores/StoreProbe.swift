/// Whether a store keeps to what is built upon it: what was made is there at once, an object is made once, and one is swapped only in the place of
/// the one that was meant. Some services take the conditions of a request and do not look at them.
public struct StoreProbe: Sendable {
  private let store: any ObjectStore

  /// A probe of `store`.
  public init(_ store: any ObjectStore) { self.store = store }

  /// Tries each promise on an object of its own, named by `mark`, which nobody has used before; it is taken away afterwards. Throws
  /// ``StoreFailure/Kind/unsafe``, which names the promise that is not kept, and ``StoreFailure`` where the store cannot be used.
  public func run(mark: UInt64) throws(StoreFailure) {
    let name = "probe/" + String(mark, radix: 16)
    let (first, second, third) = (Array("first".utf8), Array("second".utf8), Array("third".utf8))
    try require(try store.create(name, first), "a new object is made")
    let made = try holding(name, first, "what was made is there")
    try require(try !store.create(name, second), "If-None-Match: an object is made once")
    _ = try holding(name, first, "an object that is refused changes nothing")
    let stranger = ObjectTag("\"00000000000000000000000000000000\"")
    try require(try store.swap(name, second, inPlaceOf: stranger) == nil, "If-Match: another tag is refused")
    try require(try store.swap(name, second, inPlaceOf: nil) == nil, "If-None-Match: what is there is not replaced")
    _ = try holding(name, first, "a swap that is refused changes nothing")
    guard let swapped = try store.swap(name, second, inPlaceOf: made) else {
      throw failure("If-Match: its tag is taken")
    }
    let now = try holding(name, second, "what was swapped in is there")
    try require(now == swapped && now != made, "another state has another tag")
    try require(try store.swap(name, third, inPlaceOf: made) == nil, "If-Match: a tag of before is refused")
    _ = try holding(name, second, "a late swap changes nothing")
    let none = name + "-none"
    try require(try store.swap(none, third, inPlaceOf: made) == nil, "If-Match: where nothing is, nothing is swapped")
    try require(try store.read(none) == nil, "what was not made is not there")
    try store.remove(own: name)
  }

  private func holding(_ name: String, _ bytes: [UInt8], _ promise: String) throws(StoreFailure) -> ObjectTag {
    guard let object = try store.read(name), object.bytes == bytes else { throw failure(promise) }
    return object.tag
  }

  private func require(_ isKept: Bool, _ promise: String) throws(StoreFailure) {
    if !isKept { throw failure(promise) }
  }

  private func failure(_ promise: String) -> StoreFailure { StoreFailure(.unsafe, store.address, detail: promise) }
}
