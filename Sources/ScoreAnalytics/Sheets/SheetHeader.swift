internal import OCOP
internal import Wire

/// Whose sheet a record of an evaluation holds, and of which set: read in place, the scores passed over.
struct SheetHeader: Hashable, Sendable {
  /// The number of the council's level.
  private(set) var level: UInt64 = 0
  /// Member or advisory team.
  private(set) var kind = ScoreKind.council
  /// The session.
  private(set) var session: SessionID?
  /// The member's person id.
  private(set) var evaluator = ""
  /// The criteria set.
  private(set) var set = ""
  /// What ended the evaluation without stars.
  private(set) var knockouts: [String] = []
  /// The rulebook under which it was checked.
  let rulebook: RulebookID?

  /// The head of the sheet in `record`; `nil` where it holds a council's result, or no whole sheet of a set.
  init?(_ record: borrowing RecordView) throws(WireError) {
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

/// Goes through the scores of a sheet where they stand in its record.
struct ScoreReader: ~Escapable {
  private let payload: RawSpan
  private var reader: WireReader
  /// The criterion of the score that was read last, as the sheet names it.
  private(set) var criterion: RawSpan

  /// A reader before the first score of the evaluation in `record`.
  @_lifetime(copy record)
  init(_ record: borrowing RecordView) {
    payload = record.payloadBytes
    reader = WireReader(payload)
    criterion = payload.extracting(0..<0)
  }

  /// The points of the next score; `nil` at the end.
  @_lifetime(self: copy self)
  mutating func next() throws(WireError) -> Points? {
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
