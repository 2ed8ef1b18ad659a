public import OCOP

/// Something that rows are kept under. Its bytes sort as the keys do.
public protocol TableKey: Hashable, Sendable {
  /// The bytes of the key; equal for equal keys only.
  var keyBytes: [UInt8] { get }
  /// Reads the bytes; `nil` where they are no key.
  init?(keyBytes: [UInt8])
  /// Reads the bytes where they lie; `nil` where they are no key.
  init?(keyBytes: RawSpan)
}

extension TableKey {
  /// Reads a copy.
  public init?(keyBytes: RawSpan) { self.init(keyBytes: keyBytes.withUnsafeBytes { Array($0) }) }
}

extension UInt32: TableKey {
  /// Four bytes, the largest first.
  public var keyBytes: [UInt8] {
    [UInt8(self >> 24), UInt8(self >> 16 & 255), UInt8(self >> 8 & 255), UInt8(self & 255)]
  }

  /// Reads four bytes.
  public init?(keyBytes: [UInt8]) {
    guard keyBytes.count == 4 else { return nil }
    self = keyBytes.reduce(0) { $0 << 8 | UInt32($1) }
  }
}

extension UInt64: TableKey {
  /// Eight bytes, the largest first.
  public var keyBytes: [UInt8] { UInt32(self >> 32).keyBytes + UInt32(truncatingIfNeeded: self).keyBytes }

  /// Reads eight bytes.
  public init?(keyBytes: [UInt8]) {
    guard keyBytes.count == 8 else { return nil }
    self = keyBytes.reduce(0) { $0 << 8 | UInt64($1) }
  }
}

extension StreamID: TableKey {
  /// The kind, then the number.
  public var keyBytes: [UInt8] { [UInt8(kind.wireInteger)] + number.keyBytes }

  /// Reads five bytes.
  public init?(keyBytes: [UInt8]) {
    guard keyBytes.count == 5, let kind = StreamKind(wireInteger: UInt64(keyBytes[0])),
      let number = UInt32(keyBytes: Array(keyBytes[1...]))
    else { return nil }
    self.init(kind, number)
  }

  /// Reads five bytes.
  public init?(keyBytes: RawSpan) {
    guard keyBytes.byteCount == 5 else { return nil }
    let number = keyBytes.unsafeLoadUnaligned(fromByteOffset: 1, as: UInt32.self)
    guard let kind = StreamKind(wireInteger: UInt64(keyBytes.unsafeLoad(as: UInt8.self))) else { return nil }
    self.init(kind, UInt32(bigEndian: number))
  }
}

extension AreaRef: TableKey {
  /// The code, then the edition.
  public var keyBytes: [UInt8] {
    code.packed.keyBytes + UInt64(bitPattern: edition ?? .min).keyBytes
  }

  /// Reads twelve bytes.
  public init?(keyBytes: [UInt8]) {
    guard keyBytes.count == 12, let packed = UInt32(keyBytes: Array(keyBytes[..<4])),
      let code = AreaCode(packed: packed), let bits = UInt64(keyBytes: Array(keyBytes[4...]))
    else { return nil }
    let edition = Int64(bitPattern: bits)
    self.init(code: code, edition: edition == .min ? nil : edition)
  }
}
