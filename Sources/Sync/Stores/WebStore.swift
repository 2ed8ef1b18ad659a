/// A store that a web server hands out, and nobody writes through it.
public struct WebStore: ObjectStore {
  /// `https://host/path`
  public let address: String
  private let requests: Retrying

  init(_ address: String, patience: StorePatience) {
    self.address = address
    requests = Retrying(address, patience: patience)
  }

  /// What the server answers; `nil` where it says 404 or 410. Throws ``StoreFailure``.
  public func read(_ name: String) throws(StoreFailure) -> StoredObject? {
    let response = try requests.certain(TransferRequest(method: .get, url: "\(address)/\(name)"), name)
    switch response.status {
    case 200: return StoredObject(bytes: response.body, tag: ObjectTag(response.tag ?? ""))
    case 404, 410: return nil
    default: throw StoreFailure(refusing: response, address, object: name)
    }
  }

  /// Throws ``StoreFailure/Kind/readOnly``.
  public func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    throw StoreFailure(.readOnly, address)
  }

  /// Throws ``StoreFailure/Kind/readOnly``.
  public func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    throw StoreFailure(.readOnly, address)
  }

  /// Throws ``StoreFailure/Kind/readOnly``.
  public func remove(own name: String) throws(StoreFailure) { throw StoreFailure(.readOnly, address) }
}
