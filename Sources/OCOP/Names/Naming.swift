/// A name of a producer or a product as it is held against others: whether both are one, may be one, or are only near.
public struct Naming: Hashable, Sendable {
  /// How two names stand to each other.
  public enum Relation: Hashable, Sendable {
    /// One name, through spellings that cannot matter.
    case same
    /// One of them has no accents, and may stand for the other.
    case mayBe
    /// An edit or two, another legal form, a place behind it: somebody has to say.
    case near
    /// Two names. Accents decide where both have them: dừa, dứa and dưa are three.
    case different
  }

  /// With accents; equal for names that are one.
  public let exact: String
  /// Without accents; equal for names that may be one.
  public let folded: String
  /// Whether it was typed with accents: one without may stand for any with the same letters.
  public let isTypedWithAccents: Bool
  /// The name without its legal form and without a place behind it, word by word.
  private let coreWords: [Word]

  private struct Word: Hashable {
    let exact: String
    let folded: String
  }

  /// The name of a producer: HTX is hợp tác xã, Cty công ty.
  public init(producer name: String) { self.init(name, isProducer: true) }
  /// The name of a product.
  public init(product name: String) { self.init(name, isProducer: false) }

  private init(_ name: String, isProducer: Bool) {
    let plain = plain(name)
    let spelling = Spelling(isProducer ? Abbreviations.written(plain) : plain)
    (exact, folded) = (spelling.exact, spelling.folded)
    isTypedWithAccents = isProducer ? Spelling(plain).isAccented : spelling.isAccented
    coreWords = Self.core(spelling, isProducer)
  }

  private static func core(_ spelling: Spelling, _ isProducer: Bool) -> [Word] {
    let head = PlaceBehind.head(spelling)
    let words = zip(words(head.exact), words(head.folded)).map { Word(exact: $0, folded: $1) }
    guard isProducer else { return words }
    let count = LegalWords.count(words.map(\.folded))
    return count == words.count ? words : Array(words[count...])
  }

  private static func words(_ text: String) -> [String] {
    text.unicodeScalars.split { scalar in
      !scalar.properties.isAlphabetic && !("0"..."9").contains(scalar)
        && scalar.properties.generalCategory != .nonspacingMark
    }.map(String.init)
  }

  /// Its core without accents.
  var core: String { coreWords.map(\.folded).joined(separator: " ") }
  /// The letters of its core, without accents.
  var letters: String { coreWords.map { $0.folded.filter { !isDigit($0) } }.joined() }
  /// The numbers in its core: names that differ in them are two.
  var digits: String {
    coreWords.map { $0.folded.filter(isDigit) }.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// How this name stands to `other`; the other way round it is the same.
  public func relation(to other: Naming) -> Relation {
    if exact == other.exact { return .same }
    let bothAccented = isTypedWithAccents && other.isTypedWithAccents
    if folded == other.folded { return bothAccented ? .different : .mayBe }
    guard digits == other.digits, initials == other.initials else { return .different }
    if core == other.core {
      return !bothAccented || coreWords.map(\.exact) == other.coreWords.map(\.exact) ? .near : .different
    }
    let (a, b) =
      bothAccented ? (units, other.units) : (Array(letters).map(String.init), Array(other.letters).map(String.init))
    let shorter = min(letters.count, other.letters.count)
    let most = shorter < 4 ? 0 : shorter < 10 ? 1 : 2
    return most > 0 && isWithin(most, a, b) ? .near : .different
  }

  /// Words of one letter are as telling as numbers.
  private var initials: [String] { coreWords.map(\.folded).filter { $0.count == 1 } }

  /// What a hand may write wrongly: each letter with its mark, and each tone.
  private var units: [String] {
    var units: [String] = []
    for scalar in coreWords.flatMap({ Array($0.exact.unicodeScalars) }) where !isDigit(Character(scalar)) {
      if scalar.properties.generalCategory == .nonspacingMark, !tones.contains(scalar), !units.isEmpty {
        units[units.count - 1].unicodeScalars.append(scalar)
      } else {
        units.append(String(scalar))
      }
    }
    return units
  }
}

private func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }

