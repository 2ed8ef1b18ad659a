import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

/// Chromium looks at every page: `browser.py` says at what.
@Suite("Web: in a browser")
struct BrowserTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test("no error, no foreign request, no overflow, nothing that axe finds, all by keyboard")
  func pages() throws {
    let libraries = Self.root + "/.build/oracles"
    let programs = ["/usr/bin/chromium", "/usr/bin/pdftoppm", "/usr/bin/zbarimg"]
    guard programs.allSatisfy(FileManager.default.isExecutableFile),
      FileManager.default.fileExists(atPath: libraries + "/playwright")
    else {
      let isRequired = ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required"
      Issue.record(
        "chromium, poppler-utils, zbar-tools or playwright is missing; .ci/run installs them",
        severity: isRequired ? .error : .warning)
      return
    }
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    let program = URL(fileURLWithPath: ServerTests.Running.program).deletingLastPathComponent()
      .appendingPathComponent("ocop").path
    #expect(
      try Self.run(program, ["demo", "--ledger", ledger, "--fixtures", Self.root + "/Fixtures/thanh-hoa"]).status == 0)
    let sheet = ["evaluate", "SP-0001", Self.root + "/Fixtures/sheets/nuoc-mam-3-sao.csv", "--set", "9"]
    let evaluated = try Self.run(program, sheet + ["--on", "2026-08-15", "--actor", "t", "--ledger", ledger])
    #expect(evaluated.status == 0, "\(evaluated.output)")
    let running = try ServerTests.Running(["--site", "https://ocop.example.vn"], at: ledger)
    let opened = try Ledger(at: ledger, mode: .reading)
    let granted = try #require(
      try opened.history(of: ProductID(1).stream).effective.last { $0.record.event.grant != nil })
    let code = try CertificateIndex(opened, CertificateCodes(text: running.codes)).code(of: granted.position)
    let pictures = Self.root + "/.build/pictures"
    try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
    let script = Self.root + "/Tests/OCOPWebTests/browser.py"
    let looked = try Self.run(
      "/usr/bin/python3", [script, "http://127.0.0.1:\(running.port)", "\(code)", pictures, libraries])
    #expect(looked.status == 0, "\(looked.output.suffix(4_000))")
  }

  private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let scratch = Scratch()
    let file = try scratch.file("output", "")
    let process = Process()
    (process.executableURL, process.arguments) = (URL(fileURLWithPath: program), arguments)
    process.standardInput = FileHandle.nullDevice
    let output = FileHandle(forWritingAtPath: file)
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try String(contentsOfFile: file, encoding: .utf8))
  }
}
