import Foundation
import LMDB
import ProjectionTesting
import TestSupport
import Testing

@Suite("Writing to tables of one environment")
struct WritingTests {
  private let scratch = Scratch()

  @Test("keys put, appended and removed in any order are those of a dictionary, table by table", arguments: 1...20)
  func random(seed: UInt64) throws {
    print("seed \(seed)")
    var random = SeededGenerator(seed: seed)
    let environment = try Environment(path: scratch.path)
    var expected: [[Int: Int]] = [[:], [:]]
    var tables: [Database] = []
    for round in 0..<6 {
      var transaction = try WriteTransaction(environment)
      if round == 0 { for name in ["a", "b"] { tables.append(try transaction.createDatabase(name)) } }
      for step in 0..<1500 {
        let table = Int.random(in: 0...1, using: &random)
        let database = tables[table]
        switch Int.random(in: 0..<1000, using: &random) {
        case 0..<400:
          let number = (expected[table].keys.max() ?? 0) + Int.random(in: 1...3, using: &random)
          try transaction.append(value(step), for: key(number), in: database)
          expected[table][number] = step
        case 400..<800:
          let number = Int.random(in: 0...4000, using: &random)
          try transaction.put(value(step), for: key(number), in: database)
          expected[table][number] = step
        case 800..<998:
          // Whole neighbourhoods, so that pages empty and merge.
          let first = Int.random(in: 0...4000, using: &random)
          for number in first..<first + 12 {
            #expect(
              try transaction.remove(key(number), in: database) == (expected[table].removeValue(forKey: number) != nil))
          }
        default:
          try transaction.removeAll(in: database)
          expected[table] = [:]
        }
      }
      // One in three is not committed, and leaves nothing.
      if round % 3 == 2 {
        expected = try tables.map { try contents(environment, $0) }
      } else {
        try transaction.commit()
      }
      for (table, database) in tables.enumerated() {
        #expect(try contents(environment, database) == expected[table])
      }
    }
  }

  @Test("who goes through a table that is not in memory does not wait for the disk at each page")
  func readingAhead() throws {
    let pages = 6000
    do {
      let environment = try Environment(path: scratch.path)
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("t")
      for number in 0..<pages {
        try transaction.append([UInt8](repeating: 1, count: 3500), for: key(number), in: table)
      }
      try transaction.commit()
    }
    let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: scratch.path + "/data.mdb"))
    // What the system does not drop, as on a file system in memory, is not waited for either.
    posix_fadvise(file.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED)
    let environment = try Environment(path: scratch.path)
    let opening = try ReadTransaction(environment)
    let table = try #require(try opening.openDatabase("t"))
    try opening.keepDatabases()
    let reading = try ReadTransaction(environment)
    let before = majorFaults()
    var cursor = try reading.access.cursor(table)
    var count = 0
    while try cursor.next() { count += Int(cursor.value.unsafeLoad(as: UInt8.self)) }
    let waits = majorFaults() - before
    #expect(count == pages)
    #expect(waits < pages / 4, "waited \(waits) times for \(pages) pages")
  }

  private func majorFaults() -> Int {
    let fields = try? String(contentsOfFile: "/proc/thread-self/stat", encoding: .utf8).split(separator: ")").last?
      .split(separator: " ")
    return fields.flatMap { Int($0[9]) } ?? 0
  }

  private func contents(_ environment: Environment, _ table: Database) throws -> [Int: Int] {
    let reading = try ReadTransaction(environment)
    var cursor = try reading.access.cursor(table)
    var (found, last): ([Int: Int], Int) = ([:], -1)
    while try cursor.next() {
      let number = number(cursor.key)
      #expect(number > last)
      last = number
      found[number] = self.number(cursor.value)
    }
    return found
  }

  private func key(_ number: Int) -> [UInt8] { withUnsafeBytes(of: UInt32(number).bigEndian) { Array($0) } }
  /// Of a length that differs, so that pages do not fill alike.
  private func value(_ number: Int) -> [UInt8] { key(number) + [UInt8](repeating: 7, count: number % 97) }
  private func number(_ bytes: RawSpan) -> Int {
    Int(UInt32(bigEndian: bytes.unsafeLoadUnaligned(as: UInt32.self)))
  }
}
