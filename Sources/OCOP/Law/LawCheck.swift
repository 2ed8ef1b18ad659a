/// Holds one record of a product against the law of the rulebooks, as the product's records stand.
///
/// A breach is found only where nothing is left in doubt: on every day that an imprecise date may be, under every rulebook that may
/// apply. A rulebook without law, and an item that it leaves out, judges nothing.
struct LawCheck {
  /// The rulebooks.
  let rulebooks: RulebookShelf
  /// The product's records that stand, in legal order, the one judged left out.
  let others: [History.Entry]
  /// The groups of the criteria sets of the rulebook that applies, by their codes; none where they are not known.
  var groups: [String: ProductGroup] = [:]

  /// What `event` breaks.
  /// `candidates`: the rulebooks under one of which it was decided, where it is not known under which.
  func breaches(
    of event: Event, on date: LegalDate?, under rulebook: RulebookID?, oneOf candidates: [RulebookID] = []
  ) -> [Breach] {
    guard let date else { return [] }
    let named = (rulebook.map { [$0] } ?? candidates).compactMap { rulebooks[$0] }
    let judges = named.isEmpty ? rulebooks.inForce(during: date) : named
    guard !judges.isEmpty, judges.allSatisfy({ $0.law != nil }) else { return [] }
    // What is a breach under each of them is one.
    let found = judges.map { breaches(of: event, on: date, under: $0) }
    return found[0].filter { breach in found.allSatisfy { $0.contains { $0.rule == breach.rule } } }
  }

  private func breaches(of event: Event, on date: LegalDate, under rulebook: RulebookAdopted) -> [Breach] {
    guard let law = rulebook.law else { return [] }
    let judged = Judged(date: date, rulebook: rulebook, law: law)
    switch event {
    case .dossierFiled(let e): return [window(e, judged)].compactMap(\.self)
    case .evaluated(let e): return [criteriaSet(e, judged)].compactMap(\.self)
    case .proposed(let e): return [forwarding(e, judged)].compactMap(\.self)
    case .certificateExtended(let e): return [prolongation(e, judged)].compactMap(\.self)
    case .revoked(let e): return power(.revoke, e.level, lastGrant(by: date)?.stars, judged)
    case .recognitionWithdrawn(let e): return withdrawal(e, judged)
    default:
      guard let grant = event.grant else { return [] }
      return [
        term(grant, from: event.validFrom ?? date, judged), result(grant, judged), transition(judged), period(judged),
      ]
      .compactMap(\.self) + power(.decide, grant.level, grant.stars, judged)
    }
  }

  /// What is judged, and by what.
  struct Judged {
    let date: LegalDate
    let rulebook: RulebookAdopted
    let law: RuleLaw

    func breach(_ rule: LawRule, _ article: String, _ vi: String, _ en: String) -> Breach {
      Breach(rule: rule, rulebook: rulebook.id, article: article, text: Text(vi, en))
    }
  }

  // MARK: - Certificates

  /// The grant whose certificate a record of `date` is about: the last one decided by then.
  private func lastGrant(by date: LegalDate) -> Grant? { others.said(by: date.day) { $0.grant }?.value }

  /// To the corresponding day at most (Civil Code 2015 Art. 148.3). That a decision states less is its own affair.
  private func term(_ grant: Grant, from start: LegalDate, _ judged: Judged) -> Breach? {
    guard let article = judged.law.term?.article, grant.termBasis == .decided else { return nil }
    let months = Int(judged.rulebook.termMonths)
    let last = start.day.addingMonths(months)
    if grant.validUntil.firstDay <= last { return nil }
    return judged.breach(
      .term, article,
      "Thời hạn là \(months) tháng từ \(start.vietnamese), tức đến \(last.vietnamese); ở đây ghi đến \(grant.validUntil.vietnamese).",
      "The term is \(months) months from \(start.text), to \(last); here it goes to \(grant.validUntil.text).")
  }

