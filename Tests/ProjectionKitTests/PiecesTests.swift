import OCOP
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@testable import ScoreAnalytics

/// Tables whose rows come in pieces, against a model that keeps all in one, with rows written every now and then.
@Suite("Tables in pieces")
struct PiecesTests {
  private static let streams = [
    StreamID(.product, 1), StreamID(.product, 2), StreamID(.product, 300), StreamID(.session, 1),
  ]
  private static let seeds: ClosedRange<UInt64> = 1...20

  @Test("what was added is lent as one, and rows are the same, whatever was written meanwhile", arguments: seeds)
  func model(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let written = WrittenRows()
    var (store, table) = Self.table(over: written)
    var additions: [(stream: StreamID, bytes: [UInt8])] = []
    for turn in 0..<400 {
      let stream = try #require(Self.streams.randomElement(using: &random))
      let count = Int.random(in: 1...(turn % 50 == 0 ? 5_000 : 300), using: &random)
      additions.append((stream, [UInt8](repeating: UInt8(truncatingIfNeeded: turn), count: count)))
      try table.add(count, to: stream) { $0 += additions[turn].bytes }
      if Int.random(in: 0..<25, using: &random) == 0 {
        written.take(try store.takeChanges())
        // Half of the time whoever goes on has only what was written.
        if Bool.random(using: &random) { (store, table) = Self.table(over: written) }
      }
      if turn % 20 == 0 { try check(table, additions, "seed \(seed), turn \(turn)") }
    }
    written.take(try store.takeChanges())
    let atOnce = WrittenRows()
    let (single, whole) = Self.table(over: atOnce)
    for (stream, bytes) in additions { try whole.add(bytes.count, to: stream) { $0 += bytes } }
    atOnce.take(try single.takeChanges())
    #expect(written.rows == atOnce.rows, "seed \(seed)")
    #expect(written.rows.count > Self.streams.count, "seed \(seed): there are pieces")
  }

