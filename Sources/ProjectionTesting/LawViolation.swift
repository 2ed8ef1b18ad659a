public import OCOP

/// A law that a projection breaks, with the case that shows it.
public struct LawViolation: Hashable, Sendable, CustomStringConvertible {
  /// The laws of every projection.
  public enum Law: String, Sendable, CaseIterable {
    /// The same records give the same rows.
    case foldedAgain = "folded again"
    /// … one record at a time.
    case oneByOne = "one record at a time"
    /// … in batches.
    case inBatches = "in batches"
    /// … by a projection that knows nothing but the rows written so far.
    case resumed = "resumed"
    /// A question that names its streams is answered from them alone.
    case onlyItsStreams = "only its streams"
    /// A history with corrections gives what one gives in which the right thing was recorded at once.
    case corrections = "a corrected history is the right one"
    /// A record with a later legal day changes no answer of an earlier one, unless it reaches back (``Event/firstDayConcerned(on:)``).
    case asOf = "nothing later changes an earlier day"
    /// Another hour, day or time zone, of the machine or of recording, changes nothing.
    case clock = "another clock"
    /// Every type of event that the projection names was met.
    case eventsMet = "every event was met"
    /// The same records give other rows only under another version.
    case version = "other rows under the same version"
  }

  /// Which one.
  public let law: Law
  /// The case: where the fold was cut, which question was asked.
  public let detail: String
  /// The row that differs; `nil`: it is about no row.
  public var row: String? = nil
  /// What it should say.
  public var expected: String? = nil
  /// What it says.
  public var found: String? = nil
  /// The first record after which the two folds part.
  public var position: Position? = nil
  /// What that record holds.
  public var event: EventType? = nil
  /// Whose record it is.
  public var stream: StreamID? = nil

  /// All of it in one line.
  public var description: String {
    var text = "\(law.rawValue) (\(detail))"
    if let row { text += ": \(row): \(found ?? "nothing") where \(expected ?? "nothing") belongs" }
    if let position { text += ", from record \(position) on" }
    if let event, let stream { text += " (\(event) of \(stream))" }
    return text
  }

  /// The same, told what its record holds.
  func naming(_ records: [Record]) -> LawViolation {
    var named = self
    guard let position, position.number < records.count else { return named }
    (named.event, named.stream) = (records[Int(position.number)].event.type, records[Int(position.number)].stream)
    return named
  }
}
