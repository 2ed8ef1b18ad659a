internal import EventLog
public import OCOP
internal import ProjectionKit
public import ScoreAnalytics

extension Ledger {
  /// Scores the last sheets that every product had by `day` under `rulebook`, and hands over each that was scored, in the
  /// order of their numbers.
  ///
  /// Without a known-at, the kept sheets are added up, brought up to date first; with one, the log is folded up to there.
  /// Throws ``QuestionError`` where no projection that keeps sheets is installed.
  public func whatIf(
    _ rulebook: Rulebook, asOf day: Day, knownAt known: Position? = nil, _ body: (WhatIf.Product) throws -> Void
  ) throws -> Answered<WhatIf> {
    guard let projection = views.projections.first(where: { $0 is any SheetKeeping.Type }) else {
      throw QuestionError(
        parameter: "projection", value: "sheets", accepted: Text("một bảng giữ phiếu chấm", "one that keeps sheets"))
    }
    try requireVerified()
    var contents: [RulebookID: Rulebook] = [:]
    for adopted in try rulebooks(knownAt: known ?? Position(.max)).rulebooks {
      contents[adopted.id] = try content(of: adopted)
    }
    let question = Question(asOf: day, knownAt: known)
    return try calling {
      try log.read { view in
        let size = view.size(knownAt: known)
        let kept =
          size == view.size
          ? views.view(of: projection, views.fingerprint(of: projection, rules: try view.rulesDigest(size)))
          : views.scratch(of: projection)
        // Handed over only once all are scored: rows that cannot be read are folded again, and all is scored anew.
        let last = try view.lastStream(withPrefix: [UInt8(StreamKind.product.wireInteger)])
        let end = UInt64(last.flatMap { StreamID(key: $0) }?.number ?? 0) + 1
        let told = try kept.askInParts(view, upTo: size) { [contents] projection, part, parts in
          guard let keeping = projection as? any SheetKeeping else { preconditionFailure("it keeps sheets") }
          return try keeping.sheets.scored(under: rulebook, contents, asOf: day, part, of: parts, end: end)
        }
        for part in told.answer { try part.forEachProduct(body) }
        return Answered(
          question: question, parameters: [:], areas: try areaEdition(view, size, question),
          head: try view.head(ofSize: size), answer: WhatIf(told.answer), today: clock().dayInVietnam,
          newer: told.newer, verified: told.verified)
      }
    }
  }
}
