internal import ArgumentParser
internal import Foundation

/// The folder in which a server keeps its views: its own, one server at a time.
///
/// A server that did not end by itself, killed or brought down by a damaged file, may have left views that bring the next one down, too.
/// So the next one makes them anew.
final class ViewCache {
  /// Where views are kept.
  let views: String
  private let mark: Int32
  private let scratch: String?

  /// In `folder`; `nil`: in a folder of this run, which goes with it. Throws ``ValidationError`` where the folder cannot be had, or another server has it.
  init(_ folder: String?) throws {
    scratch = folder == nil ? NSTemporaryDirectory() + "ocop-web-\(ProcessInfo.processInfo.processIdentifier)" : nil
    let folder = folder ?? scratch ?? ""
    views = folder + "/views"
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw ValidationError("--cache \(folder): không tạo được · cannot be made")
    }
    mark = open(folder + "/ocop-web.running", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard mark >= 0 else { throw ValidationError("--cache \(folder): không ghi được · cannot be written to") }
    guard flock(mark, LOCK_EX | LOCK_NB) == 0 else {
      throw ValidationError("--cache \(folder): ocop-web khác đang dùng · another ocop-web has it")
    }
    var file = stat()
    if fstat(mark, &file) == 0, file.st_size > 0 { try? FileManager.default.removeItem(atPath: views) }
    try? FileManager.default.createDirectory(atPath: views, withIntermediateDirectories: true)
    // On a full disk there is no mark, and views are kept in memory.
    _ = write(mark, "running\n", 8)
    fsync(mark)
  }

  /// The server ended by itself: what it keeps is whole.
  func end() {
    ftruncate(mark, 0)
    close(mark)
    if let scratch { try? FileManager.default.removeItem(atPath: scratch) }
  }
}
