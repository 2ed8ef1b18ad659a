import Foundation
import Testing

@Suite("What the compiler must refuse, and what it must take")
struct CompilerTests {
  @Test("unsafe uses of LMDB do not compile, each for its own reason")
  func mustNotCompile() throws {
    let right = try House.compile("Fixtures/MustNotCompile/Compiles.swift")
    #expect(right.status == 0, "\(right.output)")
    for file in try House.files(".swift", in: ["Fixtures/MustNotCompile"]) where !file.hasSuffix("/Compiles.swift") {
      let first = try House.text(file).split(separator: "\n")[0]
      let expected = try #require(first.wholeMatch(of: /\/\/ expect: (.+)/)).output.1
      let outcome = try House.compile(file)
      #expect(outcome.status != 0, "\(file) compiled")
      #expect(outcome.output.contains(expected), "\(file): \(outcome.output)")
    }
  }

  @Test("samples in documents compile")
  func samples() throws {
    var documents = ["README.md", "ARCHITECTURE.md"]
    documents += try House.files(".md", in: ["docs", "Plugins", "Examples", "Sources"])
    var count = 0
    for document in documents {
      for block in try House.text(document).split(separator: "```swift\n").dropFirst() {
        let code = block.split(separator: "```", maxSplits: 1, omittingEmptySubsequences: false)[0]
        let file = NSTemporaryDirectory() + "ocop-sample-\(UUID().uuidString).swift"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data(code.utf8).write(to: URL(fileURLWithPath: file))
        let outcome = try House.compile(file)
        #expect(outcome.status == 0, "\(document): \(outcome.output)")
        count += 1
      }
    }
    #expect(count >= 3, "the documents show how to add an event, a projection and a command")
  }
}
