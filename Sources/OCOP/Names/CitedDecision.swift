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
    self.text = normalized(text)
    let words = self.text.split(separator: " ")
    func place(of wanted: [String], before end: Int) -> Int? {
      words[..<end].indices.dropFirst().first { wanted.contains(Spelling(String(words[$0])).folded) }
    }
    let of = place(of: ["cua"], before: words.count)
    let said = place(of: ["ngay", "thang", "nam"], before: of ?? words.count)
    issuer = of.map { IssuerName(words[($0 + 1)...].joined(separator: " ")) }
    number = DecisionNumber(words[..<(said ?? of ?? words.count)].joined(separator: " "))
    guard let said else {
      date = nil
      return
    }
    guard let date = LegalDate(written: words[said..<(of ?? words.count)].joined(separator: " ")) else { return nil }
    self.date = date
  }

  /// The decision that `record` names; `nil`: it names none.
  public init?(of record: Record) {
    guard let number = record.event.decisionNumber else { return nil }
    (self.number, date) = (DecisionNumber(number), record.effectiveOn)
    let issuer = record.event.grant?.issuer
    self.issuer = issuer.map { IssuerName($0) }
    text = number + (record.effectiveOn.map { " " + Self.said($0) } ?? "") + (issuer.map { " của " + $0 } ?? "")
  }

  /// The decision with this number, date and issuer.
  public init(number: String, date: LegalDate?, issuer: String?) {
    (self.number, self.date) = (DecisionNumber(number), date)
    self.issuer = issuer.map { IssuerName($0) }
    text = number + (date.map { " " + Self.said($0) } ?? "") + (issuer.map { " của " + $0 } ?? "")
  }

  /// Equal for numbers that are one, however written.
  public var numberKey: DecisionNumber { number }

  private static func said(_ date: LegalDate) -> String {
    if date.start != nil { return date.vietnamese }
    return switch date.precision {
    case .day: "ngày " + date.vietnamese
    case .month: "tháng " + date.vietnamese
    case .year: "năm " + date.vietnamese
    }
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
  ///
  /// One that leaves its day or its authority open may be any of those that do not, and is none beside them.
  public func candidates(among records: some Sequence<Record>) -> [CitedDecision] {
    let named = records.compactMap { CitedDecision(of: $0) }.filter { isSame(as: $0) }
    var found: [CitedDecision] = []
    for isWhole in [true, false] {
      for one in named where one.isWhole == isWhole && !found.contains(where: one.isSame) { found.append(one) }
    }
    return found
  }

  private var isWhole: Bool { issuer != nil && date?.isImprecise == false }
}

extension CitedDecision: TextFieldValue {
  /// Reads what a person cites.
  public init?(text: String) { self.init(text) }
  /// Names no decision.
  public static var zero: CitedDecision { CitedDecision(number: "", date: nil, issuer: nil) }
  /// An example.
  public static var expected: Text { Text("15/QĐ-UBND ngày 16/01/2023") }
}
