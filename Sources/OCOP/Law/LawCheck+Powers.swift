extension LawCheck {
  /// Where any of `stars` may be meant, it is a breach for each of them.
  func power(_ action: LegalAction, _ level: Level?, _ stars: [Stars], _ judged: Judged) -> [Breach] {
    let found = stars.map { power(action, level, $0, judged) }
    return found.contains { $0.isEmpty } ? [] : found.first ?? []
  }

  private func power(_ action: LegalAction, _ level: Level?, _ stars: Stars, _ judged: Judged) -> [Breach] {
    guard let level else { return [] }
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

  func withdrawal(_ e: RecognitionWithdrawn, _ judged: Judged) -> [Breach] {
    let (held, decided): ([Stars], [Stars])
    if let granted = e.granted {
      held = [stars(grantedAt: granted)].compactMap(\.self)
      decided = held
    } else {
      (held, decided) = (overStars(on: judged.date), decidedStars(on: judged.date))
    }
    switch e.thing {
    case .certificate?: return power(.revoke, e.level, held, judged)
    case .recognitionDecision?: return power(.withdraw, e.level, decided, judged)
    // Whichever it was: a breach only where neither may be.
    case nil:
      let revoked = power(.revoke, e.level, held, judged)
      return power(.withdraw, e.level, decided, judged).isEmpty ? [] : revoked
    }
  }
}
