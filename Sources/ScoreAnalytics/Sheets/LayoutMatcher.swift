internal import OCOP
internal import Wire

/// What the sheets of one form look like in records: a sheet that looks so is read in one pass, and nothing of it is made
/// into a value.
struct LayoutMatcher: Sendable {
  private let level: UInt64
  private let kind: UInt64
  private let set: [UInt8]
  private let rulebook: [UInt8]
  private let hasRulebook: Bool
  /// How the score of each criterion begins, one behind the other, and where each ends.
  private let heads: [UInt8]
  private let ends: [Int]
  /// The same, each as one number; of those that are longer than eight bytes, and what follows them, nothing.
  private let words: [HeadWord]

  private struct HeadWord {
    let bytes: UInt64
    let mask: UInt64
    let count: Int

    /// `nil` where they are more than eight.
    init?(_ head: [UInt8]) {
      guard head.count <= 8 else { return nil }
      bytes = head.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      mask = head.count == 8 ? .max : 1 << UInt64(8 * head.count) - 1
      count = head.count
    }
  }

  /// How many bytes the points of a sheet take: one for each criterion, filled up to a multiple of sixteen.
  let width: Int

  /// `nil` for a form with knock-outs: they are read.
  init?(_ form: SheetLayout) {
    guard form.knockouts.isEmpty else { return nil }
    hasRulebook = form.rulebook != nil
    (level, kind) = (form.level, form.kind.wireInteger)
    (set, rulebook) = (Array(form.set.utf8), Array((form.rulebook?.text ?? "").utf8))
    var (heads, ends, words): ([UInt8], [Int], [HeadWord]) = ([], [], [])
    for criterion in form.criteria {
      let head = CriterionScore(criterion: criterion, points: .zero).wireBytes
      heads += head
      if words.count == ends.count, let word = HeadWord(head) { words.append(word) }
      ends.append(heads.count)
    }
    (self.heads, self.ends, self.words) = (heads, ends, words)
    width = (ends.count + 15) / 16 * 16
  }

  /// Puts the points of the sheet in `record` into `quarters`, ``width`` bytes, in quarters of a point, and zeros behind
  /// them. `nil`: it is none of this form, or not all of its points are quarters up to 63.75, or it was written otherwise
  /// than sheets are; then anything may have been put there.
  @_lifetime(copy record)
  func match(_ record: borrowing RecordView, _ quarters: inout [UInt8]) throws(WireError) -> SheetMark? {
    precondition(quarters.count == width, "there is a byte for each criterion")
    guard record.hasRulebook == hasRulebook, areEqual(record.rulebookBytes, rulebook.span.bytes) else { return nil }
    var room = quarters.mutableSpan
    let ends = ends.span
    let payload = record.payloadBytes
    let heads = heads.span.bytes
    var mark = SheetMark(payload)
    var reader = WireReader(payload)
    var (count, start) = (0, 0)
    while true {
      if count == 0 {
        let read = scores(in: payload, from: reader.offset, &room)
        count = read.count
        if count > 0 { reader = WireReader(payload, from: read.end) }
        start = count == 0 ? 0 : ends[count - 1]
      }
      guard let field = try reader.next() else { break }
      switch field.number {
      case 1:
        guard field.value == level else { return nil }
        mark.hasLevel = true
      case 2:
        guard field.value == kind else { return nil }
        mark.hasKind = true
      case 3: mark.session = field.value
      case 6:
        guard count < ends.count, field.type == .bytes else { return nil }
        let head = heads.extracting(start..<ends[count])
        let score = payload.extracting(field.range)
        guard score.byteCount >= head.byteCount,
          areEqual(score.extracting(0..<head.byteCount), head),
          let points = Self.quarters(score.extracting(droppingFirst: head.byteCount))
        else { return nil }
        room[count] = points
        (start, count) = (ends[count], count + 1)
      case 7: mark.evaluator = payload.extracting(field.range)
      case 8:
        guard areEqual(payload.extracting(field.range), set.span.bytes) else { return nil }
        mark.hasSet = true
      case 4, 5: break
      // Knock-outs, or what a newer program wrote.
      default: return nil
      }
    }
    guard mark.hasLevel, mark.hasKind, mark.hasSet, count == ends.count else { return nil }
    for place in count..<width { room[place] = 0 }
    return mark
  }

