internal import Foundation

/// The process that holds a lock, as the system knows it (`/proc/locks`).
package struct LockHolder: Hashable, Sendable {
  package let process: Int32
  /// How it was started, if it can be seen; at most 100 bytes of it.
  package let command: String?
  /// When it was started, in seconds since 1970, if it can be seen.
  package let startedAt: Int64?

  /// Who holds a lock (`flock`) on the file that `descriptor` has open; `nil` where nobody does, or the system does not tell.
  init?(of descriptor: Int32) {
    var file = stat()
    guard fstat(descriptor, &file) == 0 else { return nil }
    // While locks come and go the system's list may skip one.
    for _ in 0..<3 {
      guard let process = Self.process(file.st_ino) else { continue }
      self.process = process
      command = Self.command(of: process)
      startedAt = Self.start(of: process)
      return
    }
    return nil
  }

  private static func process(_ inode: ino_t) -> Int32? {
    guard let locks = try? String(contentsOfFile: "/proc/locks", encoding: .utf8) else { return nil }
    // 7: FLOCK  ADVISORY  WRITE 1234 fe:00:131 0 EOF; one that waits has an arrow behind the number.
    let holders = locks.split(separator: "\n").compactMap { line -> Int32? in
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1] == "FLOCK", words[5].split(separator: ":").last == "\(inode)" else {
        return nil
      }
      return Int32(words[4])
    }
    // A process of another container has no number here.
    return holders.first { $0 > 0 && $0 != getpid() } ?? holders.first
  }

  private static func command(of process: Int32) -> String? {
    guard let bytes = FileManager.default.contents(atPath: "/proc/\(process)/cmdline"), !bytes.isEmpty else {
      return nil
    }
    let words = bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    guard let program = words.first else { return nil }
    let name = program.split(separator: "/").last.map(String.init) ?? program
    return String(([name] + words.dropFirst()).joined(separator: " ").prefix(100))
  }

  /// Field 22 of `/proc/PID/stat` counts ticks from the start of the machine, which `/proc/stat` tells (proc(5)).
  private static func start(of process: Int32) -> Int64? {
    guard let own = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let machine = try? String(contentsOfFile: "/proc/stat", encoding: .utf8),
      let end = own.lastIndex(of: ")"),
      let boot = machine.split(separator: "\n").first(where: { $0.hasPrefix("btime ") }).flatMap({
        Int64($0.dropFirst(6))
      })
    else { return nil }
    let fields = own[own.index(after: end)...].split(separator: " ")
    let ticks = Int64(sysconf(Int32(_SC_CLK_TCK)))
    guard fields.count > 19, ticks > 0, let started = Int64(fields[19]) else { return nil }
    return boot + started / ticks
  }
}
