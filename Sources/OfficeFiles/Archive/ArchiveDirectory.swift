/// The list of files at the end of a ZIP archive (APPNOTE 6.3, 4.3.12 to 4.3.16), with Zip64. Nothing is unpacked; every number is held
/// against the bytes that are there.
struct ArchiveDirectory: Sendable {
  let bytes: [UInt8]
  /// In the order of the list.
  let members: [ArchiveMember]
  /// The list.
  let list: Range<Int>
  /// What follows the end record: a remark.
  let comment: Range<Int>
  private let byKey: [String: Int]

  subscript(name: String) -> ArchiveMember? { byKey[ArchiveMember.key(name)].map { members[$0] } }

  /// Throws ``OfficeFileError`` where the bytes are no such archive, or hold more than is taken.
  init(_ bytes: [UInt8]) throws(OfficeFileError) {
    self.bytes = bytes
    guard let end = Self.end(bytes) else { throw OfficeFileError(.damaged) }
    var (count, size, start) = (
      bytes.number(end + 10, 2) ?? 0, bytes.number(end + 12, 4) ?? 0, bytes.number(end + 16, 4) ?? 0
    )
    if let far = Self.farEnd(bytes, before: end) {
      (count, size, start) = (
        bytes.number(far + 32, 8) ?? -1, bytes.number(far + 40, 8) ?? -1, bytes.number(far + 48, 8) ?? -1
      )
    }
    guard count >= 0, size >= 0, start >= 0, start <= end, size <= end - start else { throw OfficeFileError(.damaged) }
    guard count <= WorkbookLimits.parts else { throw OfficeFileError(.tooLarge) }
    list = start..<start + size
    comment = end + 22..<bytes.count
    var (members, byKey, place, unpacked) = ([ArchiveMember](), [String: Int](), start, 0)
    for _ in 0..<count {
      let member = try Self.member(bytes, at: place, in: list)
      place = member.entry.upperBound
      guard member.size <= WorkbookLimits.unpackedBytes - unpacked else {
        throw OfficeFileError(.tooLarge, in: member.name)
      }
      unpacked += member.size
      guard byKey.updateValue(members.count, forKey: member.key) == nil else {
        throw OfficeFileError(.damaged, in: member.name)
      }
      members.append(member)
    }
    (self.members, self.byKey) = (members, byKey)
  }

  /// Where the bytes of a member are.
  func content(of member: ArchiveMember) throws(OfficeFileError) -> Range<Int> {
    let at = member.header
    guard bytes.number(at, 4) == 0x0403_4b50, let name = bytes.number(at + 26, 2), let extra = bytes.number(at + 28, 2)
    else { throw OfficeFileError(.damaged, in: member.name) }
    let start = at + 30 + name + extra
    guard start + member.packedSize <= list.lowerBound else { throw OfficeFileError(.damaged, in: member.name) }
    return start..<start + member.packedSize
  }

  /// The last end record: a remark of at most 65,535 bytes may follow it.
  private static func end(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    for at in stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 65_535), by: -1)
    where bytes[at] == 0x50 && bytes.number(at, 4) == 0x0605_4b50 {
      if bytes.number(at + 20, 2) == bytes.count - at - 22 { return at }
    }
    return nil
  }

  private static func farEnd(_ bytes: [UInt8], before end: Int) -> Int? {
    guard end >= 20, bytes.number(end - 20, 4) == 0x0706_4b50, let at = bytes.number(end - 12, 8),
      bytes.number(at, 4) == 0x0606_4b50
    else { return nil }
    return at
  }

  private static func member(
    _ bytes: [UInt8], at place: Int, in list: Range<Int>
  ) throws(OfficeFileError) -> ArchiveMember {
    guard place + 46 <= list.upperBound, bytes.number(place, 4) == 0x0201_4b50,
      let flags = bytes.number(place + 8, 2), let method = bytes.number(place + 10, 2),
      let checksum = bytes.number(place + 16, 4), var packed = bytes.number(place + 20, 4),
      var size = bytes.number(place + 24, 4), let length = bytes.number(place + 28, 2),
      let extra = bytes.number(place + 30, 2), let remark = bytes.number(place + 32, 2),
      var header = bytes.number(place + 42, 4)
    else { throw OfficeFileError(.damaged) }
    let end = place + 46 + length + extra + remark
    guard end <= list.upperBound else { throw OfficeFileError(.damaged) }
    // Old writers use other code pages: such a name names no part that is looked for.
    let name = String(decoding: bytes[place + 46..<place + 46 + length], as: UTF8.self)
    // Where a number takes eight bytes, it stands behind the name (4.5.3).
    var at = place + 46 + length
    let far = UInt32.max
    while at + 4 <= place + 46 + length + extra, let kind = bytes.number(at, 2), let width = bytes.number(at + 2, 2) {
      if kind == 1 {
        var value = at + 4
        func wide(_ number: inout Int) {
          guard number == Int(far), value + 8 <= min(at + 4 + width, list.upperBound) else { return }
          number = bytes.number(value, 8) ?? -1
          value += 8
        }
        wide(&size)
        wide(&packed)
        wide(&header)
      }
      at += 4 + width
    }
    guard flags & 1 == 0 else { throw OfficeFileError(.encrypted, in: name) }
    guard size >= 0, packed >= 0, header >= 0, header <= list.lowerBound, packed <= list.lowerBound else {
      throw OfficeFileError(.damaged, in: name)
    }
    return ArchiveMember(
      name: name, method: method, flags: flags, checksum: UInt32(checksum), packedSize: packed, size: size,
      header: header, entry: place..<end)
  }
}

extension [UInt8] {
  /// The number of so many bytes at a place, the least first; `nil`: it does not lie in the bytes, or is no `Int`.
  package func number(_ at: Int, _ width: Int) -> Int? {
    guard at >= 0, width <= count, at <= count - width else { return nil }
    var value: UInt64 = 0
    for index in (at..<at + width).reversed() { value = value << 8 | UInt64(self[index]) }
    return Int(exactly: value)
  }
}
