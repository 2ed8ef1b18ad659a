internal import Glibc

/// Descriptors 0, 1 and 2: what a program reads and writes without having opened it.
///
/// Where one of them is closed, the next file that is opened gets its number, and a message goes into that file. It may be
/// `data.mdb`: LMDB keeps descriptors of its own, and tells nobody which.
package enum StandardDescriptors {
  private static let numbers: ClosedRange<Int32> = 0...2

  /// Whether none of them is closed.
  package static var areOpen: Bool { numbers.allSatisfy { fcntl($0, F_GETFD) >= 0 } }

  /// Opens `/dev/null` in the place of each that is closed, and answers whether all are open then. For the first moment of a
  /// program, while no other thread opens files.
  package static func open() -> Bool {
    while !areOpen {
      // The system gives out the smallest number that is free.
      let descriptor = Glibc.open("/dev/null", O_RDWR)
      guard descriptor >= 0 else { return false }
      guard numbers.contains(descriptor) else {
        close(descriptor)
        return areOpen
      }
    }
    return true
  }
}
