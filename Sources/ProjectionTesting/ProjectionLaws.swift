internal import CTestClock
public import OCOP
public import ProjectionKit

/// The laws of every projection: the same records give the same rows and the same answers, byte for byte, however they
/// are dealt out; and the answers are those of the domain (``LawViolation/Law``).
public struct ProjectionLaws: Sendable {
  let projection: any Projection.Type
  let questions: [WrittenQuestion]

  /// The laws for a projection. Answers are compared for each of `questions`.
  public init(_ projection: any Projection.Type, asking questions: [WrittenQuestion]) {
    self.projection = projection
    self.questions = questions
  }

  /// What is broken over any of the histories, whose places are their positions; empty where every law holds. Each type of event that the
  /// projection names stands in one of them, or that is broken, too. `seed` draws the batches and the places where the fold is
  /// resumed. Costs some twenty folds; a violation some ten more.
  ///
  /// Throws what the projection throws.
  public func violations(over histories: [Record]..., seed: UInt64) throws -> [LawViolation] {
    try histories.flatMap { records in
      let placed = records.enumerated().map { PlacedRecord(position: Position(UInt64($0)), record: $1) }
      let broken = try dealtOut(placed, seed) + corrected(placed) + untouchedByLater(placed) + atAnotherTime(placed)
      return broken.map { $0.naming(records) }
    } + unmet(in: histories.joined())
  }

  /// The types of events that the projection names and `records` have none of.
  private func unmet(in records: some Sequence<Record>) -> [LawViolation] {
    let met = Set(records.map(\.event.type))
    return EventType.allCases.filter { projection.descriptor.events.contains($0) && !met.contains($0) }
      .map { LawViolation(law: .eventsMet, detail: "\($0) was not") }
  }

  private func dealtOut(_ records: [PlacedRecord], _ seed: UInt64) throws -> [LawViolation] {
    var generator = SeededGenerator(seed: seed)
    let count = records.count
    var violations: [LawViolation] = []
    func hold(_ law: LawViolation.Law, _ detail: String, cuts: [Int], resumes: Bool = false) throws {
      violations += try differences(law, detail, count) { number in
        try fold(records[..<number])
      } from: { number in
        try fold(records[..<number], cuts: cuts.filter { $0 <= number }, resumes: resumes)
      }
    }
    try hold(.foldedAgain, "twice", cuts: [])
    try hold(.oneByOne, "cut after each", cuts: Array(0...count))
    let batches = (0..<8).map { _ in Int.random(in: 0...count, using: &generator) }.sorted()
    try hold(.inBatches, "ending at \(batches)", cuts: batches)
    for _ in 0..<4 {
      let cut = Int.random(in: 0...count, using: &generator)
      try hold(.resumed, "at \(cut)", cuts: [cut], resumes: true)
    }
    try hold(.resumed, "at each of \(batches)", cuts: batches, resumes: true)
    for question in questions {
      guard let streams = try projection.streams(of: question) else { continue }
      violations += try differences(.onlyItsStreams, "\(question.parameters)", count, onlyAnswers: true) { number in
        try fold(records[..<number], asking: [question])
      } from: { number in
        try fold(records[..<number].filter { streams.contains($0.record.stream) }, asking: [question])
      }
    }
    return violations
  }

  private func corrected(_ records: [PlacedRecord]) throws -> [LawViolation] {
    try questions.flatMap { question in
      try differences(.corrections, Self.name(question), records.count, onlyAnswers: true) { number in
        try fold(RightHistory(records[..<number]).records, asking: [question])
      } from: { number in
        try fold(records[..<number], asking: [question])
      }
    }
  }

  private func untouchedByLater(_ records: [PlacedRecord]) throws -> [LawViolation] {
    try questions.flatMap { question in
      try differences(.asOf, Self.name(question), records.count, onlyAnswers: true) { number in
        let right = RightHistory(records[..<number])
        return try fold(right.concerning(question.scope.asOf), asking: [question])
      } from: { number in
        try fold(RightHistory(records[..<number]).records, asking: [question])
      }
    }
  }

  /// Seconds: an hour, a day and a bit, and the other side of the date line.
  private static let shifts: [Int64] = [3_600, 100_000, -50_400]

  private func atAnotherTime(_ records: [PlacedRecord]) throws -> [LawViolation] {
    try Self.shifts.flatMap { shift in
      try differences(.clock, "\(shift) seconds from now", records.count, onlyAnswers: true) { number in
        try fold(records[..<number])
      } from: { number in
        test_clock_shift(shift)
        defer { test_clock_shift(0) }
        return try fold(records[..<number].map { $0.recorded(later: shift) })
      }
    }
  }

  private static func name(_ question: WrittenQuestion) -> String {
    "\(question.parameters) as of \(question.scope.asOf)"
  }
}
