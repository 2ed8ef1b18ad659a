import Foundation
import OCOP
import TestSupport
import Testing

/// Each program that makes something, killed at any of its calls: the next run works, what it makes is whole, and nothing of others is gone.
@Suite("ocop: killed while making something")
struct KilledTests {
  /// What is made, by which command, and how it is seen to be whole.
  enum Made: String, CaseIterable, Sendable {
    case key, checkpoint, backup, bundle, drill, proof
  }

  /// Calls that change files, or wait for the disk.
  private static let calls =
    Effort.isThorough
    ? [
      "mkdir", "rename", "link", "unlink", "unlinkat", "rmdir", "flock", "write", "pwrite64", "writev", "ftruncate",
      "fchmod", "fsync", "fdatasync",
    ] : ["rename", "link", "unlink", "ftruncate", "fsync"]

  private struct Place {
    let folder: String
    var ledger: String { folder + "/ledger" }
    var key: String { folder + "/keys/key" }
    var made: String { folder + "/made" }
    var temporary: String { folder + "/tmp" }
  }

  /// A ledger with a key and what is made before, each in a folder of its own that holds something of the user's.
  private func template(_ made: Made, _ scratch: Scratch) throws -> Place {
    let place = Place(folder: "\(scratch.path)/template")
    let files = FileManager.default
    for folder in [place.folder, place.folder + "/keys", place.temporary] {
      try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }
    try files.copyItem(atPath: try Sample.ledger, toPath: place.ledger)
    try Data("của tôi".utf8).write(to: URL(fileURLWithPath: place.folder + "/keys/ghi chú.txt"))
    #expect(try run(["key", "create", "--key", place.key], place).status == 0)
    if made == .checkpoint { return place }
    #expect(try run(["checkpoint", "create", "--key", place.key], place).status == 0)
    if made == .drill { #expect(try run(["backup", "create", place.folder + "/backup"], place).status == 0) }
    return place
  }

  private func command(_ made: Made, _ place: Place) -> [String] {
    switch made {
    case .key: ["key", "create", "--key", place.folder + "/keys/second"]
    case .checkpoint: ["checkpoint", "create", "--key", place.key]
    case .backup: ["backup", "create", place.made]
    case .bundle: ["bundle", "create", "--product", "SP-0002", "--output", place.made]
    case .drill: ["backup", "drill", place.folder + "/backup"]
    case .proof: ["prove", "--product", "SP-0002", "--output", place.made]
    }
  }

  private func run(_ command: [String], _ place: Place) throws -> Program.Outcome {
    try Program.run(command, ledger: place.ledger, environment: ["TMPDIR": place.temporary])
  }

  /// How the command ends where strace kills it at the `number`th such call.
  private func killed(_ command: [String], _ place: Place, at call: String, _ number: Int) throws -> Int32 {
    let environment = [
      "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "OCOP_ACTOR": "test", "OCOP_LEDGER": place.ledger,
      "TMPDIR": place.temporary,
    ]
    let options = ["-f", "-qq", "-o", "/dev/null", "-e", "inject=\(call):signal=SIGKILL:when=\(number)"]
    return try Program.Running("/usr/bin/strace", options + [Program.path] + command, environment).finish().status
  }

  @Test("at any call", arguments: Made.allCases)
  func killed(made: Made) throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/strace") else { return Oracle.missing("strace") }
    let scratch = Scratch()
    let template = try template(made, scratch)
    var cutShort = 0
    for call in Self.calls {
      var number = 1
      while true {
        let place = Place(folder: "\(scratch.path)/\(call)-\(number)")
        try FileManager.default.copyItem(atPath: template.folder, toPath: place.folder)
        // Behind the last such call nobody is killed any more.
        if try killed(command(made, place), place, at: call, number) == 0 { break }
        cutShort += 1
        let again = try run(command(made, place), place)
        #expect(again.status == 0 || again.status == 5, "\(made) \(call) \(number): \(again.errors)")
        try check(made, place, "\(made) \(call) \(number)")
        try FileManager.default.removeItem(atPath: place.folder)
        // Long rows of writes are tried at some of their places.
        number += number < (Effort.isThorough ? 5 : 2) ? 1 : number
      }
    }
    #expect(cutShort >= 5, "\(made): \(cutShort)")
  }

  /// What was made is whole, what the user had is there, and nothing is left aside.
  private func check(_ made: Made, _ place: Place, _ what: String) throws {
    let files = FileManager.default
    #expect(files.fileExists(atPath: place.folder + "/keys/ghi chú.txt"), "\(what)")
    #expect(try run(["verify"], place).status == 0, "\(what)")
    switch made {
    case .key:
      let signed = try run(["checkpoint", "create", "--key", place.folder + "/keys/second", "--new-key"], place)
      #expect(signed.status == 0, "\(what): \(signed.errors)")
    case .checkpoint:
      let kept = try String(contentsOfFile: place.ledger + "/checkpoint", encoding: .utf8)
      #expect(try String(contentsOfFile: place.key + ".signed", encoding: .utf8) == kept, "\(what)")
    case .backup:
      #expect(try Program.run(["verify"], ledger: place.made).status == 0, "\(what)")
      #expect(
        try Set(files.contentsOfDirectory(atPath: place.made)).isSuperset(of: ["log", "verifier", "checkpoint"]),
        "\(what)")
    case .bundle:
      let verifier = try run(["key", "show", "--key", place.key, "--format", "json"], place).json["verifier"]
      guard case .string(let key)? = verifier else { return }
      #expect(try run(["bundle", "verify", place.made, "--verifier", key], place).status == 0, "\(what)")
    case .drill: #expect(try files.contentsOfDirectory(atPath: place.temporary) == [], "\(what)")
    case .proof:
      #expect(try files.contentsOfDirectory(atPath: place.made).allSatisfy { $0.hasSuffix(".tlog-proof") }, "\(what)")
    }
    for folder in [place.folder, place.folder + "/keys", place.ledger] {
      #expect(try !files.contentsOfDirectory(atPath: folder).contains { $0.hasSuffix(".ocop-unfinished") }, "\(what)")
    }
  }
}
