import EventLog
import Foundation
import TestSupport
import Testing

@Suite("EventLog: opening, backup, damage")
struct OpeningTests {
  private let scratch = Scratch()

  @Test("no log, a log already, a foreign file, a cut file")
  func refusals() throws {
    #expect(kind { _ = try open(.reading) } == "missing")
    try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 1, count: 16))
    #expect(kind { try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 1, count: 16)) } == "exists")
    let file = URL(fileURLWithPath: scratch.path + "/data.mdb")
    try Data().write(to: file)
    #expect(kind { _ = try open(.reading) } == "damaged")
    try Data("not a log".utf8).write(to: file)
    #expect(kind { _ = try open(.writing(waiting: false)) } == "damaged")
    try Data(repeating: 0x41, count: 1 << 16).write(to: file)
    #expect(kind { _ = try open(.reading) } == "damaged")
  }

  @Test("a second writer is told; a reader reads on")
  func secondWriter() throws {
    let log = try EventLog.fresh(scratch)
    _ = try log.append { [request([record("a")])] }
    let child = scratch.path
    // LMDB allows one environment a process, so the lock is taken as another process would take it.
    let descriptor = Glibc.open(child + "/writer.lock", O_RDWR)
    #expect(flock(descriptor, LOCK_EX | LOCK_NB) == -1)
    close(descriptor)
  }

  @Test("a log opened for reading takes nothing")
  func readOnly() throws {
    try EventLog.create(at: scratch.path, identity: [UInt8](repeating: 1, count: 16))
    let log = try open(.reading)
    #expect(kind { _ = try log.append { [request([record("a")])] } } == "readOnly")
  }

  @Test("opened untouched, not one byte changes")
  func untouched() throws {
    do {
      let log = try EventLog.fresh(scratch)
      _ = try log.append { [request([record("a")])] }
    }
    let before = try contents()
    do {
      let log = try open(.readingUntouched)
      #expect(try log.texts().count == 1)
      #expect(try log.findings().isEmpty)
    }
    #expect(try contents() == before)
  }

  @Test("a backup taken from an open log is that log; a second one in its place is refused")
  func backup() throws {
    let log = try EventLog.fresh(scratch)
    _ = try log.append { (0..<500).map { request([record("s\($0 % 7)", "text \($0)")]) } }
    let copy = Scratch()
    try log.backUp(to: copy.path + "/log", header: header)
    #expect(kind { try log.backUp(to: copy.path + "/log", header: header) } == "exists")
    let other = try EventLog(at: copy.path + "/log", mode: .reading) { LogTime(microseconds: 0) }
    #expect(try other.texts() == log.texts())
    #expect(try other.read { $0.tree } == log.read { $0.tree })
    #expect(try other.findings().isEmpty)
  }

  @Test("a backup by somebody without a slot: the same records and root, with what they name, found by their commands")
  func backupWithoutSlot() throws {
    let blob = [UInt8](repeating: 4, count: 100_000)
    do {
      let log = try EventLog.fresh(scratch)
      _ = try log.append { [request([record("b")], blobs: [blob])] }
      // What one command records goes over the pieces that are copied at a time.
      for (number, count) in [(1, 4_000), (2, 9_000), (3, 200)] as [(UInt8, Int)] {
        _ = try log.append {
          let records = (0..<count).map { record("s\($0 % 5)", "\(number)", command: command(number)) }
          return [request(records, command: command(number))] + [request([record("t")])]
        }
      }
    }
    let reader = try EventLog(at: scratch.path, mode: .readingUntouched) { LogTime(microseconds: 0) }
    let copy = Scratch()
    try reader.backUp(to: copy.path + "/log") { span in
      guard let found = header(span) else { return nil }
      return RecordHeader(
        stream: found.stream, version: found.version, recordedAt: found.recordedAt, command: found.command,
        blobs: found.stream == stream("b") ? [Digest.sha256(blob.span.bytes)] : [])
    }
    let other = try EventLog(at: copy.path + "/log", mode: .reading) { LogTime(microseconds: 0) }
    #expect(try other.texts() == reader.texts())
    #expect(try other.read { $0.tree } == reader.read { $0.tree })
    #expect(try other.read { try $0.identity() } == reader.read { try $0.identity() })
    for number in 1...3 as ClosedRange<UInt8> {
      let found = try other.read { try $0.positions(of: command(number)) }
      #expect(try found != nil && found == reader.read { try $0.positions(of: command(number)) })
    }
    #expect(try other.read { try $0.blob(Digest.sha256(blob.span.bytes)) } == blob)
    #expect(try other.findings().isEmpty)
    #expect(try !FileManager.default.contentsOfDirectory(atPath: copy.path + "/log").contains("writer.lock"))
  }

  @Test("one changed byte in any record is found, and the position named", arguments: [0, 1, 57, 120, 199])
  func alteredRecord(position: Int) throws {
    do {
      let log = try EventLog.fresh(scratch)
      _ = try log.append { (0..<200).map { request([record("s", "text number \($0) of the log")]) } }
    }
    let file = URL(fileURLWithPath: scratch.path + "/data.mdb")
    var data = try Data(contentsOf: file)
    let needle = Data("text number \(position) of the log".utf8)
    var from = data.startIndex
    while let range = data.range(of: needle, in: from..<data.endIndex) {
      data[range.lowerBound + 2] ^= 0x20
      from = range.upperBound
    }
    try data.write(to: file)
    let findings = try open(.reading).findings()
    #expect(findings.map(\.position) == [LogPosition(UInt64(position))])
    #expect(findings.map(\.kind) == [.recordAltered])
  }

  private func open(_ mode: EventLog.Mode) throws -> EventLog {
    try EventLog(at: scratch.path, mode: mode) { LogTime(microseconds: 5) }
  }

  private func kind(_ body: () throws -> Void) -> String? {
    do {
      try body()
      return nil
    } catch let failure as LogFailure {
      return failure.kind.name
    } catch {
      return "\(error)"
    }
  }

  private func contents() throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: scratch.path) {
      contents[name] = try Data(contentsOf: URL(fileURLWithPath: scratch.path + "/" + name))
    }
    return contents
  }

  @Test("a log that was closed can be opened at once, though a child process still has the lock's file open")
  func inheritedLock() throws {
    let log = try EventLog.fresh(scratch)
    let files = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
    let lock = try #require(
      files.first { file in
        let path = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\(file)")
        return path == scratch.path + "/writer.lock"
      })
    let inherited = dup(lock)
    defer { close(inherited) }
    _ = consume log
    _ = try EventLog(at: scratch.path, mode: .writing(waiting: false)) { LogTime(microseconds: 5) }
  }
}
