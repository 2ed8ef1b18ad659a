internal import EventLog
internal import Foundation

/// Files that say how far rows being built can be trusted. They are built without waiting for the disk: whatever ends the program
/// leaves them whole, as the system has what was written; only where the machine itself goes down, or the disk is taken from
/// it, they may be anything. The first is noticed.
///
///     boot     which run of the machine they were begun in
///     whole    they have reached the disk; what is added from then on is waited for
struct BuildMark {
  let folder: String

  enum State { case whole, ofThisBoot, unknown }

  /// What is known of the rows in the folder; ``State/unknown`` where there is no folder, too.
  var state: State {
    let files = FileManager.default
    if files.fileExists(atPath: folder + "/whole") { return .whole }
    guard let boot = files.contents(atPath: folder + "/boot"), boot == Data(Self.boot.utf8) else { return .unknown }
    return .ofThisBoot
  }

  func begin() throws(LogFailure) { try write(Self.boot, to: "boot") }

  func finish() throws(LogFailure) { try write("", to: "whole") }

  private func write(_ text: String, to name: String) throws(LogFailure) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    } catch {
      throw LogFailure(error, path: folder)
    }
  }

  /// A name for this run of the machine; where the system gives none, one that nothing else has.
  private static let boot: String = {
    let id = FileManager.default.contents(atPath: "/proc/sys/kernel/random/boot_id")
    return id.flatMap { String(data: $0, encoding: .utf8) } ?? UUID().uuidString
  }()
}
