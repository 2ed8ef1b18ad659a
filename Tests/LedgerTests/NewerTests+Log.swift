import EventLog
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

/// What lies beside the records: attachments, damage, the format of the log.
extension NewerTests {
  @Test("a rulebook's content with more in it than is known is newer, and nothing damaged")
  func rulebookContent() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    var adopted = try #require(try ledger.rulebooks()[RulebookID("QD1048-2019")])
    let content = Rulebook().wireBytes + [0xfa, 0x03, 0x01, 0x78]  // 63: "x"
    adopted.content = Ledger.contentHash(content)
    let again = adopted
    _ = try ledger.write { draft in
      _ = draft.attach(content)
      return try draft.record(
        Command(
          id: nil, actor: "test", act: .record(StreamID(.rulebook, 1), .rulebookAdopted(again)),
          effectiveOn: again.inForceFrom))
    }
    Self.refuses(Position(6)) { _ = try ledger.content(of: adopted) }
    let evaluated = Evaluated(level: .province, kind: .member, evaluator: "TV", set: "9")
    _ = try ledger.submit(Array(recognition()[..<2]))
    Self.refuses(Position(6)) {
      _ = try ledger.submit([
        Command(
          id: nil, actor: "test", act: .record(ProductID(1).stream, .evaluated(evaluated)),
          effectiveOn: LegalDate("2020-01-01"))
      ])
    }
    #expect(try ledger.verify().findings.isEmpty)
  }

  @Test("an altered record is damaged, whatever its bytes look like")
  func altered() throws {
    let (test, at) = try Self.ledger(.event)
    let url = URL(fileURLWithPath: test.path + "/log/data.mdb")
    var data = try Data(contentsOf: url)
    let place = try #require(data.range(of: Data("mai-sau".utf8)))
    data[place.lowerBound] ^= 1
    try data.write(to: url)
    let ledger = try test.open()
    #expect(throws: LedgerError.self) { _ = try ledger.entry(at: at) }
    let error = #expect(throws: LedgerError.self) { _ = try ledger.submit([recognition()[2]]) }
    #expect(error?.code == "ledger.damaged")
    #expect(try !ledger.verify().findings.isEmpty)
  }

  @Test(
    "a log of the first release gets its names' keys once, with the format that keeps older programs from appending without"
  )
  func keys() throws {
    let path = NSTemporaryDirectory() + "ocop-old-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    try EventLog.create(at: path + "/log", identity: [UInt8](repeating: 5, count: 16), format: 2)
    let names = ["HTX Mắm Thu", "HTX Chè Xuân"]
    do {
      let log = try EventLog(at: path + "/log", mode: .writing(waiting: false)) { LogTime(microseconds: 0) }
      for (index, name) in names.enumerated() {
        let stream = ProducerID(UInt32(index + 1)).stream
        let record = Record(
          stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "test",
          command: nil,
          event: .producerRegistered(ProducerRegistered(name: name)))
        let key = [UInt8(stream.kind.wireInteger)] + withUnsafeBytes(of: UInt64(stream.number).bigEndian) { Array($0) }
        let records = ProposedRecords(count: 1) { _ in
          StreamKey(key)
        } keys: { _ in
          []
        } encode: { _, stamp, bytes in
          record.append(
            to: &bytes, version: stamp.version.rawValue, recordedAt: Timestamp(microseconds: stamp.recordedAt.rawValue))
        }
        _ = try log.append { [AppendRequest(command: nil, expecting: [:], records: records, format: record.format)] }
      }
    }
    func found(_ ledger: Ledger, _ name: String) throws -> ProducerID? {
      try ledger.rehearse { draft in
        if case .one(let id) = try draft.producer(named: name) { id } else { nil }
      }
    }
    do {
      let reader = try Ledger(at: path, mode: .reading)
      #expect(try found(reader, "hop tac xa che xuan") == ProducerID(2))
    }
    #expect(try Self.format(path) == 2)
    for _ in 1...2 {
      let writer = try Ledger(at: path, mode: .writing(waiting: false))
      #expect(try Self.format(path) == 4)
      #expect(try found(writer, "Hợp tác xã Mắm Thu") == ProducerID(1) && writer.verify().findings.isEmpty)
    }
  }

  /// The format that stands in the newer of the two meta pages' table: every copy but the last is of an earlier commit.
  static func format(_ path: String) throws -> UInt32 {
    let data = try Data(contentsOf: URL(fileURLWithPath: path + "/log/data.mdb"))
    let found = (2...9 as ClosedRange<UInt8>).filter {
      data.range(of: Data("format".utf8) + Data([0, 0, 0, $0])) != nil
    }
    return UInt32(found.last ?? 0)
  }
}
