import Foundation
import LMDB
import OCOP
import TestSupport
import Testing

/// A ledger's files changed by hand, each in one way: it is told as what it is, and nobody is advised to throw away what is whole.
@Suite("ocop: ledgers harmed by hand")
struct HarmedTests {
  /// One harm, and what tells of it.
  struct Harm: Sendable, CustomTestStringConvertible {
    let name: String
    /// What `ocop verify` names; `nil`: it finds nothing wrong.
    var finds: String?
    /// The failure with which the ledger is refused.
    var refuses: String?
    let harm: @Sendable (String) throws -> Void

    var testDescription: String { name }
  }

  /// Changes the log's tables behind the program's back.
  static func tables(_ ledger: String, _ body: (inout WriteTransaction) throws -> Void) throws {
    let environment = try Environment(path: ledger + "/log")
    var transaction = try WriteTransaction(environment)
    try body(&transaction)
    try transaction.commit()
  }

  /// Writes the record at `position` otherwise, in place, and nothing else.
  static func rewriteRecord(_ position: UInt64, in ledger: String, _ change: (inout Record) -> Void) throws {
    try tables(ledger) { transaction in
      let records = try transaction.createDatabase("records")
      let key = withUnsafeBytes(of: position.bigEndian) { Array($0) }
      let found = try transaction.access.value(for: key, in: records)?.withUnsafeBytes { Array($0) }
      let bytes = try #require(found)
      var record = try Record(wire: bytes.span.bytes)
      change(&record)
      try transaction.put(record.wireBytes, for: key, in: records)
    }
  }

  private static func keys(of table: Database, in transaction: borrowing WriteTransaction) throws -> [[UInt8]] {
    var cursor = try transaction.access.cursor(table)
    var found: [[UInt8]] = []
    while try cursor.next() { found.append(cursor.key.withUnsafeBytes { Array($0) }) }
    return found
  }

  /// Takes away the entry in the middle of a table, or changes its value with `change`.
  private static func entry(_ table: String, _ change: (@Sendable ([UInt8]) -> [UInt8])? = nil)
    -> @Sendable (String) throws -> Void
  {
    { ledger in
      try tables(ledger) { transaction in
        let database = try transaction.createDatabase(table)
        let all = try keys(of: database, in: transaction)
        let key = all[all.count / 2]
        if let change {
          let value = try transaction.access.value(for: key, in: database)?.withUnsafeBytes { Array($0) } ?? []
          try transaction.put(change(value), for: key, in: database)
        } else {
          try transaction.remove(key, in: database)
        }
      }
    }
  }

  private static func head(_ change: @escaping @Sendable (inout [UInt8]) -> Void) -> @Sendable (String) throws -> Void {
    { ledger in
      try tables(ledger) { transaction in
        _ = try transaction.createDatabase("meta")
        let key = Array("head".utf8)
        var value = try transaction.access.value(for: key, in: .main)?.withUnsafeBytes { Array($0) } ?? []
        change(&value)
        try transaction.put(value, for: key, in: .main)
      }
    }
  }

  private static func meta(_ key: String, _ value: [UInt8]) -> @Sendable (String) throws -> Void {
    { ledger in
      try tables(ledger) { transaction in
        let meta = try transaction.createDatabase("meta")
        try transaction.put(value, for: Array(key.utf8), in: meta)
      }
    }
  }

  /// An entry of a table, which is made where it is not there.
  private static func put(_ table: String, _ key: String, _ value: String) -> @Sendable (String) throws -> Void {
    { ledger in
      try tables(ledger) { transaction in
        let database = try transaction.createDatabase(table)
        try transaction.put(Array(value.utf8), for: Array(key.utf8), in: database)
      }
    }
  }

  /// Another name for a table, of the same length.
  private static func renamed(_ table: String, _ other: String) -> @Sendable (String) throws -> Void {
    shell(
      "python3 - <<'P'\np='log/data.mdb'\nb=open(p,'rb').read()\nopen(p,'wb').write(b.replace(b'\(table)\\0', b'\(other)\\0'))\nP"
    )
  }

  private static func shell(_ line: String) -> @Sendable (String) throws -> Void {
    { ledger in
      let run = try Program.shell("cd '\(ledger)' && \(line)")
      #expect(run.status == 0, "\(run.errors)")
    }
  }

