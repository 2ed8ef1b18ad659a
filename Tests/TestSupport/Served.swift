internal import Foundation

/// A server on loopback that a test starts, and that ends with the test, however that ends: it is told when nobody holds the other end of its input.
public final class Served: @unchecked Sendable {
  // Unchecked because all is set before anybody else has it.
  private let process = Process()
  private let input = Pipe()
  private let scratch = Scratch()

  /// What it printed so far.
  public var output: String { (try? String(contentsOfFile: scratch.path + "/output", encoding: .utf8)) ?? "" }

  /// Starts `command`, which a shell ends when this process is gone.
  public init(_ command: String, environment: [String: String] = [:]) throws {
    _ = try scratch.file("output", "")
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\(command) & served=$!; cat >/dev/null; kill -9 $served"]
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    process.standardInput = input
    process.standardOutput = FileHandle(forWritingAtPath: scratch.path + "/output")
    process.standardError = process.standardOutput
    try process.run()
  }

  deinit {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// Waits until `isReady` says so, twenty times a second.
  public func wait(_ isReady: () throws -> Bool, tries: Int = 1_200) rethrows -> Bool {
    for _ in 0..<tries {
      if try isReady() { return true }
      usleep(50_000)
    }
    return false
  }
}

/// Servers that ledgers are published to and kept in.
public enum StoreServer {
  /// The project's folder.
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static let libraries = root + "/.build/oracles"

  /// The store that lies and fails as it is told; its endpoint. The server lives as long as `server`.
  public static func faulty() throws -> (server: Served, endpoint: String) {
    let server = try Served("python3 -u '\(root)/Fixtures/oracles/faulty_store.py'")
    var port = ""
    _ = server.wait {
      if let match = server.output.firstMatch(of: #/port (\d+)/#) { port = String(match.output.1) }
      return !port.isEmpty
    }
    return (server, "http://127.0.0.1:\(port)")
  }

  /// SeaweedFS, with the bucket `so-cai`, for whoever has the key `key` and the secret `secret`; `nil` where it is missing.
  public static func seaweed(in scratch: Scratch) throws -> (server: Served, endpoint: String)? {
    let program = libraries + "/bin/weed"
    guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
    let keys =
      #"{"identities":[{"name":"t","credentials":[{"accessKey":"key","secretKey":"secret"}],"actions":["Admin","Read","Write","List"]}]}"#
    let file = try scratch.file("s3.json", keys)
    try FileManager.default.createDirectory(atPath: scratch.path + "/weed", withIntermediateDirectories: true)
    for _ in 0..<5 {
      // Each has another ten thousand above it.
      let base = Int.random(in: 12_000...20_000)
      let server = try Served(
        "'\(program)' -logtostderr=true server -dir='\(scratch.path)/weed' -ip=127.0.0.1 -ip.bind=127.0.0.1 "
          + "-master.port=\(base) -volume.port=\(base + 1) -filer -filer.port=\(base + 2) -s3 -s3.port=\(base + 3) -s3.port.iceberg=0 -s3.port.lance=0 "
          + "-s3.config='\(file)' -volume.max=20 -master.volumeSizeLimitMB=64")
      let endpoint = "http://127.0.0.1:\(base + 3)"
      if server.wait({ makeBucket(endpoint) }) { return (server, endpoint) }
    }
    return nil
  }

  /// moto, with the bucket `so-cai`; `nil` where it is missing.
  public static func moto() throws -> (server: Served, endpoint: String)? {
    guard FileManager.default.fileExists(atPath: libraries + "/moto/server.py") else { return nil }
    for _ in 0..<5 {
      let port = Int.random(in: 32_100...39_000)
      let server = try Served(
        "/usr/bin/python3 -m moto.server -H 127.0.0.1 -p \(port)", environment: ["PYTHONPATH": libraries])
      let endpoint = "http://127.0.0.1:\(port)"
      if server.wait({ makeBucket(endpoint) }) { return (server, endpoint) }
    }
    return nil
  }

  /// nginx, which hands out `folder` as it lies there; its address. `nil` where it is missing.
  public static func nginx(_ folder: String, in scratch: Scratch) throws -> (server: Served, address: String)? {
    guard let program = ["/usr/sbin/nginx", "/usr/bin/nginx"].first(where: FileManager.default.isExecutableFile) else {
      return nil
    }
    for _ in 0..<5 {
      let port = Int.random(in: 20_100...32_000)
      let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
        "\($0)_temp_path \(scratch.path)/nginx-\($0);"
      }
      let file = try scratch.file(
        "nginx.conf",
        """
        daemon off; master_process off; pid \(scratch.path)/nginx.pid; error_log stderr;
        events { worker_connections 256; }
        http {
          access_log off; \(temporary.joined(separator: " "))
          server { listen 127.0.0.1:\(port); root \(folder); default_type application/octet-stream; }
        }
        """)
      let server = try Served("'\(program)' -e stderr -c '\(file)'")
      let address = "http://127.0.0.1:\(port)"
      if server.wait({ answers(address + "/checkpoint") }, tries: 100) { return (server, address) }
    }
    return nil
  }

  private static func answers(_ address: String) -> Bool { curl(["-s", "-o", "/dev/null", "-f", address]) }

  private static func makeBucket(_ endpoint: String) -> Bool {
    curl([
      "-s", "-o", "/dev/null", "-f", "-X", "PUT", "--aws-sigv4", "aws:amz:us-east-1:s3", "--user", "key:secret",
      "\(endpoint)/so-cai",
    ])
  }

  private static func curl(_ arguments: [String]) -> Bool {
    let curl = Process()
    curl.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
    curl.arguments = arguments
    try? curl.run()
    curl.waitUntilExit()
    return curl.terminationStatus == 0
  }
}
