internal import EventLog
public import OCOP
public import ProjectionKit

/// A question with everything that its answer depends on, besides the log.
public struct Question: Hashable, Sendable {
  /// The legal day: what was in force on it.
  public var asOf: Day
  /// What had been recorded by then; `nil`: everything.
  public var knownAt: Position?
  /// The edition of the map; `nil`: the one in force on the legal day.
  public var areas: AreaEdition?
  /// What counts as a product with stars.
  public var counting: Counting
  /// What else the projection is asked.
  public var parameters: [String: String]

  /// A question.
  public init(
    asOf: Day, knownAt: Position? = nil, areas: AreaEdition? = nil, counting: Counting = .inForce,
    parameters: [String: String] = [:]
  ) {
    self.asOf = asOf
    self.knownAt = knownAt
    self.areas = areas
    self.counting = counting
    self.parameters = parameters
  }
}

/// An edition of the administrative map, by its first day.
public enum AreaEdition: Hashable, Sendable, CustomStringConvertible {
  /// The map as it was before any change recorded.
  case initial
  /// The map from this day until the next change.
  case from(Day)

  /// Reads `initial` or a day.
  public init?(_ text: String) {
    if text == "initial" {
      self = .initial
    } else if let date = LegalDate(text), date.precision == .day {
      self = .from(date.day)
    } else {
      return nil
    }
  }

  /// `initial` or the day.
  public var description: String {
    switch self {
    case .initial: "initial"
    case .from(let day): day.description
    }
  }

  /// A day on which the edition is the map.
  public var day: Day {
    switch self {
    case .initial: .distantPast
    case .from(let day): day
    }
  }
}

/// An answer with its question, and with the log it was computed from: anyone can compute it again.
public struct Answer: Sendable {
  /// The question.
  public let question: Question
  /// The edition of the map that places are counted on and named by.
  public let areas: AreaEdition
  /// The log up to the position asked about.
  public let head: Head
  /// The rows.
  public let sheet: Sheet
  /// The day on which it was answered, in Vietnam.
  public let today: Day
  /// Whether the day asked about is one to come: what may be recorded until then is not in it.
  public var isToCome: Bool { question.asOf > today }
  /// The first record that the rows may lack, because a newer program wrote it; `nil`: they lack none.
  public let newer: Position?
  /// How many records, from the first on, were held against the log's tree before the rows were made of them; 0: none, so that a record
  /// that somebody altered may have been taken in.
  public let verified: UInt64

  /// What an answer says of itself that is of a day to come.
  static func note(toCome day: Day) -> Text {
    Text(
      "Ngày \(day.vietnamese) chưa đến: đây là theo những gì đã ghi đến nay.",
      "\(day) is to come: this is by what is recorded so far.")
  }

  /// What an answer says of itself that may lack the record at `position`.
  public static func note(newer position: Position) -> Text {
    Text(
      "Từ vị trí \(position) có bản ghi do phiên bản mới hơn ghi, phiên bản này không tính được: cần ocop mới hơn.",
      "From position \(position) on there are records that this version does not know and does not count: this needs a newer ocop."
    )
  }

  /// SHA-256 over the rows as JSON, in hexadecimal digits: two answers with the same one say the same.
  public var digest: String {
    var digest = RunningDigest()
    var separator = "["
    for row in sheet.rows {
      digest.add(Array((separator + sheet.object(row).text).utf8).span.bytes)
      separator = ","
    }
    digest.add(Array((sheet.rows.isEmpty ? "[]" : "]").utf8).span.bytes)
    return digest.finalize().description
  }

  /// The same question and log with other rows.
  public func with(sheet: Sheet) -> Answer {
    Answer(question: question, areas: areas, head: head, sheet: sheet, today: today, newer: newer, verified: verified)
  }

  /// ``verified`` as answers tell it: `false`, or the number of records.
  public var verifiedJSON: JSONValue { verified == 0 ? false : JSONValue(verified) }

  /// The question as JSON, all of it: as-of, known-at, areas, rules, counting, and what else the projection was asked.
  public var questionJSON: JSONValue {
    var members: [JSONValue.Member] = [
      .init("asOf", .string(question.asOf.description)), .init("knownAt", head.position?.json ?? nil),
      .init("areas", .string(areas.description)), .init("rules", "recorded"),
      .init("counting", question.counting.json),
    ]
    if isToCome { members.append(.init("toCome", true)) }
    members += question.parameters.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) }
    return .object(members)
  }

  /// The whole answer as JSON.
  public var json: JSONValue {
    .object(jsonBesideRows.map { $0.name == "rows" ? .init("rows", .array(sheet.objects)) : $0 })
  }

  /// The members of ``json``, with nothing in the place of the rows: for whoever writes these one after the other.
  public var jsonBesideRows: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("question", questionJSON), .init("position", head.position?.json ?? nil),
      .init("root", .string(head.root)), .init("verified", verifiedJSON), .init("rows", nil),
    ]
    if let basis = sheet.basis { members.append(.init("basis", basis.json)) }
    if let total = sheet.total { members.append(.init("total", sheet.object(total))) }
    if let newer { members.append(.init("needsNewer", newer.json)) }
    return members
  }
}