  private static func flipped(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    bytes[bytes.count / 2] ^= 1
    return bytes
  }

  static let harms = [
    Harm(name: "a record altered", finds: "recordAltered", harm: entry("records", flipped)),
    Harm(name: "a record taken away", finds: "recordMissing", harm: entry("records")),
    Harm(name: "a tile of hashes altered", finds: "leafAltered", harm: entry("tiles", flipped)),
    Harm(name: "an inner node altered", finds: "nodeAltered", harm: entry("nodes", flipped)),
    Harm(name: "an inner node taken away", finds: "nodeAltered", harm: entry("nodes")),
    Harm(name: "an entry of a stream taken away", finds: "streamIndex", harm: entry("streams")),
    Harm(name: "an entry of a stream that leads elsewhere", finds: "streamIndex", harm: entry("streams", flipped)),
    Harm(name: "a command id taken away", finds: "commandIndex", harm: entry("commands")),
    Harm(name: "a command id that leads elsewhere", finds: "commandIndex", harm: entry("commands", flipped)),
    Harm(name: "a name taken away", finds: "keyIndex", harm: entry("keys")),
    Harm(name: "the text of a rulebook taken away", finds: "blobMissing", harm: entry("blobs")),
    Harm(name: "the text of a rulebook altered", finds: "blobAltered", harm: entry("blobs", flipped)),
    Harm(name: "the time of the head moved", finds: "headTime", harm: head { $0[6] ^= 1 }),
    Harm(name: "the root of the head altered", refuses: "ledger.forked", harm: head { $0[40] ^= 1 }),
    Harm(
      name: "the name altered, a checkpoint beside it", finds: "otherLedger",
      harm: meta("identity", [UInt8](repeating: 7, count: 16))),
    Harm(name: "the name cut", finds: "identity", harm: meta("identity", [1, 2, 3])),
    Harm(
      name: "the checkpoint's signature altered", finds: "checkpointUnsigned",
      harm: shell("sed -i '$s/.\\{6\\}$/AAAAAA/' checkpoint")),
    Harm(name: "the key beside the checkpoint taken away", finds: "checkpointUnsigned", harm: shell("rm verifier")),
    Harm(name: "a format of tomorrow", refuses: "ledger.newerFormat", harm: meta("format", [0, 0, 0, 99])),
    Harm(
      name: "a table taken away", refuses: "ledger.damaged",
      harm: shell(
        "python3 - <<'P'\np='log/data.mdb'\nb=open(p,'rb').read()\nopen(p,'wb').write(b.replace(b'records', b'recordz'))\nP"
      )),
    Harm(name: "the log cut short", refuses: "ledger.damaged", harm: shell("truncate -s 20000 log/data.mdb")),
    Harm(name: "the log emptied", refuses: "ledger.damaged", harm: shell("truncate -s 0 log/data.mdb")),
    Harm(
      name: "a folder in the place of the checkpoint", refuses: "ledger.checkpointUnreadable",
      harm: shell("rm checkpoint; mkdir checkpoint")),
    Harm(
      name: "anything in the place of the checkpoint", refuses: "ledger.checkpointBroken",
      harm: shell("echo a > checkpoint")),
    Harm(name: "the table of inner nodes taken away", finds: "tableMissing", harm: renamed("nodes", "nodez")),
    Harm(name: "the table of names taken away", refuses: "ledger.damaged", harm: renamed("keys", "keyz")),
    Harm(name: "a table of others", finds: "foreignEntry", harm: put("mine", "a", "b")),
    Harm(name: "an entry of others beside the name", finds: "foreignEntry", harm: put("meta", "mine", "b")),
    Harm(name: "a record under a short key", finds: "recordMissing", harm: put("records", "\u{1}", "b")),
    Harm(name: "a stream's entry with more behind it", finds: "streamIndex", harm: entry("streams") { $0 + [7] }),
    Harm(name: "a name's entry with more behind it", finds: "keyIndex", harm: entry("keys") { $0 + [7] }),
    Harm(name: "an inner node with more behind it", finds: "nodeAltered", harm: entry("nodes") { $0 + [7] }),
    Harm(name: "a tile with more behind it", finds: "leafAltered", harm: entry("tiles") { $0 + [7] }),
    Harm(name: "the lock file taken away", harm: shell("rm log/lock.mdb")),
    Harm(name: "the lock file overwritten", harm: shell("head -c 8192 /dev/urandom > log/lock.mdb")),
    Harm(name: "the writer's lock taken away", harm: shell("rm log/writer.lock")),
    Harm(
      name: "views of nonsense",
      harm: shell("for f in views/*/rows*/data.mdb; do head -c 50000 /dev/urandom > \"$f\"; done")),
    Harm(name: "views that name no rows", harm: shell("for f in views/*; do echo rows-x > \"$f/current\"; done")),
    Harm(name: "views taken away", harm: shell("rm -r views")),
  ]

