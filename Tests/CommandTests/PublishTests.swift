import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop publish")
struct PublishTests {
  /// A copy of the sample with a signed checkpoint.
  private static func signed() throws -> (scratch: Scratch, ledger: String) {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let key = scratch.path + "/key"
    #expect(try Program.run(["key", "create", "--key", key], ledger: ledger).status == 0)
    #expect(try Program.run(["checkpoint", "create", "--key", key], ledger: ledger).status == 0)
    return (scratch, ledger)
  }

  @Test(
    "the published folder behind a web server is a log that Go's reader of tiles and tlog-scales verify, record by record"
  )
  func oracles() throws {
    let (scratch, ledger) = try Self.signed()
    let published = try Program.run(["publish", "file://\(scratch.path)/www", "--format", "json"], ledger: ledger)
    #expect(published.status == 0, "\(published.errors)")
    let told = try published.json
    guard case .int(let size)? = told["size"], case .string(let root)? = told["root"] else {
      Issue.record("no head: \(published.output)")
      return
    }
    let again = try Program.run(["publish", "\(scratch.path)/www", "--format", "json"], ledger: ledger)
    #expect(try again.status == 0 && again.json["made"] == 0)
    let root0 = Program.fixtures + "/../.."
    guard let (server, address) = try StoreServer.nginx(scratch.path + "/www", in: scratch) else {
      return Oracle.missing("nginx-light")
    }
    defer { withExtendedLifetime(server) {} }
    // A replica over the same server, by a key that came another way.
    let verifier = try String(contentsOfFile: ledger + "/verifier", encoding: .utf8).trimmingCharacters(in: .newlines)
    let replica = scratch.path + "/replica"
    let followed = try Program.run(["follow", address, "--verifier", verifier, "--format", "json"], ledger: replica)
    #expect(try followed.status == 0 && followed.json["root"] == .string(root), "\(followed.errors)")
    let answers = try [ledger, replica].map {
      try Program.run(["stats", "stars", "--as-of", "2020-12-31", "--format", "json"], ledger: $0)
    }
    #expect(answers[0].output == answers[1].output && answers[1].errors.contains("A replica of \(address)"))
    #expect(try Program.run(["verify"], ledger: replica).status == 0)
    let bundle = scratch.path + "/www/tile/entries/000"
    var bytes = try Data(contentsOf: URL(fileURLWithPath: bundle))
    bytes[1_000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: bundle))
    let refused = try Program.run(
      ["follow", address, "--verifier", verifier, "--format", "json"], ledger: scratch.path + "/other")
    #expect(refused.status == 1 && refused.errors.contains("store.altered"), "\(refused.errors)")
    bytes[1_000] ^= 1
    try bytes.write(to: URL(fileURLWithPath: bundle))
    let watched = try Program.run(["audit", "watch", address, scratch.path + "/www", "--verifier", verifier])
    #expect(watched.status == 0, "\(watched.errors)")
    if try Oracle.go() != nil {
      let built = try Program.shell(
        "cd '\(scratch.path)' && cp '\(root0)/Fixtures/oracles/tiles.go' . && GO111MODULE=off GOPATH=/usr/share/gocode GOFLAGS= GOCACHE='\(scratch.path)/cache' HOME='\(scratch.path)' go build -o tiles tiles.go"
      )
      #expect(built.status == 0, "\(built.errors)")
      let read = try Program.shell("'\(scratch.path)/tiles' \(address) \(size) \(root)")
      #expect(read.status == 0 && read.output.hasPrefix("ok \(size) records"), "\(read.output) \(read.errors)")
    }
    let libraries = root0 + "/.build/oracles"
    guard FileManager.default.fileExists(atPath: libraries + "/tlog_scales") else {
      return Oracle.missing("tlog-scales")
    }
    let scales = try Program.shell(
      "PYTHONPATH='\(libraries)' python3 '\(root0)/Fixtures/oracles/tiles.py' \(address) \(size) \(root) -")
    #expect(scales.status == 0 && scales.output.hasPrefix("ok \(size) records"), "\(scales.output) \(scales.errors)")
  }

  @Test("killed while it publishes, it is run again; the folder never has a checkpoint without its records")
  func killed() throws {
    let (scratch, ledger) = try Self.signed()
    let folder = scratch.path + "/www"
    for _ in 0..<3 {
      let running = try Program.start(["publish", folder], ledger: ledger)
      usleep(UInt32.random(in: 20_000...200_000))
      kill(running.process.processIdentifier, SIGKILL)
      _ = try running.finish()
      if FileManager.default.fileExists(atPath: folder + "/checkpoint") {
        #expect(FileManager.default.fileExists(atPath: folder + "/tile/0/000"))
      }
    }
    let whole = scratch.path + "/whole"
    for path in [folder, whole] { #expect(try Program.run(["publish", path], ledger: ledger).status == 0) }
    // What a killed one left aside has names that no reader asks for.
    let differ = try Program.shell("diff -r --exclude='.*' '\(folder)' '\(whole)'")
    #expect(differ.status == 0, "\(differ.output)")
  }

  @Test("a mistake is named, and nothing is written")
  func mistakes() throws {
    let plain = try Sample.copy()
    let none = try Program.run(["publish", plain.path + "/www"], ledger: plain.path + "/ledger")
    #expect(none.status == 5 && none.errors.contains("checkpoint.none"), "\(none.errors)")
    #expect(!FileManager.default.fileExists(atPath: plain.path + "/www"))
    let (scratch, ledger) = try Self.signed()
    for address in ["s3://bucket/x?colour=red", "www", "file://www", "ftp://a"] {
      let run = try Program.run(["publish", address], ledger: ledger)
      #expect(run.status == 64 && run.errors.contains("store.badAddress"), "\(address) \(run.errors)")
    }
    let file = try scratch.file("plain", "x")
    let run = try Program.run(["publish", file], ledger: ledger)
    #expect(run.status == 2 && run.errors.contains("store.unreachable"), "\(run.errors)")
    let folder = scratch.path + "/www"
    #expect(try Program.run(["publish", folder], ledger: ledger).status == 0)
    try Data("x".utf8).write(to: URL(fileURLWithPath: folder + "/checkpoint"))
    let foreign = try Program.run(["publish", folder], ledger: ledger)
    #expect(foreign.status == 5 && foreign.errors.contains("store.otherLedger"), "\(foreign.errors)")
    #expect(try String(contentsOfFile: folder + "/checkpoint", encoding: .utf8) == "x")
  }
}
