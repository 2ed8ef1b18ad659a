internal import Foundation

/// Requests to one store, tried again for a while where it cannot be reached, breaks off, or says that it is busy.
struct Retrying: Sendable {
  private let address: String
  private let transfers: Transfers
  private let patience: StorePatience

  init(_ address: String, patience: StorePatience) {
    (self.address, self.patience) = (address, patience)
    transfers = Transfers(patience: patience)
  }

  /// What came of one try.
  enum Outcome {
    case answered(TransferResponse)
    /// It is not known whether the request was carried out.
    case unknown(String)
  }

  /// One try.
  func once(_ request: TransferRequest) -> Outcome {
    do throws(TransferFailure) {
      let response = try transfers.send(request)
      // A gateway may answer so after it passed the request on.
      let isBusy = response.status >= 500 || response.status == 429 || response.status == 408
      return isBusy ? .unknown(response.excerpt) : .answered(response)
    } catch {
      return .unknown(error.detail)
    }
  }

  /// Tries until there is an answer, for a request that may be carried out more than once. Throws ``StoreFailure/Kind/unreachable``.
  func certain(_ request: TransferRequest, _ name: String) throws(StoreFailure) -> TransferResponse {
    var last = ""
    for pause in pauses {
      if pause > 0 { usleep(pause) }
      switch once(request) {
      case .answered(let response): return response
      case .unknown(let detail): last = detail
      }
    }
    throw StoreFailure(.unreachable, address, object: name, detail: last)
  }

  /// Microseconds before each try: twice as long each time, as long as there is patience.
  var pauses: [UInt32] {
    var (all, pause, sum) = ([UInt32(0)], UInt32(50_000), UInt64(0))
    while sum < UInt64(patience.retrying) * 1_000_000 {
      all.append(pause)
      sum += UInt64(pause)
      pause = min(pause * 2, 2_000_000)
    }
    return all
  }
}

extension StoreFailure {
  /// An answer that is neither the object nor that there is none.
  init(refusing response: TransferResponse, _ address: String, object: String) {
    let kind: Kind = [401, 403].contains(response.status) ? .denied : .unreachable
    self.init(kind, address, object: object, detail: response.excerpt)
  }
}
