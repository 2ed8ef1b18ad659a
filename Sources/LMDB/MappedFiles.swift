internal import CLMDB
internal import Synchronization

/// Which memory of this process is the file of an environment, so that a fault in it can be told from any other.
///
/// Ranges are read from `/proc/self/maps` whenever an environment is opened or closed. ``file(at:)`` may be asked in a signal handler: it
/// takes no lock and makes nothing.
package final class MappedFiles: @unchecked Sendable {
  // Unchecked because `ranges` has a fixed place, of which each number is read and written whole: whoever reads while others write
  // sees ranges that were true a moment ago.
  package static let shared = MappedFiles()

  /// What a range of memory is.
  package enum File: UInt, Sendable {
    /// `data.mdb`: what was written, or its damage.
    case data = 1
    /// `lock.mdb`: who reads and writes.
    case locks = 2
  }

  private static let most = 64
  /// Three numbers a range: where it begins, where it ends, and what it is.
  private let ranges: UnsafeMutablePointer<UInt>
  private let refreshing = Mutex<Void>(())

  private init() {
    ranges = .allocate(capacity: 3 * Self.most)
    ranges.initialize(repeating: 0, count: 3 * Self.most)
  }

  /// Reads anew what is mapped. Where `/proc` is missing, nothing is known.
  func refresh() {
    refreshing.withLock { _ in ocop_mapped_files(ranges, Self.most) }
  }

  /// The file that is mapped at `address`; `nil`: none that is known.
  package func file(at address: UInt) -> File? {
    for number in 0..<Self.most where ranges[3 * number] <= address && address < ranges[3 * number + 1] {
      return File(rawValue: ranges[3 * number + 2])
    }
    return nil
  }
}
