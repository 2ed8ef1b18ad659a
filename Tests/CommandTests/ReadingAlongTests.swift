import Foundation
import OCOP
import OCOPKit
import Testing

@Suite("ocop: a program reads along while another records")
struct ReadingAlongAcrossProgramsTests {
  @Test("what another program records comes, in order, and once")
  func across() async throws {
    let scratch = NSTemporaryDirectory() + "ocop-along-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    try FileManager.default.createDirectory(atPath: scratch, withIntermediateDirectories: true)
    let path = scratch + "/ledger"
    /// The list is recorded by a program of its own.
    func record(_ name: String) throws {
      let file = scratch + "/\(name).csv"
      let list = "product,producer,stars,decided_on\n\(name),CT mới,3,2020-05-01\n"
      try list.write(toFile: file, atomically: true, encoding: .utf8)
      let outcome = try Program.run(["import", "recognitions", file], ledger: path)
      #expect(outcome.status == 0, "\(outcome.errors)")
    }
    #expect(try Program.run(["init", "--name", "Thử"], ledger: path).status == 0)
    let ledger = try Ledger(at: path, mode: .reading)
    var names: [String] = []
    var next = try ledger.size
    try record("Một")
    for try await entry in ledger.records(after: Position(next - 1)) {
      #expect(entry.position == Position(next))
      next += 1
      guard case .productRegistered(let event)? = entry.event?.record.event else { continue }
      names.append(event.name)
      if names == ["Một", "Hai"] { break }
      try record("Hai")
    }
    #expect(names == ["Một", "Hai"])
  }
}
