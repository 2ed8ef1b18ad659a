import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: making a ledger")
struct CreatingTests {
  @Test("several at once on one folder: one makes the ledger, the others find it there, and it is whole")
  func racing() throws {
    let scratch = Scratch()
    for round in 0..<Effort.rounds(25, thorough: 300) {
      // There already, or not; with something of the user's in it, or not.
      let folder = "\(scratch.path)/\(round)/sổ cái"
      if round % 3 > 0 { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
      if round % 3 == 2 { try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/ghi chú.txt")) }
      let racers = try (0..<4).map {
        try Program.start(["init", "--name", "Văn phòng \($0)", "--format", "json"], ledger: folder)
      }
      let outcomes = try racers.map { try $0.finish() }
      #expect(outcomes.map(\.status).sorted() == [0, 5, 5, 5], "round \(round): \(outcomes.map(\.errors))")
      let winner = try #require(outcomes.first { $0.status == 0 })
      for loser in outcomes where loser.status != 0 { #expect(loser.errors.contains("ledger.exists")) }
      let count = try Program.run(["log", "count", "--format", "json"], ledger: folder).json
      #expect(try count["root"] == winner.json["root"] && count["records"] == 6, "round \(round)")
      let names = try Set(FileManager.default.contentsOfDirectory(atPath: folder))
      #expect(names == (round % 3 == 2 ? ["log", "ghi chú.txt"] : ["log"]), "round \(round)")
    }
  }

  @Test("killed at any of its calls: nothing is in the way of the next, and a ledger that is there is whole")
  func killed() throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else { return Oracle.missing("strace") }
    let scratch = Scratch()
    var (cutShort, wholes) = (0, 0)
    for call in try calls(scratch) {
      for number in 1... {
        let folder = "\(scratch.path)/\(call)-\(number)/ledger"
        // Behind the last such call nobody is killed any more.
        if try initialised(["-e", "inject=\(call):signal=SIGKILL:when=\(number)"], folder) == 0 { break }
        cutShort += 1
        let again = try Program.run(["init", "--format", "json"], ledger: folder)
        #expect(again.status == 0 || again.status == 5, "\(call) \(number): \(again.errors)")
        if again.status == 5 { wholes += 1 }
        #expect(try Program.run(["verify"], ledger: folder).status == 0, "\(call) \(number)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["log"], "\(call) \(number)")
      }
    }
    #expect(cutShort >= 15 && wholes >= 1, "\(cutShort) were cut short, \(wholes) of them whole")
  }

  /// The names of the calls at which it is killed: those that change files, or all that it makes.
  private func calls(_ scratch: Scratch) throws -> [String] {
    guard Effort.isThorough else {
      return [
        "mkdir", "rename", "rmdir", "unlinkat", "flock", "pwrite64", "writev", "fdatasync",
      ]
    }
    let file = scratch.path + "/trace"
    #expect(try initialised(["-o", file], scratch.path + "/traced") == 0)
    let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
    return Set(lines.compactMap { $0.firstMatch(of: /^\d+ +([a-z0-9_]+)\(/)?.output.1 }.map(String.init))
      // There the program is not ours yet, or not any more.
      .subtracting(["execve", "exit_group", "exit"]).sorted()
  }

  /// How `init` ends under strace with these options.
  private func initialised(_ options: [String], _ folder: String) throws -> Int32 {
    let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OCOP_ACTOR": "test", "OCOP_LEDGER": folder]
    let quiet = options.contains("-o") ? options : ["-o", "/dev/null"] + options
    return try Program.Running("/usr/bin/strace", ["-f", "-qq"] + quiet + [Program.path, "init"], environment).finish()
      .status
  }

  @Test("what a killed program left is taken away; what is not of our making stays")
  func unfinished() throws {
    let scratch = Scratch()
    let (ours, theirs) = (scratch.path + "/ours", scratch.path + "/theirs")
    for (folder, file) in [(ours, "log/data.mdb"), (theirs, "notes.txt")] {
      let path = "\(folder)/.ocop-unfinished/\(file)"
      try FileManager.default.createDirectory(
        atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
      try Data("x".utf8).write(to: URL(fileURLWithPath: path))
    }
    #expect(try Program.run(["init"], ledger: ours).status == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: ours) == ["log"])
    let refused = try Program.run(["init"], ledger: theirs)
    #expect(refused.status == 5 && refused.errors.contains("ledger.notEmpty"), "\(refused.errors)")
    #expect(FileManager.default.fileExists(atPath: theirs + "/.ocop-unfinished/notes.txt"))
  }

  @Test("several backups at once into one folder: one is made, and no other takes it away")
  func racingBackups() throws {
    let scratch = Scratch()
    for round in 0..<Effort.rounds(10, thorough: 100) {
      let copy = "\(scratch.path)/\(round)"
      let racers = try (0..<4).map { _ in try Program.start(["backup", "create", copy], ledger: try Sample.ledger) }
      let statuses = try racers.map { try $0.finish().status }
      #expect(statuses.sorted() == [0, 5, 5, 5], "round \(round): \(statuses)")
      #expect(try Program.run(["log", "count"], ledger: copy).status == 0, "round \(round)")
    }
  }

  @Test("what cannot be made is not there, and what was in the folder stays")
  func refused() throws {
    let scratch = Scratch()
    let folder = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--province", "999"], ledger: folder).status == 64)
    #expect(!FileManager.default.fileExists(atPath: folder))
    try FileManager.default.createDirectory(atPath: folder + "/log", withIntermediateDirectories: true)
    try Data("của tôi".utf8).write(to: URL(fileURLWithPath: folder + "/log/note.txt"))
    let inTheWay = try Program.run(["init"], ledger: folder)
    #expect(inTheWay.status == 5 && inTheWay.errors.contains("ledger.notEmpty"), "\(inTheWay.errors)")
    #expect(try scratch.contents("ledger/log") == ["note.txt": Data("của tôi".utf8)])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["log"])
    #expect(try Program.run(["init"], ledger: folder + "/log/note.txt").status == 5)
  }
}
