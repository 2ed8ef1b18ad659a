extension ArchiveDirectory {
  /// The archive with other contents of some files, and with files that it does not have yet. All else is copied byte for byte.
  ///
  /// Throws ``OfficeFileError`` where the bytes of a file are not where the list says.
  func replacing(_ contents: [String: [UInt8]]) throws(OfficeFileError) -> [UInt8] {
    var contents = Dictionary(uniqueKeysWithValues: contents.map { (ArchiveMember.key($0), ($0, $1)) })
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + 4_096)
    var entries: [String: (header: Int, packed: Deflated?)] = [:]
    let inOrder = members.sorted { $0.header < $1.header }
    for (index, member) in inOrder.enumerated() {
      // What stands between two files, a description of the sizes most often, goes with the first.
      let end = index + 1 < inOrder.count ? inOrder[index + 1].header : list.lowerBound
      let content = try self.content(of: member)
      let start = out.count
      guard let (_, plain) = contents.removeValue(forKey: member.key) else {
        guard content.upperBound <= end else { throw OfficeFileError(.damaged, in: member.name) }
        out += bytes[member.header..<end]
        entries[member.key] = (start, nil)
        continue
      }
      let packed = Deflated(plain)
      let length = bytes.number(member.header + 26, 2) ?? 0
      let name = Array(bytes[member.header + 30..<member.header + 30 + length])
      out += fileHeader(
        packed, flags: member.flags & ~0b1000, time: bytes[member.header + 10..<member.header + 14], name)
      entries[member.key] = (start, packed)
    }
    var (listed, count) = ([UInt8](), members.count)
    let start = out.count
    var added: [UInt8] = []
    for (_, (name, plain)) in contents.sorted(by: { $0.key < $1.key }) {
      let packed = Deflated(plain)
      let header = start + added.count
      let time: ArraySlice<UInt8> = [0, 0, 0x21, 0]
      let common = fileHeader(packed, flags: 1 << 11, time: time, Array(name.utf8))
      added += common
      listed += [0x50, 0x4b, 1, 2] + little(20 as UInt16) + common[4..<30]
      listed += [UInt8](repeating: 0, count: 10) + little(UInt32(header)) + Array(name.utf8)
      count += 1
    }
    var kept: [UInt8] = []
    for member in members {
      guard let (header, packed) = entries[member.key] else { preconditionFailure("every member was written") }
      kept += entry(of: member, header, packed)
    }
    out += added
    let place = out.count
    out += kept + listed
    var end = archiveEnd(count: count, start: place, size: kept.count + listed.count)
    end.replaceSubrange(end.count - 2..<end.count, with: little(UInt16(comment.count)))
    return out + end + bytes[comment]
  }

  private func fileHeader(_ packed: Deflated, flags: Int, time: ArraySlice<UInt8>, _ name: [UInt8]) -> [UInt8] {
    [0x50, 0x4b, 3, 4] + little(20 as UInt16) + little(UInt16(flags)) + little(8 as UInt16) + time
      + little(packed.checksum) + little(UInt32(packed.bytes.count)) + little(UInt32(packed.size))
      + little(UInt16(name.count)) + [0, 0] + name + packed.bytes
  }

  /// The entry of a member in the list, with its new place, and its new sizes where it was packed anew.
  private func entry(of member: ArchiveMember, _ header: Int, _ packed: Deflated?) -> [UInt8] {
    var entry = Array(bytes[member.entry])
    let (size, packedSize) = (packed?.size ?? member.size, packed?.bytes.count ?? member.packedSize)
    if let packed {
      entry.replaceSubrange(8..<10, with: little(UInt16(member.flags & ~0b1000)))
      entry.replaceSubrange(10..<12, with: little(8 as UInt16))
      entry.replaceSubrange(16..<20, with: little(packed.checksum))
    }
    entry.replaceSubrange(20..<24, with: little(UInt32(packedSize)))
    entry.replaceSubrange(24..<28, with: little(UInt32(size)))
    entry.replaceSubrange(42..<46, with: little(UInt32(header)))
    return Self.withoutFarNumbers(entry)
  }

  /// Numbers that take eight bytes are not needed: an archive that is taken has less than 4 GB.
  private static func withoutFarNumbers(_ entry: [UInt8]) -> [UInt8] {
    let (name, extra) = (entry.number(28, 2) ?? 0, entry.number(30, 2) ?? 0)
    var (kept, at) = ([UInt8](), 46 + name)
    let end = at + extra
    while at + 4 <= end, let kind = entry.number(at, 2), let width = entry.number(at + 2, 2) {
      if kind != 1 { kept += entry[at..<min(at + 4 + width, end)] }
      at += 4 + width
    }
    var result = entry
    result.replaceSubrange(46 + name..<end, with: kept)
    result.replaceSubrange(30..<32, with: little(UInt16(kept.count)))
    return result
  }
}