  @Test(
    "pieces that are missing, or said to be last where others follow, are noticed, wherever they stood",
    arguments: streams)
  func damaged(stream: StreamID) throws {
    let whole = WrittenRows()
    let (store, table) = Self.table(over: whole)
    for stream in Self.streams {
      for _ in 0..<4 { try table.add(3_000, to: stream) { $0 += [UInt8](repeating: 1, count: 3_000) } }
    }
    whole.take(try store.takeChanges())
    let own = whole.rows.keys.filter { $0.starts(with: stream.keyBytes) }.sorted { $0.lexicographicallyPrecedes($1) }
    #expect(own.count == 4)
    for (number, key) in own.enumerated() {
      let (missing, ended) = (WrittenRows(), WrittenRows())
      (missing.rows, ended.rows) = (whole.rows, whole.rows)
      missing.rows[key] = nil
      ended.rows[key]![3_000] = number == 3 ? 1 : 0
      for damaged in [missing, ended] {
        let (keeper, broken) = Self.table(over: damaged)
        defer { withExtendedLifetime(keeper) {} }
        #expect(throws: RowError.self, "piece \(number)") { try broken.forEach { _, _ in } }
        #expect(throws: RowError.self, "piece \(number)") { try broken.withBytes(stream) { _ in } }
        // What goes on from the last piece alone says so when it is read.
        #expect(throws: RowError.self, "piece \(number)") {
          try broken.add(1, to: stream) { $0 += [1] }
          try broken.forEach { _, _ in }
        }
      }
    }
  }

  @Test("facts: all of them in order, from whatever was written, and the same rows", arguments: seeds)
  func facts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let (written, atOnce) = (WrittenRows(), WrittenRows())
    let single = TableStore()
    let whole = FactTable<StreamID, EventFact>(single)
    var (store, table) = Self.facts(over: written)
    var model: [StreamID: [Position]] = [:]
    for number: UInt64 in 1...600 {
      let stream = try #require(Self.streams.prefix(3).randomElement(using: &random))
      // Now and then one that is longer than a page.
      let reason = String(repeating: "x", count: Int.random(in: 0...(number % 90 == 0 ? 9_000 : 120), using: &random))
      let record = Record(
        stream: stream, version: number, recordedAt: Timestamp(microseconds: 0), effectiveOn: LegalDate("2020-02-03"),
        actor: "a", command: nil, reason: reason,
        event: .exportReported(ExportReported(market: try #require(Market(text: "JP")), product: ProductID(7))))
      let bytes = record.wireBytes
      for table in [table, whole] {
        try table.take(RecordView(bytes.span.bytes, at: Position(number)), of: [.exportReported], in: stream)
      }
      model[stream, default: []].append(Position(number))
      if Int.random(in: 0..<40, using: &random) == 0 {
        written.take(try store.takeChanges())
        if Bool.random(using: &random) { (store, table) = Self.facts(over: written) }
      }
      guard number % 30 == 0 else { continue }
      for (stream, positions) in model {
        #expect(try table.all(in: stream).map(\.position) == positions, "seed \(seed), fact \(number): \(stream)")
      }
      var lent: [StreamID: [Position]] = [:]
      try table.forEach { lent[$0] = $1.map(\.position) }
      #expect(lent == model, "seed \(seed), fact \(number)")
    }
    written.take(try store.takeChanges())
    atOnce.take(try single.takeChanges())
    #expect(written.rows == atOnce.rows, "seed \(seed)")
    #expect(written.rows.count > 6, "seed \(seed): there are pieces")
  }

  @Test("a strike-out is kept where what it strikes out is, whether that waits or was written", arguments: seeds)
  func strikeOuts(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let written = WrittenRows()
    var (store, table) = Self.facts(over: written)
    var model: [StreamID: [Position]] = [:]
    for number: UInt64 in 1...300 {
      let struck =
        Int.random(in: 0..<4, using: &random) == 0 ? Position(UInt64.random(in: 0..<number, using: &random)) : nil
      let event: Event =
        struck == nil ? .exportReported(ExportReported(market: try #require(Market(text: "JP")))) : .voided(Voided())
      let stream = try #require(Self.streams.prefix(3).randomElement(using: &random))
      let record = Record(
        stream: stream, version: number, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "a",
        command: nil, corrects: struck, event: event)
      let bytes = record.wireBytes
      // Of some it is known whose they are, of others not.
      let isAnywhere = Bool.random(using: &random)
      let view = try RecordView(bytes.span.bytes, at: Position(number))
      if let struck {
        if isAnywhere { try table.strikeOut(view) } else { try table.strikeOut(view, in: stream) }
        for own in Self.streams where (isAnywhere || own == stream) && model[own]?.contains(struck) == true {
          model[own]?.append(Position(number))
        }
      } else {
        // One record may be a fact under two keys.
        for own in isAnywhere ? Array(Set([stream, Self.streams[0]])) : [stream] {
          try table.add(view, to: own)
          model[own, default: []].append(Position(number))
          if Int.random(in: 0..<10, using: &random) == 0 { _ = try table.all(in: own) }
        }
      }
      // What was read is dealt out, and not written yet.
      if Int.random(in: 0..<20, using: &random) == 0 {
        #expect(try table.all(in: stream).count == model[stream, default: []].count)
      }
      if Int.random(in: 0..<40, using: &random) == 0 {
        written.take(try store.takeChanges())
        if Bool.random(using: &random) { (store, table) = Self.facts(over: written) }
      }
    }
    var lent: [StreamID: [Position]] = [:]
    try table.forEach { lent[$0] = $1.map(\.position) }
    #expect(lent == model, "seed \(seed)")
    #expect(model.values.joined().count > 200, "seed \(seed)")
    withExtendedLifetime(store) {}
  }

  @Test("more facts than may wait are dealt out in between, and none is lost")
  func manyFacts() throws {
    let (store, table) = Self.facts(over: WrittenRows(), mostWaiting: 1 << 20)
    let reason = String(repeating: "x", count: 15_000)
    for number: UInt64 in 1...130 {
      let record = Record(
        stream: Self.streams[Int(number % 3)], version: number, recordedAt: Timestamp(microseconds: 0),
        effectiveOn: nil,
        actor: "a", command: nil, reason: reason, event: .exportReported(ExportReported()))
      let bytes = record.wireBytes
      try table.add(RecordView(bytes.span.bytes, at: Position(number)), to: record.stream)
    }
    for (place, stream) in Self.streams.prefix(3).enumerated() {
      let positions = (1...130 as ClosedRange<UInt64>).filter { Int($0 % 3) == place }.map { Position($0) }
      #expect(try table.all(in: stream).map(\.position) == positions)
    }
    withExtendedLifetime(store) {}
  }

  @Test("facts that no record has: none of zeros, and none longer than a record may be")
  func foreignFacts() throws {
    let written = WrittenRows()
    let stream = StreamID(.product, 1)
    written.rows[stream.keyBytes + [0, 0, 0, 0]] = [UInt8](repeating: 0, count: 81)
    let (keeper, zeros) = Self.facts(over: written)
    defer { withExtendedLifetime(keeper) {} }
    #expect(throws: RowError.self) { try zeros.all(in: stream) }
    let (fresh, table) = Self.facts(over: WrittenRows())
    defer { withExtendedLifetime(fresh) {} }
    let record = Record(
      stream: stream, version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "a", command: nil,
      reason: String(repeating: "x", count: 70_000), event: .exportReported(ExportReported()))
    let bytes = record.wireBytes
    #expect(throws: RowError.self) {
      try table.take(RecordView(bytes.span.bytes, at: Position(1)), of: [.exportReported], in: stream)
    }
  }

  private static func facts(
    over written: WrittenRows, mostWaiting: Int = 16 << 20
  ) -> (TableStore, FactTable<StreamID, EventFact>) {
    let store = TableStore()
    store.source = written
    return (store, FactTable(store, mostWaiting: mostWaiting))
  }

  private func check(
    _ table: BytesTable, _ additions: [(stream: StreamID, bytes: [UInt8])], _ place: Comment
  ) throws {
    let model = additions.reduce(into: [StreamID: [UInt8]]()) { $0[$1.stream, default: []] += $1.bytes }
    var lent: [(stream: StreamID, bytes: [UInt8])] = []
    try table.forEach { lent.append(($0, Self.array($1))) }
    #expect(lent.map(\.stream) == model.keys.sorted(), place)
    #expect(lent.allSatisfy { model[$0.stream] == $0.bytes }, place)
    for stream in Self.streams {
      #expect(try table.withBytes(stream) { Self.array($0) } == model[stream], place)
      #expect(try table.contains(stream) == (model[stream] != nil), place)
    }
    var some: [StreamID] = []
    try table.forEach(from: Self.streams[1], before: Self.streams[2]) { stream, _ in some.append(stream) }
    #expect(some == [Self.streams[1]].filter { model[$0] != nil }, place)
  }

  private static func array(_ bytes: RawSpan) -> [UInt8] { bytes.withUnsafeBytes { Array($0) } }

  private static func table(over written: WrittenRows) -> (TableStore, BytesTable) {
    let store = TableStore()
    store.source = written
    return (store, store.custom { BytesTable($0) { _ in nil } })
  }
}

/// The rows of one table, in memory.
private final class WrittenRows: RowSource {
  var rows: [[UInt8]: [UInt8]] = [:]

  func take(_ changes: [(table: Int, key: [UInt8], row: [UInt8])]) {
    for change in changes { rows[change.key] = change.row }
  }

  func row(table: Int, key: [UInt8]) -> [UInt8]? { rows[key] }

  func lastRow(table: Int, from first: [UInt8], before end: [UInt8]) -> (key: [UInt8], row: [UInt8])? {
    sorted(from: first, before: end).last.map { ($0.key, $0.value) }
  }

  func rows(
    table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (RawSpan, RawSpan) throws -> Void
  ) rethrows {
    for (key, row) in sorted(from: first, before: end) { try body(key.span.bytes, row.span.bytes) }
  }

  private func sorted(from first: [UInt8], before end: [UInt8]?) -> [(key: [UInt8], value: [UInt8])] {
    rows.filter { key, _ in
      !key.lexicographicallyPrecedes(first) && (end.map { key.lexicographicallyPrecedes($0) } ?? true)
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
  }
}
