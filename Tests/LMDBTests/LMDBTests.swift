import Foundation
import LMDB
import TestSupport
import Testing

@Suite("LMDB")
struct LMDBTests {
  private let scratch = Scratch()

  @Test("what was put and committed is read; what was not committed is not")
  func commit() throws {
    let environment = try Environment(path: scratch.path)
    var first = try WriteTransaction(environment)
    let table = try first.createDatabase("t")
    try first.put(bytes("1").span.bytes, for: bytes("a").span.bytes, in: table)
    try first.commit()
    do {
      var second = try WriteTransaction(environment)
      try second.put(bytes("2").span.bytes, for: bytes("a").span.bytes, in: table)
      #expect(try text(second.access.value(for: bytes("a").span.bytes, in: table)) == "2")
    }
    let reading = try ReadTransaction(environment)
    #expect(try text(reading.access.value(for: bytes("a").span.bytes, in: table)) == "1")
    #expect(try text(reading.access.value(for: bytes("b").span.bytes, in: table)) == nil)
  }

  @Test("a cursor goes in key order, both ways; an empty key is before all others")
  func cursor() throws {
    let environment = try Environment(path: scratch.path)
    var transaction = try WriteTransaction(environment)
    let table = try transaction.createDatabase("t")
    for key in ["c", "a", "b"] { try transaction.put(bytes(key).span.bytes, for: bytes(key).span.bytes, in: table) }
    try transaction.commit()
    let reading = try ReadTransaction(environment)
    var cursor = try reading.access.cursor(table)
    var keys = ""
    while try cursor.next() { keys += text(cursor.key) }
    while try cursor.previous() { keys += text(cursor.key) }
    #expect(keys == "abcba")
    #expect(try cursor.seek([UInt8]().span.bytes))
    #expect(text(cursor.key) == "a")
    #expect(try cursor.seek(bytes("bb").span.bytes))
    #expect(text(cursor.key) == "c")
    #expect(try !cursor.seek(bytes("d").span.bytes))
  }

  @Test("appending out of order is refused and named")
  func appendOutOfOrder() throws {
    let environment = try Environment(path: scratch.path)
    var transaction = try WriteTransaction(environment)
    let table = try transaction.createDatabase("t")
    try transaction.append(bytes("x").span.bytes, for: bytes("b").span.bytes, in: table)
    do throws(LMDBError) {
      try transaction.append(bytes("x").span.bytes, for: bytes("a").span.bytes, in: table)
      Issue.record("an append before the end was taken")
    } catch {
      #expect(LMDBError.Kind.keyExists ~= error)
    }
  }

  @Test("one path is open once in a process")
  func twice() throws {
    let environment = try Environment(path: scratch.path)
    do throws(LMDBError) {
      _ = try Environment(path: scratch.path)
      Issue.record("a second environment was opened")
    } catch {
      #expect(LMDBError.Kind.alreadyOpen ~= error)
    }
    _ = environment
  }

  @Test("a file put in the place of one that is open is another environment; the first reads on until it goes")
  func displaced() throws {
    let folder = Scratch()
    let (path, other) = (folder.path + "/here", folder.path + "/other")
    for (place, value) in [(path, "1"), (other, "2")] {
      try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
      let environment = try Environment(path: place)
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("t")
      try transaction.put(bytes(value).span.bytes, for: bytes("a").span.bytes, in: table)
      try transaction.commit()
    }
    func held(_ environment: Environment) throws -> String? {
      let transaction = try ReadTransaction(environment)
      let table = try #require(try transaction.openDatabase("t"))
      return try text(transaction.access.value(for: bytes("a").span.bytes, in: table))
    }
    var first: Environment? = try Environment.shared(path: path)
    try FileManager.default.moveItem(atPath: path, toPath: folder.path + "/away")
    try FileManager.default.moveItem(atPath: other, toPath: path)
    let second = try Environment.shared(path: path)
    #expect(first !== second)
    #expect(try held(#require(first)) == "1" && held(second) == "2")
    #expect(try Environment.shared(path: path) === second)
    first = nil
    #expect(try Environment.shared(path: path) === second && held(second) == "2")
  }

  @Test("a file that is no environment, and one cut short, are refused")
  func foreignFiles() throws {
    try Data(repeating: 7, count: 20_000).write(to: URL(fileURLWithPath: scratch.path + "/data.mdb"))
    #expect(throws: LMDBError.self) { _ = try Environment(path: scratch.path) }
    let whole = Scratch()
    do {
      let environment = try Environment(path: whole.path)
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("t")
      for number in 0..<2000 {
        let key = bytes("\(1_000_000 + number)")
        try transaction.append([UInt8](repeating: 1, count: 100).span.bytes, for: key.span.bytes, in: table)
      }
      try transaction.commit()
    }
    let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: whole.path + "/data.mdb"))
    try handle.truncate(atOffset: 16_384)
    try handle.close()
    do throws(LMDBError) {
      _ = try Environment(path: whole.path)
      Issue.record("a cut file was opened")
    } catch {
      #expect(LMDBError.Kind.truncated ~= error)
    }
  }

  @Test("a header that names pages the file does not have is refused, whichever byte of it was changed")
  func damagedHeader() throws {
    let scratch = Scratch()
    do {
      let environment = try Environment(path: scratch.path)
      var transaction = try WriteTransaction(environment)
      let table = try transaction.createDatabase("t")
      try transaction.put(bytes("v").span.bytes, for: bytes("k").span.bytes, in: table)
      try transaction.commit()
    }
    let file = URL(fileURLWithPath: scratch.path + "/data.mdb")
    let whole = try Data(contentsOf: file)
    // Of the second meta page, which is the newer one: what marks it, the size of a page, two roots, the last page.
    for place in [16, 17, 20, 40, 41, 80, 84, 87, 128, 129, 135, 137, 140, 143] {
      var changed = whole
      changed[4096 + place] ^= 0x40
      try changed.write(to: file)
      #expect(throws: LMDBError.self, "byte \(place)") { _ = try Environment(path: scratch.path) }
    }
    try whole.write(to: file)
    _ = try Environment(path: scratch.path)
  }

  @Test("a code that nobody knows is kept and shown")
  func unknownCode() {
    let error = LMDBError(code: -30_700, operation: "mdb_future")
    #expect(error.code == -30_700)
    #expect(error.description.contains("mdb_future"))
    #expect(error.description.contains("-30700"))
  }

  private func text(_ span: RawSpan) -> String { span.withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
  private func text(_ span: consuming RawSpan?) -> String? {
    guard let span else { return nil }
    return text(span)
  }
}
