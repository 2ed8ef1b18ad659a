import EventLog
import LMDB
import TestSupport
import Testing

@Suite("Log: look-up keys")
struct KeyTests {
  private static let keys: KeyReader = { bytes in
    // The text of a record is its keys, word by word.
    text(bytes).split(separator: "|").last.map { $0.split(separator: " ").map { LookUpKey(Array($0.utf8)) } } ?? []
  }

  private static func header(_ span: RawSpan) -> RecordHeader? {
    EventLogTests.header(span).map {
      RecordHeader(
        stream: $0.stream, version: $0.version, recordedAt: $0.recordedAt, command: $0.command, keys: keys(span))
    }
  }

  private static func append(_ log: EventLog, _ texts: [String], withKeys: Bool = true) throws {
    let records = ProposedRecords(count: texts.count) { _ in
      stream("s")
    } keys: { index in
      withKeys ? texts[index].split(separator: " ").map { LookUpKey(Array($0.utf8)) } : []
    } encode: { index, stamp, out in
      out += bytes("s|\(stamp.version.rawValue)|\(stamp.recordedAt.rawValue)|0|\(texts[index])")
    }
    _ = try log.append { [AppendRequest(command: nil, expecting: [:], records: records, format: 2)] }
  }

  private static func found(_ log: EventLog, _ key: String, limit: Int = .max) throws -> [UInt64] {
    try log.read { try $0.positions(under: LookUpKey(Array(key.utf8)), limit: limit).map(\.rawValue) }
  }

  private static func findings(_ log: EventLog) throws -> [Finding] {
    var findings: [Finding] = []
    _ = try log.verify(header: { header($0) }) { findings.append($0) }
    return findings
  }

  @Test("records are found by each of their keys, in order, and verification holds both against each other")
  func lookUp() throws {
    let scratch = Scratch()
    let log = try EventLog.fresh(scratch)
    try Self.append(log, ["mắm thu", "chè"])
    try Self.append(log, ["mắm", "thu đông"])
    #expect(
      try Self.found(log, "mắm") == [0, 2] && Self.found(log, "thu") == [0, 3] && Self.found(log, "không").isEmpty)
    #expect(try Self.found(log, "mắm", limit: 1) == [0])
    #expect(try Self.findings(log).isEmpty)
    // A record without its keys is found by nobody: that is told.
    try Self.append(log, ["mật ong"], withKeys: false)
    let missing = try Self.findings(log)
    #expect(missing.map(\.kind) == [.keyIndex, .keyIndex] && missing.allSatisfy { $0.position?.rawValue == 4 })
  }

  @Test("a key that leads to a record that has it not is found", arguments: [2, 4] as [UInt32])
  func wrongKey(format: UInt32) throws {
    let scratch = Scratch()
    try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 9, count: 16), format: format)
    do {
      let log = try EventLog(at: scratch.path, mode: .writing(waiting: false), keys: Self.keys) {
        LogTime(microseconds: 5)
      }
      try Self.append(log, ["mắm", "chè"])
      #expect(try Self.findings(log).isEmpty && Self.found(log, "chè") == [1])
    }
    do {
      let environment = try Environment(path: scratch.path)
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("keys")
      try transaction.put([], for: [UInt8](repeating: 7, count: 16) + [0, 0, 0, 0, 0, 0, 0, 1], in: table)
      try transaction.commit()
    }
    let log = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 5) }
    #expect(try Self.findings(log).map(\.kind) == [.keyIndex])
  }
}
