import EventLog
import Foundation
import TestSupport
import Testing

func stream(_ text: String) -> StreamKey { StreamKey(bytes(text)) }
func command(_ number: UInt8) -> CommandKey { CommandKey([UInt8](repeating: number, count: 16)) }

/// A record that a test proposes.
struct ProposedRecord: Sendable {
  let stream: StreamKey
  let encode: @Sendable (Stamp) -> [UInt8]
}

/// A record whose bytes say what the store stamped on it: stream, version, time, text.
func record(_ name: String, _ text: String = "", command: CommandKey? = nil) -> ProposedRecord {
  ProposedRecord(stream: stream(name)) { stamp in
    bytes("\(name)|\(stamp.version.rawValue)|\(stamp.recordedAt.rawValue)|\(command?.bytes[0] ?? 0)|\(text)")
  }
}

func request(
  _ records: [ProposedRecord], command: CommandKey? = nil, expecting: [StreamKey: ExpectedVersion] = [:],
  blobs: [[UInt8]] = [], format: UInt32 = 2
) -> AppendRequest {
  let records = ProposedRecords(count: records.count) {
    records[$0].stream
  } keys: { _ in
    []
  } encode: {
    $2 += records[$0].encode($1)
  }
  return AppendRequest(command: command, expecting: expecting, records: records, blobs: blobs, format: format)
}

/// Reads what ``record(_:_:command:)`` wrote.
func header(_ span: RawSpan) -> RecordHeader? {
  let parts = text(span).split(separator: "|", omittingEmptySubsequences: false)
  guard parts.count == 5, let version = UInt64(parts[1]), let time = Int64(parts[2]), let id = UInt8(parts[3]) else {
    return nil
  }
  return RecordHeader(
    stream: stream(String(parts[0])), version: StreamVersion(version), recordedAt: LogTime(microseconds: time),
    command: id == 0 ? nil : command(id))
}

func text(_ span: RawSpan) -> String { span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }

extension EventLog {
  /// A new log in `scratch`, open for writing. Its clock stands still unless told otherwise.
  static func fresh(
    _ scratch: Scratch, clock: @escaping @Sendable () -> LogTime = { LogTime(microseconds: 5) }
  ) throws -> EventLog {
    try create(at: scratch.path, identity: [UInt8](repeating: 9, count: 16))
    return try EventLog(at: scratch.path, mode: .writing(waiting: false), clock: clock)
  }

  /// Every record as text.
  func texts(from start: UInt64 = 0) throws -> [String] {
    var texts: [String] = []
    try read { view in
      try view.scan(from: LogPosition(start)) { _, span in
        texts.append(text(span))
        return true
      }
    }
    return texts
  }

  /// Everything that a verification finds, in whatever pieces it goes through the log.
  func findings() throws -> [Finding] {
    var findings: [Finding] = []
    _ = try verify(header: header) { findings.append($0) }
    for level in [0, 3] {
      var others: [Finding] = []
      _ = try verify(header: header, pieceLevel: level) { others.append($0) }
      #expect(others == findings, "in pieces of level \(level)")
    }
    return findings
  }
}
