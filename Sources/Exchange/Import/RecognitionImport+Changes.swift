internal import OCOP

extension RecognitionImport.Values {
  /// What the row says otherwise than `record`, each with the column that says it and what a correction changes. What a row leaves
  /// empty contradicts nothing.
  func changes(of record: Record) -> [(column: String, field: CorrectedField)] {
    guard let grant = record.event.grant else { return [] }
    var changes: [(column: String, field: CorrectedField)] = []
    func set(_ column: String, _ field: String, _ value: String) {
      changes.append((column, .field(field, value)))
    }
    if stars != grant.stars { set("stars", "grant.stars", "\(stars.number)") }
    if date != record.effectiveOn { changes.append(("decided_on", .effectiveOn(date.text))) }
    if let decision, grant.decision.map({ DecisionNumber($0) != DecisionNumber(decision) }) ?? true {
      set("decision", "grant.decision", decision)
    }
    if let issuer, grant.issuer.map({ !IssuerName($0).isSame(as: IssuerName(issuer)) }) ?? true {
      set("issuer", "grant.issuer", issuer)
    }
    if let until, until != grant.validUntil { set("valid_until", "grant.validUntil", until.text) }
    if let note, note != record.note { changes.append(("note", .note(note))) }
    let there = record.details?.told ?? []
    for told in told where !there.contains(told) {
      changes.append(("told", .told(field: told.field, value: told.value, source: told.source)))
    }
    // The types of 0.1 have neither.
    guard case .granted(let granted) = record.event else { return changes }
    if let from, from != granted.validFrom { set("valid_from", "validFrom", from.text) }
    if let word, granted.word.map({ Spelling($0).exact != Spelling(word).exact }) ?? true { set("act", "word", word) }
    return changes
  }
}
