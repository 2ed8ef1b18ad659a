import Exchange
import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

/// Whatever a text says, it stays a text where it leaves: one encoder for each place, and random texts through each.
@Suite("Text is encoded where it leaves")
struct EncodingTests {
  /// Signs that mean something somewhere, and letters.
  private static let pieces = [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x\";\"y\")", "+1", "-2,5", "@SUM(A1)", "../../etc/passwd", "# ",
    "| a | b |",
    "[x](http://y)", "![](z)", "`", "*", "_", "~~", "\\", "&lt;", "\"", "'", ",", ";", "\u{1b}[2K", "\u{9b}31m",
    "\u{202e}", "\u{2066}",
    "\u{200f}", "\u{2028}", "\u{0}", "\r\n", "\n", "\t", "\u{7f}", "\u{e0041}", "Mắm tôm", "đ", "★", "  ", "1.234", "％",
    "＝1+1",
  ]

  private func texts(_ body: (String) throws -> Void) rethrows {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededGenerator(seed: seed)
    for text in Self.pieces { try body(text) }
    for _ in 0..<Effort.rounds(500, thorough: 5000) {
      let count = Int.random(in: 0...6, using: &random)
      try body((0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined())
    }
    // A failure names the text; the seed is printed for whoever wants the whole row.
    print("seed \(seed)")
  }

  private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case ..<0x20, 0x7f..<0xa0, 0x61c, 0x200e, 0x200f, 0x2028...0x202e, 0x2066...0x2069, 0xe0000...0xe007f: true
    default: false
    }
  }

  @Test("a terminal: nothing is obeyed, plain text is as it was")
  func terminal() {
    texts { text in
      let line = TerminalText.line(text)
      #expect(!line.unicodeScalars.contains(where: isObeyed), "\(text.debugDescription)")
      #expect(TerminalText.line(line) == line)
      let lines = TerminalText.lines(text)
      #expect(!lines.unicodeScalars.contains { isObeyed($0) && $0 != "\n" }, "\(text.debugDescription)")
      #expect(lines.filter { $0 == "\n" }.count == text.unicodeScalars.count { $0 == "\n" } || text.contains("\r"))
    }
    #expect(TerminalText.line("Mắm tôm Lê Gia ★") == "Mắm tôm Lê Gia ★")
    #expect(TerminalText.line("a\u{1b}b") == "a\\u{1b}b")
  }

  @Test("JSON: every reader reads what was written, and no terminal obeys it")
  func json() throws {
    try texts { text in
      let value = JSONValue.object([.init("a", .string(text)), .init("b", .array([.string(text), 1]))])
      let line = JSONLine.text(value)
      #expect(!line.unicodeScalars.contains(where: isObeyed), "\(text.debugDescription)")
      #expect(try JSONValue(parsing: Array(line.utf8)) == value)
      let read = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(read?["a"] as? String == text)
    }
  }

  @Test("CSV: a cell is one cell; no spreadsheet takes it for a formula")
  func csv() {
    texts { text in
      for cell in [CSVCell.text(text), CSVCell.spreadsheet(text)] {
        #expect(
          !cell.unicodeScalars.contains { isObeyed($0) && !"\n\r\t".unicodeScalars.contains($0) },
          "\(text.debugDescription)")
        let isQuoted = cell.hasPrefix("\"") && cell.hasSuffix("\"") && cell.count > 1
        let inner = isQuoted ? String(cell.dropFirst().dropLast()).replacing("\"\"", with: "") : cell
        #expect(!inner.contains("\""), "\(text.debugDescription)")
        #expect(isQuoted || !cell.contains { ",\r\n".contains($0) || $0 == "\r\n" }, "\(text.debugDescription)")
      }
      var shown = CSVCell.spreadsheet(text)
      if shown.hasPrefix("\"") { shown = String(shown.dropFirst().dropLast()).replacing("\"\"", with: "\"") }
      let first = shown.unicodeScalars.first { !$0.properties.isWhitespace }
      if let first, "=@＝＠".unicodeScalars.contains(first) { Issue.record("\(text.debugDescription) may be a formula") }
    }
    #expect(CSVCell.spreadsheet("-2,5") == "\"-2,5\"" && CSVCell.spreadsheet("-12") == "-12")
    #expect(CSVCell.spreadsheet("-1+cmd|x") == "'-1+cmd|x" && CSVCell.spreadsheet(" =1") == "' =1")
  }

  @Test("HTML and Markdown: no tag, no heading, no cell, no link")
  func markup() {
    texts { text in
      #expect(!HTMLText.text(text).contains { "<>\"'".contains($0) }, "\(text.debugDescription)")
      let markdown = MarkdownText.text(text)
      #expect(!markdown.contains { $0 == "<" || $0 == ">" || $0 == "\n" }, "\(text.debugDescription)")
      var escaped = false
      for character in markdown.unicodeScalars {
        if escaped {
          escaped = false
        } else if character == "\\" {
          escaped = true
        } else {
          #expect(!"`*_[]#|~!".unicodeScalars.contains(character), "\(text.debugDescription)")
        }
      }
    }
    #expect(MarkdownText.text("Mắm tôm, 5445/QĐ-UBND (2019)") == "Mắm tôm, 5445/QĐ-UBND (2019)")
  }

  @Test("names in an archive: below the folder that it is unpacked in, each text its own")
  func archive() {
    var names: [String: String] = [:]
    texts { text in
      let name = ArchiveName.part(text)
      #expect(ArchiveName.isSafe("rulebooks/\(name).bin") && ArchiveName.isSafe(name), "\(text.debugDescription)")
      if let other = names.updateValue(text, forKey: name) { #expect(Array(other.utf8) == Array(text.utf8)) }
    }
    #expect(ArchiveName.part("QD148-2023") == "QD148-2023")
    for path in ["", "/etc/x", "a/../b", "..", ".", "a//b", "a\\b", "a:b", "a/", "a\u{0}", "é"] {
      #expect(!ArchiveName.isSafe(path), "\(path)")
      #expect(ZipArchive(ZipArchive(files: [.init(name: path, bytes: [1])]).bytes) == nil, "\(path)")
    }
  }

  @Test("more files than 16 bits count: the archive is read here and by others")
  func manyFiles() throws {
    let files = (0..<70_000).map {
      ZipArchive.File(name: "proofs/\($0).tlog-proof", bytes: [UInt8(truncatingIfNeeded: $0)])
    }
    let bytes = ZipArchive(files: files).bytes
    #expect(try #require(ZipArchive(bytes)).files.count == 70_000)
    let path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString).zip"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); sys.exit(not (z.testzip() is None and len(z.namelist()) == 70000))",
      path,
    ]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // One file less than needs it, and one that does.
    for count in [65_534, 65_535] {
      #expect(ZipArchive(ZipArchive(files: Array(files.prefix(count))).bytes)?.files.count == count)
    }
  }

  @Test("a rulebook's id that is a path is refused on entry")
  func rulebookID() {
    for id in ["../../x", ".hidden", "a/b", "QĐ 1", "a\\b", ""] { #expect(!RulebookID(id).hasAlphabet, "\(id)") }
    for rulebook in NationalRulebooks.all { #expect(rulebook.id.hasAlphabet) }
  }
}
