/// The place of a record in the log: dense from 0, and the index of its leaf in the Merkle tree.
package struct LogPosition: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }
  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  package var description: String { String(rawValue) }
  package var next: LogPosition { LogPosition(rawValue + 1) }

  package static func < (a: LogPosition, b: LogPosition) -> Bool { a.rawValue < b.rawValue }
}

/// How many records a stream has: the first record of a stream has version 1, a stream that is not there version 0.
package struct StreamVersion: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: UInt64

  package init(rawValue: UInt64) { self.rawValue = rawValue }
  package init(_ rawValue: UInt64) { self.rawValue = rawValue }

  /// The version of a stream that has no record.
  package static let none = StreamVersion(0)
  package var next: StreamVersion { StreamVersion(rawValue + 1) }

  package static func < (a: StreamVersion, b: StreamVersion) -> Bool { a.rawValue < b.rawValue }
}

/// Microseconds since 1970-01-01T00:00:00Z, as the store recorded them.
package struct LogTime: RawRepresentable, Hashable, Comparable, Sendable {
  package let rawValue: Int64

  package init(rawValue: Int64) { self.rawValue = rawValue }
  package init(microseconds: Int64) { rawValue = microseconds }

  package static func < (a: LogTime, b: LogTime) -> Bool { a.rawValue < b.rawValue }
}

/// The name of a stream: opaque bytes, 1 to 64 of them. All keys of one category share their first bytes.
///
/// Up to sixteen bytes stand in the value itself: every record appended has its stream, and looks for it.
package struct StreamKey: Hashable, Sendable {
  private let first: UInt64, second: UInt64
  private let rest: [UInt8]
  private let size: UInt8

  /// Traps when `bytes` is empty or longer than 64: a stream key is made by code, never by a user.
  package init(_ bytes: RawSpan) {
    precondition((1...64).contains(bytes.byteCount), "a stream key has 1 to 64 bytes")
    size = UInt8(bytes.byteCount)
    first = Self.word(bytes, at: 0)
    second = Self.word(bytes, at: 8)
    rest = bytes.byteCount > 16 ? array(bytes.extracting(droppingFirst: 16)) : []
  }

  /// The same.
  package init(_ bytes: [UInt8]) { self.init(bytes.span.bytes) }

  /// How many bytes it has.
  package var count: Int { Int(size) }

  /// A copy of its bytes.
  package var bytes: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    write(to: &bytes)
    return bytes
  }

  /// Puts its bytes over the first ones of `bytes`.
  func write(to bytes: inout [UInt8]) {
    bytes.withUnsafeMutableBytes { room in
      withUnsafeBytes(of: (first, second)) {
        room.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[..<min(count, 16)]))
      }
      if !rest.isEmpty { UnsafeMutableRawBufferPointer(rebasing: room[16...]).copyBytes(from: rest) }
    }
  }

  private static func word(_ bytes: RawSpan, at offset: Int) -> UInt64 {
    if bytes.byteCount >= offset + 8 { return bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self) }
    var word: UInt64 = 0
    withUnsafeMutableBytes(of: &word) { word in
      for index in 0..<max(0, bytes.byteCount - offset) {
        word[index] = bytes.unsafeLoad(fromByteOffset: offset + index, as: UInt8.self)
      }
    }
    return word
  }
}

/// The identity of a command, 16 bytes: what was recorded under it is never recorded twice.
package struct CommandKey: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Traps unless `bytes` has 16 bytes.
  package init(_ bytes: [UInt8]) {
    precondition(bytes.count == 16, "a command key has 16 bytes")
    self.bytes = bytes
  }
}
