internal import CCurl

/// One of libcurl's handles, used by one thread at a time.
final class Connection: @unchecked Sendable {
  // Unchecked because whoever has taken it out of the idle ones is the only one to use it.
  private let handle: UnsafeMutableRawPointer
  private static let isReady = ocop_curl_begin() == 1

  init?() {
    guard Self.isReady, let handle = curl_easy_init() else { return nil }
    self.handle = handle
  }

  deinit { curl_easy_cleanup(handle) }

  func perform(_ request: TransferRequest, _ patience: StorePatience) throws(TransferFailure) -> TransferResponse {
    curl_easy_reset(handle)
    let received = Received(limit: request.limit)
    var list: UnsafeMutablePointer<curl_slist>?
    // Else libcurl says that a form is sent. An empty header ("Expect:") it would sign, and not send.
    let kind = request.method == .put ? ["Content-Type: application/octet-stream"] : []
    for line in request.headers + kind { list = curl_slist_append(list, line) }
    defer { curl_slist_free_all(list) }
    text(CURLOPT_URL, request.url)
    text(CURLOPT_PROTOCOLS_STR, "http,https")
    text(CURLOPT_USERAGENT, "ocop-ledger")
    number(CURLOPT_NOSIGNAL, 1)
    number(CURLOPT_FOLLOWLOCATION, 0)
    number(CURLOPT_CONNECTTIMEOUT, patience.seconds)
    number(CURLOPT_LOW_SPEED_LIMIT, 64)
    number(CURLOPT_LOW_SPEED_TIME, patience.seconds)
    ocop_curl_set_list(handle, CURLOPT_HTTPHEADER, list)
    if let signature = request.signature {
      text(CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):s3")
      text(CURLOPT_USERPWD, "\(signature.key):\(signature.secret)")
    }
    let sink: ocop_curl_sink = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      return Unmanaged<Received>.fromOpaque(context).takeUnretainedValue().take(bytes, size * count)
    }
    let header: ocop_curl_sink = { bytes, size, count, context in
      guard let bytes, let context else { return 0 }
      return Unmanaged<Received>.fromOpaque(context).takeUnretainedValue().takeHeader(bytes, size * count)
    }
    ocop_curl_set_sink(handle, CURLOPT_WRITEFUNCTION, sink)
    ocop_curl_set_sink(handle, CURLOPT_HEADERFUNCTION, header)
    let context = Unmanaged.passUnretained(received).toOpaque()
    ocop_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
    ocop_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
    let outcome = request.body.withUnsafeBytes { body in
      if request.method == .put {
        ocop_curl_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
        // No address means that the body is to be asked for elsewhere.
        ocop_curl_set_bytes(handle, CURLOPT_POSTFIELDS, body.baseAddress ?? UnsafeRawPointer(Self.nothing))
      }
      text(CURLOPT_CUSTOMREQUEST, request.method.rawValue)
      return withExtendedLifetime(received) { curl_easy_perform(handle) }
    }
    guard outcome == CURLE_OK else {
      let reason =
        received.isTooLarge ? "more than \(request.limit) bytes" : String(cString: curl_easy_strerror(outcome))
      throw TransferFailure(detail: reason)
    }
    return TransferResponse(status: ocop_curl_status(handle), tag: received.tag, body: received.body)
  }

  nonisolated(unsafe) private static let nothing = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)

  private func text(_ option: CURLoption, _ text: String) { ocop_curl_set_text(handle, option, text) }
  private func number(_ option: CURLoption, _ number: Int) { ocop_curl_set_number(handle, option, number) }
}

/// What comes in.
private final class Received {
  private(set) var body: [UInt8] = []
  private(set) var tag: String?
  private(set) var isTooLarge = false
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  func take(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
    guard body.count + count <= limit else {
      isTooLarge = true
      return 0
    }
    body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count))
    return count
  }

  func takeHeader(_ bytes: UnsafeMutablePointer<CChar>, _ count: Int) -> Int {
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    // Of several answers, such as one that says to go on, the last counts.
    if line.hasPrefix("HTTP/") { (tag, body) = (nil, []) }
    let parts = line.split(separator: ":", maxSplits: 1)
    if parts.count == 2, parts[0].lowercased() == "etag" {
      tag = String(parts[1].drop { $0 == " " }.prefix { $0 != "\r" && $0 != "\r\n" && $0 != "\n" })
    }
    return count
  }
}
