internal import Foundation

/// Which build of a program runs: the size of its file, and when that was written.
///
/// Two builds of one version may fold otherwise, where somebody forgot to raise it: then rows that differ accuse nobody.
enum ProgramMark {
  /// Of the running program; empty where the system does not tell.
  static let running: [UInt8] = {
    var status = stat()
    guard stat("/proc/self/exe", &status) == 0 else { return [] }
    let written = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    return [Int64(status.st_size), written].flatMap { number in
      (0..<8).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
  }()

  /// The marks of `all`, and that of the running program, each once.
  static func adding(to all: [UInt8]) -> [UInt8] { contains(all) ? all : all + running }

  /// Whether the running program alone is marked.
  static func isOnly(_ all: [UInt8]) -> Bool { !running.isEmpty && all == running }

  private static func contains(_ all: [UInt8]) -> Bool {
    stride(from: 0, to: all.count - 15, by: 16).contains { Array(all[$0..<$0 + 16]) == running }
  }
}
