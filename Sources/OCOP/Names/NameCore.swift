/// The words of a folded name that are its own: without the legal form in front and a place behind. It is worked out for every
/// record that is verified, so it goes over bytes.
struct NameCore {
  typealias Word = ArraySlice<UInt8>

  /// Its words.
  let words: ArraySlice<Word>
  /// How many words stand before them.
  var dropped: Int { words.startIndex }

  /// The core of `folded`.
  init(_ folded: String, isProducer: Bool) {
    let bytes = Array(folded.utf8)
    let all = Self.words(bytes[..<(isProducer ? Self.explained(bytes, Self.end(bytes)) : Self.end(bytes))])
    var count = isProducer ? LegalWords.count(all) : 0
    // Ông and bà stand before the whole name of a person.
    if isProducer, count == 0, all.count >= 4, ["ong", "ba"].contains(where: { all[0].elementsEqual($0.utf8) }) {
      count = 1
    }
    words = count == all.count ? all[...] : all[count...]
  }

  /// The words with single spaces.
  var text: [UInt8] { Array(words.joined(separator: CollectionOfOne(UInt8(ascii: " ")))) }
  /// The letters, one behind the other.
  var letters: [UInt8] { words.joined().filter { !isDigit($0) } }
  /// The numbers, word by word: names that differ in them are two.
  var digits: [UInt8] {
    Array(words.map { $0.filter(isDigit) }.filter { !$0.isEmpty }.joined(separator: CollectionOfOne(UInt8(ascii: " "))))
  }
  /// Words of one letter are as telling as numbers.
  var initials: [Word] { words.filter { $0.count == 1 } }
  /// The letters as what a hand may write wrongly.
  var units: [String] { String(decoding: letters, as: UTF8.self).map(String.init) }

  private static func words(_ bytes: ArraySlice<UInt8>) -> [Word] { bytes.split { !isWordByte($0) } }

  /// Where a place begins that lists write behind a name, as in "HTX Tân Quy, xã Tân Mỹ".
  private static func end(_ bytes: [UInt8]) -> Int {
    for (index, byte) in bytes.enumerated()
    where index > 0 && (byte == 0x2c || byte == 0x28 || byte == 0x2d || byte == 0x3b) {
      let word = bytes[(index + 1)...].prefix(while: isWordByte)
      if places.contains(Array(word)) { return index }
    }
    return bytes.count
  }

  /// Where brackets begin behind a name that explain it, as a company's name in English; what has a number in them tells it apart.
  private static func explained(_ bytes: [UInt8], _ end: Int) -> Int {
    guard end == bytes.count, bytes.last == 0x29, let start = bytes.lastIndex(of: 0x28), start > 0,
      !bytes[start...].contains(where: isDigit)
    else { return end }
    return start
  }

  private static let places = Set(
    ["xa", "phuong", "thi", "huyen", "thon", "ban", "ap", "khu", "tinh", "tp", "thanh", "quan", "dia"].map {
      Array($0.utf8)
    })
}

/// Whether a byte of a name belongs to a word: a small letter, a digit, or part of a letter beyond ASCII.
func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || (0x61...0x7a).contains(byte) || isDigit(byte) }

private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

/// Words before a producer's own name: its legal form and what it is for.
private enum LegalWords {
  private static let phrases: [[UInt8]: [[[UInt8]]]] = Dictionary(
    grouping: [
      "lien hiep hop tac xa", "hop tac xa", "to hop tac", "to san xuat", "tong cong ty", "chi nhanh cong ty", "cong ty",
      "doanh nghiep tu nhan", "doanh nghiep", "trach nhiem huu han", "mot thanh vien", "co phan", "ho kinh doanh ong",
      "ho kinh doanh ba", "ho kinh doanh",
      "ho kinh doanh ca the", "ho san xuat", "ho gia dinh", "ho ca the", "ho ong", "ho ba", "ho", "co so san xuat",
      "co so che bien", "co so", "trang trai",
      "nong nghiep",
      "dich vu", "san xuat", "thuong mai", "kinh doanh", "tong hop", "xuat nhap khau", "che bien", "va", "xa", "phuong",
    ].map { $0.split(separator: " ").map { Array($0.utf8) } }, by: { $0[0] }
  ).mapValues { $0.sorted { $0.count > $1.count } }

  /// How many of the first words they are.
  static func count(_ words: [NameCore.Word]) -> Int {
    var count = 0
    while count < words.count {
      let phrase = (phrases[Array(words[count])] ?? []).first { phrase in
        words[count...].starts(with: phrase) { $0.elementsEqual($1) }
      }
      guard let phrase else { break }
      count += phrase.count
    }
    return count
  }
}
