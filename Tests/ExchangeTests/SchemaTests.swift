import EventLog
import Exchange
import Foundation
import Ledger
import OCOP
import Testing

@Suite("The published schema and another reader of it")
struct SchemaTests {
  @Test("protoc decodes every record of the sample ledger, with no field unknown to it")
  func protoc() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/protoc") else {
      let message: Comment = "protoc is missing: apt-get install protobuf-compiler"
      if ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required" {
        Issue.record(message)
      } else {
        Issue.record(message, severity: .warning)
      }
      return
    }
    let office = try Office()
    for (kind, name) in [(ImportKind.areas, "area-changes"), (.recognitions, "recognitions"), (.exports, "exports")] {
      let file = "\(Office.fixtures)/\(name).csv"
      #expect(try office.ledger.importList(kind, file: file, options: ImportOptions(actor: "t")).problems.isEmpty)
    }
    let events = "\(Office.fixtures)/events.jsonl"
    #expect(try office.ledger.importEvents(file: events, options: ImportOptions(actor: "t")).problems.isEmpty)
    let (bytes, count) = try records(of: office)
    let schema = office.path + "/schema"
    try FileManager.default.createDirectory(atPath: schema, withIntermediateDirectories: true)
    try Data(Schema.proto.utf8).write(to: URL(fileURLWithPath: schema + "/ocop.proto"))
    let log = """
      syntax = "proto3";
      import "ocop.proto";
      message Log { repeated ocop.ledger.v1.Record records = 1; }
      """
    try Data(log.utf8).write(to: URL(fileURLWithPath: schema + "/log.proto"))
    let text = try decode(bytes, schema)
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0 == "records {" } == count)
    // What protoc does not know it prints under its number.
    #expect(!lines.contains { $0.contains(#/^\s*[0-9]+[: ]/#) })
    #expect(text.contains(#"decision: "377/Q\304\220-BNN-VP\304\220P""#))
  }

  /// The records as they lie in the log, as fields 1 of one message.
  private func records(of office: Office) throws -> (bytes: [UInt8], count: Int) {
    let copy = office.path + "/copy"
    try office.ledger.backUp(to: copy)
    let log = try EventLog(at: copy + "/log", mode: .reading) { LogTime(microseconds: 0) }
    var bytes: [UInt8] = []
    var count = 0
    try log.read { view in
      try view.scan { _, record in
        bytes.append(0x0a)
        var length = record.byteCount
        while length > 127 {
          bytes.append(UInt8(length & 127 | 128))
          length >>= 7
        }
        bytes.append(UInt8(length))
        record.withUnsafeBytes { bytes += $0 }
        count += 1
        return true
      }
    }
    return (bytes, count)
  }

  private func decode(_ bytes: [UInt8], _ schema: String) throws -> String {
    let (input, output) = (schema + "/log.bin", schema + "/log.txt")
    try Data(bytes).write(to: URL(fileURLWithPath: input))
    try Data().write(to: URL(fileURLWithPath: output))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/protoc")
    process.arguments = ["--proto_path=\(schema)", "--decode=Log", "log.proto"]
    process.standardInput = FileHandle(forReadingAtPath: input)
    process.standardOutput = FileHandle(forWritingAtPath: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return try String(contentsOfFile: output, encoding: .utf8)
  }
}
