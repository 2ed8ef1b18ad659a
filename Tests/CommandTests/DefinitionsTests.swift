import Foundation
import TestSupport
import Testing

@Suite("docs/definitions.md")
struct DefinitionsTests {
  @Test("every worked example gives what it says")
  func examples() throws {
    let file = URL(fileURLWithPath: Program.fixtures).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("docs/definitions.md")
    let blocks = Self.blocks(try String(contentsOf: file, encoding: .utf8))
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--province", "38"], ledger: ledger).status == 0)
    let story = try #require(blocks.first { $0.kind == "jsonl" })
    let recorded = try Program.run(
      ["import", "events", try scratch.file("story.jsonl", story.lines.joined(separator: "\n"))], ledger: ledger)
    #expect(recorded.status == 0, "\(recorded.errors)")
    var count = 0
    for block in blocks where block.kind == "text" {
      var (command, expected): (String?, [String]) = (nil, [])
      func check() throws {
        guard let command else { return }
        count += 1
        let run = try Program.shell(command, ledger: ledger)
        #expect(run.lines == expected, "\(command)\n\(run.errors)")
      }
      for line in block.lines {
        if line.hasPrefix("$ ") {
          try check()
          (command, expected) = (String(line.dropFirst(2)), [])
        } else {
          expected.append(line)
        }
      }
      try check()
    }
    #expect(count >= 12)
  }

  private static func blocks(_ text: String) -> [(kind: String, lines: [String])] {
    var blocks: [(kind: String, lines: [String])] = []
    var isOpen = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("```") {
        if !isOpen { blocks.append((String(line.dropFirst(3)), [])) }
        isOpen.toggle()
      } else if isOpen {
        blocks[blocks.count - 1].lines.append(line)
      }
    }
    return blocks
  }
}
