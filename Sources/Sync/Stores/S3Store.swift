internal import Foundation
internal import Ledger

/// A store in a bucket of an S3 service: Amazon's, or any that speaks its language and keeps to conditions.
///
/// Requests are signed (AWS Signature 4) where there are credentials. `If-None-Match: *` makes an object once, `If-Match` swaps one.
public struct S3Store: ObjectStore {
  /// `s3://bucket/prefix`
  public let address: String
  private let base: String
  private let region: String
  private let credentials: StoreCredentials?
  private let requests: Retrying

  init(
    bucket: String, prefix: String, endpoint: String, region: String, credentials: StoreCredentials?,
    patience: StorePatience
  ) {
    let path = prefix.isEmpty ? bucket : "\(bucket)/\(prefix)"
    address = "s3://\(path)"
    base = "\(endpoint)/\(path)"
    self.region = region
    self.credentials = credentials
    requests = Retrying(address, patience: patience)
  }

  /// The object; a bucket that is not there is a failure. Throws ``StoreFailure``.
  public func read(_ name: String) throws(StoreFailure) -> StoredObject? {
    try object(in: try requests.certain(request(.get, name), name), name)
  }

  /// Throws ``StoreFailure``.
  public func create(_ name: String, _ bytes: [UInt8]) throws(StoreFailure) -> Bool {
    try put(name, bytes, condition: "If-None-Match: *", isUnique: false) != nil
  }

  /// Throws ``StoreFailure``: ``StoreFailure/Kind/uncertain`` where the store does not say for long whether it was done.
  public func swap(_ name: String, _ bytes: [UInt8], inPlaceOf tag: ObjectTag?) throws(StoreFailure) -> ObjectTag? {
    try put(name, bytes, condition: tag.map { "If-Match: \($0.text)" } ?? "If-None-Match: *", isUnique: true)
  }

  /// Throws ``StoreFailure``.
  public func remove(own name: String) throws(StoreFailure) {
    let response = try requests.certain(request(.delete, name), name)
    guard [200, 204, 404].contains(response.status) else {
      throw StoreFailure(refusing: response, address, object: name)
    }
  }

  /// Asked again where it is not known whether it was done: under its condition it is done once. Where it is refused after that, what is there
  /// tells whether it was this that was done. `isUnique`: nobody else puts these bytes there.
  private func put(
    _ name: String, _ bytes: [UInt8], condition: String, isUnique: Bool
  ) throws(StoreFailure) -> ObjectTag? {
    let request = request(.put, name, bytes, [condition])
    var (last, isOpen) = ("", false)
    for pause in requests.pauses {
      if pause > 0 { usleep(pause) }
      switch requests.once(request) {
      case .unknown(let detail):
        (last, isOpen) = (detail, true)
      case .answered(let response) where [200, 201, 204].contains(response.status):
        if let tag = response.tag, !tag.isEmpty { return ObjectTag(tag) }
        guard let there = try certainly({ () throws(StoreFailure) in try read(name) }), there.bytes == bytes else {
          throw StoreFailure(.uncertain, address, object: name, detail: "taken, and not there")
        }
        return there.tag
      case .answered(let response) where response.status == 409:
        // Two conditional requests at once: Amazon's store asks to try again.
        (last, isOpen) = (response.excerpt, true)
      case .answered(let response) where response.status == 412 || isMissing(response):
        // A connection that was closed before its answer came is used by libcurl for a second try of its own.
        guard isOpen || isUnique else { return nil }
        guard let there = try certainly({ () throws(StoreFailure) in try read(name) }) else { return nil }
        return there.bytes == bytes ? there.tag : nil
      case .answered(let response):
        guard !isOpen else { throw StoreFailure(.uncertain, address, object: name, detail: response.excerpt) }
        throw StoreFailure(refusing: response, address, object: name)
      }
    }
    throw StoreFailure(.uncertain, address, object: name, detail: last)
  }

  /// While it is not known what was done, a store that cannot be read leaves it unknown.
  private func certainly(_ body: () throws(StoreFailure) -> StoredObject?) throws(StoreFailure) -> StoredObject? {
    do throws(StoreFailure) {
      return try body()
    } catch {
      throw StoreFailure(.uncertain, address, object: error.object, detail: error.detail)
    }
  }

  private func object(in response: TransferResponse, _ name: String) throws(StoreFailure) -> StoredObject? {
    if response.status == 200, let tag = response.tag, !tag.isEmpty {
      return StoredObject(bytes: response.body, tag: ObjectTag(tag))
    }
    guard isMissing(response) else { throw StoreFailure(refusing: response, address, object: name) }
    return nil
  }

  /// Whether it says that there is no such object; that there is no such bucket is something else.
  private func isMissing(_ response: TransferResponse) -> Bool {
    response.status == 404 && !String(decoding: response.body, as: UTF8.self).contains("NoSuchBucket")
  }

  private func request(
    _ method: TransferRequest.Method, _ name: String, _ body: [UInt8] = [], _ headers: [String] = []
  ) -> TransferRequest {
    var request = TransferRequest(method: method, url: "\(base)/\(name)", headers: headers, body: body)
    guard let credentials else { return request }
    request.headers.append("x-amz-content-sha256: \(Ledger.contentHash(body))")
    if let token = credentials.token { request.headers.append("x-amz-security-token: \(token)") }
    request.signature = .init(region: region, key: credentials.key, secret: credentials.secret)
    return request
  }
}

/// By what an S3 service knows who asks.
public struct StoreCredentials: Sendable {
  let key: String
  let secret: String
  let token: String?

  /// Credentials; a token where they are for a while only.
  public init(key: String, secret: String, token: String? = nil) {
    (self.key, self.secret, self.token) = (key, secret, token)
  }

  /// From the variables that Amazon's own programs read: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY`, `AWS_SESSION_TOKEN`. `nil`: there are none.
  public init?(environment: [String: String]) {
    guard let key = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"],
      !key.isEmpty, !secret.isEmpty
    else { return nil }
    let token = environment["AWS_SESSION_TOKEN"].flatMap { $0.isEmpty ? nil : $0 }
    self.init(key: key, secret: secret, token: token)
  }
}
