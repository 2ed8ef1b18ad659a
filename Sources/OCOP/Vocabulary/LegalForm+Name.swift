extension LegalForm {
  /// The form that a producer's name begins with, in words that mean nothing else; `nil`: the name tells none.
  ///
  /// Accents decide where the name has them: *Hồ Tiêu* is no *hộ*, *Cổ Sở* no *cơ sở*. A single word that is also part of names
  /// (*Hội An*) tells nothing.
  public init?(beginning name: String) {
    let words = name.lowercased().split(separator: " ").joined(separator: " ") + " "
    let isPlain = folded(name) == name.lowercased()
    for (form, beginnings) in Self.beginnings {
      for beginning in beginnings {
        // Without accents only what several words or an abbreviation say is clear.
        let isClear = beginning.contains(" ") || folded(beginning) == beginning
        if words.hasPrefix(beginning + " ") || (isPlain && isClear && words.hasPrefix(folded(beginning) + " ")) {
          self = form
          return
        }
      }
    }
    return nil
  }

  private static let beginnings: [(LegalForm, [String])] = [
    (.cooperative, ["hợp tác xã", "htx", "liên hiệp hợp tác xã", "liên hiệp htx"]),
    (.cooperativeGroup, ["tổ hợp tác", "tht", "tổ sản xuất"]),
    (
      .enterprise,
      [
        "công ty", "cty", "chi nhánh công ty", "tổng công ty", "tập đoàn", "doanh nghiệp tư nhân", "dntn",
        "doanh nghiệp",
      ]
    ), (.household, ["hộ", "hkd", "hộ kinh doanh", "hộ sản xuất", "hộ sxkd", "hộ gia đình", "hộ cá thể"]),
    (.establishment, ["cơ sở sản xuất", "cơ sở kinh doanh", "cơ sở chế biến", "csxs", "cssx"]),
    (.farm, ["trang trại"]), (.association, ["hiệp hội", "hội nông dân", "hội phụ nữ", "hội cựu chiến binh"]),
    (.operatingCentre, ["trung tâm điều hành"]),
  ]
}
