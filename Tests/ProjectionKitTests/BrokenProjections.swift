import Foundation
import OCOP
import ProjectionKit

/// Counts that are wrong on purpose, and one that is not.
protocol CountingRecords: Projection {
  /// How many products were renamed by the day asked about.
  func count(in scope: QuestionScope) throws -> UInt64
}

extension CountingRecords {
  static var descriptor: ProjectionDescriptor { .counting() }
  static var queries: [any Query<Self>.Type] { [HowMany<Self>.self] }
}

extension ProjectionDescriptor {
  static func counting(version: Int = 1, events: EventTypes = [.productRenamed, .voided]) -> ProjectionDescriptor {
    ProjectionDescriptor(
      id: "counting", version: version, title: Text("Đếm", "Count"), summary: Text("Đếm", "Count"), events: events)
  }
}

struct HowMany<Asked: CountingRecords>: Query {
  mutating func describe<C: FieldCoder>(_ coder: inout C) {}
  func answer(from projection: Asked, in scope: QuestionScope) throws -> Listing<CountRow> {
    Listing([CountRow(count: try projection.count(in: scope))])
  }
}

struct CountRow: AnswerRow {
  var count: UInt64 = 0
  mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("count", Text("Số", "Count"), &count, .number)
  }
}

struct CountedRow: Message {
  var count: UInt64 = 0
  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "count", &count, "")
  }
}

extension EventTable {
  fileprivate func count(by day: Day) throws -> UInt64 {
    var count: UInt64 = 0
    try forEach(by: day) { _, _, _ in count += 1 }
    return count
  }
}

struct Counter: CountingRecords {
  let renamings: EventTable
  init(tables: TableStore) { renamings = EventTable(tables, of: [.productRenamed]) }
  mutating func apply(_ record: borrowing RecordView) throws { try renamings.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 { try renamings.count(by: scope.asOf) }
}

/// Honest; it names an event of which it makes nothing.
struct NamesAnother: CountingRecords {
  static let descriptor = ProjectionDescriptor.counting(events: [.productRenamed, .voided, .supportGranted])
  var counter: Counter
  init(tables: TableStore) { counter = Counter(tables: tables) }
  mutating func apply(_ record: borrowing RecordView) throws {
    if record.type != .supportGranted { try counter.apply(record) }
  }
  func count(in scope: QuestionScope) throws -> UInt64 { try counter.count(in: scope) }
}

struct CountsSettlings: CountingRecords {
  let table: Table<UInt32, CountedRow>
  init(tables: TableStore) { table = tables.table() }
  mutating func apply(_ record: borrowing RecordView) throws {}
  mutating func prepareToRead() throws { try table.update(0) { $0.count += 1 } }
  func count(in scope: QuestionScope) throws -> UInt64 { try table.row(0)?.count ?? 0 }
}

struct Forgetful: CountingRecords {
  var count: UInt64 = 0
  init(tables: TableStore) {}
  mutating func apply(_ record: borrowing RecordView) throws { count += 1 }
  func count(in scope: QuestionScope) throws -> UInt64 { count }
}

/// Counts each renaming on its day, whatever becomes of it.
struct PassesOverCorrections: CountingRecords {
  let days: Table<UInt32, CountedRow>
  init(tables: TableStore) { days = tables.table() }
  mutating func apply(_ record: borrowing RecordView) throws {
    guard record.type == .productRenamed, record.corrects == nil else { return }
    try days.update(UInt32(max(record.effectiveOn?.day.number ?? 0, 0))) { $0.count += 1 }
  }
  func count(in scope: QuestionScope) throws -> UInt64 {
    var count: UInt64 = 0
    try days.forEach { day, row in
      if day <= UInt32(scope.asOf.number) { count += row.count }
    }
    return count
  }
}

struct PassesOverTheDay: CountingRecords {
  var counter: Counter
  init(tables: TableStore) { counter = Counter(tables: tables) }
  mutating func apply(_ record: borrowing RecordView) throws { try counter.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 { try counter.renamings.count(by: .distantFuture) }
}

/// Counts by the day on which it is asked, as the C library tells it.
struct AsksTheClock: CountingRecords {
  var counter: Counter
  init(tables: TableStore) { counter = Counter(tables: tables) }
  mutating func apply(_ record: borrowing RecordView) throws { try counter.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 {
    try counter.count(in: scope) + UInt64(time(nil) / 86_400) % 7
  }
}

/// Counts by the day on which it is asked, as Foundation tells it.
struct AsksTheDate: CountingRecords {
  var counter: Counter
  init(tables: TableStore) { counter = Counter(tables: tables) }
  mutating func apply(_ record: borrowing RecordView) throws { try counter.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 {
    try counter.count(in: scope) + UInt64(Date().timeIntervalSince1970 / 86_400) % 7
  }
}

/// Counts the days on which something was recorded: Friday evening in Hanoi is Friday noon in London.
struct CountsRecordingDays: CountingRecords {
  let days: Table<UInt32, CountedRow>
  init(tables: TableStore) { days = tables.table() }
  mutating func apply(_ record: borrowing RecordView) throws {
    try days.update(UInt32(record.recordedAt.microseconds / 86_400_000_000)) { $0.count = 1 }
  }
  func count(in scope: QuestionScope) throws -> UInt64 {
    var count: UInt64 = 0
    try days.forEach { day, _ in if day % 2 == 0 { count += 1 } }
    return count
  }
}

/// How often each product was renamed.
struct Sums: CountingRecords {
  var sums: AnySums
  init(tables: TableStore) { sums = AnySums(tables, each: 1) }
  mutating func apply(_ record: borrowing RecordView) throws { try sums.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 { 0 }
}

/// The same with other rows, and the version forgotten.
struct SumsDoubled: CountingRecords {
  var sums: AnySums
  init(tables: TableStore) { sums = AnySums(tables, each: 2) }
  mutating func apply(_ record: borrowing RecordView) throws { try sums.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 { 0 }
}

/// The same with other rows under another version.
struct SumsRaised: CountingRecords {
  static let descriptor = ProjectionDescriptor.counting(version: 2)
  var sums: AnySums
  init(tables: TableStore) { sums = AnySums(tables, each: 2) }
  mutating func apply(_ record: borrowing RecordView) throws { try sums.apply(record) }
  func count(in scope: QuestionScope) throws -> UInt64 { 0 }
}

struct AnySums {
  let table: Table<UInt32, CountedRow>
  let each: UInt64
  init(_ tables: TableStore, each: UInt64) { (table, self.each) = (tables.table(), each) }
  func apply(_ record: borrowing RecordView) throws {
    guard record.type == .productRenamed else { return }
    try table.update(record.stream.number) { $0.count += each }
  }
}
