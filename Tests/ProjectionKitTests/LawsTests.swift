import Foundation
import OCOP
import ProjectionKit
import ProjectionTesting
import Testing

/// The laws must be able to fail: each of these projections breaks one, and is told where.
@Suite("ProjectionLaws")
struct LawsTests {
  private let questions = ["2021-06-30", "2026-01-01"].map { WrittenQuestion(asOf: LegalDate($0)!.day) }

  @Test("an honest projection breaks none", arguments: 1...4 as ClosedRange<UInt64>)
  func honest(seed: UInt64) throws {
    let broken = try violations(Counter.self, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("one that counts its settlings is caught")
  func countsSettlings() throws { #expect(try !violations(CountsSettlings.self).isEmpty) }

  @Test("one that keeps its sums outside its tables is caught")
  func forgetful() throws {
    let broken = try violations(Forgetful.self)
    #expect(broken.contains { $0.law == .resumed })
    #expect(!broken.contains { $0.law == .oneByOne })
  }

  @Test("one that passes over corrections is caught, at the first correction that changes its count")
  func corrections() throws {
    let records = history().records
    let broken = try violations(PassesOverCorrections.self)
    let violation = try #require(broken.first { $0.law == .corrections })
    #expect(Set(broken.map(\.law)) == [.corrections])
    #expect(records[Int(try #require(violation.position).number)].corrects != nil)
    expectNamed(violation)
  }

  @Test("one that passes over the day asked about is caught, at the first record of a later day")
  func asOf() throws {
    let records = history().records
    let broken = try violations(PassesOverTheDay.self)
    let violation = try #require(broken.first { $0.law == .asOf })
    #expect(Set(broken.map(\.law)) == [.asOf])
    let record = records[Int(try #require(violation.position).number)]
    #expect(try #require(record.effectiveOn).day > LegalDate("2021-06-30")!.day)
    expectNamed(violation)
  }

  @Test("one that asks the clock for the day is caught, though a test of a minute sees the same day throughout")
  func clock() throws {
    for projection in [AsksTheClock.self, AsksTheDate.self] as [any Projection.Type] {
      let broken = try violations(projection)
      #expect(Set(broken.map(\.law)) == [.clock], "\(broken)")
      expectNamed(try #require(broken.first))
    }
  }

  @Test("one that counts by the day of recording is caught, at a record")
  func recordedAt() throws {
    let broken = try violations(CountsRecordingDays.self)
    expectNamed(try #require(broken.first { $0.law == .clock }))
  }

  @Test("an event that was never met is told by name, and nothing else is")
  func unseen() throws {
    let records = RandomHistory(seed: 3, count: 120, meeting: [.productRenamed, .voided]).records
    let broken = try ProjectionLaws(NamesAnother.self, asking: questions).violations(over: records, seed: 3)
    #expect(broken.map(\.law) == [.eventsMet])
    #expect(broken.map(\.description) == ["every event was met (supportGranted was not)"])
    let meeting = RandomHistory(seed: 3, count: 120, meeting: NamesAnother.descriptor.events).records
    #expect(try ProjectionLaws(NamesAnother.self, asking: questions).violations(over: meeting, seed: 3) == [])
  }

  @Test("other rows under the same version are told, with the row, both values and the record that gave it")
  func goldenRows() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("golden-\(UUID().uuidString).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    func broken(_ projection: any Projection.Type) throws -> [LawViolation] {
      try ProjectionLaws(projection, asking: []).violations(againstGolden: path, recording: history().records)
    }
    #expect(try broken(Sums.self).map(\.law) == [.version], "nothing is kept yet")
    try ProjectionLaws(Sums.self, asking: []).goldenText(of: history().records)
      .write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try broken(Sums.self) == [])

    let violation = try #require(try broken(SumsDoubled.self).first)
    #expect(violation.law == .version)
    let first = try #require(history().records.firstIndex { $0.event.type == .productRenamed })
    #expect(try #require(violation.position).number >= UInt64(first))
    expectNamed(violation)
    #expect(try broken(SumsRaised.self).map(\.row) == [nil], "a raised version asks for new rows")

    try "version 1\nrow".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try broken(Sums.self).map(\.law) == [.version], "what is not as it is kept is told, not passed over")
  }

  private func expectNamed(_ violation: LawViolation) {
    #expect(violation.row != nil && violation.position != nil, "\(violation)")
    #expect(violation.expected != violation.found, "\(violation)")
  }

  private func history(seed: UInt64 = 3) -> RandomHistory {
    RandomHistory(seed: seed, count: 160, meeting: Counter.descriptor.events)
  }

  private func violations(_ projection: any Projection.Type, seed: UInt64 = 3) throws -> [LawViolation] {
    try ProjectionLaws(projection, asking: questions).violations(over: history(seed: seed).records, seed: seed)
  }
}
