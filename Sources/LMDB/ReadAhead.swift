internal import CLMDB
internal import Foundation

/// Has the system read what a cursor will come to, while it is busy with what is there.
///
/// The environment is opened for look-ups, which need single pages, so the system reads nothing ahead by itself: whoever goes
/// through a table that is not in memory would wait for the disk at each page. Tables are written in order, mostly, and what
/// is written together lies together in the file.
struct ReadAhead {
  /// Asked for in one call; the system may cut longer requests short.
  private static let blockBits: UInt = 18
  /// So many blocks ahead.
  private static let depth: UInt = 8
  /// Who has passed so many pages goes on; who looks for something has found it before.
  private static let patience = 16
  /// Asking for what is in memory takes longer than reading it there. So it is asked for where the process has waited for the
  /// disk, and then for so many blocks.
  private static let spell = 256

  private var pages = 0
  private var block: UInt = 0
  private var faults = 0
  private var left = 0
  private var asked: Set<UInt> = []

  /// The cursor has come to the page of `address`.
  mutating func pass(_ address: UnsafeMutableRawPointer) {
    pages += 1
    if pages == Self.patience / 2 { faults = ocop_major_faults() }
    let here = UInt(bitPattern: address) >> Self.blockBits
    guard here != block, pages > Self.patience else { return }
    // Where pages do not follow one another, what lies behind this block may be long in coming.
    let goesOn = here > block && here - block <= Self.depth
    block = here
    if left == 0 {
      let faults = ocop_major_faults()
      if faults != self.faults { left = Self.spell }
      self.faults = faults
    } else {
      left -= 1
    }
    if left > 0 { ask(for: here...(goesOn ? here + Self.depth : here)) }
  }

  private mutating func ask(for blocks: ClosedRange<UInt>) {
    // Of sixteen gigabytes each block is asked for once, in whatever order the pages come.
    if asked.count > 65_536 { asked.removeAll(keepingCapacity: true) }
    for next in blocks where asked.insert(next).inserted {
      // Only advice: where it is not taken, the pages are read when they are needed.
      madvise(UnsafeMutableRawPointer(bitPattern: next << Self.blockBits), 1 << Self.blockBits, MADV_WILLNEED)
    }
  }
}
