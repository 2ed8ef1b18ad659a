extension LawCheck {
  /// What is decided under rules that had ended, or had not begun, on every day that it may be, and that no transition keeps.
  func period(_ judged: Judged) -> Breach? {
    let (rulebook, date) = (judged.rulebook, judged.date)
    let hasEnded = rulebooks.end(of: rulebook).map { $0 < date.firstDay } ?? false
    guard let current = rulebooks.inForce(on: date.day) else { return nil }
    if let (filed, rightful) = otherFiling(judged) {
      return Breach(
        rule: .rulebook, rulebook: current.id, article: current.transitions.first?.source ?? current.legalReference,
        text: Text(
          "Hồ sơ nộp \(filed.vietnamese) theo \(rightful.legalReference); ở đây căn cứ \(rulebook.legalReference).",
          "A dossier filed on \(filed.text) is under \(rightful.legalReference); here it rests on \(rulebook.legalReference)."
        ))
    }
    let isKept = current.transitions.contains { $0.rulebook == rulebook.id }
    guard !isKept, hasEnded || rulebook.inForceFrom.day > date.day else { return nil }
    return Breach(
      rule: .rulebook, rulebook: current.id, article: current.legalReference,
      text: Text(
        "Ngày \(date.vietnamese) áp dụng \(current.legalReference); ở đây căn cứ \(rulebook.legalReference).",
        "On \(date.text) \(current.legalReference) applies; here it rests on \(rulebook.legalReference)."))
  }

  /// When the dossier was filed and the rulebook that decides it, where that is another on every day that it may have been filed.
  private func otherFiling(_ judged: Judged) -> (filed: LegalDate, rightful: RulebookAdopted)? {
    let grounds = others.completing(judged.grounds, on: judged.date)
    guard let filed = grounds.filedOn, let current = rulebooks.inForce(on: judged.date.day),
      !current.transitions.isEmpty
    else { return nil }
    let filing = Grounds(filedOn: filed, application: grounds.application)
    guard let candidates = rulebooks.governing(filing, decidedOn: judged.date)?.candidates,
      !candidates.contains(where: { $0.id == judged.rulebook.id || $0.amends == judged.rulebook.id })
    else { return nil }
    return candidates.last.map { (filed, $0) }
  }

  /// A dossier filed before stays under the earlier rules, though its deadline was missed.
  func transition(_ judged: Judged) -> Breach? {
    guard let current = rulebooks.inForce(on: judged.date.firstDay), current.id != judged.rulebook.id else {
      return nil
    }
    let rules = current.transitions.filter { $0.rulebook == judged.rulebook.id }
    let kind = others.completing(judged.grounds, on: judged.date).application
    let meant = rules.filter { rule in kind.map { rule.kinds.contains($0) } ?? true }
    guard let last = meant.max(by: { $0.decidedUntil.day < $1.decidedUntil.day }),
      judged.date.firstDay > last.decidedUntil.day
    else { return nil }
    let article = last.source ?? current.legalReference
    return Breach(
      rule: .transition, rulebook: current.id, article: article,
      text: Text(
        "Hồ sơ nộp trước \(last.filedBefore.vietnamese) phải quyết định xong đến \(last.decidedUntil.vietnamese); ở đây \(judged.date.vietnamese).",
        "Dossiers filed before \(last.filedBefore.text) are decided by \(last.decidedUntil.text); here it is \(judged.date.text)."
      ))
  }
}
