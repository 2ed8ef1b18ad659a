internal import Wire

/// Whether `error` says that what was read holds something that this version does not know: nothing is damaged, and a newer
/// version reads it.
public func tellsNewer(_ error: any Error) -> Bool {
  if case .unknown? = error as? WireError { true } else { false }
}

extension RecordView {
  /// Whether it is known what happened, and when. More may be said than is known (``unknownField``), and inside the event.
  public var isReadable: Bool { type != nil && unknownField != RecordField.effectivePrecision }

  /// The record in `bytes` without what this version does not know of its event; `nil` where what is left would say something
  /// else, or nothing. Throws where the bytes are no record.
  public static func knownPart(of bytes: RawSpan) throws -> [UInt8]? {
    do {
      let record = try RecordView(bytes, at: .zero)
      return record.isReadable ? try record.knownPart() : nil
    } catch WireError.unknown {
      // Its stream is of a kind that is not known.
      return nil
    }
  }
}
