internal import EventLog
public import OCOP
public import ProjectionKit

/// An answer with its question, and with the log it was computed from: anyone can compute it again.
public struct Answered<Answer: Sendable>: Sendable {
  /// What the answer depends on.
  public let question: Question
  /// What the projection was asked, in words: `by` → `district`.
  public let parameters: [String: String]
  /// The edition of the map that places are counted on and named by.
  public let areas: AreaEdition
  /// The log up to the position asked about.
  public let head: Head
  /// The answer itself.
  public let answer: Answer
  /// The day on which it was answered, in Vietnam.
  public let today: Day
  /// The first record that the answer may lack, because a newer program wrote it; `nil`: it lacks none.
  public let newer: Position?
  /// How many records, from the first on, were held against the log's tree before the answer was made of them; 0: none, so that a
  /// record that somebody altered may have been taken in.
  public let verified: UInt64

  /// Whether the day asked about is one to come: what may be recorded until then is not in it.
  public var isToCome: Bool { question.asOf > today }

  /// What a reader must know of the log behind the answer: records that are not counted, a day to come.
  public var notes: [Text] {
    [newer.map { NewerRecord.note(from: $0) }, isToCome ? Self.note(toCome: question.asOf) : nil].compactMap(\.self)
  }

  /// What an answer says of itself that is of a day to come.
  private static func note(toCome day: Day) -> Text {
    Text(
      "Ngày \(day.vietnamese) chưa đến: đây là theo những gì đã ghi đến nay.",
      "\(day) is to come: this is by what is recorded so far.")
  }

  /// The same question and log with another answer.
  public func map<Other: Sendable>(_ transform: (Answer) throws -> Other) rethrows -> Answered<Other> {
    Answered<Other>(
      question: question, parameters: parameters, areas: areas, head: head, answer: try transform(answer),
      today: today, newer: newer, verified: verified)
  }
}

extension Answered where Answer: Tabular {
  /// The answer as rows under columns, with all that a reader must know.
  public var table: AnswerTable {
    var table = answer.table
    if let newer { table.notes.insert(NewerRecord.note(from: newer), at: 0) }
    if isToCome { table.notes += notes.suffix(1) }
    return table
  }

  /// SHA-256 over the rows as JSON, in hexadecimal digits: two answers with the same one say the same.
  public var digest: String {
    var digest = RunningDigest()
    var separator = "["
    let table = answer.table
    for row in table.rows {
      digest.add(Array((separator + table.object(row).text).utf8).span.bytes)
      separator = ","
    }
    digest.add(Array((table.rows.isEmpty ? "[]" : "]").utf8).span.bytes)
    return digest.finalize().description
  }
}
