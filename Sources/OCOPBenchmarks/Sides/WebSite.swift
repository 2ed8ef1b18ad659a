internal import Exchange
internal import Foundation
internal import OCOP
internal import ProjectionKit

/// A site that runs for the benchmark, on loopback.
final class WebSite {
  let name: String
  let port: Int
  /// Where pages are: the beginning of an address before what is drawn, and the rest of it.
  let addresses: [WebPage: (base: String, form: String, tail: String)]
  private let process: Process

  init(
    _ name: String, _ process: Process, port: Int,
    _ addresses: [WebPage: (base: String, form: String, tail: String)]
  ) {
    (self.name, self.process, self.port, self.addresses) = (name, process, port, addresses)
  }

  deinit { stop() }

  func stop() {
    guard process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }

  /// Memory of its own, in MiB.
  var mebibytes: Int { Report.ownKibibytes(of: "\(process.processIdentifier)") / 1024 }

  /// Waits until it answers.
  func wait() throws {
    for _ in 0..<600 {
      if (try? body("/")) != nil { return }
      guard process.isRunning else { break }
      usleep(100_000)
    }
    throw BenchFailure.noFigure(name, "/", "it does not serve")
  }

  /// How many products hold so many stars, level by level.
  func starsByLevel(on day: String) throws -> [String: [Int]] {
    let page = addresses[.statistics]
    let address = (page?.base ?? "") + day + (page?.tail ?? "")
    let isOurs = name == WebTools.ownName
    let path =
      isOurs
      ? address.replacing("/thong-ke?", with: "/thong-ke.json?")
      : address.replacing("?", with: ".json?") + "&_shape=array"
    let answer = try JSONValue(parsing: Array(body(path)))
    guard case .array(let rows)? = isOurs ? answer["rows"] : answer else { return [:] }
    var counts: [String: [Int]] = [:]
    for row in rows {
      guard case .string(let level)? = row[isOurs ? "key" : "level"] else { continue }
      let numbers = (1...5).map { stars -> Int in
        let value = isOurs ? row["stars"]?["\(stars)"] : row["s\(stars)"]
        if case .int(let number)? = value { return Int(number) }
        return 0
      }
      if numbers.contains(where: { $0 > 0 }) { counts[level] = numbers }
    }
    return counts
  }

  private func body(_ path: String) throws -> Data {
    let curl = Process()
    let file = NSTemporaryDirectory() + "ocop-bench-body-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: file) }
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    curl.arguments = ["-sf", "-o", file, "http://127.0.0.1:\(port)\(path)"]
    try curl.run()
    curl.waitUntilExit()
    guard curl.terminationStatus == 0 else { throw BenchFailure.noFigure(name, path, "no answer") }
    return try Data(contentsOf: URL(fileURLWithPath: file))
  }
}

/// Starts the sites, and `wrk`.
struct WebTools {
  static let ownName = "ocop-web"
  let folder: String

  private var peers: URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Peers")
  }
  private var packages: String {
    peers.deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(".build/peers").path
  }

  /// Makes Datasette's file of what was written.
  func make() throws {
    let made = process(
      "/usr/bin/python3",
      [peers.path + "/site.py", "make", "\(folder)/products.csv", "\(folder)/grants.csv", "\(folder)/site.db"])
    try made.run()
    made.waitUntilExit()
    guard made.terminationStatus == 0 else { throw BenchFailure.failed("site.py make", errors) }
  }

  func ours(_ ledger: String) throws -> WebSite {
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("ocop-web").path
    let port = try freePort()
    let served = process(
      program,
      ["--ledger", ledger, "--port", "\(port)", "--cache", folder + "/cache", "--questions-per-minute", "1000000000"])
    try served.run()
    let site = WebSite(
      Self.ownName, served, port: port,
      [.product: ("/san-pham/", "SP-%04d", ""), .statistics: ("/thong-ke?by=level&asOf=", "", "")])
    try site.wait()
    return site
  }

  func datasette() throws -> WebSite {
    let port = try freePort()
    let served = process(
      "/usr/bin/python3", [peers.path + "/site.py", "serve", folder + "/site.db", "\(port)"],
      ["PYTHONPATH": packages])
    try served.run()
    let site = WebSite(
      "Datasette", served, port: port,
      [.product: ("/site/history?id=", "%d", ""), .statistics: ("/site/stars?day=", "", "")])
    try site.wait()
    return site
  }

  /// What `wrk` says of a page that is drawn anew for every request.
  func measure(
    _ page: WebPage, _ site: WebSite, _ products: UInt32, _ seconds: Int, _ connections: Int, seed: UInt64
  ) throws -> WebFigures {
    guard let address = site.addresses[page] else { preconditionFailure("each site has each page") }
    let wrk = process(
      "/usr/bin/wrk",
      [
        "-t1", "-c\(connections)", "-d\(seconds)s", "--timeout", "30s", "-s", peers.path + "/wrk.lua",
        "http://127.0.0.1:\(site.port)",
      ],
      [
        "BENCH_KIND": page.rawValue, "BENCH_BASE": address.base, "BENCH_FORM": address.form,
        "BENCH_TAIL": address.tail, "BENCH_MOST": "\(products)", "BENCH_SEED": "\(seed)",
      ])
    let said = folder + "/wrk.txt"
    try Data().write(to: URL(fileURLWithPath: said))
    wrk.standardOutput = FileHandle(forWritingAtPath: said)
    try wrk.run()
    wrk.waitUntilExit()
    let text = try String(contentsOfFile: said, encoding: .utf8)
    let numbers = text.split(separator: "\n").first { $0.hasPrefix("FIGURES") }?.split(separator: " ").dropFirst()
      .compactMap { Int($0) }
    guard let numbers, numbers.count == 5, numbers[0] > 0, numbers[4] == 0 else {
      throw BenchFailure.noFigure(site.name, page.rawValue, text)
    }
    return WebFigures(perSecond: Double(numbers[0]) / Double(numbers[1]) * 1e6, half: numbers[2], p99: numbers[3])
  }

  private var errors: String { (try? String(contentsOfFile: folder + "/errors.txt", encoding: .utf8)) ?? "" }

  private func process(_ program: String, _ arguments: [String], _ environment: [String: String] = [:]) -> Process {
    let process = Process()
    (process.executableURL, process.arguments) = (URL(fileURLWithPath: program), arguments)
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
    process.standardError = FileHandle.nullDevice
    return process
  }

  /// A port that nobody listens on just now.
  private func freePort() throws -> Int {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let port = withUnsafeMutablePointer(to: &address) { place in
      place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place -> Int? in
        guard bind(descriptor, place, size) == 0, getsockname(descriptor, place, &size) == 0 else { return nil }
        return Int(place.withMemoryRebound(to: sockaddr_in.self, capacity: 1) { $0.pointee.sin_port.bigEndian })
      }
    }
    guard let port else { throw BenchFailure.noFigure("loopback", "a port", "none is free") }
    return port
  }
}
