import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// Programs that are not ours ask the server.
@Suite("Web: programs that are not ours", .serialized)
struct WebOracleTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  private static func missing(_ what: Comment) {
    let isRequired = ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required"
    Issue.record(what, severity: isRequired ? .error : .warning)
  }

  /// Runs a line of shell, of which `$1`, `$2`, … are `arguments`.
  static func shell(_ line: String, _ arguments: [String] = []) throws -> (status: Int32, output: String) {
    let scratch = Scratch()
    let file = try scratch.file("output", "")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, "sh"] + arguments
    process.standardInput = FileHandle.nullDevice
    let output = FileHandle(forWritingAtPath: file)
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: file, encoding: .utf8))
  }

  @Test("Go's reader of tiles verifies inclusion and consistency over our paths, and refuses another root")
  func tiles() throws {
    guard FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog/tile.go") else {
      return Self.missing("golang-golang-x-mod-dev is missing; .ci/run installs it")
    }
    let held = try TestLedger()
    let ledger = try held.drawn(seed: 9, count: 900).ledger
    let head = try ledger.head()
    try #require(head.size > 512)
    let running = try ServerTests.Running(at: held.path)
    let scratch = Scratch()
    let built = try Self.shell(
      "cd \"$1\" && cp \"$2\" . && GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= GOCACHE=\"$1/cache\" HOME=\"$1\" go build -o tiles tiles.go",
      [scratch.path, Self.root + "/Fixtures/oracles/tiles.go"])
    #expect(built.status == 0, "\(built.output)")
    func read(_ root: String) throws -> (status: Int32, output: String) {
      try Self.shell(
        "\"$1\" \"$2\" \"$3\" \"$4\"",
        [scratch.path + "/tiles", "http://127.0.0.1:\(running.port)", "\(head.size)", root])
    }
    let good = try read(head.root)
    #expect(good.status == 0 && good.output.hasPrefix("ok \(head.size) records"), "\(good.output)")
    let other = (head.root.first == "0" ? "1" : "0") + head.root.dropFirst()
    #expect(try read(other).status == 1)
  }

  @Test(
    "tlog-scales verifies every record and tree over our paths, and refuses another root and another record's bytes")
  func scales() throws {
    let libraries = Self.root + "/.build/oracles"
    guard FileManager.default.fileExists(atPath: libraries + "/tlog_scales") else {
      return Self.missing("tlog-scales is missing; .ci/run installs it")
    }
    let held = try TestLedger()
    let ledger = try held.drawn(seed: 11, count: 900).ledger
    let head = try ledger.head()
    try #require(head.size > 512)
    let running = try ServerTests.Running(["--questions-per-minute", "100000"], at: held.path)
    func read(_ root: String, _ token: String) throws -> (status: Int32, output: String) {
      try Self.shell(
        "PYTHONPATH=\"$1\" python3 \"$2\" \"$3\" \"$4\" \"$5\" \"$6\"",
        [
          libraries, Self.root + "/Fixtures/oracles/tiles.py", "http://127.0.0.1:\(running.port)", "\(head.size)", root,
          token,
        ])
    }
    let good = try read(head.root, running.token)
    #expect(good.status == 0 && good.output.hasPrefix("ok \(head.size) records"), "\(good.output)")
    let other = (head.root.first == "0" ? "1" : "0") + head.root.dropFirst()
    #expect(try read(other, running.token).output.contains("ProofInvalid"))
    #expect(try read(head.root, "none").output.contains("401"))
  }

  @Test("openapi-spec-validator finds the description in order, and schemathesis no answer that it does not have")
  func description() throws {
    let libraries = Self.root + "/.build/oracles"
    guard FileManager.default.fileExists(atPath: libraries + "/schemathesis"),
      FileManager.default.fileExists(atPath: libraries + "/openapi_spec_validator")
    else { return Self.missing("schemathesis or openapi-spec-validator is missing; .ci/run installs them") }
    let held = try TestLedger()
    _ = try held.drawn(seed: 10, count: 300)
    let running = try ServerTests.Running(["--questions-per-minute", "1000000"], at: held.path)
    let scratch = Scratch()
    let address = "http://127.0.0.1:\(running.port)/api"
    let valid = try Self.shell(
      "cd \"$1\" && curl -s \"$2\" > api.json && PYTHONPATH=\"$3\" python3 -m openapi_spec_validator api.json",
      [scratch.path, address, libraries])
    #expect(valid.status == 0, "\(valid.output)")
    // Other spellings of a day are taken, too, and of two values that are each right one may not fit the other: what is asked here is
    // whether an answer is one that is described, and none a failure.
    let asked = try Self.shell(
      """
      cd "$1" && PYTHONPATH="$3" python3 -m schemathesis.cli run "$2" --max-examples 20 --seed 26 \
        --phases coverage,fuzzing -H "Authorization: Bearer $4" \
        --exclude-checks positive_data_acceptance,negative_data_rejection
      """, [scratch.path, address, libraries, running.token])
    #expect(asked.status == 0, "\(asked.output.suffix(4_000))")
  }
}
