internal import Ledger
internal import OCOP

extension WebRequest {
  /// The question that the address asks, as of `today` where it names no day. Throws ``WebProblem``.
  func question(_ ledger: Ledger, today: Day) throws -> Question {
    var question = Question(asOf: try day("asOf") ?? today)
    if let text = self["knownAt"] {
      if let number = UInt64(text) {
        guard number < (try ledger.size) else { throw WebProblem.unknown(text) }
        question.knownAt = Position(number)
      } else if let moment = WrittenMoment(text), let position = try ledger.position(at: moment.time) {
        question.knownAt = position
      } else {
        throw WebProblem.wrong("knownAt", text, Text("123, 24/11/2026, 24/11/2026 15:14:39, 2026-11-24T08:14:39Z"))
      }
    }
    if let text = self["areas"] {
      guard let areas = AreaEdition(text) else { throw WebProblem.wrong("areas", text, Text("2025-07-01, initial")) }
      question.areas = areas
    }
    if let text = self["counting"] {
      guard let counting = Counting.typed(text) else { throw WebProblem.wrong("counting", text, Counting.expected) }
      question.counting = counting
    }
    return question
  }

  /// A day that is asked under `name`; `nil`: none is.
  func day(_ name: String) throws(WebProblem) -> Day? {
    guard let text = self[name] else { return nil }
    guard let date = LegalDate(text) else {
      throw .wrong(name, text, Text("2020-12-31, 31/12/2020, 2020-12, 2020"))
    }
    return date.day
  }

  /// The first day that is asked under `name`: of a month or a year the day it begins.
  func firstDay(_ name: String) throws(WebProblem) -> Day? {
    try day(name).flatMap { last in self[name].flatMap { LegalDate($0)?.firstDay } ?? last }
  }

  /// A number of days that is asked under `name`; `nil`: none is.
  func days(_ name: String) throws(WebProblem) -> Int32? {
    guard let text = self[name] else { return nil }
    guard let days = Int32(text), (0...100_000).contains(days) else { throw .wrong(name, text, Text("0, 90, …")) }
    return days
  }

  /// The commune that is asked by its code or by its name on `day`; `nil`: none is.
  func commune(_ ledger: Ledger, on day: Day) throws -> AreaUnit? {
    guard let text = self["commune"] else { return nil }
    let units = AreaFinder(try ledger.areaMap()).find(text, level: .commune, on: day)
    guard let unit = units.last else { throw WebProblem.unknown(text) }
    guard units.count == 1 else {
      throw WebProblem.wrong("commune", text, Text(units.map { "\($0.code) \($0.name)" }.joined(separator: "; ")))
    }
    return unit
  }

  /// A position that is asked under `name`; `nil`: none is.
  func position(_ name: String) throws(WebProblem) -> Position? {
    guard let text = self[name] else { return nil }
    guard let number = UInt64(text), number < .max - 1_000_000 else { throw .wrong(name, text, Text("0, 1, …")) }
    return Position(number)
  }

  /// The page of a long list, from 1.
  func page() throws(WebProblem) -> Int {
    guard let text = self["page"] else { return 1 }
    guard let page = Int(text), (1...1_000_000).contains(page) else { throw .wrong("page", text, Text("1, 2, …")) }
    return page
  }
}
