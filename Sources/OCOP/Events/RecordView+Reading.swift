public import Wire

/// Whether `error` says that what was read holds something that this version does not know: nothing is damaged, and a newer
/// version reads it.
public func tellsNewer(_ error: any Error) -> Bool {
  if case .unknown? = error as? WireError { true } else { false }
}

extension RecordView {
  /// How much of a record this version knows.
  public enum Knowledge: Hashable, Sendable {
    /// All of it.
    case whole
    /// Not all of it, and what is known says the same without the rest.
    case part
    /// What happened is not known, or not when, or what is known of it would say something else.
    case nothing
  }

  /// Lends the record in `bytes` to `body`, as far as this version knows it, and answers how far that is. Of an event that
  /// `body` cannot read whole it is lent what is known, once more; what is not known at all is not lent.
  @inlinable
  public static func reading(
    _ bytes: RawSpan, at position: Position, _ body: (borrowing RecordView, EventType) throws -> Void
  ) throws -> Knowledge {
    do {
      let record = try RecordView(bytes, at: position)
      guard let type = record.type, record.isDayKnown else { return .nothing }
      try body(record, type)
      return record.unknownField == nil ? .whole : .part
    } catch WireError.unknown {
      return try readingPart(bytes, at: position, body)
    }
  }

  @usableFromInline
  static func readingPart(
    _ bytes: RawSpan, at position: Position, _ body: (borrowing RecordView, EventType) throws -> Void
  ) throws -> Knowledge {
    // Its stream or its day may be what is not known.
    guard let record = try? RecordView(bytes, at: position), let type = record.type, record.isDayKnown,
      let part = try record.knownPart()
    else { return .nothing }
    try body(RecordView(part.span.bytes, at: position), type)
    return .part
  }
}
