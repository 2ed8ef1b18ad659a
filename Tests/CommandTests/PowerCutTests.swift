import Foundation
import OCOP
import TestSupport
import Testing

/// The power goes at each point where a command waits for the disk: what it acknowledged is there, and what it did not is whole or not there.
/// `Tests/PowerCuts/cuts.py` makes what the disk may hold then, and looks at it with the program.
@Suite("ocop: power cuts")
struct PowerCutTests {
  private static let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("PowerCuts/cuts.py").path

  @Test(
    "at each sync point nothing else, everything, each unsynced write alone, and all but it",
    arguments: ["import", "checkpoint", "key", "backup", "bundle", "rules", "attest", "rebuild", "export"])
  func cuts(_ command: String) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else { return Oracle.missing("strace") }
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    _ = try scratch.file("list.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    let rules = URL(fileURLWithPath: Program.fixtures).deletingLastPathComponent()
      .appendingPathComponent("rulebooks/QD148-2023").path
    _ = try Program.shell(
      "cp -r '\(rules)' '\(scratch.path)/rules' && sed -i 's/^id: .*/id: QD999/' '\(scratch.path)/rules/rulebook.yaml'")
    for arguments in [["key", "create"], ["checkpoint", "create"]] {
      let run = try Program.run(arguments + ["--key", scratch.path + "/key"], ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
    }
    let seed = UInt32.random(in: 0...UInt32.max)
    // Looking at a view takes a fold of the log.
    let rounds =
      ["attest", "rebuild"].contains(command) ? Effort.rounds(6, thorough: 12) : Effort.rounds(10, thorough: 30)
    let cuts = try Program.Running(
      "/usr/bin/python3", [Self.script, Program.path, scratch.path, command, "\(seed)", "\(rounds)"],
      ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).finish()
    #expect(cuts.status == 0, "\(cuts.output)\(cuts.errors)")
  }
}
