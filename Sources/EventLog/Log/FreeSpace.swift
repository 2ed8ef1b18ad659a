internal import Foundation

/// Whether files may still grow.
enum FreeSpace {
  /// Whether the file system of `path` has next to no room, or this process may not make files any larger.
  static func isShort(at path: String) -> Bool {
    var limit = rlimit()
    if getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max { return true }
    var system = statvfs()
    guard statvfs(path, &system) == 0 else { return false }
    return UInt64(system.f_bavail) * UInt64(system.f_frsize) < 1 << 20
  }
}
