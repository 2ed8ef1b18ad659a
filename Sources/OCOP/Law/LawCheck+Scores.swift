extension LawCheck {
  func criteriaSet(_ e: Evaluated, _ judged: Judged) -> Breach? {
    guard let article = judged.law.criteriaSets?.article, let code = e.set, let wanted = groups[code],
      let group = others.said(by: judged.date.day, { $0.group })?.value, group != wanted
    else { return nil }
    return judged.breach(
      .criteriaSet, article,
      "Bộ \(code) dành cho nhóm \(wanted.names.vi); sản phẩm thuộc nhóm \(group.names.vi).",
      "The set \(code) is for the group \(wanted.names.en); the product is of the group \(group.names.en).")
  }

  func forwarding(_ e: Proposed, _ judged: Judged) -> Breach? {
    guard let total = e.total, let least = judged.law.forwarding.first(where: { $0.to == e.to }),
      !total.reaches(least.from.points, .exact)
    else { return nil }
    return judged.breach(
      .forwarding, least.article,
      "Chuyển lên \(e.to.names.vi) từ \(least.from) điểm; ở đây \(total.written(.vi)).",
      "Put forward to the \(e.to.names.en) level from \(least.from) points; here it has \(total.written(.en)).")
  }

  /// A grant rests on the last result of the council at its own level for the dossier that is decided. Three or four stars after a
  /// central result that is too low for five are lawful, whatever the province found before; not where the dossier was knocked out.
  func result(_ grant: Grant, _ judged: Judged) -> Breach? {
    guard let article = judged.law.result?.article else { return nil }
    for entry in others.reversed() where entry.day <= judged.date.day {
      if entry.record.event.grant != nil { return nil }
      // What was found before belongs to another dossier; one that goes up to the centre is the same.
      if case .dossierFiled(let dossier) = entry.record.event, dossier.level != .centre { return nil }
      guard case .evaluated(let e) = entry.record.event, e.kind == .council else { continue }
      let isHigher = e.level == .centre && grant.level != .centre
      guard e.level == grant.level || isHigher else { continue }
      if isHigher, e.knockouts.isEmpty {
        guard let found = reached(e, judged.rulebook), found >= .five else { return nil }
        continue
      }
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
}

extension Score {
  /// The sum, and of how many sheets: a mean is never rounded where it is held against a bound.
  fileprivate func written(_ language: Language) -> String {
    let points = language == .vi ? sum.description.replacing(".", with: ",") : sum.description
    if count == 1 { return language == .vi ? "\(points) điểm" : "\(points) points" }
    return language == .vi ? "\(points) điểm trên \(count) phiếu" : "\(points) points on \(count) sheets"
  }
}
