public import OCOP
public import ProjectionKit

/// What a ``SheetArchive`` keeps of one record, read where it lies.
public struct SheetEntry: Correctable {
  /// What the record says, as far as scoring goes.
  public struct Kind: Hashable, Sendable {
    @usableFromInline let number: UInt8

    @inlinable
    init(_ number: UInt8) { self.number = number }

    /// A whole sheet.
    @inlinable public static var sheet: Kind { Kind(1) }
    /// Anything else that rates a product: a grant, or an evaluation that left no sheet.
    @inlinable public static var rating: Kind { Kind(2) }
    /// Name, group, producer, place.
    @inlinable public static var detail: Kind { Kind(3) }
    /// Strikes out another.
    @inlinable public static var voided: Kind { Kind(4) }
    /// How a session rounds.
    @inlinable public static var session: Kind { Kind(5) }

    @inlinable
    var isKnown: Bool { number >= 1 && number <= 5 }

    /// Whether both are the same.
    @inlinable
    public static func == (a: Kind, b: Kind) -> Bool { a.number == b.number }
  }

  /// What it says.
  public let kind: Kind
  /// Where the record stands.
  public let position: Position
  /// The record it replaces or strikes out.
  public let corrects: Position?
  /// The legal day from which it counts.
  public let day: Day
  @usableFromInline let precision: UInt8
  /// Of a sheet: the number of its form. Of a session: the number of the term that says how it rounds, 0 for none.
  public let number: UInt32
  /// Of a sheet: the number that stands for who filled it in.
  public let evaluator: UInt32
  @usableFromInline let sessionNumber: UInt32
  /// Of a sheet: whether its points are quarters, a byte each.
  public let isNarrow: Bool
  /// What follows its head.
  var body: Range<Int> { Int(start)..<Int(end) }
  @usableFromInline let start: UInt32
  @usableFromInline let end: UInt32

  @inlinable
  init(
    kind: Kind, position: Position, corrects: Position?, day: Day, precision: UInt8, number: UInt32,
    evaluator: UInt32, sessionNumber: UInt32, isNarrow: Bool, start: UInt32, end: UInt32
  ) {
    self.kind = kind
    self.position = position
    self.corrects = corrects
    self.day = day
    self.precision = precision
    self.number = number
    self.evaluator = evaluator
    self.sessionNumber = sessionNumber
    self.isNarrow = isNarrow
    self.start = start
    self.end = end
  }

  /// The legal date; `nil` where there is none.
  public var date: LegalDate? {
    LegalDate.Precision(wireInteger: UInt64(precision)).map { LegalDate(day, precision: $0) }
  }
  /// Of a sheet: the session in which it was filled in.
  @inlinable
  public var session: SessionID? { sessionNumber == 0 ? nil : SessionID(sessionNumber) }

  /// Whether it only strikes out.
  public var onlyStrikes: Bool { kind == .voided }
}

/// The entries of one thing in a ``SheetArchive``, in the order recorded.
///
/// They come in pieces, one behind the other. A piece begins with the number of its entries in four bytes. Then come their
/// heads, 32 bytes each: kind, marks, how exactly the date is known (0: there is none), a byte left free, the length of the
/// entry's body, its day, the number of its form or term, its position, evaluator and session of a sheet. Then come their
/// bodies, each with the position that it corrects first, where it does, and then the points of a sheet or the fields of a
/// detail. All is little-endian. The heads lie together because a question looks at all of them, and at few bodies: in their
/// places the next head would have to be waited for each time.
public struct SheetEntries: ~Escapable {
  @usableFromInline let row: RawSpan

  @inlinable static var start: Int { 4 }
  @inlinable static var head: Int { 32 }
  @inlinable static var quarters: UInt8 { 1 }
  @inlinable static var correcting: UInt8 { 2 }

  /// The entries in `row`.
  @_lifetime(copy row)
  @inlinable
  public init(_ row: RawSpan) { self.row = row }

