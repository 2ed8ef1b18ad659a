internal import CCurl
internal import Synchronization

/// Makes requests over HTTP, on as many threads as ask at once; connections are kept and used again.
final class Transfers: Sendable {
  private let idle = Mutex<[Connection]>([])
  private let patience: StorePatience

  /// `patience`: how long an answer may be waited for.
  init(patience: StorePatience) { self.patience = patience }

  /// Sends `request` and waits for the answer. Throws ``TransferFailure`` where there is none, or not all of it.
  func send(_ request: TransferRequest) throws(TransferFailure) -> TransferResponse {
    let connection = idle.withLock { $0.popLast() } ?? Connection()
    guard let connection else { throw TransferFailure(detail: "libcurl cannot be used") }
    defer { idle.withLock { $0.append(connection) } }
    return try connection.perform(request, patience)
  }
}

/// What is asked for.
struct TransferRequest {
  enum Method: String { case get = "GET", put = "PUT", delete = "DELETE" }
  var method: Method
  var url: String
  /// `Name: value`
  var headers: [String] = []
  var body: [UInt8] = []
  /// By what an S3 store knows who asks; `nil`: the request is not signed.
  var signature: Signature?
  /// More is not read.
  var limit = 1 << 30

  struct Signature {
    var region: String
    var key: String
    var secret: String
  }
}

/// The answer, whatever its status.
struct TransferResponse {
  var status: Int
  /// As the server writes it, quotes included.
  var tag: String?
  var body: [UInt8]

  /// The first of an answer that is an error, for a log file.
  var excerpt: String { "\(status) " + String(decoding: body.prefix(300), as: UTF8.self) }
}

/// There was no answer, or not all of it. Whether the request was carried out is not known.
struct TransferFailure: Error {
  let detail: String
}

/// How long a store is waited for.
public struct StorePatience: Hashable, Sendable {
  /// Seconds until a server that does not answer, or sends next to nothing, is given up.
  public var seconds: Int
  /// Seconds for which one that cannot be reached, or says that it is busy, is tried again.
  public var retrying: Int

  /// A patience.
  public init(seconds: Int = 20, retrying: Int = 20) { (self.seconds, self.retrying) = (seconds, retrying) }
}
