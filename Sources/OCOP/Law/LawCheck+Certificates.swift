extension LawCheck {
  /// To the corresponding day at most (Civil Code 2015 Art. 148.3). That a decision states less is its own affair.
  func term(_ grant: Grant, from start: LegalDate, _ judged: Judged) -> Breach? {
    guard let article = judged.law.term?.article else { return nil }
    let months = Int(judged.rulebook.termMonths)
    let last = start.day.addingMonths(months)
    if grant.validUntil.firstDay <= last { return nil }
    return judged.breach(
      .term, article,
      "Thời hạn là \(months) tháng từ \(start.vietnamese), tức đến \(last.vietnamese); ở đây ghi đến \(grant.validUntil.vietnamese).",
      "The term is \(months) months from \(start.text), to \(last); here it goes to \(grant.validUntil.text).")
  }

  /// By a decision: as far as certificates go on by law, and those that do.
  func prolongation(_ e: CertificateExtended, _ judged: Judged) -> Breach? {
    let ends = ownEnds(on: judged.date)
    guard !ends.isEmpty else { return nil }
    guard let going = judged.law.continuation else {
      guard let article = judged.law.term?.article else { return nil }
      return judged.breach(
        .prolongation, article, "Không có quy định kéo dài hiệu lực quá thời hạn của giấy chứng nhận.",
        "No rule lets a certificate go on past its term.")
    }
    return worst(of: ends) { end in
      tooLong(.prolongation, e.until, end, going, judged) ?? notMeant(end, going, judged)
    }
  }

  /// By law, without an act: only where that rulebook has it, for those certificates, from the day after their end, and so long.
  func continuation(to until: LegalDate, _ judged: Judged) -> Breach? {
    let ends = ownEnds(on: judged.date)
    guard !ends.isEmpty else { return nil }
    guard let going = judged.law.continuation else {
      guard let article = judged.law.term?.article else { return nil }
      return judged.breach(
        .continuation, article, "Chưa có quy định cho giấy chứng nhận kéo dài hiệu lực quá thời hạn.",
        "No rule lets a certificate go on past its term by law.")
    }
    return worst(of: ends) { end in
      if judged.date.firstDay > end.day.advanced(by: 1) {
        return judged.breach(
          .continuation, going.article,
          "Hiệu lực kéo dài ngay sau \(end.vietnamese), ngày cuối của thời hạn; ở đây từ \(judged.date.vietnamese).",
          "A certificate goes on right after \(end.text), the last day of its term; here it goes on from \(judged.date.text)."
        )
      }
      return tooLong(.continuation, until, end, going, judged) ?? notMeant(end, going, judged)
    }
  }

  /// What is broken whichever of `ends` is meant.
  private func worst(of ends: [LegalDate], _ breach: (LegalDate) -> Breach?) -> Breach? {
    let found = ends.map(breach)
    return found.contains { $0 == nil } ? nil : found.first ?? nil
  }

  private func tooLong(
    _ rule: LawRule, _ until: LegalDate, _ end: LegalDate, _ going: Continuation, _ judged: Judged
  ) -> Breach? {
    let latest = end.day.advanced(by: Int32(clamping: going.days))
    guard until.firstDay > latest else { return nil }
    return judged.breach(
      rule, going.article,
      "Hiệu lực kéo dài không quá \(going.days) ngày từ \(end.vietnamese), tức đến \(latest.vietnamese); ở đây đến \(until.vietnamese).",
      "A certificate goes on for at most \(going.days) days after \(end.text), to \(latest); here it goes to \(until.text)."
    )
  }

  /// Only a certificate whose filing window had closed when the law came into force, and which held by then.
  private func notMeant(_ end: LegalDate, _ going: Continuation, _ judged: Judged) -> Breach? {
    guard let window = judged.law.filingWindow else { return nil }
    let start = judged.rulebook.inForceFrom.day
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
  func window(_ kind: ApplicationKind, filedOn filed: LegalDate? = nil, _ judged: Judged) -> Breach? {
    let filed = filed ?? judged.date
    let ends = ownEnds(on: filed)
    guard kind == .reevaluation, let window = judged.law.filingWindow, !ends.isEmpty else { return nil }
    return worst(of: ends) { end in
      let (first, last) = (window.days(before: end.firstDay).lowerBound, window.days(before: end.day).upperBound)
      // Where it had closed before the law came into force, nobody could respect it: that is the law's own transition.
      guard last >= judged.rulebook.inForceFrom.day else { return nil }
      if filed.day >= first, filed.firstDay <= last { return nil }
      return judged.breach(
        .filingWindow, window.article,
        "Hồ sơ đánh giá lại nộp từ \(first.vietnamese) đến \(last.vietnamese); ở đây nộp \(filed.vietnamese).",
        "A re-evaluation is filed from \(first) to \(last); here it is filed on \(filed.text).")
    }
  }

  /// The filing that a decision tells, where no record of the dossier does.
  func filing(_ judged: Judged) -> Breach? {
    guard let kind = judged.grounds.application, let filed = judged.grounds.filedOn else { return nil }
    let isRecorded = others.contains { entry in
      if case .dossierFiled = entry.record.event { entry.record.effectiveOn == filed } else { false }
    }
    return isRecorded ? nil : window(kind, filedOn: filed, judged)
  }
}
