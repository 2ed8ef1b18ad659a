/// Writes one message, field by field. Fields are written in the order of the calls, so equal calls give equal bytes.
///
/// Every record is written by it, so it can be inlined where it is used, and looks for room once a field.
public struct WireWriter: Sendable {
  /// What has been written, and room behind it.
  @usableFromInline var storage: [UInt8] = []
  @usableFromInline var count = 0

  /// An empty message.
  @inlinable
  public init() {}

  /// A message that is written behind `bytes`.
  public init(after bytes: consuming [UInt8]) {
    count = bytes.count
    storage = bytes
  }

  /// What has been written.
  public var bytes: [UInt8] { Array(storage[..<count]) }

  /// Ends the message: what has been written, without copying it.
  public consuming func finish() -> [UInt8] {
    storage.removeLast(storage.count - count)
    return storage
  }

  /// Writes an integer field.
  @inlinable
  public mutating func integer(_ number: Int, _ value: UInt64) {
    makeRoom(for: 0)
    let start = count
    count = storage.withUnsafeMutableBufferPointer { room in
      Self.put(value, in: room, at: Self.put(Self.tag(number, .varint), in: room, at: start))
    }
  }

  /// Writes a signed integer field, zigzag (proto type `sint64`).
  @inlinable
  public mutating func signed(_ number: Int, _ value: Int64) {
    integer(number, Self.zigzag(value))
  }

  /// Writes a field of bytes.
  public mutating func bytes(_ number: Int, _ value: [UInt8]) {
    value.withUnsafeBufferPointer { put($0, in: number) }
  }

  /// Writes a text field, as UTF-8.
  public mutating func text(_ number: Int, _ value: String) {
    let isWritten: Void? = value.utf8.withContiguousStorageIfAvailable { put($0, in: number) }
    if isWritten == nil { bytes(number, Array(value.utf8)) }
  }

  /// Writes a field that is a message of its own: what `body` writes.
  @inlinable
  public mutating func message(_ number: Int, _ body: (inout WireWriter) -> Void) {
    makeRoom(for: 0)
    let tagged = count
    // Most lengths take one byte; where this one takes more, what was written moves up.
    count = 1 + storage.withUnsafeMutableBufferPointer { Self.put(Self.tag(number, .bytes), in: $0, at: tagged) }
    let start = count
    body(&self)
    let length = count - start
    if length < 0x80 { storage[start - 1] = UInt8(length) } else { insert(length: length, before: start) }
  }

  /// Small negative numbers become small positive ones: 0, -1, 1, -2 are 0, 1, 2, 3.
  @inlinable
  public static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: (value << 1) ^ (value >> 63)) }

  /// Undoes ``zigzag(_:)``.
  @inlinable
  public static func unzigzag(_ value: UInt64) -> Int64 {
    Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
  }

  private static let zeros = [UInt8](repeating: 0, count: 4096)

  private mutating func put(_ value: UnsafeBufferPointer<UInt8>, in number: Int) {
    makeRoom(for: value.count)
    let start = count
    count = storage.withUnsafeMutableBufferPointer { room in
      let tagged = Self.put(Self.tag(number, .bytes), in: room, at: start)
      let place = Self.put(UInt64(value.count), in: room, at: tagged)
      _ = room[place..<place + value.count].update(fromContentsOf: value)
      return place + value.count
    }
  }

  @usableFromInline
  mutating func insert(length: Int, before start: Int) {
    makeRoom(for: 0)
    var prefix = [UInt8](repeating: 0, count: 10)
    let taken = prefix.withUnsafeMutableBufferPointer { Self.put(UInt64(length), in: $0, at: 0) }
    storage.withUnsafeMutableBytes { room in
      let moved = UnsafeMutableRawBufferPointer(rebasing: room[start + taken - 1..<start + taken - 1 + length])
      moved.copyMemory(from: UnsafeRawBufferPointer(rebasing: room[start..<start + length]))
      for index in 0..<taken { room[start - 1 + index] = prefix[index] }
    }
    count += taken - 1
  }

  /// Room for a field of so many bytes, its tag and its length.
  @inlinable
  mutating func makeRoom(for bytes: Int) {
    if storage.count - count < bytes + 32 { grow(by: bytes + 32) }
  }

  @usableFromInline
  mutating func grow(by bytes: Int) {
    // Where there is room behind the array no more of it is filled than is likely to be written.
    let likely = storage.capacity > storage.count ? 224 : max(storage.count, 224)
    let room = max(bytes, likely)
    // Copied in one piece; filled one by one it takes as long as writing the fields.
    if room <= Self.zeros.count {
      storage.append(contentsOf: Self.zeros[..<room])
    } else {
      storage.append(contentsOf: repeatElement(0, count: room))
    }
  }

  @inlinable
  static func tag(_ number: Int, _ type: WireType) -> UInt64 {
    precondition(number > 0, "a field number is 1 or more")
    return UInt64(number) << 3 | UInt64(type.rawValue)
  }

  /// Writes an integer of at most ten bytes; answers where it ends.
  @inlinable
  static func put(_ value: UInt64, in room: UnsafeMutableBufferPointer<UInt8>, at start: Int) -> Int {
    var (rest, place) = (value, start)
    while rest >= 0x80 {
      room[place] = UInt8(truncatingIfNeeded: rest) | 0x80
      rest >>= 7
      place += 1
    }
    room[place] = UInt8(truncatingIfNeeded: rest)
    return place + 1
  }
}
