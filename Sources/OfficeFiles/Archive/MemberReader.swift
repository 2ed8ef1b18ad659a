internal import CZlib

/// Unpacks a member of an archive piece by piece, and holds it against its size and checksum.
final class MemberReader {
  private let archive: ArchiveDirectory
  private let member: ArchiveMember
  private let content: Range<Int>
  private var place: Int
  private var left: Int
  private var sum: uLong
  private var stream = z_stream()
  private var isInflating = false
  private var isAtEnd = false
  private var buffer: [UInt8]

  private static let pieceBytes = 1 << 16

  init(_ member: ArchiveMember, of archive: ArchiveDirectory) throws(OfficeFileError) {
    (self.archive, self.member) = (archive, member)
    content = try archive.content(of: member)
    place = content.lowerBound
    left = member.size
    sum = crc32(0, nil, 0)
    buffer = [UInt8](repeating: 0, count: min(Self.pieceBytes, max(member.size, 1)))
    guard member.method == 0 || member.method == 8 else { throw OfficeFileError(.damaged, in: member.name) }
    if member.method == 8 {
      guard ocop_inflate_begin(&stream) == Z_OK else { throw OfficeFileError(.damaged, in: member.name) }
      isInflating = true
    }
  }

  deinit { if isInflating { inflateEnd(&stream) } }

  /// Calls `body` with the next piece; answers whether there was one. Throws where the bytes are not what the archive says.
  func next(_ body: (UnsafeBufferPointer<UInt8>) -> Void) throws(OfficeFileError) -> Bool {
    if left == 0 || isAtEnd {
      try finish()
      return false
    }
    let count = member.method == 0 ? copy() : try inflatePiece()
    left -= count
    sum = buffer.withUnsafeBufferPointer { crc32(sum, $0.baseAddress, uInt(count)) }
    buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
    return true
  }

  /// All of it.
  func all() throws(OfficeFileError) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(member.size)
    while try next({ bytes += $0 }) {}
    return bytes
  }

  private func copy() -> Int {
    let count = min(left, buffer.count, content.upperBound - place)
    for index in 0..<count { buffer[index] = archive.bytes[place + index] }
    place += count
    isAtEnd = count == 0
    return count
  }

  private func inflatePiece() throws(OfficeFileError) -> Int {
    let most = min(left, buffer.count)
    let (result, count, used) = archive.bytes.withUnsafeBufferPointer { packed in
      buffer.withUnsafeMutableBufferPointer { room in
        let input = UnsafeMutablePointer(mutating: packed.baseAddress! + place)
        stream.next_in = input
        stream.avail_in = uInt(content.upperBound - place)
        stream.next_out = room.baseAddress
        stream.avail_out = uInt(most)
        let result = inflate(&stream, Z_NO_FLUSH)
        return (result, most - Int(stream.avail_out), content.upperBound - place - Int(stream.avail_in))
      }
    }
    place += used
    isAtEnd = result == Z_STREAM_END
    guard result == Z_OK || result == Z_STREAM_END, count > 0 || isAtEnd else {
      throw OfficeFileError(.damaged, in: member.name)
    }
    return count
  }

  private func finish() throws(OfficeFileError) {
    guard left == 0, UInt32(truncatingIfNeeded: sum) == member.checksum else {
      throw OfficeFileError(.damaged, in: member.name)
    }
  }
}
