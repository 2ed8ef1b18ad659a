internal import CZlib

/// Bytes as a ZIP archive holds them.
struct Deflated {
  let bytes: [UInt8]
  let size: Int
  let checksum: UInt32

  /// Level 6: level 9 takes eight times as long on a sheet, and saves nothing to speak of.
  init(_ plain: [UInt8]) {
    size = plain.count
    checksum = archiveChecksum(plain)
    var stream = z_stream()
    guard ocop_deflate_begin(&stream, 6) == Z_OK else { preconditionFailure("zlib has no memory") }
    defer { deflateEnd(&stream) }
    var packed = [UInt8](repeating: 0, count: Int(deflateBound(&stream, uLong(plain.count))))
    plain.withUnsafeBufferPointer { input in
      packed.withUnsafeMutableBufferPointer { output in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        stream.avail_in = uInt(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = uInt(output.count)
        precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END, "the bound holds")
      }
    }
    packed.removeLast(packed.count - Int(stream.total_out))
    bytes = packed
  }
}

/// The checksum of ZIP files (ISO 3309).
package func archiveChecksum(_ bytes: [UInt8]) -> UInt32 {
  bytes.withUnsafeBufferPointer { UInt32(truncatingIfNeeded: crc32_z(crc32(0, nil, 0), $0.baseAddress, $0.count)) }
}
