/// The records of one stream, as a decider sees them.
public struct History: Sendable {
  /// In the order recorded.
  public private(set) var entries: [RecordedEntry]

  /// A history.
  public init(_ entries: [RecordedEntry] = []) { self.entries = entries }

  /// Whether the stream has no record.
  public var isEmpty: Bool { entries.isEmpty }

  /// Whether anything stands in the stream: what was registered by mistake and struck out is not there.
  public var isEffective: Bool { !effective.isEmpty }

  /// Adds a record at the end.
  public mutating func append(_ record: Record, at position: Position) {
    entries.append(RecordedEntry(position: position, record: record))
  }

  /// Takes the last record back; there must be one.
  public mutating func removeLast() { entries.removeLast() }

  /// What stands once corrections are taken in, in legal order.
  public var effective: [RecordedEntry] { OCOP.effective(entries) }

  /// The entry at `position`.
  public subscript(position: Position) -> RecordedEntry? {
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

extension RecordedEntry {
  /// What the record says about stars.
  public var ratingFact: RatingFact? {
    var fact = RatingFact(
      record.event, at: position, date: record.effectiveOn, corrects: record.corrects, rulebook: record.rulebook)
    fact?.isIrregular = record.details?.irregular != nil
    return fact
  }
}