  private func prolongation(_ e: CertificateExtended, _ judged: Judged) -> Breach? {
    guard let end = lastGrant(by: judged.date)?.validUntil else { return nil }
    guard let going = judged.law.continuation else {
      guard let article = judged.law.term?.article else { return nil }
      return judged.breach(
        .prolongation, article, "Không có quy định kéo dài hiệu lực quá thời hạn của giấy chứng nhận.",
        "No rule lets a certificate go on past its term.")
    }
    let latest = end.day.advanced(by: Int32(clamping: going.days))
    if e.until.firstDay > latest {
      return judged.breach(
        .prolongation, going.article,
        "Hiệu lực kéo dài không quá \(going.days) ngày từ \(end.vietnamese), tức đến \(latest.vietnamese); ở đây đến \(e.until.vietnamese).",
        "A certificate goes on for at most \(going.days) days after \(end.text), to \(latest); here it goes to \(e.until.text)."
      )
    }
    guard let window = judged.law.filingWindow else { return nil }
    let start = judged.rulebook.inForceFrom.day
    // Only a certificate whose filing window had closed when the law came into force, and which held by then.
    let isTooEarly = end.day < start
    let isTooLate = window.days(before: end.firstDay).upperBound >= start
    guard isTooEarly || isTooLate else { return nil }
    return judged.breach(
      .continuation, going.article,
      "Chỉ giấy chứng nhận hết kỳ nộp hồ sơ trước \(start.vietnamese) mà khi đó còn hiệu lực mới được kéo dài; giấy này đến \(end.vietnamese).",
      "Only a certificate whose filing window had closed before \(start) and that held then goes on; this one ends on \(end.text)."
    )
  }

  /// From the certificate's own term: an extension opens no window.
  private func window(_ e: DossierFiled, _ judged: Judged) -> Breach? {
    guard e.kind == .reevaluation, let window = judged.law.filingWindow,
      let end = lastGrant(by: judged.date)?.validUntil
    else { return nil }
    let (first, last) = (window.days(before: end.firstDay).lowerBound, window.days(before: end.day).upperBound)
    // Where it had closed before the law came into force, nobody could respect it: that is the law's own transition.
    guard last >= judged.rulebook.inForceFrom.day else { return nil }
    if judged.date.day >= first, judged.date.firstDay <= last { return nil }
    return judged.breach(
      .filingWindow, window.article,
      "Hồ sơ đánh giá lại nộp từ \(first.vietnamese) đến \(last.vietnamese); ở đây nộp \(judged.date.vietnamese).",
      "A re-evaluation is filed from \(first) to \(last); here it is filed on \(judged.date.text).")
  }

  // MARK: - Scores

  private func criteriaSet(_ e: Evaluated, _ judged: Judged) -> Breach? {
    guard let article = judged.law.criteriaSets?.article, let code = e.set, let wanted = groups[code],
      let group = others.said(by: judged.date.day, { $0.group })?.value, group != wanted
    else { return nil }
    return judged.breach(
      .criteriaSet, article,
      "Bộ \(code) dành cho nhóm \(wanted.names.vi); sản phẩm thuộc nhóm \(group.names.vi).",
      "The set \(code) is for the group \(wanted.names.en); the product is of the group \(group.names.en).")
  }

  private func forwarding(_ e: Proposed, _ judged: Judged) -> Breach? {
    guard let total = e.total, let least = judged.law.forwarding.first(where: { $0.to == e.to }),
      !total.reaches(least.from.points, .exact)
    else { return nil }
    return judged.breach(
      .forwarding, least.article,
      "Chuyển lên \(e.to.names.vi) từ \(least.from) điểm; ở đây \(total.written(.vi)).",
      "Put forward to the \(e.to.names.en) level from \(least.from) points; here it has \(total.written(.en)).")
  }

  /// A grant rests on the last result of the council at its own level since the decision before. Three or four stars after a central
  /// result that is too low for five are lawful, whatever the province found before.
  private func result(_ grant: Grant, _ judged: Judged) -> Breach? {
    guard let article = judged.law.result?.article else { return nil }
    for entry in others.reversed() where entry.day <= judged.date.day {
      if entry.record.event.grant != nil { return nil }
      guard case .evaluated(let e) = entry.record.event, e.kind == .council else { continue }
      if e.level == .centre, grant.level != .centre { return nil }
      guard e.level == grant.level else { continue }
      let reached = e.knockouts.isEmpty ? reached(e, judged.rulebook) : Stars.zero
      guard let reached, reached < grant.stars else { return nil }
      return judged.breach(
        .result, article,
        "Hội đồng \(e.level.names.vi) ngày \(entry.record.effectiveOn?.vietnamese ?? "") cho hạng \(reached.number) sao; "
          + "quyết định công nhận \(grant.stars.number) sao.",
        "The council at the \(e.level.names.en) level found \(reached.number) stars on \(entry.record.effectiveOn?.text ?? ""); "
          + "the decision grants \(grant.stars.number).")
    }
    return nil
  }