  private func signed(_ scratch: Scratch) throws -> String {
    let ledger = scratch.path + "/ledger"
    for command in [
      ["key", "create", "--key", scratch.path + "/key"], ["checkpoint", "create", "--key", scratch.path + "/key"],
      ["stats", "stars"],
    ] {
      let run = try Program.run(command, ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
    }
    return ledger
  }

  @Test("each is told as what it is", arguments: harms)
  func told(_ harm: Harm) throws {
    let scratch = try Sample.copy()
    let ledger = try signed(scratch)
    let well = try Program.run(["stats", "stars", "--format", "csv"], ledger: ledger).output
    try harm.harm(ledger)
    let run = try Program.run(["verify", "--format", "json"], ledger: ledger)
    if let refused = harm.refuses {
      #expect([2, 12].contains(run.status) && run.errors.contains(refused), "\(run.errors)")
      return
    }
    guard case .array(let findings)? = try run.json["findings"] else {
      Issue.record("no answer: \(run.errors)")
      return
    }
    let kinds = Set(
      findings.compactMap { finding -> String? in if case .string(let kind)? = finding["kind"] { kind } else { nil } })
    if let finds = harm.finds {
      #expect(run.status == 1 && kinds.contains(finds), "\(run.output)")
      // What is whole is not to be thrown away: only what no program can put back needs a backup.
      let backup = try Program.run(["backup", "create", scratch.path + "/backup"], ledger: ledger)
      if !["otherLedger", "checkpointUnsigned"].contains(finds) { #expect(backup.status == 2, "\(backup.errors)") }
    } else {
      #expect(run.status == 0, "\(run.output) \(run.errors)")
      #expect(try Program.run(["stats", "stars", "--format", "csv"], ledger: ledger).output == well)
    }
  }

  @Test("a log cut back, its checkpoint taken away: verify says that nothing would tell")
  func noCheckpoint() throws {
    let scratch = try Sample.copy()
    let ledger = try signed(scratch)
    #expect(try !Program.run(["verify"], ledger: ledger).errors.contains("No signed checkpoint"))
    try Self.shell("rm checkpoint")(ledger)
    let run = try Program.run(["verify"], ledger: ledger)
    #expect(run.status == 0 && run.errors.contains("No signed checkpoint lies beside the log"), "\(run.errors)")
    #expect(try Program.run(["doctor", "--format", "csv"], ledger: ledger).output.contains("checkpoint.none"))
  }

  @Test("the text of a rulebook that is lost is put back by adopting it again; until then nothing is judged without it")
  func lostText() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    let rules = URL(fileURLWithPath: Program.fixtures).deletingLastPathComponent().appendingPathComponent("rulebooks")
    let adopt = ["rules", "adopt", rules.appendingPathComponent("QD148-2023").path]
    #expect(try Program.run(["init", "--without-rulebooks"], ledger: ledger).status == 0)
    #expect(try Program.run(adopt, ledger: ledger).status == 0)
    for change in [nil, { Self.flipped($0) }] as [(@Sendable ([UInt8]) -> [UInt8])?] {
      try Self.entry("blobs", change)(ledger)
      #expect(try Program.run(["verify"], ledger: ledger).status == 1)
      let shown = try Program.run(["rules", "list"], ledger: ledger)
      #expect(!shown.errors.contains("backup"), "\(shown.errors)")
      let healed = try Program.run(adopt, ledger: ledger)
      #expect(healed.status == 0 && healed.output.contains("put back"), "\(healed.output) \(healed.errors)")
      #expect(try Program.run(["verify"], ledger: ledger).status == 0)
    }
    let again = try Program.run(adopt, ledger: ledger)
    #expect(again.status == 0 && !again.output.contains("put back"))
  }
}
