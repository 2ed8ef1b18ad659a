/// What ends an archive whose list has `count` files and `size` bytes, and begins at `start` (APPNOTE 6.3, 4.3.14 to 4.3.16).
package func archiveEnd(count: Int, start: Int, size: Int) -> [UInt8] {
  let isLarge = count >= Int(UInt16.max) || start >= Int(UInt32.max) || size >= Int(UInt32.max)
  var large: [UInt8] = []
  if isLarge {
    let number = little(UInt64(count))
    large = [0x50, 0x4b, 6, 6] + little(44 as UInt64) + little(45 as UInt16) + little(45 as UInt16)
    large += [UInt8](repeating: 0, count: 8) + number + number + little(UInt64(size)) + little(UInt64(start))
    large += [0x50, 0x4b, 6, 7, 0, 0, 0, 0] + little(UInt64(start + size)) + little(1 as UInt32)
  }
  let number = little(isLarge ? UInt16.max : UInt16(count))
  return large + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + number + number + little(isLarge ? UInt32.max : UInt32(size))
    + little(isLarge ? UInt32.max : UInt32(start)) + [0, 0]
}

/// A number in bytes, the least first.
package func little<T: FixedWidthInteger>(_ value: T) -> [UInt8] {
  withUnsafeBytes(of: value.littleEndian) { Array($0) }
}
