/// A record and its position: of one that stands in the log, or of one that a write would add.
public struct RecordedEntry: Correctable, Hashable, Sendable {
  /// Its position.
  public let position: Position
  /// The record. Of one that a write would add, the time is the log's to give.
  public let record: Record

  /// An entry.
  public init(position: Position, record: Record) {
    self.position = position
    self.record = record
  }

  /// The record it replaces or strikes out.
  public var corrects: Position? { record.corrects }
  /// The legal day from which it counts.
  public var day: Day { record.effectiveOn?.day ?? .distantPast }
  /// Whether it only strikes out.
  public var onlyStrikes: Bool { record.event.type == .voided }
}
