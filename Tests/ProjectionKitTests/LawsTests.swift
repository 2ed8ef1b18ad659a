import OCOP
import ProjectionKit
import ProjectionTesting
import Testing

/// The laws must be able to fail: each of these projections breaks one.
@Suite("ProjectionLaws")
struct LawsTests {
  private let questions = [WrittenQuestion(asOf: LegalDate("2026-01-01")!.day)]

  @Test("an honest projection breaks none")
  func honest() throws { #expect(try violations(Counter.self).isEmpty) }

  @Test("one that counts its settlings is caught")
  func countsSettlings() throws { #expect(try !violations(CountsSettlings.self).isEmpty) }

  @Test("one that keeps its sums outside its tables is caught")
  func forgetful() throws {
    let broken = try violations(Forgetful.self)
    #expect(broken.contains { $0.hasPrefix("resumed") })
    #expect(!broken.contains { $0.hasPrefix("one record at a time") })
  }

  private func violations(_ projection: any Projection.Type) throws -> [String] {
    try ProjectionLaws(projection, asking: questions).violations(
      over: RandomHistory(seed: 3, count: 120).records, seed: 3)
  }
}

private struct Row: Message {
  var count: UInt64 = 0
  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "count", &count, "")
  }
}

private let counting = ProjectionDescriptor(
  id: "counting", version: 1, title: Text("Đếm", "Count"), summary: Text("Đếm", "Count"),
  events: [.productRegistered])

/// A projection that can tell how many records it took in.
private protocol CountingRecords: Projection {
  var count: UInt64 { get throws }
}

extension CountingRecords {
  static var descriptor: ProjectionDescriptor { counting }
}

private struct HowMany<Asked: CountingRecords>: Query {
  mutating func describe<C: FieldCoder>(_ coder: inout C) {}
  func answer(from projection: Asked, in scope: QuestionScope) throws -> Listing<CountRow> {
    Listing([CountRow(count: try projection.count)])
  }
}

private struct CountRow: AnswerRow {
  var count: UInt64 = 0
  mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("count", Text("Số", "Count"), &count, .number)
  }
}

private struct Counter: CountingRecords {
  static let queries: [any Query<Counter>.Type] = [HowMany<Counter>.self]
  let table: Table<UInt32, Row>
  init(tables: TableStore) { table = tables.table() }
  mutating func apply(_ record: borrowing RecordView) throws { try table.update(0) { $0.count += 1 } }
  var count: UInt64 { get throws { try table.row(0)?.count ?? 0 } }
}

private struct CountsSettlings: CountingRecords {
  static let queries: [any Query<CountsSettlings>.Type] = [HowMany<CountsSettlings>.self]
  let table: Table<UInt32, Row>
  init(tables: TableStore) { table = tables.table() }
  mutating func apply(_ record: borrowing RecordView) throws {}
  mutating func prepareToRead() throws { try table.update(0) { $0.count += 1 } }
  var count: UInt64 { get throws { try table.row(0)?.count ?? 0 } }
}

private struct Forgetful: CountingRecords {
  static let queries: [any Query<Forgetful>.Type] = [HowMany<Forgetful>.self]
  var count: UInt64 = 0
  init(tables: TableStore) {}
  mutating func apply(_ record: borrowing RecordView) throws { count += 1 }
}
