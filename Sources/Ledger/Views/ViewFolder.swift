internal import EventLog
internal import Foundation
internal import ProjectionKit

/// Where the rows of one projection, made in one way, lie: a folder named by its fingerprint, with a folder of rows in it
/// that serves, and perhaps another one that is being built beside it.
///
///     views/<id>-<fingerprint>/current      the name of the folder that serves; missing: rows
///     views/<id>-<fingerprint>/rows…        rows and checkpoint
///     views/<id>-<fingerprint>/next         being built, by whoever holds the folder's lock
///     views/<id>-<fingerprint>/check        being built to compare with, and thrown away
struct ViewFolder {
  let path: String

  /// The folder that serves.
  var serving: String { "\(path)/\(current)" }

  /// Rows that are built beside those that serve.
  enum Beside: String {
    /// To serve once they are applied.
    case next
    /// To be compared with what serves, and thrown away.
    case check
  }

  private func path(_ beside: Beside) -> String { "\(path)/\(beside.rawValue)" }

  private var current: String {
    guard let name = try? DurableFile.text(path + "/current"), Self.number(of: name) != nil else { return "rows" }
    return name
  }

  /// How often rows were switched before those with this name; `nil`: no rows have it.
  private static func number(of name: String) -> Int? {
    if name == "rows" { return 1 }
    guard name.hasPrefix("rows-"), let number = Int(name.dropFirst(5)), (2...1_000_000_000).contains(number),
      name == "rows-\(number)"
    else { return nil }
    return number
  }

  /// Makes what was built serve, in one step: whoever opens the view sees the old rows or the new ones. Those who have
  /// the old ones open go on with them.
  func switchToNext() throws(LogFailure) {
    let files = FileManager.default
    let old = current
    let number = Self.number(of: old) ?? 1
    let name = "rows-\(number < 1_000_000_000 ? number + 1 : 2)"
    // Left over from a switch that was interrupted.
    try? files.removeItem(atPath: "\(path)/\(name)")
    do {
      try files.moveItem(atPath: path(.next), toPath: "\(path)/\(name)")
      try DurableFile.write(Array(name.utf8), to: path + "/current", .replacing)
    } catch {
      throw LogFailure(error, path: path)
    }
    try? files.removeItem(atPath: "\(path)/\(old)")
  }

  /// Keeps every other builder of this view out. Throws ``LogFailure/Kind/writerBusy`` where one is at work.
  func lock() throws(LogFailure) -> WriterLock {
    try LogFailure.createFolder(path)
    return try WriterLock(at: path, waiting: false)
  }

  /// The rows being built, to go on with; begun anew where they cannot be opened, or where the machine went down before all of
  /// them had reached the disk. Only for the holder of the lock.
  func open(_ beside: Beside) throws(LogFailure) -> RowStore {
    let mark = BuildMark(folder: path(beside))
    do {
      switch mark.state {
      case .whole: return try RowStore(at: path(beside))
      case .ofThisBoot: return try RowStore(at: path(beside), unsafeUnsynced: true)
      case .unknown: break
      }
    } catch  where error.kind == .damaged {}
    drop(beside)
    try LogFailure.createFolder(path(beside))
    try mark.begin()
    return try RowStore(at: path(beside), unsafeUnsynced: true)
  }

  /// Sees to it that everything built in `store` outlives a power loss.
  func finish(_ beside: Beside, _ store: RowStore) throws(LogFailure) {
    try store.sync()
    try BuildMark(folder: path(beside)).finish()
  }

  /// Throws away what was built beside.
  func drop(_ beside: Beside) { try? FileManager.default.removeItem(atPath: path(beside)) }

  /// The folders of the same projection made in other ways.
  func others(of id: ProjectionID) -> [ViewFolder] {
    let parent = URL(fileURLWithPath: path).deletingLastPathComponent()
    let own = URL(fileURLWithPath: path).lastPathComponent
    let names = (try? FileManager.default.contentsOfDirectory(atPath: parent.path)) ?? []
    // An id may begin another's: behind it stands the fingerprint only.
    let prefix = "\(id)-"
    return names.filter { $0 != own && $0.hasPrefix(prefix) && !$0.dropFirst(prefix.count).contains("-") }
      .sorted().map { ViewFolder(path: parent.appendingPathComponent($0).path) }
  }

  /// When its serving rows were written last; `nil` where there are none.
  var written: Date? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: serving + "/data.mdb")
    return attributes?[.modificationDate] as? Date
  }

  /// Removes the folder with all that is in it.
  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
