/// A set of event types, as bits: asked of every record by every projection, so asking costs next to nothing.
public struct EventTypes: SetAlgebra, Sendable {
  // Field numbers in a record stay below 128; `only(_:)` sees to it.
  @usableFromInline var low: UInt64 = 0
  @usableFromInline var high: UInt64 = 0

  public init() {}

  private init(low: UInt64, high: UInt64) { (self.low, self.high) = (low, high) }

  /// Whether `type` is among them.
  @inlinable
  public func contains(_ type: EventType) -> Bool { contains(number: UInt64(type.rawValue)) }

  @inlinable
  func contains(number: UInt64) -> Bool {
    (number < 64 ? low >> number : high >> (number & 63)) & (number < 128 ? 1 : 0) == 1
  }

  /// Whether the record in `bytes` surely holds one of these: what happened stands first in it, and is of such a type. Two bytes
  /// are looked at. Of records whose payload stands last, as the first ledgers wrote them, it is not known.
  @inlinable
  public func areHeld(by bytes: RawSpan) -> Bool {
    guard bytes.byteCount >= 2 else { return false }
    let tag = UInt16(littleEndian: bytes.unsafeLoadUnaligned(as: UInt16.self))
    // A field of bytes whose number is 16 or more and takes two bytes with its type, as those of all events do.
    guard tag & 0x8087 == 0x0082 else { return false }
    return contains(number: UInt64(tag >> 8) << 4 | UInt64(tag & 0x7f) >> 3)
  }

  /// All types that this version knows.
  public static let all = EventTypes(EventType.allCases)

  /// Both sets.
  public func union(_ other: EventTypes) -> EventTypes { EventTypes(low: low | other.low, high: high | other.high) }
  /// What is in both.
  public func intersection(_ other: EventTypes) -> EventTypes {
    EventTypes(low: low & other.low, high: high & other.high)
  }
  /// What is in one of them only.
  public func symmetricDifference(_ other: EventTypes) -> EventTypes {
    EventTypes(low: low ^ other.low, high: high ^ other.high)
  }

  /// Adds `type`.
  @discardableResult
  public mutating func insert(_ type: EventType) -> (inserted: Bool, memberAfterInsert: EventType) {
    defer { formUnion(Self.only(type)) }
    return (!contains(type), type)
  }

  /// Takes `type` out.
  @discardableResult
  public mutating func remove(_ type: EventType) -> EventType? {
    guard contains(type) else { return nil }
    formSymmetricDifference(Self.only(type))
    return type
  }

  /// Puts `type` in.
  @discardableResult
  public mutating func update(with type: EventType) -> EventType? {
    let (inserted, _) = insert(type)
    return inserted ? nil : type
  }

  /// Adds those of `other`.
  public mutating func formUnion(_ other: EventTypes) { self = union(other) }
  /// Leaves those of `other` only.
  public mutating func formIntersection(_ other: EventTypes) { self = intersection(other) }
  /// Leaves what is in one of them only.
  public mutating func formSymmetricDifference(_ other: EventTypes) { self = symmetricDifference(other) }

  private static func only(_ type: EventType) -> EventTypes {
    let number = UInt64(type.rawValue)
    precondition(number < 128, "a set of event types has 128 bits")
    return number < 64 ? EventTypes(low: 1 << number, high: 0) : EventTypes(low: 0, high: 1 << (number - 64))
  }
}
