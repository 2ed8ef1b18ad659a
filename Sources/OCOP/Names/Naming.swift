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
  private let isProducer: Bool

  /// The name of a producer: HTX is hợp tác xã, Cty công ty.
  public init(producer name: String) {
    let written = Abbreviations.written(name)
    let spelling = Spelling(written ?? name)
    (exact, folded, isProducer) = (spelling.exact, spelling.folded, true)
    isTypedWithAccents = written == nil ? spelling.isAccented : Spelling(name).isAccented
  }

  /// The name of a product.
  public init(product name: String) {
    let spelling = Spelling(name)
    (exact, folded, isProducer) = (spelling.exact, spelling.folded, false)
    isTypedWithAccents = spelling.isAccented
  }

  /// How this name stands to `other`; the other way round it is the same.
  public func relation(to other: Naming) -> Relation {
    if exact == other.exact { return .same }
    let bothAccented = isTypedWithAccents && other.isTypedWithAccents
    let (mine, others) = (core, other.core)
    if folded == other.folded {
      // Accents that differ in the words of the legal form alone were typed wrongly.
      let isOwn = bothAccented && mine.dropped > 0 && exactCore(mine) == other.exactCore(others)
      return isOwn ? .near : bothAccented ? .different : .mayBe
    }
    guard mine.digits == others.digits, mine.initials == others.initials else { return .different }
    let (words, otherWords) = (exactCore(mine), other.exactCore(others))
    if mine.text == others.text { return !bothAccented || words == otherWords ? .near : .different }
    let (a, b) = bothAccented ? (Self.units(words), Self.units(otherWords)) : (mine.units, others.units)
    let shorter = min(mine.letters.count, others.letters.count)
    let most = shorter < 4 ? 0 : shorter < 10 ? 1 : 2
    return most > 0 && isWithin(most, a, b) ? .near : .different
  }

  /// The letters of the name without its legal form and without a place behind it, without accents: nearly equal for names that are near.
  public var coreText: String { String(decoding: core.text, as: UTF8.self) }

  /// The name without its legal form and without a place behind it, without accents.
  var core: NameCore { NameCore(folded, isProducer: isProducer) }

  /// The same words with accents.
  private func exactCore(_ core: NameCore) -> [String] {
    let words = exact.unicodeScalars.split { scalar in
      scalar.value < 0x80 && !isWordByte(UInt8(scalar.value))
    }.map { String($0) }
    return Array(words.dropFirst(core.dropped).prefix(core.words.count))
  }

  /// What a hand may write wrongly: each letter with its mark, and each tone.
  private static func units(_ words: [String]) -> [String] {
    var units: [String] = []
    for scalar in words.joined().unicodeScalars where !("0"..."9").contains(scalar) {
      if scalar.properties.generalCategory == .nonspacingMark, !tones.contains(scalar), !units.isEmpty {
        units[units.count - 1].unicodeScalars.append(scalar)
      } else {
        units.append(String(scalar))
      }
    }
    return units
  }
}

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
