import Foundation
import FoundationNetworking
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

extension ServerTests {
  /// A running `ocop-web` over a sample ledger; ended with the value.
  final class Running {
    private let held: TestLedger
    let ledger: Ledger
    let token: String
    /// The text of the file of keys under which certificates have codes.
    let codes: String
    private(set) var port = 0
    private(set) var statusPort = 0
    private var process = Process()
    private let arguments: [String]
    private let launcher: [String]
    private let errors: String
    let folder = Scratch()

    static let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
      .deletingLastPathComponent().appendingPathComponent("ocop-web").path

    /// `path`: a ledger to serve instead of one of its own; `launcher`: what starts the program.
    init(_ options: [String] = [], at path: String? = nil, launcher: [String] = []) throws {
      held = try TestLedger()
      ledger = try held.open()
      _ = try ledger.submit(recognition())
      let made = AccessTokens.make("t", [UInt8](repeating: 9, count: 32), until: day("2999-12-31"))
      token = made.token
      let tokens = try folder.file("tokens", "# who may see the log\n" + made.line + "\n")
      codes = try CertificateCodes.adding([UInt8](repeating: 7, count: 32))
      let keys = try folder.file("codes", codes)
      try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: keys)
      errors = try folder.file("errors", "")
      self.launcher = launcher
      arguments =
        [
          "--ledger", path ?? held.path, "--port", "0", "--status-port", "0", "--tokens", tokens, "--codes", keys,
        ] + (options.contains("--cache") ? [] : ["--cache", folder.path + "/cache"]) + options
      try start()
    }

    /// Starts it, on ports of its own.
    func start() throws {
      let command = launcher + [Self.program] + arguments
      process = Process()
      (process.executableURL, process.arguments) = (URL(fileURLWithPath: "/usr/bin/env"), command)
      try Data().write(to: URL(fileURLWithPath: errors))
      process.standardError = FileHandle(forWritingAtPath: errors)
      // Who waits for the tests' output does not wait for a server that one of them left.
      (process.standardInput, process.standardOutput) = (FileHandle.nullDevice, FileHandle.nullDevice)
      try process.run()
      (port, statusPort) = (0, 0)
      for _ in 0..<600 where port == 0 || statusPort == 0 {
        usleep(50_000)
        let text = try told()
        if let match = text.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/\n/#) { port = Int(match.output.1) ?? 0 }
        if let match = text.firstMatch(of: #/http://127\.0\.0\.1:(\d+)/readyz/#) {
          statusPort = Int(match.output.1) ?? 0
        }
      }
      let said = try told()
      try #require(port > 0 && statusPort > 0, "it does not serve: \(said)")
    }

    /// What it said on its standard error.
    func told() throws -> String { try String(contentsOfFile: errors, encoding: .utf8) }

    /// Ends it as a power cut would.
    func kill() {
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }

    var readiness: Int { get async throws { try await get("/readyz", port: statusPort).status } }

    /// What comes to who follows the log, until `wanted` is in it or half a minute went by.
    func follow(_ headers: [String] = [], until wanted: String) throws -> String {
      let followed = try Followed(self, headers)
      return try followed.text(until: wanted)
    }

    deinit {
      process.terminate()
      for _ in 0..<200 where process.isRunning { usleep(50_000) }
      // One that does not end is no reason for the tests not to.
      if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) }
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

    func get(_ path: String, _ headers: [String: String] = [:], method: String = "GET", port other: Int? = nil)
      async throws -> (
        status: Int, body: String, headers: [String: String]
      )
    {
      var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(other ?? port)\(path)")))
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

  /// A reader that follows the log.
  final class Followed {
    private let client = Process()
    private let file: String

    init(_ running: Running, _ headers: [String] = []) throws {
      file = try running.folder.file("events-\(UUID().uuidString)", "")
      client.executableURL = URL(fileURLWithPath: "/usr/bin/curl")
      client.arguments =
        ["-sN", "-H", "Accept: text/event-stream", "-H", "Authorization: Bearer " + running.token]
        + headers.flatMap { ["-H", $0] } + ["http://127.0.0.1:\(running.port)/api/records"]
      (client.standardOutput, client.standardInput) = (FileHandle(forWritingAtPath: file), FileHandle.nullDevice)
      try client.run()
    }

    deinit {
      // A thread of the tests may hold every other signal back, and a process inherits that.
      kill(client.processIdentifier, SIGKILL)
      client.waitUntilExit()
    }

    var text: String { get throws { try String(contentsOfFile: file, encoding: .utf8) } }
    var hasEnded: Bool { !client.isRunning }

    func text(until wanted: String) throws -> String {
      for _ in 0..<600 {
        let text = try text
        if text.contains(wanted) { return text }
        usleep(50_000)
      }
      return try text
    }

    /// The ids of the events that came whole.
    var ids: [String] {
      get throws { try text.matches(of: #/id: (\S+)\nevent: record\ndata: .*\n\n/#).map { String($0.output.1) } }
    }
  }
}