  /// Puts the points of the scores that stand at `place`, one behind the other as sheets are written, into `room`; answers how
  /// many, and where the last of them ends. Where one is otherwise, or near the end of the payload, it stops.
  @inline(__always)
  private func scores(
    in payload: RawSpan, from place: Int, _ room: inout MutableSpan<UInt8>
  ) -> (count: Int, end: Int) {
    var (place, number) = (place, 0)
    let words = words.span
    while number < words.count, payload.byteCount &- place >= 16 {
      let word = words[number]
      let head = payload.unsafeLoadUnaligned(fromUncheckedByteOffset: place, as: UInt16.self)
      let name = payload.unsafeLoadUnaligned(fromUncheckedByteOffset: place &+ 2, as: UInt64.self)
      // Field 6, of bytes.
      guard UInt16(littleEndian: head) & 0xff == 0x32, UInt64(littleEndian: name) & word.mask == word.bytes else {
        break
      }
      let tail = UInt32(
        littleEndian: payload.unsafeLoadUnaligned(fromUncheckedByteOffset: place &+ 2 &+ word.count, as: UInt32.self))
      let zigzag: UInt32
      let length = Int(UInt16(littleEndian: head) >> 8)
      // Field 2, an integer of no byte, one or two.
      switch length &- word.count {
      case 0: zigzag = 0
      case 2 where tail & 0x80ff == 0x10: zigzag = tail >> 8 & 0x7f
      case 3 where tail & 0x8080ff == 0x8010: zigzag = tail >> 8 & 0x7f | (tail >> 16 & 0x7f) << 7
      default: zigzag = .max
      }
      // Hundredths that are quarters are multiples of 25, and zigzag doubles them.
      guard zigzag <= 50 * 255, zigzag % 50 == 0 else { break }
      room[number] = UInt8(truncatingIfNeeded: zigzag / 50)
      number &+= 1
      place &+= 2 &+ length
    }
    return (number, place)
  }

  /// The points in what follows a criterion's name: nothing for none, or an integer of one byte or two.
  @inline(__always)
  private static func quarters(_ rest: RawSpan) -> UInt8? {
    func byte(_ offset: Int) -> UInt8 { rest.unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self) }
    let zigzag: UInt32
    switch rest.byteCount {
    case 0: return 0
    case 2 where byte(1) < 0x80: zigzag = UInt32(byte(1))
    case 3 where byte(1) >= 0x80 && byte(2) < 0x80: zigzag = UInt32(byte(2)) << 7 | UInt32(byte(1) & 0x7f)
    default: return nil
    }
    // Field 2, an integer. Hundredths that are quarters are multiples of 25, and zigzag doubles them.
    guard byte(0) == 0x10, zigzag % 50 == 0, zigzag <= 50 * 255 else { return nil }
    return UInt8(zigzag / 50)
  }
}

extension LayoutMatcher {
  /// Whether the sheet in `record` is of this level, kind, set and rulebook; the scores are passed over. What ``match(_:_:)``
  /// takes is, and of all forms few are.
  func mayMatch(_ record: borrowing RecordView) throws(WireError) -> Bool {
    guard record.hasRulebook == hasRulebook, areEqual(record.rulebookBytes, rulebook.span.bytes) else { return false }
    let payload = record.payloadBytes
    var reader = WireReader(payload)
    while let field = try reader.next() {
      switch field.number {
      case 1 where field.value != level: return false
      case 2 where field.value != kind: return false
      case 8 where !areEqual(payload.extracting(field.range), set.span.bytes): return false
      default: break
      }
    }
    return true
  }
}

/// Whose sheet it is, as it stands in a record.
struct SheetMark: ~Escapable {
  /// The number of the session, 0 for none.
  fileprivate(set) var session: UInt64 = 0
  /// The member's person id.
  fileprivate(set) var evaluator: RawSpan
  fileprivate var (hasLevel, hasKind, hasSet) = (false, false, false)

  @_lifetime(copy payload)
  fileprivate init(_ payload: RawSpan) { evaluator = payload.extracting(0..<0) }
}

@inline(__always)
private func areEqual(_ a: RawSpan, _ b: RawSpan) -> Bool {
  let count = a.byteCount
  guard b.byteCount == count else { return false }
  switch count {
  case 8...:
    // The last eight bytes may overlap those before.
    for offset in stride(from: 0, to: count - 8, by: 8) where !isEqual(a, b, at: offset, as: UInt64.self) {
      return false
    }
    return isEqual(a, b, at: count - 8, as: UInt64.self)
  case 4...:
    return isEqual(a, b, at: 0, as: UInt32.self) && isEqual(a, b, at: count - 4, as: UInt32.self)
  default:
    for offset in 0..<count where !isEqual(a, b, at: offset, as: UInt8.self) { return false }
    return true
  }
}

@inline(__always)
private func isEqual<I: FixedWidthInteger & BitwiseCopyable>(
  _ a: RawSpan, _ b: RawSpan, at offset: Int, as type: I.Type
) -> Bool {
  a.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: type)
    == b.unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: type)
}
