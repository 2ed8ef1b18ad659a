internal import Foundation

/// The store that an address names.
public enum StoreAddress {
  /// Opens the store at `text`; nothing is asked of it yet. Throws ``StoreFailure/Kind/badAddress``.
  ///
  /// - `file:///folder`, or a folder's path that begins with `/`, `./` or `../`.
  /// - `s3://bucket/prefix?endpoint=https://host&region=…`; without an endpoint Amazon's. `timeout=`: seconds that an answer is waited for.
  /// - `https://host/path` (or `http`): to read only.
  public static func open(
    _ text: String, credentials: StoreCredentials? = nil, patience: StorePatience = StorePatience()
  ) throws(StoreFailure) -> any ObjectStore {
    if text.hasPrefix("file:///") { return FolderStore(String(text.dropFirst("file://".count))) }
    if ["/", "./", "../"].contains(where: text.hasPrefix) { return FolderStore(text) }
    guard let parts = URLComponents(string: text), parts.user == nil, parts.fragment == nil, let host = parts.host,
      !host.isEmpty
    else { throw StoreFailure(.badAddress, text) }
    var asked: [String: String] = [:]
    for item in parts.queryItems ?? [] {
      guard let value = item.value, asked.updateValue(value, forKey: item.name) == nil else {
        throw StoreFailure(.badAddress, text, detail: item.name)
      }
    }
    var patience = patience
    if let seconds = asked.removeValue(forKey: "timeout") {
      guard let seconds = Int(seconds), (1...3_600).contains(seconds) else {
        throw StoreFailure(.badAddress, text, detail: "timeout")
      }
      patience = StorePatience(seconds: seconds, retrying: seconds)
    }
    switch parts.scheme {
    case "s3":
      let endpoint = asked.removeValue(forKey: "endpoint")
      let region = asked.removeValue(forKey: "region") ?? "us-east-1"
      guard asked.isEmpty, parts.port == nil, let prefix = path(parts.path), isPart(host), isPart(region) else {
        throw StoreFailure(.badAddress, text)
      }
      let base = try endpoint.map { (text) throws(StoreFailure) in try webAddress(text) }
      return S3Store(
        bucket: host, prefix: prefix, endpoint: base ?? "https://s3.\(region).amazonaws.com", region: region,
        credentials: credentials, patience: patience)
    case "https", "http":
      guard asked.isEmpty else { throw StoreFailure(.badAddress, text) }
      return WebStore(try webAddress(String(text.prefix { $0 != "?" })), patience: patience)
    default: throw StoreFailure(.badAddress, text)
    }
  }

  /// `http://host:port/path` without a slash behind it.
  private static func webAddress(_ text: String) throws(StoreFailure) -> String {
    guard let parts = URLComponents(string: text), ["http", "https"].contains(parts.scheme), parts.query == nil,
      parts.fragment == nil, parts.user == nil, let host = parts.host, !host.isEmpty
    else { throw StoreFailure(.badAddress, text) }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  /// The parts of a path without the slashes around them; `nil` where they have letters that need to be encoded.
  private static func path(_ text: String) -> String? {
    let parts = text.split(separator: "/", omittingEmptySubsequences: true)
    return parts.allSatisfy { isPart(String($0)) } ? parts.joined(separator: "/") : nil
  }

  private static func isPart(_ text: String) -> Bool {
    text != "." && text != ".."
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || [45, 46, 95].contains($0)
      }
  }
}
