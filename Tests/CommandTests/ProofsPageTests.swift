import Foundation
import OCOP
import Testing

/// docs/proofs.md against the program: a stranger has nothing else.
@Suite("docs/proofs.md")
struct ProofsPageTests {
  private static let text: String = {
    let path = Program.fixtures + "/../../docs/proofs.md"
    return (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
  }()

  @Test("every command that it names is one, with the options that it names")
  func commands() throws {
    let lines = Self.text.replacing("ocop prove\nconsistency", with: "ocop prove consistency")
    var found = 0
    for match in lines.matches(of: #/ocop ((?:[a-z]+ )*[a-z]+)[^`\n#]*/#) {
      let words = match.1.split(separator: " ").map(String.init)
      let options = match.0.matches(of: #/--[a-z-]+/#).map { String($0.0) }
      var status: Int32 = 64
      var help = ""
      // What follows the verb may be an argument.
      for count in stride(from: words.count, to: 0, by: -1) where status != 0 {
        let run = try Program.run(Array(words.prefix(count)) + ["--help"])
        (status, help) = (run.status, run.output)
      }
      #expect(status == 0, "\(match.0)")
      // The verb that may be left out.
      if words == ["prove"] { help += try Program.run(["prove", "records", "--help"]).output }
      for option in options { #expect(help.contains(option), "\(match.0): \(option)") }
      found += 1
    }
    #expect(found > 20)
  }

  @Test("the kinds of streams are those of the log")
  func kinds() {
    for kind in StreamKind.allCases {
      #expect(Self.text.contains("| \(kind.wireInteger) | `\(kind.rawValue)` |"), "\(kind)")
    }
  }
}
