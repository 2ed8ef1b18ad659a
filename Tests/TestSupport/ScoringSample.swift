public import OCOP

/// A small rulebook for tests of scoring.
public enum ScoringSample {
  /// One criterion takes nearly all points, so that any total can be made; two have floors.
  public static let rulebook: Rulebook = {
    let bands: [(Stars, Int64, Int64?)] = [
      (.one, 0, 30), (.two, 30, 50), (.three, 50, 70), (.four, 70, 90), (.five, 90, nil),
    ]
    let steps = (0...9_000).map { RulePoints(Points(hundredths: Int64($0))) }
    let set = CriteriaSet(
      code: "1", name: "Một bộ", group: .food, parts: [RulePart(code: "A", max: RulePoints(100))],
      sections: [RuleSection(code: "1", part: "A", title: "Một", max: RulePoints(100))],
      criteria: [
        Criterion(code: "1.1", section: "1", title: "Gần hết", options: steps),
        Criterion(
          code: "1.2", section: "1", title: "Có mức", options: [0, 2, 5].map { RulePoints($0) },
          floors: Floors([(.three, RulePoints(2)), (.five, RulePoints(5))])),
        Criterion(
          code: "1.3", section: "1", title: "Hai danh sách",
          either: [
            Alternative(code: "a", title: "A", options: [1, 5].map { RulePoints($0) }),
            Alternative(
              code: "b", title: "B", options: [1, 5].map { RulePoints($0) }, floors: Floors([(.four, RulePoints(5))])),
          ]),
      ], knockouts: [Knockout(code: "unsafe", title: "Không an toàn")])
    return Rulebook(
      format: Rulebook.currentFormat, id: RulebookID("TEST"), title: "Thử",
      legal: LegalAct(act: "Thử", signed: LegalDate("2026-01-01")!), inForceFrom: LegalDate("2026-01-01")!,
      termMonths: 36, detail: .complete, bandReading: .halfOpen,
      bands: bands.map {
        RuleBand(stars: $0.0, from: RulePoints($0.1), below: $0.2.map { RulePoints($0) })
      },
      authorities: [
        RuleAuthority(stars: .three, level: .province), RuleAuthority(stars: .four, level: .province),
        RuleAuthority(stars: .five, level: .centre),
      ], knockouts: [Knockout(code: "forged", title: "Gian dối")], sets: [set])
  }()

  /// Its only set.
  public static let table = ScoringTable(rulebook, set: "1")!
}
