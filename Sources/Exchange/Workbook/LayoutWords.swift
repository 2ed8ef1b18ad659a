internal import OCOP

/// What the headings of provincial lists mean, with accents or without, whatever words stand around them.
enum LayoutWords {
  /// What a heading says of its column: `part` where it says of which evaluation (0: it does not), or of the present.
  struct Meaning: Hashable {
    enum Part: Hashable { case evaluation(Int), present, unsaid }
    var name: String
    var part: Part
  }

  /// The meaning of a heading below a heading over several columns; `nil`: none that is known.
  static func meaning(of heading: String, under group: String) -> Meaning? {
    let (own, above) = (words(heading), words(group))
    let all = above + own
    guard let name = name(own.isEmpty ? above : own) ?? name(all) else { return nil }
    let part: Meaning.Part =
      if let number = evaluation(all) { .evaluation(number) } else if isPresent(all) { .present } else { .unsaid }
    return Meaning(name: name, part: part)
  }

  static func words(_ text: String) -> [String] {
    folded(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  private static let headings = Headings(
    WorkbookField.entryNames + ["stars", "decision", "decided_on", "valid_until", "issuer", "decided_by"])

  private static func name(_ words: [String]) -> String? {
    let plain = stripped(words)
    // What a heading is called may hold a word that also says of which evaluation it is.
    for text in [words, plain] {
      if let known = headings.known(text.joined(separator: " ")) { return known == "issuer" ? "decided_by" : known }
    }
    for text in [plain, words] {
      for (name, phrases) in phrases where phrases.contains(where: { contains(text, $0) }) { return name }
    }
    return nil
  }

  /// The first that a heading holds: what is more special stands first.
  private static let phrases: [(String, [String])] = [
    ("note", ["ghi chu", "note"]), ("phone", ["dien thoai", "sdt", "so dt", "dt", "phone", "lien he", "lien lac"]),
    ("email", ["email", "thu dien tu"]),
    ("representative", ["dai dien", "chu ho", "giam doc", "nguoi dung dau", "ho va ten", "ho ten", "chu nhiem"]),
    ("address", ["dia chi", "address"]), ("tax_code", ["ma so thue", "mst"]), ("product_id", ["ma san pham"]),
    ("producer_id", ["ma chu the"]),
    ("legal_form", ["loai hinh", "hinh thuc to chuc", "hinh thuc kinh doanh", "loai chu the"]),
    (
      "valid_until",
      [
        "het han", "het hieu luc", "hieu luc den", "thoi han", "han den", "gia tri den", "han giay", "han hieu luc",
        "han su dung",
        "co hieu luc", "han gcn",
      ]
    ),
    ("group", ["nhom", "nganh", "phan nhom"]),
    (
      "decided_by",
      [
        "co quan", "cap cong nhan", "cap cap", "don vi cap", "noi cap", "cap quyet dinh", "cap danh gia",
        "cap ban hanh", "tham quyen",
        "don vi cong nhan", "don vi danh gia", "cap xet", "cap phan hang", "cap", "hoi dong", "authority",
      ]
    ),
    ("decided_on", ["ngay", "thoi gian", "thoi diem", "date"]),
    ("decision", ["quyet dinh", "qd", "decision"]), ("year", ["nam", "year"]),
    ("former_district", ["huyen cu", "quan cu"]), ("district", ["huyen", "quan"]),
    ("commune", ["xa", "phuong", "thi tran", "commune"]),
    ("stars", ["sao", "hang", "xep hang", "phan hang", "ket qua", "star"]),
    ("product", ["san pham", "product"]), ("producer", ["chu the", "co so", "don vi", "producer", "nha san xuat"]),
  ]

  private static func contains(_ words: [String], _ phrase: String) -> Bool {
    let phrase = phrase.split(separator: " ").map(String.init)
    guard words.count >= phrase.count else { return false }
    return (0...words.count - phrase.count).contains { words[$0..<$0 + phrase.count].elementsEqual(phrase) }
  }

  private static let markers: [(Int, [String])] = [
    (
      2,
      [
        "lan 2", "lan hai", "lan thu hai", "lan thu 2", "lan ii", "dot 2", "nang hang", "danh gia lai", "cong nhan lai",
        "thu hai",
        "second",
      ]
    ),
    (
      1,
      [
        "lan 1", "lan mot", "lan dau", "lan thu nhat", "lan thu 1", "lan i", "dot 1", "thu nhat", "lan dau tien",
        "first",
      ]
    ), (3, ["lan 3", "lan ba", "lan thu ba", "lan thu 3", "lan iii", "dot 3"]),
    (4, ["lan 4", "lan bon", "lan thu tu", "lan thu 4", "dot 4"]),
  ]

  private static func evaluation(_ words: [String]) -> Int? {
    markers.first { $0.1.contains { contains(words, $0) } }?.0
  }

  private static func isPresent(_ words: [String]) -> Bool {
    ["hien tai", "hien nay", "dang giu", "hien co", "current"].contains { contains(words, $0) }
  }

  /// The words without those that say of which evaluation a column is.
  private static func stripped(_ words: [String]) -> [String] {
    var words = words
    let phrases = (markers.flatMap(\.1) + ["hien tai", "hien nay", "danh gia", "cong nhan"])
      .map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }
    for phrase in phrases where words.count > phrase.count {
      if let start = (0...words.count - phrase.count).first(where: {
        words[$0..<$0 + phrase.count].elementsEqual(phrase)
      }) {
        words.removeSubrange(start..<start + phrase.count)
      }
    }
    return words
  }
}
