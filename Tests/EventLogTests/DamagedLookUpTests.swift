import EventLog
import Foundation
import TestSupport
import Testing

@Suite("EventLog: look-ups that are led astray")
struct DamagedLookUpTests {
  /// What leads to pages is met by looking up only, and pieces of a verification begin with a look-up.
  @Test(
    "a separator that was moved is found as what it is: no record is called missing, and nothing ends early",
    arguments: [-1, 1])
  func separators(by step: Int) throws {
    let scratch = Scratch()
    do {
      let log = try EventLog.fresh(scratch)
      // Two records a page, so that the table of records is three pages deep.
      let text = String(repeating: "x", count: 1_500)
      _ = try log.append { [request((0..<800).map { record("s\($0 % 7)", text + "\($0)") })] }
      #expect(try log.findings().isEmpty)
    }
    let url = URL(fileURLWithPath: scratch.path + "/data.mdb")
    let original = try Data(contentsOf: url)
    var moved = 0
    for position in stride(from: UInt64(104), to: 800, by: 88) {
      var data = original
      guard Self.move(position, by: step, in: &data) else { continue }
      moved += 1
      try data.write(to: url)
      let found = try EventLog(at: scratch.path, mode: .reading) { LogTime(microseconds: 5) }.findings()
      #expect(!found.isEmpty && found.allSatisfy { $0.kind == .lookUpFails }, "\(position): \(found)")
    }
    #expect(moved > 3)
  }

  /// Moves the separator `position` wherever it leads to a page; answers whether there is one.
  private static func move(_ position: UInt64, by step: Int, in data: inout Data) -> Bool {
    let key = withUnsafeBytes(of: position.bigEndian) { Data($0) }
    let changed = withUnsafeBytes(of: UInt64(Int64(position) + Int64(step)).bigEndian) { Data($0) }
    var found = false
    for page in stride(from: 2 * 4096, to: data.count, by: 4096) where data[page + 10] & 1 == 1 {
      // The key of a node in a branch page stands behind the page's number and the key's length.
      for place in page + 16 + 8..<page + 4096 - 8 where data[place] == 0 && data[place..<place + 8] == key {
        guard data[place - 2] == 8, data[place - 1] == 0 else { continue }
        data.replaceSubrange(place..<place + 8, with: changed)
        found = true
      }
    }
    return found
  }
}
