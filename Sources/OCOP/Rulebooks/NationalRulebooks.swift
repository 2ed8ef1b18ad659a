/// The five national rulebooks as far as a recognition needs them: when, who decides, how long, from how many points.
///
/// The 2019 text prints whole points (50-69, 70-89) and leaves gaps between them; 26/2026 closes them with half-open
/// bands. We read all of them half-open, on the exact mean.
public enum NationalRulebooks {
  /// In the order they came into force. New ledgers adopt them as their first events.
  public static let all: [RulebookAdopted] = [
    rulebook(
      "QD1048-2019", "Bộ tiêu chí đánh giá, phân hạng sản phẩm OCOP",
      "QĐ 1048/QĐ-TTg, 21/8/2019", from: (2019, 8, 21), until: (2020, 6, 7), threeStars: .province),
    rulebook(
      "QD781-2020", "Bộ tiêu chí theo QĐ 1048, sửa đổi phụ lục",
      "QĐ 781/QĐ-TTg, 8/6/2020", from: (2020, 6, 8), until: (2023, 2, 23), amends: "QD1048-2019",
      threeStars: .province),
    rulebook(
      "QD148-2023", "Bộ tiêu chí và quy trình đánh giá, phân hạng sản phẩm OCOP",
      "QĐ 148/QĐ-TTg, 24/2/2023", from: (2023, 2, 24), until: (2025, 7, 5), threeStars: .district),
    rulebook(
      "QD1489-2025", "Bộ tiêu chí theo QĐ 148, thẩm quyền hai cấp",
      "QĐ 1489/QĐ-TTg, 6/7/2025", from: (2025, 7, 6), until: (2026, 7, 21), amends: "QD148-2023",
      threeStars: .province),
    rulebook(
      "QD26-2026", "Bộ tiêu chí, quy trình đánh giá, phân hạng sản phẩm OCOP",
      "QĐ 26/2026/QĐ-TTg, 22/5/2026", from: (2026, 5, 22), until: nil, threeStars: .province,
      transitions: [
        transition([.first, .upgrade], until: (2026, 7, 21), "Art. 12.2, 60 days"),
        transition([.reevaluation], until: (2026, 6, 21), "Art. 12.2, 30 days"),
      ]),
  ]

  private static func rulebook(
    _ id: String, _ title: String, _ reference: String, from: (Int, Int, Int), until: (Int, Int, Int)?,
    amends: String? = nil, threeStars: Level, transitions: [RuleTransition] = []
  ) -> RulebookAdopted {
    RulebookAdopted(
      id: RulebookID(id), title: title, legalReference: reference, inForceFrom: date(from),
      inForceUntil: until.map(date), amends: amends.map { RulebookID($0) }, termMonths: 36,
      authorities: [
        StarAuthority(stars: .three, level: threeStars), StarAuthority(stars: .four, level: .province),
        StarAuthority(stars: .five, level: .centre),
      ],
      bands: [
        StarBand(stars: .one, from: Points(0)), StarBand(stars: .two, from: Points(30)),
        StarBand(stars: .three, from: Points(50)), StarBand(stars: .four, from: Points(70)),
        StarBand(stars: .five, from: Points(90)),
      ], transitions: transitions)
  }

  /// Dossiers filed before 22/5/2026 go on under the rules of 2025 for a while.
  private static func transition(_ kinds: [ApplicationKind], until: (Int, Int, Int), _ source: String) -> RuleTransition
  {
    RuleTransition(
      rulebook: RulebookID("QD1489-2025"), kinds: kinds, filedBefore: date((2026, 5, 22)), decidedUntil: date(until),
      source: source)
  }

  private static func date(_ date: (Int, Int, Int)) -> LegalDate {
    LegalDate(Day(year: date.0, month: date.1, day: date.2)!)
  }
}
