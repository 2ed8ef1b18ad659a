internal import Exchange
internal import Foundation
internal import OCOP
internal import ProjectionKit

/// The two streams of the process. Answers are gathered and written in large pieces; what cannot be written is an error.
final class Console {
  let isTerminal = isatty(STDOUT_FILENO) == 1
  let isErrorTerminal = isatty(STDERR_FILENO) == 1
  /// How many letters the terminal has in a row; `nil`: there is none, or it does not say.
  let width: Int? = {
    var size = winsize()
    guard isatty(STDOUT_FILENO) == 1, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }()
  private let isQuiet: Bool
  private var buffer: [UInt8] = []

  init(isQuiet: Bool) { self.isQuiet = isQuiet }

  /// A line of the answer for people, or several: what a terminal would obey is shown.
  func print(_ line: String) throws { try put(encoded: TerminalText.lines(line)) }

  /// A line of the answer for programs.
  func print(json value: JSONValue) throws { try put(encoded: JSONLine.text(value)) }

  /// The rows of `table` as one list, in one line.
  func print(list table: AnswerTable) throws {
    try put(list: table)
    try put(encoded: "")
  }

  /// One list in one line, of what `body` hands over.
  func printList(_ body: ((JSONValue) throws -> Void) throws -> Void) throws {
    try putList(body)
    try put(encoded: "")
  }

  /// An object in one line: its members, and in the place of the one called `name` the rows of `table`.
  func print(json members: [JSONValue.Member], with table: AnswerTable, as name: String) throws {
    var separator = "{"
    for member in members {
      buffer += (separator + JSONLine.text(.string(member.name)) + ":").utf8
      if member.name == name { try put(list: table) } else { buffer += JSONLine.text(member.value).utf8 }
      separator = ","
    }
    try put(encoded: "}")
  }

  private func put(list table: AnswerTable) throws {
    try putList { add in
      for row in table.rows { try add(table.object(row)) }
    }
  }

  private func putList(_ body: ((JSONValue) throws -> Void) throws -> Void) throws {
    buffer.append(UInt8(ascii: "["))
    var separator = ""
    try body { value in
      buffer += (separator + JSONLine.text(value)).utf8
      separator = ","
      if buffer.count >= 1 << 16 { try flush() }
    }
    buffer.append(UInt8(ascii: "]"))
  }

  /// A line in which everything is encoded for whoever reads it.
  func put(encoded line: String) throws {
    buffer += line.utf8
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= 1 << 16 { try flush() }
  }

  /// Begins the answer with the mark by which Excel knows UTF-8. Called before anything is printed.
  func markBytes() { buffer += [0xef, 0xbb, 0xbf] }

  /// Something about the answer, on stderr.
  func note(_ line: String) {
    guard !isQuiet else { return }
    Self.error(line)
  }

  /// Something about the answer for programs, on stderr.
  func note(json value: JSONValue) {
    guard !isQuiet else { return }
    Self.error(json: value)
  }

  /// Writes what was gathered.
  func flush() throws {
    var rest = buffer[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      guard written >= 0 || errno == EINTR else { throw Problem.output(errno) }
      rest = rest.dropFirst(max(written, 0))
    }
    buffer = []
  }

  /// A line on stderr, whatever was asked for: what a terminal would obey is shown.
  static func error(_ line: String) { send(error: TerminalText.lines(line)) }

  /// A line on stderr for programs.
  static func error(json value: JSONValue) { send(error: JSONLine.text(value)) }

  private static func send(error line: String) {
    let bytes = Array((line + "\n").utf8)
    // Where even stderr is gone there is nobody to tell.
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
