public import Wire

/// Whose sheet a record of an evaluation holds, and of which set: read in place, the scores passed over.
public struct SheetHead: Hashable, Sendable {
  /// The number of the council's level.
  public private(set) var level: UInt64 = 0
  /// Member or advisory team.
  public private(set) var kind = ScoreKind.council
  /// The session.
  public private(set) var session: SessionID?
  /// The member's person id.
  public private(set) var evaluator = ""
  /// The criteria set.
  public private(set) var set = ""
  /// What ended the evaluation without stars.
  public private(set) var knockouts: [String] = []
  /// The rulebook under which it was checked.
  public let rulebook: RulebookID?

  /// The head of the sheet in `record`; `nil` where it holds a council's result, or no whole sheet of a set.
  public init?(_ record: borrowing RecordView) throws(WireError) {
    guard record.type == .evaluated else { return nil }
    rulebook = record.rulebook
    let payload = record.payloadBytes
    var reader = WireReader(payload)
    while let field = try reader.next() {
      switch field.number {
      case 1 where Level(wireInteger: field.value) != nil: level = field.value
      case 2:
        guard let kind = ScoreKind(wireInteger: field.value) else { throw WireError.unknown(field: 2) }
        self.kind = kind
      case 3: session = SessionID(wireInteger: field.value)
      case 7: evaluator = payload.text(field.range)
      case 8: set = payload.text(field.range)
      case 9: knockouts.append(payload.text(field.range))
      case 4, 5, 6: break
      default: throw WireError.unknown(field: field.number)
      }
    }
    guard kind != .council, !set.isEmpty else { return nil }
  }
}

extension RawSpan {
  /// The bytes in `range` as text.
  func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}

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

/// Goes through the scores of a sheet where they stand in its record.
public struct ScoreReader: ~Escapable {
  private let payload: RawSpan
  private var reader: WireReader
  /// The criterion of the score that was read last, as the sheet names it.
  public private(set) var criterion: RawSpan

  /// A reader before the first score of the evaluation in `record`.
  @_lifetime(copy record)
  public init(_ record: borrowing RecordView) {
    payload = record.payloadBytes
    reader = WireReader(payload)
    criterion = payload.extracting(0..<0)
  }

  /// The points of the next score; `nil` at the end.
  @_lifetime(self: copy self)
  public mutating func next() throws(WireError) -> Points? {
    while let field = try reader.next() {
      guard field.number == 6 else { continue }
      let score = payload.extracting(field.range)
      var fields = WireReader(score)
      var name = 0..<0
      var points = Points.zero
      while let field = try fields.next() {
        switch field.number {
        case 1: name = field.range
        case 2: points = Points(wireInteger: field.value) ?? points
        default: throw WireError.unknown(field: field.number)
        }
      }
      criterion = payload.extracting(field.start + name.lowerBound..<field.start + name.upperBound)
      return points
    }
    return nil
  }
}
