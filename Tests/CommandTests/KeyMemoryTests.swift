import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

/// What was signed once is never signed otherwise, and a guard that cannot be read guards.
@Suite("ocop: the memory beside the key")
struct KeyMemoryTests {
  private let scratch: Scratch
  private var ledger: String { scratch.path + "/ledger" }
  private var earlier: String { scratch.path + "/earlier" }
  private var key: String { scratch.path + "/key" }
  private var memory: String { key + ".signed" }
  private var checkpoint: String { ledger + "/checkpoint" }
  private let files = FileManager.default

  /// A ledger that was signed, copied, and signed again with a record more.
  init() throws {
    scratch = try Sample.copy()
    #expect(try run(["key", "create", "--key", key]).status == 0)
    #expect(try run(["checkpoint", "create", "--key", key]).status == 0)
    try files.copyItem(atPath: ledger, toPath: earlier)
    #expect(try run(["import", "events", try fair("một")]).status == 0)
    #expect(try run(["checkpoint", "create", "--key", key]).status == 0)
  }

  private func run(_ command: [String]) throws -> Program.Outcome { try Program.run(command, ledger: ledger) }

  private func fair(_ name: String) throws -> String {
    try scratch.file(
      "\(name).jsonl",
      "{\"type\":\"fairHeld\",\"effectiveOn\":\"2024-01-01\",\"payload\":{\"scope\":\"inProvince\",\"name\":\"Hội chợ \(name)\"}}\n"
    )
  }

  /// The log as it was before the second signature, without any checkpoint beside it.
  private func cut() throws {
    for name in ["log", "checkpoint", "verifier", "views"] { try? files.removeItem(atPath: "\(ledger)/\(name)") }
    try files.copyItem(atPath: earlier + "/log", toPath: ledger + "/log")
  }

  private let sign = ["checkpoint", "create", "--key"]
  private func accepting(_ reason: String) -> [String] { sign + [key, "--accept-rollback", "--reason", reason] }

  @Test("a key signs no shorter log and no other one, though nothing beside the log tells of it")
  func forked() throws {
    try cut()
    let shorter = try run(sign + [key])
    #expect(shorter.status == 2 && shorter.errors.contains("ledger.rolledBack"), "\(shorter.errors)")
    // As long, and another history.
    for name in ["hai", "ba"] { #expect(try run(["import", "events", try fair(name)]).status == 0) }
    let other = try run(sign + [key])
    #expect(other.status == 2 && other.errors.contains("ledger.forked"), "\(other.errors)")
    #expect(!files.fileExists(atPath: checkpoint))
    #expect(try run(sign + [key, "--new-key"]).status == 2)
    // Said to be so, it is recorded, once, and the key goes on from there.
    #expect(try run(accepting("đĩa hỏng")).status == 0)
    #expect(try run(sign + [key]).status == 0)
    let tail = try run(["log", "tail", "-n", "3", "--format", "json"]).output
    #expect(tail.components(separatedBy: "rollbackAccepted").count == 2, "\(tail)")
  }

  @Test("who is killed after the record and before the signature records it once")
  func killed() throws {
    try cut()
    let before = try String(contentsOfFile: memory, encoding: .utf8)
    #expect(try run(accepting("một")).status == 0)
    // As if the signature had never come: the memory is the one before.
    try before.write(toFile: memory, atomically: true, encoding: .utf8)
    try files.removeItem(atPath: checkpoint)
    #expect(try run(accepting("một")).status == 0)
    let events = try run(["log", "tail", "-n", "5", "--format", "json"]).output
    #expect(events.components(separatedBy: "rollbackAccepted").count == 2)
  }

  @Test(
    "a memory that is lost is told, and taken from the checkpoint of the key where there is one; another key's is none")
  func lost() throws {
    try files.removeItem(atPath: memory)
    #expect(try run(sign + [key]).status == 0 && files.fileExists(atPath: memory))
    try files.removeItem(atPath: memory)
    try files.removeItem(atPath: checkpoint)
    let missing = try run(sign + [key])
    #expect(missing.status == 5 && missing.errors.contains("proof.memoryMissing"), "\(missing.errors)")
    let second = scratch.path + "/second"
    #expect(try run(["key", "create", "--key", second]).status == 0)
    try files.copyItem(atPath: second + ".signed", toPath: memory)
    let broken = try run(sign + [key])
    #expect(broken.errors.contains("proof.memoryBroken") && !files.fileExists(atPath: checkpoint), "\(broken.errors)")
  }

  @Test("a key that moves takes its memory along")
  func moved() throws {
    try cut()
    let (there, moved) = (scratch.path + "/elsewhere", scratch.path + "/elsewhere/key")
    try files.createDirectory(atPath: there, withIntermediateDirectories: true)
    try files.moveItem(atPath: key, toPath: moved)
    let without = try run(sign + [moved])
    #expect(without.status == 5 && without.errors.contains("proof.memoryMissing"), "\(without.errors)")
    try files.moveItem(atPath: memory, toPath: moved + ".signed")
    #expect(try run(sign + [moved]).errors.contains("ledger.rolledBack"))
  }

  @Test(
    "something in the place of a guard is never none", arguments: ["folder", "loop", "nowhere", "garbage", "endless"])
  func unreadable(what: String) throws {
    for guardFile in [checkpoint, memory] {
      let kept = try String(contentsOfFile: guardFile, encoding: .utf8)
      try files.removeItem(atPath: guardFile)
      switch what {
      case "folder": try files.createDirectory(atPath: guardFile, withIntermediateDirectories: false)
      case "loop": try files.createSymbolicLink(atPath: guardFile, withDestinationPath: guardFile)
      case "nowhere": try files.createSymbolicLink(atPath: guardFile, withDestinationPath: "/not-mounted/checkpoint")
      case "garbage": try Data([0xff, 0xfe, 0x00]).write(to: URL(fileURLWithPath: guardFile))
      default: try files.createSymbolicLink(atPath: guardFile, withDestinationPath: "/dev/zero")
      }
      let refused = try run(sign + [key])
      #expect(refused.status != 0 && refused.output.isEmpty, "\(guardFile): \(refused.errors)")
      if guardFile == checkpoint {
        let recorded = try run(["import", "events", try fair("bốn")])
        #expect(recorded.status != 0 && recorded.errors.contains("ledger.checkpoint"), "\(recorded.errors)")
        #expect(try run(["log", "count"]).errors.contains("ledger.checkpoint"))
      }
      try files.removeItem(atPath: guardFile)
      try kept.write(toFile: guardFile, atomically: true, encoding: .utf8)
    }
    #expect(try run(sign + [key]).status == 0)
  }

  @Test("of several signatures at a time the last one is of the most records")
  func racing() throws {
    let group = DispatchGroup()
    for round in 0..<6 {
      let file = try fair("đua \(round)")
      let program = self
      DispatchQueue.global().async(group: group) {
        _ = try? Program.run(["import", "events", file, "--wait"], ledger: program.ledger)
        _ = try? Program.run(program.sign + [program.key], ledger: program.ledger)
      }
    }
    group.wait()
    let last = try run(["checkpoint", "show", "--format", "json"]).json["size"]
    #expect(try run(["log", "count", "--format", "json"]).json["records"] == last)
    let remembered = try String(contentsOfFile: memory, encoding: .utf8)
    #expect(try String(contentsOfFile: checkpoint, encoding: .utf8) == remembered)
  }
}
