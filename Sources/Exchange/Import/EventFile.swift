internal import Foundation
internal import Ledger
internal import OCOP

/// A file of events, as lines: read once to count them, and again when they are asked for. A pipe cannot be read twice: what is longer
/// than a little is first written to a private file, so that nobody waits for whoever sends it while lines are judged.
struct EventFile {
  /// How many lines there are.
  let count: Int
  private var reader: LineReader
  private let scratch: ScratchFolder?

  /// So much of a pipe stays in memory.
  private static let mostInMemory = 4 << 20

  /// Opens the file `path`, or takes the standard input for `-`. Throws ``ImportProblem``, and ``LedgerFailure`` where there is no room for
  /// the private file.
  init(_ path: String) throws {
    let source = try Self.source(path)
    scratch = source.scratch
    var lines = try source.reader()
    while try lines.skip() {}
    count = lines.number
    reader = try source.reader()
  }

  /// The next line without its end; `nil`: there is none. Throws ``ImportProblem``.
  mutating func next() throws(ImportProblem) -> [UInt8]? { try reader.next() }

  private struct Source {
    var scratch: ScratchFolder?
    let reader: () throws(ImportProblem) -> LineReader
  }

  private static func source(_ path: String) throws -> Source {
    let kind = path == "-" ? nil : Self.kind(path)
    guard kind != S_IFDIR else { throw ImportProblem.folder(path) }
    let opened = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let input = opened else { throw ImportProblem.unreadable(path) }
    var start = try read(input, upTo: 2, path)
    let isMarked = [[0xff, 0xfe], [0xfe, 0xff]].contains(start)
    guard isMarked || kind != S_IFREG else {
      return Source { () throws(ImportProblem) in try LineReader(path) }
    }
    start += try read(input, upTo: isMarked ? .max : mostInMemory, path)
    if isMarked, let text = decodedText(start) { start = Array(text.utf8) }
    if isMarked || start.count < mostInMemory {
      return Source { [start] () throws(ImportProblem) in LineReader(start, called: path) }
    }
    let folder = try ScratchFolder("ocop-import")
    let file = folder.path + "/lines"
    try write(start, input, to: file, path)
    return Source(scratch: folder) { () throws(ImportProblem) in try LineReader(file, called: path) }
  }

  /// Whether it is a file, a folder, a pipe (`S_IFMT`); `nil`: nothing can be seen there.
  private static func kind(_ path: String) -> mode_t? {
    var file = stat()
    return stat(path, &file) == 0 ? file.st_mode & S_IFMT : nil
  }

  private static func read(_ input: FileHandle, upTo most: Int, _ path: String) throws(ImportProblem) -> [UInt8] {
    var bytes: [UInt8] = []
    while bytes.count < most {
      do {
        // A pipe may give less than it is asked for, and more later.
        guard let data = try input.read(upToCount: min(1 << 20, most - bytes.count)), !data.isEmpty else { break }
        bytes += data
      } catch {
        throw .unreadable(path)
      }
    }
    return bytes
  }

  private static func write(_ start: [UInt8], _ input: FileHandle, to file: String, _ path: String) throws {
    guard FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o600]),
      let output = FileHandle(forWritingAtPath: file)
    else { throw LedgerFailure(.io, path: file) }
    var next = start
    while !next.isEmpty {
      do { try output.write(contentsOf: Data(next)) } catch {
        throw LedgerFailure(.diskFull, path: file, detail: String(describing: error))
      }
      next = try read(input, upTo: 1 << 20, path)
    }
  }
}
