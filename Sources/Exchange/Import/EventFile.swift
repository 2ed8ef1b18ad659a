internal import Foundation
internal import Ledger
internal import OCOP

/// A file of events, as lines: read once to count them, and again when they are asked for. What cannot be read twice, or is no UTF-8, is
/// first written to a private file: while the lines are judged nobody waits for a pipe.
struct EventFile {
  /// How many lines there are.
  let count: Int
  private var reader: LineReader
  private let scratch: ScratchFolder?

  /// Opens the file `path`, or takes the standard input for `-`. Throws ``ImportProblem``, ``LedgerFailure`` where there is no room for
  /// the private file.
  init(_ path: String) throws {
    if path == "-" || !Self.isRegular(path) {
      let folder = try ScratchFolder("ocop-import")
      try Self.copy(path, to: folder)
      scratch = folder
    } else if let text = try Self.decoded(path) {
      let folder = try ScratchFolder("ocop-import")
      try Self.write(text, to: folder)
      scratch = folder
    } else {
      scratch = nil
    }
    let file = scratch.map { Self.file(in: $0) } ?? path
    var lines = try LineReader(file, called: path)
    while try lines.skip() {}
    count = lines.number
    reader = try LineReader(file, called: path)
  }

  /// The next line without its end; `nil`: there is none. Throws ``ImportProblem``.
  mutating func next() throws(ImportProblem) -> [UInt8]? { try reader.next() }

  private static func isRegular(_ path: String) -> Bool {
    var file = stat()
    return stat(path, &file) == 0 && file.st_mode & S_IFMT == S_IFREG
  }

  private static func file(in folder: ScratchFolder) -> String { folder.path + "/lines" }

  /// The text of a file that is marked as UTF-16; `nil`: it is not.
  private static func decoded(_ path: String) throws -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { throw ImportProblem.unreadable(path) }
    let mark = Array(try handle.read(upToCount: 2) ?? Data())
    guard [[0xff, 0xfe], [0xfe, 0xff]].contains(mark) else { return nil }
    return decodedText(try fileBytes(path))
  }

  private static func copy(_ path: String, to folder: ScratchFolder) throws {
    let standard = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
    guard let input = standard else { throw ImportProblem.unreadable(path) }
    let output = try create(in: folder)
    var isFirst = true
    while true {
      let data: Data?
      do { data = try input.read(upToCount: 1 << 20) } catch { throw ImportProblem.unreadable(path) }
      guard let data, !data.isEmpty else { return }
      if isFirst, [[0xff, 0xfe], [0xfe, 0xff]].contains(Array(data.prefix(2))) {
        let rest = (try? input.readToEnd()) ?? Data()
        if let text = decodedText(Array(data + rest)) { return try write(text, to: folder) }
      }
      isFirst = false
      try failing(folder) { try output.write(contentsOf: data) }
    }
  }

  private static func write(_ text: String, to folder: ScratchFolder) throws {
    let output = try create(in: folder)
    try failing(folder) { try output.write(contentsOf: Data(text.utf8)) }
  }

  private static func create(in folder: ScratchFolder) throws -> FileHandle {
    let path = file(in: folder)
    guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let handle = FileHandle(forWritingAtPath: path)
    else { throw LedgerFailure(.io, path: path) }
    return handle
  }

  private static func failing(_ folder: ScratchFolder, _ body: () throws -> Void) throws {
    do { try body() } catch {
      throw LedgerFailure(.diskFull, path: folder.path, detail: String(describing: error))
    }
  }
}
