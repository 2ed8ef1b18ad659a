public import Wire

extension RecordView {
  /// The session that the evaluation in the record was made in, the scores passed over; `nil` where it names none.
  public func evaluationSession() throws(WireError) -> SessionID? {
    guard type == .evaluated else { return nil }
    var reader = WireReader(payloadBytes)
    var session: SessionID?
    while let field = try reader.next() {
      if field.number == 3 { session = SessionID(wireInteger: field.value) }
      // Fields stand in the order of their numbers: behind the scores there is no session.
      if field.number > 3 { break }
    }
    return session
  }
}

extension RawSpan {
  /// The bytes in `range` as text.
  package func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
