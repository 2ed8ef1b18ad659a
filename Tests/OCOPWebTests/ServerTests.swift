import Foundation
import FoundationNetworking
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// The program on a port of its own, as the network meets it.
@Suite("Web: the server", .serialized)
struct ServerTests {
  /// A running `ocop-web` over a sample ledger; ended with the value.
  final class Running {
    private let held: TestLedger
    let ledger: Ledger
    let token: String
    /// The text of the file of keys under which certificates have codes.
    let codes: String
    private(set) var port = 0
    private let process = Process()
    private let folder = Scratch()

    static let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ocop-web").path

    /// `path`: a ledger to serve instead of one of its own.
    init(_ options: [String] = [], at path: String? = nil) throws {
      held = try TestLedger()
      ledger = try held.open()
      _ = try ledger.submit(recognition())
      let made = AccessTokens.make("t", [UInt8](repeating: 9, count: 32), until: day("2999-12-31"))
      token = made.token
      let tokens = try folder.file("tokens", "# who may see the log\n" + made.line + "\n")
      codes = try CertificateCodes.adding([UInt8](repeating: 7, count: 32))
      let keys = try folder.file("codes", codes)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
      let errors = try folder.file("errors", "")
      process.executableURL = URL(fileURLWithPath: Self.program)
      process.arguments =
        [
          "--ledger", path ?? held.path, "--port", "0", "--cache", folder.path + "/cache", "--tokens", tokens,
          "--codes",
          keys,
        ] + options
      process.standardError = FileHandle(forWritingAtPath: errors)
      // Who waits for the tests' output does not wait for a server that one of them left.
      (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      for _ in 0..<600 where port == 0 {
        usleep(50_000)
        let text = try String(contentsOfFile: errors, encoding: .utf8)
        if let match = text.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/#) { port = Int(match.output.1) ?? 0 }
      }
      let told = try String(contentsOfFile: errors, encoding: .utf8)
      try #require(port > 0, "it does not serve: \(told)")
    }

    deinit {
      process.terminate()
      process.waitUntilExit()
    }

    var processID: Int32 { process.processIdentifier }
    var size: UInt64 { get throws { try ledger.size } }

    func register(_ name: String) throws {
      _ = try ledger.submit([
        Command(
          id: nil, actor: "t",
          act: .record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: name))),
          effectiveOn: nil)
      ])
    }

    /// Asks it to end, and answers with what status it did.
    func end() -> Int32 {
      process.terminate()
      process.waitUntilExit()
      return process.terminationStatus
    }

    func status(_ path: String, _ headers: [String: String] = [:]) async throws -> Int {
      try await get(path, headers).status
    }

    func get(_ path: String, _ headers: [String: String] = [:], method: String = "GET") async throws -> (
      status: Int, body: String, headers: [String: String]
    ) {
      var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(path)")))
      request.httpMethod = method
      for (name, value) in headers { request.setValue(value, forHTTPHeaderField: name) }
      let (body, response) = try await URLSession.shared.data(for: request)
      let answer = try #require(response as? HTTPURLResponse)
      var fields: [String: String] = [:]
      for (name, value) in answer.allHeaderFields { fields["\(name)".lowercased()] = "\(value)" }
      return (answer.statusCode, String(decoding: body, as: UTF8.self), fields)
    }

    /// Sends bytes as they are, and answers the first line that comes back; empty where the connection is closed without one.
    func raw(_ text: String, whole: Bool = false) throws -> String {
      // By files: what one process holds open of another's pipe keeps its reader waiting.
      let (sent, came) = (try folder.file("sent", ""), try folder.file("came", ""))
      try Data(text.utf8).write(to: URL(fileURLWithPath: sent))
      let client = Process()
      client.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
      client.arguments =
        [
          "-c",
          "import socket,sys;s=socket.create_connection(('127.0.0.1',\(port)),5);s.settimeout(30);"
            + "s.sendall(open(sys.argv[1],'rb').read());s.shutdown(1);d=s.recv(4096)\nif len(sys.argv)>2:\n  while True:\n    m=s.recv(4096)\n    if not m: break\n    d+=m\n"
            + "print(d.decode('latin1') if len(sys.argv)>2 else d.split(b'\\r\\n')[0].decode('latin1'))",
          sent,
        ] + (whole ? ["whole"] : [])
      client.standardInput = FileHandle.nullDevice
      (client.standardOutput, client.standardError) = (FileHandle(forWritingAtPath: came), FileHandle.nullDevice)
      try client.run()
      client.waitUntilExit()
      return try String(contentsOfFile: came, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }
  }

  @Test("pages, their headers and who may see the log")
  func served() async throws {
    let running = try Running(["--behind-tls"])
    let home = try await running.get("/")
    #expect(home.status == 200 && home.body.contains("<h1>Thử</h1>"))
    #expect(home.headers["content-security-policy"]?.contains("default-src 'none'") == true)
    #expect(home.headers["x-content-type-options"] == "nosniff" && home.headers["x-frame-options"] == "DENY")
    #expect(home.headers["strict-transport-security"] != nil && home.headers["set-cookie"] == nil)
    #expect(home.headers["server"] == nil && home.headers["x-request-id"] != nil)
    let tag = try #require(home.headers["etag"])
    #expect(try await running.status("/", ["If-None-Match": tag]) == 304)
    #expect(try await running.status("/nhat-ky") == 401)
    #expect(try await running.status("/nhat-ky", ["Authorization": "Bearer ocopweb_x"]) == 401)
    #expect(try await running.status("/nhat-ky", ["Authorization": "Bearer " + running.token]) == 200)
    #expect(try await running.status("/nhat-ky", ["X-Forwarded-User": "me"]) == 401)
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
      let refused = try await running.get("/", method: method)
      #expect(refused.status == 405 && refused.headers["allow"] == "GET, HEAD", "\(method)")
    }
    #expect(try await running.status("/nhat-ky", ["Authorization": "bearer " + running.token]) == 200)
    #expect(try await running.get("/nhat-ky").headers["www-authenticate"] == "Bearer")
    #expect(
      try await running.get("/tile/entries/000.p/2", ["Authorization": "Bearer " + running.token])
        .headers["cache-control"]?.contains("private") == true)
    // Of two requests on one connection the second is answered behind the head of the first, and nothing else.
    let two = try running.raw(
      "HEAD /kiem-chung HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", whole: true
    )
    #expect(!two.contains("<!doctype") && two.components(separatedBy: "HTTP/1.1 200").count == 3, "\(two)")
    let head = try await running.get("/", method: "HEAD")
    #expect(head.status == 200 && head.body.isEmpty)
  }

  @Test("what was acknowledged is seen at once")
  func fresh() async throws {
    let running = try Running()
    for number in 1...5 {
      try running.register("HTX Số \(number)")
      let page = try await running.get("/chu-the.json")
      #expect(page.body.contains("HTX Số \(number)"))
    }
  }

  @Test("records go on coming to who stays, and on from the last to who comes again")
  func stream() async throws {
    let running = try Running()
    let folder = Scratch()
    func follow(_ headers: [String], until wanted: String) throws -> String {
      let file = try folder.file("events", "")
      let client = Process()
      client.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
      client.arguments =
        ["-sN", "-H", "Accept: text/event-stream", "-H", "Authorization: Bearer " + running.token]
        + headers.flatMap { ["-H", $0] } + ["http://127.0.0.1:\(running.port)/api/records"]
      (client.standardOutput, client.standardInput) = (FileHandle(forWritingAtPath: file), FileHandle.nullDevice)
      try client.run()
      defer {
        // A thread of the tests may hold every other signal back, and a process inherits that.
        kill(client.processIdentifier, SIGKILL)
        client.waitUntilExit()
      }
      for _ in 0..<600 {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        if text.contains(wanted) { return text }
        usleep(50_000)
      }
      return try String(contentsOfFile: file, encoding: .utf8)
    }
    let last = try running.size - 1
    let all = try follow([], until: "id: \(last)\n")
    #expect(all.contains("id: 0\nevent: record\ndata: {") && all.contains("id: \(last)\n"))
    try running.register("HTX Sau")
    let later = try follow(["Last-Event-ID: \(last)"], until: "HTX Sau")
    #expect(later.contains("id: \(last + 1)\n") && !later.contains("id: \(last)\n"), "\(later)")
    #expect(try await running.status("/api/records", ["Accept": "text/event-stream"]) == 401)
  }

  @Test("a thousand guesses are answered thirty times; others are answered on")
  func guesses() async throws {
    let running = try Running(["--behind-proxy"])
    var answers: [Int: Int] = [:]
    for number in 0..<200 {
      let guess = String(format: "%018d", number)
      let answer = try await running.get("/kiem-tra/" + guess, ["X-Forwarded-For": "203.0.113.9, 198.51.100.7"])
      answers[answer.status, default: 0] += 1
    }
    // A minute may have begun meanwhile.
    #expect(
      (30...60).contains(answers[404] ?? 0) && answers[404, default: 0] + answers[429, default: 0] == 200, "\(answers)")
    // Who names the first address himself is not believed.
    #expect(try await running.status("/kiem-tra/0", ["X-Forwarded-For": "203.0.113.9, 198.51.100.8"]) == 404)
    #expect(try await running.status("/", ["X-Forwarded-For": "203.0.113.9, 198.51.100.7"]) == 200)
  }

  @Test(
    "a request that is none ends in an answer or a closed connection, and the next is answered",
    arguments: [
      "", "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "G E T / HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: \u{0}\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://other/ HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /\u{1b}[31m HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\nx",
      "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
      "GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 5_000) + "\r\n", "\u{16}\u{3}\u{1}TLS?",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])
  func malformed(text: String) async throws {
    let running = try Running()
    let line = try running.raw(text)
    #expect(line.isEmpty || line.hasPrefix("HTTP/1.1 "), "\(line)")
    #expect(!line.hasPrefix("HTTP/1.1 5"), "\(line)")
    #expect(try await running.status("/") == 200)
  }

  @Test("a thousand that say half a request and two hundred that follow the log keep no page from anybody")
  func crowded() throws {
    let running = try Running(["--questions-per-minute", "1000000"])
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("slow.py").path
    let streams = Effort.rounds(200, thorough: 5_000)
    let told = try WebOracleTests.shell(
      "echo \"$6\" | python3 \"$1\" \"$2\" \"$3\" \"$4\" \"$5\"",
      [script, "\(running.port)", "1000", "\(streams)", running.token, "\(running.processID)"])
    let numbers = told.output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
    try #require(numbers.count == 3, "\(told.output)")
    #expect(numbers[0] == 20 && numbers[1] == streams, "\(numbers)")
    #expect(numbers[2] < 400, "megabytes: a connection holds some tens of kilobytes")
  }

  @Test("told to end, it ends with nothing wrong")
  func ends() async throws {
    let running = try Running()
    #expect(try await running.status("/") == 200)
    #expect(running.end() == 0)
  }
}
