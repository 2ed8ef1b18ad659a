internal import Foundation

/// A folder for copies that nobody else is to see and that go away: with the value, or, where the program is killed, with the next one
/// of its kind.
///
/// Whoever lives holds its lock (`flock`); only what nobody holds is taken away.
public final class ScratchFolder {
  /// Where it is: in the folder for temporary files, for its owner only.
  public let path: String
  private let descriptor: Int32

  /// A new one named `KIND-…`, once those of killed programs are gone. Throws ``LedgerFailure``.
  public init(_ kind: String) throws {
    let temporary = FileManager.default.temporaryDirectory.path
    Self.removeAbandoned(kind, in: temporary)
    path = "\(temporary)/\(kind)-\(UUID().uuidString)"
    guard mkdir(path, 0o700) == 0 else {
      throw LedgerFailure(.io, path: path, detail: String(cString: strerror(errno)))
    }
    descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0, flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
      let error = errno
      rmdir(path)
      throw LedgerFailure(.io, path: path, detail: String(cString: strerror(error)))
    }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
    close(descriptor)
  }

  private static func removeAbandoned(_ kind: String, in temporary: String) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? [] {
      guard name.hasPrefix(kind + "-"), UUID(uuidString: String(name.dropFirst(kind.count + 1))) != nil else {
        continue
      }
      let path = "\(temporary)/\(name)"
      let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW)
      guard descriptor >= 0 else { continue }
      defer { close(descriptor) }
      var file = stat()
      guard fstat(descriptor, &file) == 0, file.st_uid == geteuid(), flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
        continue
      }
      try? FileManager.default.removeItem(atPath: path)
    }
  }
}
