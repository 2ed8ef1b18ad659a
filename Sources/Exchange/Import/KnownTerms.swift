internal import OCOP

/// The terms of one vocabulary as the rows before wrote them: a list says a few words many times.
struct KnownTerms<Term: Worded & Sendable>: Sendable {
  private var known: [String: Term] = [:]
  /// So many ways of writing are remembered.
  private static var most: Int { 1_024 }

  /// As ``Cells/term(_:_:)``.
  mutating func term(_ column: String, _ cells: inout Cells) -> Term? {
    guard let text = cells.text(column) else { return nil }
    if let term = known[text] { return term }
    guard let term = cells.term(column, Term.self) else { return nil }
    if known.count < Self.most { known[text] = term }
    return term
  }
}
