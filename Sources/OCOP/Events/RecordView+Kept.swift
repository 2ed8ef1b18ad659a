internal import Wire

extension RecordView {
  /// Adds to `bytes` the record without what no fold looks at: its version, its time, its actor, its command, its note and its
  /// source. What is left is a record. Of the payload only the fields `only` are kept, where they are given.
  public func append(keptTo bytes: inout [UInt8], only fields: [Int]? = nil) {
    let whole = wireBytes
    var reader = WireReader(whole)
    var (start, kept) = (0, 0..<0)
    // The bytes were read without fault once already.
    while let field = try? reader.next() {
      let range = start..<reader.offset
      start = reader.offset
      switch field.number {
      case RecordField.version, RecordField.recordedAt, RecordField.actor, RecordField.command, RecordField.note,
        RecordField.source:
        continue
      case 16... where fields != nil:
        bytes.append(contentsOf: whole.extracting(kept))
        kept = 0..<0
        var writer = WireWriter()
        writer.bytes(field.number, Self.fields(fields ?? [], of: whole.extracting(field.range)))
        bytes += writer.bytes
      default:
        if kept.upperBound != range.lowerBound {
          bytes.append(contentsOf: whole.extracting(kept))
          kept = range
        } else {
          kept = kept.lowerBound..<range.upperBound
        }
      }
    }
    bytes.append(contentsOf: whole.extracting(kept))
  }

  /// The same of a whole record that was written as records are, whose kept parts stand on either side of its stamp: puts them
  /// into `room`, and answers how many bytes they are. `nil`, and nothing is put there: it was not, or `room` is too small.
  public func copyKept(to room: UnsafeMutableRawBufferPointer) -> Int? {
    guard let stamp, end > 0 else { return nil }
    let count = end - (stamp.upperBound - stamp.lowerBound)
    guard count <= room.count, let start = room.baseAddress else { return nil }
    wireBytes.withUnsafeBytes { whole in
      guard let bytes = whole.baseAddress else { return }
      start.copyMemory(from: bytes, byteCount: stamp.lowerBound)
      (start + stamp.lowerBound).copyMemory(from: bytes + stamp.upperBound, byteCount: end - stamp.upperBound)
    }
    return count
  }

  /// The record with another payload of the same type.
  func replacingPayload(by payload: [UInt8]) -> [UInt8] {
    let whole = wireBytes
    var reader = WireReader(whole)
    var (start, bytes): (Int, [UInt8]) = (0, [])
    // The bytes were read without fault once already.
    while let field = try? reader.next() {
      if field.number == typeNumber {
        var writer = WireWriter(after: bytes)
        writer.bytes(field.number, payload)
        bytes = writer.finish()
      } else {
        bytes.append(contentsOf: whole.extracting(start..<reader.offset))
      }
      start = reader.offset
    }
    return bytes
  }

  /// How many bytes the record has.
  public var byteCount: Int { wireBytes.byteCount }

  private static func fields(_ wanted: [Int], of payload: RawSpan) -> [UInt8] {
    var reader = WireReader(payload)
    var (start, kept): (Int, [UInt8]) = (0, [])
    while let field = try? reader.next() {
      if wanted.contains(field.number) { kept.append(contentsOf: payload.extracting(start..<reader.offset)) }
      start = reader.offset
    }
    return kept
  }
}

extension [UInt8] {
  fileprivate mutating func append(contentsOf span: RawSpan) { span.withUnsafeBytes { append(contentsOf: $0) } }
}
