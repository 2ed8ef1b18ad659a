/// The records of one stream, as a decider sees them.
public struct History: Sendable {
  /// A record and where it stands.
  public struct Entry: Correctable, Sendable {
    /// Where it stands.
    public let position: Position
    /// The record.
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

  /// In the order recorded.
  public private(set) var entries: [Entry]

  /// A history.
  public init(_ entries: [Entry] = []) { self.entries = entries }

  /// Whether the stream has no record.
  public var isEmpty: Bool { entries.isEmpty }

  /// Whether anything stands in the stream: what was registered by mistake and struck out is not there.
  public var stands: Bool { !standing.isEmpty }

  /// Adds a record at the end.
  public mutating func append(_ record: Record, at position: Position) {
    entries.append(Entry(position: position, record: record))
  }

  /// Takes the last record back; there must be one.
  public mutating func removeLast() { entries.removeLast() }

  /// What stands once corrections are taken in, in legal order.
  public var standing: [Entry] { OCOP.standing(entries) }

  /// The entry at `position`.
  public subscript(position: Position) -> Entry? {
    // They are in the order recorded.
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].position < position { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].position == position ? entries[low] : nil
  }

  /// The stars over time, for a product's history.
  public var ratings: RatingTimeline { RatingTimeline(entries.compactMap(\.ratingFact)) }
}

extension History.Entry {
  /// What the record says about stars.
  public var ratingFact: RatingFact? {
    var fact = RatingFact(
      record.event, at: position, date: record.effectiveOn, corrects: record.corrects, rulebook: record.rulebook)
    fact?.isIrregular = record.details?.irregular != nil
    return fact
  }
}