  /// Hands every entry over; answers `false` where the row is none that an archive wrote.
  ///
  /// It can be inlined where it is called: millions of entries may be gone through.
  @inlinable
  public func forEach(_ body: (SheetEntry) -> Void) -> Bool {
    guard row.byteCount < Int(UInt32.max) else { return false }
    var start = 0
    repeat {
      guard row.byteCount - start >= Self.start else { return false }
      let count = Int(integer(start) as UInt32)
      start += Self.start
      guard count > 0, count <= (row.byteCount - start) / Self.head else { return false }
      var end = start + count * Self.head
      for index in 0..<count {
        let entry = entry(at: start + index * Self.head, body: end)
        guard let entry, entry.kind.isKnown, Int(entry.end) <= row.byteCount, entry.end >= entry.start else {
          return false
        }
        body(entry)
        end = Int(entry.end)
      }
      start = end
    } while start < row.byteCount
    return true
  }

  @inlinable
  @inline(__always)
  func entry(at offset: Int, body: Int) -> SheetEntry? {
    let marks = row.unsafeLoad(fromByteOffset: offset + 1, as: UInt8.self)
    let end = UInt32(truncatingIfNeeded: body) &+ integer(offset + 4)
    var start = body
    var corrects: Position?
    if marks & Self.correcting != 0 {
      guard row.byteCount - body >= 8 else { return nil }
      corrects = Position(integer(body))
      start += 8
    }
    return SheetEntry(
      kind: SheetEntry.Kind(row.unsafeLoad(fromByteOffset: offset, as: UInt8.self)),
      position: Position(integer(offset + 16)), corrects: corrects, day: Day(number: integer(offset + 8)),
      precision: row.unsafeLoad(fromByteOffset: offset + 2, as: UInt8.self), number: integer(offset + 12),
      evaluator: integer(offset + 24), sessionNumber: integer(offset + 28),
      isNarrow: marks & Self.quarters != 0, start: UInt32(truncatingIfNeeded: start), end: end)
  }

  @inlinable
  @inline(__always)
  func integer<I: FixedWidthInteger & BitwiseCopyable>(_ offset: Int) -> I {
    I(littleEndian: row.unsafeLoadUnaligned(fromByteOffset: offset, as: I.self))
  }

  // MARK: - Sheets

  /// The points of a narrow sheet: quarters of a point, a byte each, filled up with zeros to a multiple of sixteen.
  @inlinable
  @_lifetime(copy self)
  public func quarters(of entry: SheetEntry) -> RawSpan {
    row.extracting(Int(entry.start)..<Int(entry.end))
  }

  /// The first `count` points of a sheet; fewer where there are not as many.
  public func points(of entry: SheetEntry, _ count: Int) -> [Points] {
    let width = entry.isNarrow ? 1 : 8
    let there = entry.body.count / width
    return (0..<min(count, there)).map { index in
      let place = entry.body.lowerBound + index * width
      return Points(hundredths: entry.isNarrow ? 25 * Int64(integer(place) as UInt8) : integer(place))
    }
  }

  // MARK: - EntityState

  /// What a detail says of a product or a producer; `nil` where its bytes are none of an archive.
  public func detail(of entry: SheetEntry) -> SheetDetail? {
    guard entry.kind == .detail, entry.body.count >= 24 else { return nil }
    let start = entry.body.lowerBound
    let producer: UInt32 = integer(start)
    let group = row.unsafeLoad(fromByteOffset: start + 4, as: UInt8.self)
    let flags = row.unsafeLoad(fromByteOffset: start + 5, as: UInt8.self)
    return SheetDetail(
      producer: producer == 0 ? nil : ProducerID(producer), group: ProductGroup(wireInteger: UInt64(group)),
      place: flags & 1 == 0
        ? nil : PlaceKey(district: area(start + 8), commune: area(start + 16)),
      name: flags & 2 == 0 ? nil : start + 24..<entry.body.upperBound)
  }

  private func area(_ offset: Int) -> PlaceKey.Area {
    PlaceKey.Area(code: integer(offset), edition: integer(offset + 4))
  }

  /// The name that a detail gives.
  public func name(_ detail: SheetDetail) -> String? {
    detail.name.map { row.extracting($0).withUnsafeBytes { String(decoding: $0, as: UTF8.self) } }
  }
}

/// What a record says of a product or a producer as such.
public struct SheetDetail: Sendable {
  /// A product's producer.
  public let producer: ProducerID?
  /// A product's group.
  public let group: ProductGroup?
  /// Where it is.
  public let place: PlaceKey?
  let name: Range<Int>?
}
