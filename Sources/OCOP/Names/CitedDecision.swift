/// A decision as somebody names it: *15/QĐ-UBND*, *15/QĐ-UBND ngày 16/01/2023*, *15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh A*.
///
/// A number is unique for an issuer and a year only (NĐ 30/2020 Art. 15.1): without its day it may name several decisions.
public struct CitedDecision: Hashable, Sendable {
  /// The text as it was given.
  public let text: String
  private let number: DecisionNumber
  /// Its day, where it was said.
  public let date: LegalDate?
  private let issuer: IssuerName?

  /// Reads `text`; `nil`: what stands after *ngày* is no date.
  public init?(_ text: String) {
    let text = normalized(text)
    (self.text, number) = (text, DecisionNumber(text))
    let words = text.split(separator: " ")
    func place(of word: String) -> Int? { words.firstIndex { Spelling(String($0)).folded == word } }
    let (day, of) = (place(of: "ngay"), place(of: "cua"))
    issuer = of.map { IssuerName(words[($0 + 1)...].joined(separator: " ")) }
    guard let day, day > 0 else {
      date = nil
      return
    }
    let end = of.flatMap { $0 > day ? $0 : nil } ?? words.endIndex
    let written = words[day..<end].joined(separator: " ").trimmingPrefix { !$0.isLetter }
    guard let date = LegalDate(written: String(written)) else { return nil }
    self.date = date
  }

  /// The decision that `record` names; `nil`: it names none.
  public init?(of record: Record) {
    guard let number = record.event.decisionNumber else { return nil }
    (self.number, date) = (DecisionNumber(number), record.effectiveOn)
    let issuer = record.event.grant?.issuer
    self.issuer = issuer.map { IssuerName($0) }
    text =
      number + (record.effectiveOn.map { " ngày " + $0.vietnamese } ?? "") + (issuer.map { " của " + $0 } ?? "")
  }

  /// Whether `record` names the decision; what either leaves open contradicts nothing.
  public func isNamed(by record: Record) -> Bool {
    CitedDecision(of: record).map { isSame(as: $0) } ?? false
  }

  /// Whether both may be one decision.
  public func isSame(as other: CitedDecision) -> Bool {
    guard number == other.number else { return false }
    if let date, let others = other.date, !date.mayBe(others) { return false }
    if let issuer, let others = other.issuer { return issuer.isSame(as: others) }
    return true
  }

  /// The decisions that are named so by `records`, each once, in the order in which they were met.
  public func candidates(
    among records: some Sequence<Record>, after earlier: [CitedDecision] = []
  ) -> [CitedDecision] {
    var found = earlier
    for case let one? in records.map({ CitedDecision(of: $0) })
    where isSame(as: one) && !found.contains(where: one.isSame) {
      found.append(one)
    }
    return found
  }
}