  /// The stars that a result reaches: those of its band, and no more than it says itself, floors taken in.
  private func reached(_ e: Evaluated, _ rulebook: RulebookAdopted) -> Stars? {
    let band = e.total.flatMap { total in rulebook.bands.last { total.reaches($0.from, .exact) }?.stars }
    return [band, e.stars].compactMap(\.self).min()
  }

  // MARK: - Powers

  private func power(_ action: LegalAction, _ level: Level?, _ stars: Stars?, _ judged: Judged) -> [Breach] {
    guard let level, let stars else { return [] }
    // On every day that it may be.
    let days = rulebooks.days(in: judged.date)
    guard let first = judged.rulebook.power(to: action, stars, on: judged.date.firstDay),
      days.allSatisfy({ isForbidden(action, to: level, stars, on: $0, judged) })
    else { return [] }
    let (vi, en) = (Self.list(first.levels, .vi), Self.list(first.levels, .en))
    let rule: LawRule =
      switch action {
      case .decide: .authority
      case .revoke: .revocation
      case .withdraw: .withdrawal
      }
    return [
      judged.breach(
        rule, first.article,
        first.levels.isEmpty
          ? "Hạng \(stars.number) sao không có cấp nào \(action.names.vi)."
          : "Hạng \(stars.number) sao: \(vi) \(action.names.vi), không phải \(level.names.vi).",
        first.levels.isEmpty
          ? "No level may \(action.names.en) for \(stars.number) stars."
          : "For \(stars.number) stars the \(en) level may \(action.names.en), not the \(level.names.en) one.")
    ]
  }

  private func isForbidden(_ action: LegalAction, to level: Level, _ stars: Stars, on day: Day, _ judged: Judged)
    -> Bool
  {
    guard let power = judged.rulebook.power(to: action, stars, on: day), !power.notKnown else { return false }
    return !power.levels.contains(level)
      && !rulebooks.isDelegated(power, for: stars, to: level, under: judged.rulebook, on: day)
  }

  private static func list(_ levels: [Level], _ language: Language) -> String {
    levels.map { $0.name(language) }.joined(separator: language == .vi ? " hoặc " : " or ")
  }

  private func withdrawal(_ e: RecognitionWithdrawn, _ judged: Judged) -> [Breach] {
    let granted = e.granted.flatMap { position in others.first { $0.position == position }?.record.event.grant?.stars }
    let stars = granted ?? lastGrant(by: judged.date)?.stars
    switch e.thing {
    case .certificate?: return power(.revoke, e.level, stars, judged)
    case .recognitionDecision?: return power(.withdraw, e.level, stars, judged)
    // Whichever it was: a breach only where neither may be.
    case nil:
      let revoked = power(.revoke, e.level, stars, judged)
      return power(.withdraw, e.level, stars, judged).isEmpty ? [] : revoked
    }
  }

  // MARK: - Transition

  /// What is decided under rules that had ended, or had not begun, on every day that it may be, and that no transition keeps.
  private func period(_ judged: Judged) -> Breach? {
    let (rulebook, date) = (judged.rulebook, judged.date)
    let hasEnded = rulebooks.end(of: rulebook).map { $0 < date.firstDay } ?? false
    guard hasEnded || rulebook.inForceFrom.day > date.day, let current = rulebooks.inForce(on: date.day),
      !current.transitions.contains(where: { $0.rulebook == rulebook.id })
    else { return nil }
    return Breach(
      rule: .rulebook, rulebook: current.id, article: current.legalReference,
      text: Text(
        "Ngày \(date.vietnamese) áp dụng \(current.legalReference); ở đây căn cứ \(rulebook.legalReference).",
        "On \(date.text) \(current.legalReference) applies; here it rests on \(rulebook.legalReference)."))
  }

  /// A dossier filed before stays under the earlier rules, though its deadline was missed.
  private func transition(_ judged: Judged) -> Breach? {
    guard let current = rulebooks.inForce(on: judged.date.firstDay), current.id != judged.rulebook.id else {
      return nil
    }
    let rules = current.transitions.filter { $0.rulebook == judged.rulebook.id }
    let kind = others.dossier(before: judged.date)?.kind
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

extension Score {
  /// The sum, and of how many sheets: a mean is never rounded where it is held against a bound.
  fileprivate func written(_ language: Language) -> String {
    let points = language == .vi ? sum.description.replacing(".", with: ",") : sum.description
    if count == 1 { return language == .vi ? "\(points) điểm" : "\(points) points" }
    return language == .vi ? "\(points) điểm trên \(count) phiếu" : "\(points) points on \(count) sheets"
  }
}
