import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: at the edges of the system")
struct SmallThingsTests {
  @Test("a key in the ledger is refused by whatever path; one behind a link is good, its memory beside it")
  func keys() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let key = scratch.path + "/key"
    #expect(try Program.run(["key", "create", "--key", key], ledger: ledger).status == 0)
    _ = try Program.shell(
      "cd '\(scratch.path)'; mkdir sub; ln -s ../key sub/link; ln -s ledger away; ln key ledger/log/k")
    for inside in ["ledger/key", "away/key", "away/log/key", "sub/../ledger/key"] {
      let run = try Program.run(["key", "create", "--key", scratch.path + "/" + inside], ledger: ledger)
      #expect(run.status == 5 && run.errors.contains("proof.keyInLedger"), "\(inside): \(run.errors)")
    }
    // The same file by another name in the ledger's folder.
    let hard = try Program.run(["checkpoint", "create", "--key", key], ledger: ledger)
    #expect(hard.status == 5 && hard.errors.contains("proof.keyInLedger"), "\(hard.errors)")
    _ = try Program.shell("rm '\(ledger)/log/k'")
    let signed = try Program.run(["checkpoint", "create", "--key", scratch.path + "/sub/link"], ledger: ledger)
    #expect(signed.status == 0, "\(signed.errors)")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/sub/link.signed"))
  }

  @Test("a key behind a mount of the ledger's folder is refused", .enabled(if: geteuid() == 0))
  func mounts() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let run = try Program.shell(
      """
      mkdir '\(scratch.path)/mnt'; unshare -m sh -c \
      "mount --bind '\(ledger)/log' '\(scratch.path)/mnt' && ocop key create --key '\(scratch.path)/mnt/key'"
      """, ledger: ledger)
    #expect(run.status == 5 && run.errors.contains("proof.keyInLedger"), "\(run.errors)")
  }

  @Test("a path that is no UTF-8 is refused, and nothing is made at a path like it")
  func paths() throws {
    let scratch = try Sample.copy()
    for line in [
      "ocop init --ledger \"$(printf '\(scratch.path)/a\\377b')\"",
      "OCOP_LEDGER=\"$(printf '/tmp/\\377')\" ocop log count",
    ] {
      let run = try Program.shell(line)
      #expect(run.status == 64 && run.errors.contains("argument.notUTF8"), "\(run.errors)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == ["ledger"])
  }

  @Test("where the answer cannot be written after a commit, it is said that it was recorded")
  func fullOutput() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let list = try scratch.file("list.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    let run = try Program.shell("ocop import recognitions '\(list)' >/dev/full", ledger: ledger)
    #expect(run.status == 2 && run.errors.contains("output.failed"), "\(run.errors)")
    #expect(run.errors.contains("4 records were made, at positions"), "\(run.errors)")
    let asked = try Program.shell("ocop stats stars >/dev/full", ledger: ledger)
    #expect(asked.status == 2 && !asked.errors.contains("records were made"), "\(asked.errors)")
  }

  /// The system library that deals work out to processors looks into `/proc` once a second while many work, and ends the program
  /// where it is not there ("registered worker exited prematurely"). That is not ours, and rare; whatever was recorded until then stays.
  @Test("without /proc", .enabled(if: geteuid() == 0))
  func noProc() throws {
    var statuses: [Int32] = []
    for _ in 0..<6 {
      let scratch = try Sample.copy()
      let ledger = scratch.path + "/ledger"
      let list = try scratch.file("list.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
      let run = try Program.shell(
        "unshare -m sh -c \"umount -l /proc; ocop import recognitions '\(list)' && ocop stats stars && ocop verify\"",
        ledger: ledger)
      #expect(try Program.run(["verify"], ledger: ledger).status == 0)
      statuses.append(run.status)
      guard run.status == 128 + SIGILL else { break }
    }
    #expect(statuses.last == 0, "\(statuses)")
  }

  @Test("files that are bombs end in a clear error, and their content is not printed")
  func bombs() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    func refuses(_ arguments: [String], _ code: String) throws {
      let run = try Program.run(arguments, ledger: ledger)
      #expect(
        [1, 2, 3].contains(run.status) && (run.errors + run.output).contains(code), "\(code): \(run.errors.prefix(500))"
      )
      #expect((run.errors + run.output).utf8.count < 4000, "\(code)")
    }
    var yaml = "a: &a0 [x]\n"
    for number in 1...29 { yaml += "b\(number): &a\(number) {? [*a\(number - 1), *a\(number - 1)] : 1}\n" }
    yaml += "? *a29\n: 1\n"
    try FileManager.default.createDirectory(atPath: scratch.path + "/rules", withIntermediateDirectories: true)
    _ = try scratch.file("rules/rulebook.yaml", yaml)
    try refuses(["rules", "check", scratch.path + "/rules"], "aliases")
    let long = String(repeating: "x", count: 200_000)
    try refuses(
      [
        "import", "recognitions",
        try scratch.file("cell.csv", "product,producer,stars,decided_on\n\(long),CT,3,2020-05-01\n"),
      ],
      "csv.cellTooLong")
    try refuses(["import", "recognitions", try scratch.file("head.csv", "product,\(long),stars\na,b,3\n")], "csv.")
    try refuses(["import", "events", try scratch.file("line.jsonl", "{\"type\":\"\(long)\"}\n")], "event.unknownType")
    let deep = String(repeating: "[", count: 100_000)
    try refuses(["import", "events", try scratch.file("deep.jsonl", "{\"payload\":\(deep)\n")], "json.unreadable")
  }
}