/// Whether `a` becomes `b` by at most `most` edits: a unit put in, left out, replaced, or two neighbours swapped (Damerau, 1964).
private func isWithin(_ most: Int, _ a: [String], _ b: [String]) -> Bool {
  guard abs(a.count - b.count) <= most else { return false }
  var (before, last) = ([Int](), Array(0...b.count))
  for i in 0..<a.count {
    var row = [i + 1]
    for j in 0..<b.count {
      var cost = min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, before[j - 1] + 1) }
      row.append(cost)
    }
    (before, last) = (last, row)
  }
  return last[b.count] <= most
}

/// Abbreviations in producers' names that mean one thing only.
private enum Abbreviations {
  private static let words: [String: String] = [
    "htx": "hợp tác xã", "lhhtx": "liên hiệp hợp tác xã", "htxnn": "hợp tác xã nông nghiệp",
    "htxdvnn": "hợp tác xã dịch vụ nông nghiệp", "tht": "tổ hợp tác", "cty": "công ty", "tnhh": "trách nhiệm hữu hạn",
    "mtv": "một thành viên", "cp": "cổ phần", "dntn": "doanh nghiệp tư nhân", "hkd": "hộ kinh doanh",
    "csxs": "cơ sở sản xuất", "cssx": "cơ sở sản xuất", "sxkd": "sản xuất kinh doanh", "dvnn": "dịch vụ nông nghiệp",
    "sx": "sản xuất", "tm": "thương mại", "dv": "dịch vụ", "nn": "nông nghiệp", "xk": "xuất khẩu",
    "xnk": "xuất nhập khẩu",
  ]

  /// `text`, small letters, with each of them written out.
  static func written(_ text: String) -> String {
    var result = ""
    for part in text.split(omittingEmptySubsequences: false, whereSeparator: { $0 == " " }) {
      if !result.isEmpty { result += " " }
      // A full stop may stand behind it, or another one beside it.
      result +=
        part.split(omittingEmptySubsequences: false) { !$0.isLetter }.count == 1
        ? words[String(part)] ?? String(part) : pieces(part)
    }
    return result
  }

  private static func pieces(_ part: Substring) -> String {
    var (result, word) = ("", "")
    func written() -> String { words[word] ?? word }
    for character in part {
      if character.isLetter {
        word.append(character)
      } else {
        result += written() + String(character)
        word = ""
      }
    }
    return result + written()
  }
}

/// Words before a producer's own name: its legal form and what it is for.
private enum LegalWords {
  private static let phrases: [[String]] = [
    "lien hiep hop tac xa", "hop tac xa", "to hop tac", "to san xuat", "tong cong ty", "chi nhanh cong ty", "cong ty",
    "doanh nghiep tu nhan", "doanh nghiep", "trach nhiem huu han", "mot thanh vien", "co phan", "ho kinh doanh",
    "ho san xuat", "ho gia dinh", "ho", "co so san xuat", "co so che bien", "co so", "trang trai", "nong nghiep",
    "dich vu",
    "san xuat", "thuong mai", "kinh doanh", "tong hop", "xuat nhap khau", "che bien", "va", "san xuat kinh doanh",
  ].map { $0.split(separator: " ").map(String.init) }

  /// How many of the first words they are.
  static func count(_ words: [String]) -> Int {
    var count = 0
    while let phrase = phrases.first(where: { words[count...].starts(with: $0) }) { count += phrase.count }
    return count
  }
}

/// The place that lists write behind a name, as in "HTX Tân Quy, xã Tân Mỹ".
private enum PlaceBehind {
  private static let words: Set<String> = [
    "xa", "phuong", "thi", "huyen", "thon", "ban", "ap", "khu", "tinh", "tp", "thanh", "quan", "dia",
  ]

  /// The spelling without it.
  static func head(_ spelling: Spelling) -> (exact: String, folded: String) {
    let (exact, folded) = (parts(spelling.exact), parts(spelling.folded))
    let end = folded.indices.dropFirst().first { part in
      folded[part].split(separator: " ").first.map { words.contains(String($0)) } ?? false
    }
    let count = end ?? folded.count
    return (exact.prefix(count).joined(separator: ","), folded.prefix(count).joined(separator: ","))
  }

  private static func parts(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false) { ",(-;".contains($0) }.map(String.init)
  }
}
