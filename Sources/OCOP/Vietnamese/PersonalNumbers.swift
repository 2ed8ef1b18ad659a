/// Numbers of natural persons in a text: what a ledger that keeps everything for ever should not hold.
///
/// Phone numbers (mobile and fixed, national and international), personal numbers of twelve digits (số định danh, CCCD) and the
/// nine digits of older identity cards (CMND), however their digits are grouped. What is found is asked about, so a number too many
/// is a question too many; dates, sums of money and what is named as a tax code are none.
public enum PersonalNumbers {
  /// The first such number in `text`, as it is written; `nil`: there is none.
  public static func first(in text: String) -> String? {
    // The shortest has nine digits; most texts have fewer, and are not looked at any further.
    guard text.unicodeScalars.lazy.filter(isDigit).prefix(9).count == 9 else { return nil }
    let groups = groups(in: Array(text))
    for start in groups.indices where !isNamedAsCode(groups[start].word) {
      var end = start
      repeat {
        let window = groups[start...end]
        if !window.isDate, isPersonal(window) { return window.shown }
        end += 1
      } while end < min(start + 6, groups.count) && groups[end].separator != nil
    }
    return nil
  }

  /// What is asked about `number`.
  public static func question(_ number: String) -> Text {
    Text(
      "\"\(number)\" giống số điện thoại hoặc số giấy tờ của cá nhân; nhật ký giữ mãi mãi.",
      "\"\(number)\" looks like a phone or identity number of a person; the log keeps it for ever.")
  }

  /// Digits that stand together.
  fileprivate struct Group {
    var digits = ""
    /// What stands between them and those before; `nil`: something else than a separator does.
    var separator: String?
    /// Whether a plus sign stands before them.
    var hasPlus = false
    /// The words before, folded.
    var word = ""
    /// The word behind, folded.
    var unit = ""
    /// Whether they stand in an address of the web, which numbers pages, too.
    var isInLink = false
  }

  private static func groups(in text: [Character]) -> [Group] {
    var groups: [Group] = []
    var (words, between, token) = ("", "", "")
    var index = 0
    while index < text.count {
      guard digit(text[index]) != nil else {
        between.append(text[index])
        token = text[index].isWhitespace ? "" : token + String(text[index])
        words.append(text[index])
        index += 1
        continue
      }
      var group = Group()
      while index < text.count, let digit = digit(text[index]) {
        group.digits.append(digit)
        index += 1
      }
      let isSeparator = between.count <= 3 && between.allSatisfy { separators.contains($0) || $0.isWhitespace }
      group.separator = !groups.isEmpty && isSeparator ? between : nil
      group.hasPlus = between.last == "+" || between.last == "＋"
      group.word = folded(String(words.suffix(24))).trimmingSuffix(":. (").description
      group.unit = folded(String(text[index...].drop { $0 == " " }.prefix { $0.isLetter }))
      if group.separator == nil { words = "" }
      group.isInLink = token.contains("://") || token.hasPrefix("www.")
      groups.append(group)
      between = ""
    }
    return groups
  }

  private static let separators: Set<Character> = [
    ".", "-", "\u{2010}", "\u{2011}", "–", "—", "/", "(", ")", "+", "·", "_", "＋", "−",
  ]

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x80: ("0"..."9").contains(scalar)
    // The letters of Vietnamese; Unicode has no digits among these.
    case ..<0x660, 0x1e00...0x1eff: false
    default: scalar.properties.generalCategory == .decimalNumber
    }
  }

  private static func digit(_ character: Character) -> Character? {
    guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1,
      isDigit(scalar), let value = scalar.properties.numericValue
    else { return nil }
    return Character(String(Int(value)))
  }

  /// Whether `word` says that what follows is a code of something else: a tax code, a product's or a file's number.
  private static func isNamedAsCode(_ word: String) -> Bool {
    ["mst", "ma so thue", "ma thue", "gtin", "ma vach", "barcode", "stk", "gcn", "ma so", "ma sp", "so lo"].contains {
      word.hasSuffix($0)
    }
  }

  private static func isPersonal(_ groups: ArraySlice<Group>) -> Bool {
    let shape = groups.map(\.digits.count)
    var digits = groups.map(\.digits).joined()
    guard let first = groups.first else { return false }
    if first.isInLink, shape != [10] { return false }
    let isAbroad = first.beginsAbroad
    if isAbroad { digits = "0" + digits.dropFirst(digits.hasPrefix("00") ? 4 : 2).trimmingPrefix("0") }
    switch digits.count {
    case 10:
      // Pairs are days too: those of a phone number are set apart in one way.
      return digits.hasPrefix("0") && "35789".contains(digits.dropFirst().first ?? "0")
        && (groups.isEven || shape.contains { $0 > 2 })
    case 11: return digits.hasPrefix("02")
    case 12: return digits.hasPrefix("0") && !isAbroad && groups.isEven && shapesOfTwelve.contains(shape)
    case 9 where shape == [9]: return !units.contains(first.unit)
    case 9 where shape == [3, 3, 3]: return identityCards.contains { first.word.hasSuffix($0) }
    default: return false
    }
  }

  private static let shapesOfTwelve = [
    [12], [3, 9], [3, 3, 6], [6, 6], [3, 3, 3, 3], [4, 4, 4], [3, 1, 2, 6], [3, 1, 8],
  ]
  private static let identityCards = [
    "cmnd", "cmnd so", "cmt", "cmt so", "cmtnd", "chung minh", "nhan dan", "nhan dan so",
  ]
  private static let units: Set<String> = ["dong", "d", "vnd", "vn", "usd", "kg", "san"]
}

extension PersonalNumbers.Group {
  /// Whether the digits begin as a number of Vietnam does from abroad: +84, 84, 0084.
  fileprivate var beginsAbroad: Bool {
    digits.hasPrefix("84") && (hasPlus || digits.count == 2 || digits.count == 11) || digits.hasPrefix("0084")
  }
}

extension ArraySlice<PersonalNumbers.Group> {
  /// As they are written.
  fileprivate var shown: String {
    (first?.hasPlus ?? false ? "+" : "") + (first?.digits ?? "")
      + dropFirst().map { ($0.separator ?? "") + $0.digits }.joined()
  }

  /// Whether the groups are set apart in one way.
  fileprivate var isEven: Bool { Set(dropFirst().map(\.separator)).count <= 1 }

  /// Whether two of the groups are a month and a year, or a year and a month.
  fileprivate var isDate: Bool {
    func isYear(_ group: PersonalNumbers.Group) -> Bool {
      group.digits.count == 4 && (group.digits.hasPrefix("19") || group.digits.hasPrefix("20"))
    }
    return zip(self, dropFirst()).contains { a, b in
      isYear(a) && b.digits.count <= 2 || isYear(b) && a.digits.count <= 2
    }
  }
}

extension StringProtocol {
  /// Without the characters of `set` at its end.
  fileprivate func trimmingSuffix(_ set: String) -> SubSequence {
    var rest = self[...]
    while let last = rest.last, set.contains(last) { rest.removeLast() }
    return rest
  }
}
