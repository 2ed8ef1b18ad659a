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
package struct StreamKey: Hashable, Sendable {
  package let bytes: [UInt8]

  /// Traps when `bytes` is empty or longer than 64: a stream key is made by code, never by a user.
  package init(_ bytes: [UInt8]) {
    precondition(!bytes.isEmpty && bytes.count <= 64, "a stream key has 1 to 64 bytes")
    self.bytes = bytes
  }

  // An array is hashed byte by byte; every record appended looks for its stream.
  package func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
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
