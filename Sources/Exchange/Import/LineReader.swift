internal import Foundation
internal import OCOP

/// The lines of a file or a pipe, one at a time: as much of it is in memory as a line is long.
struct LineReader {
  /// The longest line that is read: a record with an attachment is far below it.
  static let mostBytes = 16 << 20

  /// `nil`: all of it is there.
  private let handle: FileHandle?
  private let path: String
  private var rest: [UInt8] = []
  private var start = 0
  private var isAtStart = true
  private static let mark: [UInt8] = [0xef, 0xbb, 0xbf]
  private var isAtEnd = false
  /// How many lines were read.
  private(set) var number = 0

  /// Opens the file `path`, or the standard input for `-`. Messages name it as it was `called`, where that is something else.
  init(_ path: String, called name: String? = nil) throws(ImportProblem) {
    self.path = name ?? path
    guard let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path) else {
      throw .unreadable(self.path)
    }
    self.handle = handle
  }

  /// The lines of `bytes`. Messages name them as they were `called`.
  init(_ bytes: [UInt8], called path: String) {
    (self.path, handle) = (path, nil)
    rest = bytes.starts(with: Self.mark) ? Array(bytes.dropFirst(3)) : bytes
    isAtEnd = true
  }

  /// The next line without its end; `nil`: there is none. Throws ``ImportProblem`` where it is too long, or cannot be read.
  mutating func next() throws(ImportProblem) -> [UInt8]? { try step().map { Array(rest[$0]) } }

  /// As ``next()``, for a line that nobody wants to see; answers whether there was one.
  mutating func skip() throws(ImportProblem) -> Bool { try step() != nil }

  private mutating func step() throws(ImportProblem) -> Range<Int>? {
    var seen = start
    while true {
      if let end = rest[seen...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        number += 1
        return start..<end
      }
      if isAtEnd {
        guard start < rest.count else { return nil }
        defer { start = rest.count }
        number += 1
        return start..<rest.count
      }
      rest.removeFirst(start)
      (start, seen) = (0, rest.count)
      guard seen <= Self.mostBytes else { throw .tooLong(row: number + 1) }
      do {
        guard let data = try handle?.read(upToCount: 1 << 20), !data.isEmpty else {
          isAtEnd = true
          continue
        }
        // The mark of UTF-8 belongs to no line.
        rest += isAtStart && data.starts(with: Self.mark) ? data.dropFirst(3) : data
        isAtStart = false
      } catch {
        throw .unreadable(path)
      }
    }
  }
}

extension ImportProblem {
  static func unreadable(_ path: String) -> ImportProblem {
    ImportProblem(
      column: nil, code: "file.unreadable", value: path,
      text: Text("Không đọc được tệp \(path).", "The file \(path) cannot be read."),
      hint: Text("Kiểm tra đường dẫn và quyền đọc.", "Check the path and the permission to read it."))
  }

  static func folder(_ path: String) -> ImportProblem {
    var problem = unreadable(path)
    problem.hint = Text("Đó là một thư mục.", "It is a folder.")
    return problem
  }

  static func tooLong(row: Int) -> ImportProblem {
    ImportProblem(
      column: nil, code: "line.tooLong", value: "",
      text: Text(
        "Dòng dài hơn \(LineReader.mostBytes >> 20) MB.", "The line is longer than \(LineReader.mostBytes >> 20) MB."),
      hint: Text("Mỗi dòng một sự kiện.", "One event a line."), row: row)
  }
}
