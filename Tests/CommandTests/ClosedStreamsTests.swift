import Foundation
import OCOP
import TestSupport
import Testing

/// A parent may start a program with its standard streams closed, as `nohup ocop … <&- >&- 2>&-` does: no file that it opens
/// may take their numbers, and no message go into it.
@Suite("ocop: closed standard streams")
struct ClosedStreamsTests {
  /// Which of 0, 1 and 2 are closed, as a shell writes it.
  private static let subsets = (1...7).map { bits in
    (0...2).filter { bits >> $0 & 1 == 1 }.map { $0 == 0 ? "<&-" : "\($0)>&-" }.joined(separator: " ")
  }

  @Test(
    "what only reads leaves the log as it was, byte for byte, whichever of the three are closed", arguments: subsets)
  func reading(closed: String) throws {
    let scratch = try Sample.copy()
    let before = try scratch.contents("ledger/log")["data.mdb"]
    let commands = ContractTests.reading + [["stats", "stars", "--by", "moon"], ["log", "show", "99999"]]
    let turn = Self.subsets.firstIndex(of: closed) ?? 0
    // By default every command with one of the subsets, and with others in turn.
    for (number, command) in commands.enumerated() where Effort.isThorough || number % Self.subsets.count == turn {
      let line = "ocop \(Self.quoted(command)) \(closed)"
      let expected: Int32 = command.last == "moon" ? 64 : command.last == "99999" ? 5 : 0
      #expect(try Program.shell(line, ledger: scratch.path + "/ledger").status == expected, "\(line)")
      #expect(try scratch.contents("ledger/log")["data.mdb"] == before, "\(line)")
      #expect(try scratch.contents("ledger/log")["writer.lock"]?.isEmpty ?? true, "\(line)")
    }
  }

  @Test(
    "what writes writes the same, whichever of the three are closed: every record in its place, every file whole",
    arguments: Effort.cases(subsets, each: 3))
  func writing(closed: String) throws {
    let scratch = Scratch()
    let good = "product,producer,stars,decided_on\nMắm,Lê Gia,4,2020-02-29\n"
    _ = try scratch.file("good.csv", good)
    _ = try scratch.file("bad.csv", "product,producer,stars,decided_on\nMắm,Lê Gia,9,2020-02-29\n")
    let files = ["ledger.key", "proofs", "one.zip", "copy", "inspection.json"]
    let commands: [(String, Int32)] = [
      ("init --province 38 --without-areas", 0), ("init", 5), ("import recognitions good.csv", 0),
      ("import recognitions good.csv", 0),
      ("import recognitions bad.csv", 3), ("import areas \(Program.fixtures)/areas.csv --dry-run", 0),
      ("correct 8 --set stars=3 --reason x", 64), ("projection attest star-counts", 0),
      ("key create --key ledger.key", 0),
      ("checkpoint create --key ledger.key", 0), ("prove --product SP-0001 --output proofs", 0),
      ("bundle create --product SP-0001 --output one.zip", 0),
      ("bundle verify one.zip --verifier $(cat ledger/verifier)", 0),
      ("replay --product SP-0001 --output inspection.json", 0), ("rebuild --apply", 0), ("backup create copy", 0),
      ("verify --views", 0),
    ]
    for (command, status) in commands {
      let line = "cd \(scratch.path) && ocop \(command) \(closed)"
      #expect(try Program.shell(line, ledger: scratch.path + "/ledger").status == status, "\(line)")
    }
    for file in files { #expect(FileManager.default.fileExists(atPath: "\(scratch.path)/\(file)"), "\(file)") }
    // Six records of the ledger's own, a producer, a product, its stars, what was committed to, an attestation.
    for ledger in ["ledger", "copy"] {
      let count = try Program.run(["log", "count", "--format", "json"], ledger: "\(scratch.path)/\(ledger)").json
      #expect(count["records"] == 12, "\(ledger)")
      #expect(try Program.run(["verify"], ledger: "\(scratch.path)/\(ledger)").status == 0)
    }
    #expect(try scratch.contents("ledger/log")["writer.lock"] == Data())
  }

  private static func quoted(_ words: [String]) -> String { words.map { "'\($0)'" }.joined(separator: " ") }
}
