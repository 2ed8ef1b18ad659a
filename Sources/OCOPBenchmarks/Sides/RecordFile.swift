internal import Foundation
internal import OCOP

/// Records one after the other, each after its length in four bytes, little-endian: what every side appends.
enum RecordFile {
  static func read(_ path: String, most: Int) throws -> [Record] {
    let data = try Data(contentsOf: URL(fileURLWithPath: path))
    var records: [Record] = []
    try data.withUnsafeBytes { bytes in
      var place = 0
      while place + 4 <= bytes.count, records.count < most {
        let length = Int(UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt32.self)))
        let record = UnsafeRawBufferPointer(rebasing: bytes[place + 4..<place + 4 + length])
        records.append(try Record(wire: record.bytes))
        place += 4 + length
      }
    }
    return records
  }

  static func bytes(of record: Record) -> [UInt8] {
    let bytes = record.wireBytes
    return withUnsafeBytes(of: UInt32(bytes.count).littleEndian) { Array($0) } + bytes
  }

  /// What the record is indexed by: its stream's kind and number, and its version, so that they sort as numbers do.
  static func key(of record: Record) -> [UInt8] {
    [UInt8(truncatingIfNeeded: StreamKind.allCases.firstIndex(of: record.stream.kind) ?? 0)]
      + [UInt64(record.stream.number), record.version].flatMap { number in
        withUnsafeBytes(of: number.bigEndian) { Array($0) }
      }
  }
}
