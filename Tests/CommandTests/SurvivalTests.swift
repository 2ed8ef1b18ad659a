import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: what survives")
struct SurvivalTests {
  @Test("importing twice adds nothing; a dry run changes not one byte of the ledger")
  func twiceAndDry() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let before = try scratch.contents("ledger/log")
    for (kind, file) in [
      ("recognitions", "recognitions.csv"), ("exports", "exports.csv"), ("awards", "awards.csv"),
      ("targets", "targets.csv"), ("areas", "areas.csv"), ("areas", "area-changes.csv"), ("events", "events.jsonl"),
    ] {
      let again = try Program.run(["import", kind, "\(Program.fixtures)/\(file)", "--format", "json"], ledger: ledger)
      #expect(again.status == 0, "\(file): \(again.errors)")
      #expect(try again.json["events"] == 0, "\(file)")
    }
    let new = try scratch.file("new.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    let reading = try scratch.contents("ledger/log")
    let dry = try Program.run(["import", "recognitions", new, "--dry-run", "--format", "json"], ledger: ledger)
    #expect(try dry.json["events"] == 3)
    #expect(try scratch.contents("ledger/log") == reading)
    #expect(before["data.mdb"] == reading["data.mdb"])
  }

  @Test("rejected rows: exit 3, a report as data and as an object on stderr, nothing written")
  func rejectedRows() throws {
    let scratch = try Sample.copy()
    let file = try scratch.file("bad.csv", "product,stars,decided_on\n,9,x\nTốt,3,2020\n")
    let before = try Program.run(["log", "count", "--format", "json"], ledger: scratch.path + "/ledger").json
    let run = try Program.run(["import", "recognitions", file, "--format", "json"], ledger: scratch.path + "/ledger")
    #expect(run.status == 3)
    #expect(try run.json["read"] == 2)
    #expect(try run.json["rejected"] == 1)
    let problem = try jsonValue(run.errors)
    #expect(problem["code"] == "import.rejected")
    guard case .array(let errors)? = problem["errors"] else { return }
    #expect(errors.count == 3)
    #expect(try Program.run(["log", "count", "--format", "json"], ledger: scratch.path + "/ledger").json == before)
    let good = try Program.run(["import", "recognitions", file, "--accept-good"], ledger: scratch.path + "/ledger")
    #expect(good.status == 3)
  }

  @Test("one changed byte in the events of a closed ledger: verify names the position, exit 1")
  func alteredByte() throws {
    let scratch = Scratch()
    // A compact copy holds each record once; elsewhere pages no longer in use hold older copies.
    #expect(try Program.run(["backup", "create", scratch.path + "/ledger"], ledger: try Sample.ledger).status == 0)
    let url = URL(fileURLWithPath: scratch.path + "/ledger/log/data.mdb")
    let original = try Data(contentsOf: url)
    for (text, type) in [
      ("Mắm tôm Lê Gia", "productRegistered"), ("377/QĐ-BNN-VPĐP", "granted"), ("Bằng khen", "awardGiven"),
    ] {
      var data = original
      guard let range = data.range(of: Data(text.utf8)) else {
        Issue.record("\(text) is not there")
        continue
      }
      data[range.lowerBound] ^= 1
      try data.write(to: url)
      let run = try Program.run(["verify", "--format", "json"], ledger: scratch.path + "/ledger")
      #expect(run.status == 1)
      guard case .array(let findings)? = try run.json["findings"],
        case .int(let position)? = findings.first?["position"]
      else {
        Issue.record("no finding: \(run.output)")
        continue
      }
      // What was altered is neither shown nor proved: whoever got it would find that it does not check.
      #expect(try Program.run(["log", "show", "\(position)"], ledger: scratch.path + "/ledger").status == 2)
      #expect(try Program.run(["export", "events"], ledger: scratch.path + "/ledger").status == 2)
      try original.write(to: url)
      let record = try Program.run(
        ["log", "show", "\(position)", "--format", "json"], ledger: scratch.path + "/ledger"
      ).json
      #expect(record["type"] == .string(type))
    }
  }

  @Test("a second writer waits a while and says so, or is told at once, or waits on, as it asks; readers read on")
  func writers() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let file = try scratch.file("x.csv", "product,stars,decided_on\nX,3,2020\n")
    let held = open(ledger + "/log/writer.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #expect(flock(held, LOCK_EX) == 0)
    let told = try Program.run(["import", "recognitions", file, "--no-wait"], ledger: ledger)
    #expect(told.status == 11)
    #expect(told.errors.contains("ledger.writerBusy"))
    #expect(try Program.run(["log", "count"], ledger: ledger).status == 0)
    let waiting = try Program.start(["import", "recognitions", file, "--wait"], ledger: ledger)
    let other = try scratch.file("y.csv", "product,stars,decided_on\nY,3,2020\n")
    let patient = try Program.start(["import", "recognitions", other], ledger: ledger)
    let rehearsed = try Program.run(["import", "recognitions", file, "--dry-run"], ledger: ledger)
    #expect(rehearsed.status == 0)
    usleep(300_000)
    #expect(waiting.process.isRunning && patient.process.isRunning)
    close(held)
    #expect(try waiting.finish().status == 0)
    let outcome = try patient.finish()
    #expect(outcome.status == 0 && outcome.errors.contains("ocop"), "\(outcome.errors)")
  }

  @Test("a ledger of a newer version: exit 12, for reading and for recording")
  func newerVersion() throws {
    let scratch = try Sample.copy()
    let url = URL(fileURLWithPath: scratch.path + "/ledger/log/data.mdb")
    var data = try Data(contentsOf: url)
    var from = data.startIndex
    var patched = 0
    while let range = data.range(of: Data("format".utf8) + Data([0, 0, 0]), in: from..<data.endIndex) {
      data[range.upperBound] = 99
      from = range.upperBound
      patched += 1
    }
    #expect(patched > 0)
    try data.write(to: url)
    let run = try Program.run(["log", "count"], ledger: scratch.path + "/ledger", locale: "vi_VN")
    #expect(run.status == 12)
    #expect(run.errors.contains("phiên bản mới hơn"))
    let file = try scratch.file("x.csv", "product,stars,decided_on\n")
    #expect(try Program.run(["import", "recognitions", file], ledger: scratch.path + "/ledger").status == 12)
  }

  @Test("a file cut short, an empty one, random bytes: exit 2, said plainly, and the file left as it is")
  func damagedFiles() throws {
    let scratch = try Sample.copy()
    let url = URL(fileURLWithPath: scratch.path + "/ledger/log/data.mdb")
    let original = try Data(contentsOf: url)
    var random = SeededGenerator(seed: 9)
    let bytes = (0..<40_000).map { _ in UInt8.random(in: 0...255, using: &random) }
    for data in [original.prefix(original.count / 2), original.prefix(100), Data(), Data(bytes)] {
      try data.write(to: url)
      for command in [["verify"], ["stats", "stars"], ["import", "events", "\(Program.fixtures)/events.jsonl"]] {
        let run = try Program.run(command, ledger: scratch.path + "/ledger")
        #expect(run.status == 2, "\(command), \(data.count) bytes: \(run.status) \(run.errors)")
        #expect(run.errors.contains("ledger.damaged"), "\(run.errors)")
      }
      #expect(try Data(contentsOf: url) == data)
    }
  }

  @Test("a full disk: refused cleanly, nothing lost, reading goes on, and with room again it is recorded")
  func fullDisk() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let before = try count(ledger)
    let rows = (1...3000).map { "Sản phẩm \($0),Chủ thể \($0),3,2020-05-01" }
    let file = try scratch.file("many.csv", "product,producer,stars,decided_on\n" + rows.joined(separator: "\n") + "\n")
    // A file that may not grow stands for a disk that has no room: the shell counts in blocks of 512 bytes.
    let blocks = try Data(contentsOf: URL(fileURLWithPath: ledger + "/log/data.mdb")).count / 512 + 8
    let run = try Program.shell("ulimit -f \(blocks); ocop import recognitions '\(file)'", ledger: ledger)
    #expect(run.status == 2)
    #expect(run.errors.contains("ledger.diskFull"), "\(run.errors)")
    #expect(try count(ledger) == before)
    #expect(try Program.run(["verify"], ledger: ledger).status == 0)
    #expect(try Program.run(["import", "recognitions", file], ledger: ledger).status == 0)
    #expect(try count(ledger) == before + 9001)
  }

  @Test("rows that were being built when the machine went down are begun anew; those of this run are gone on with")
  func powerLoss() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let rebuild = ["rebuild", "--projection", "star-counts"]
    #expect(try Program.run(rebuild, ledger: ledger).status == 0)
    let files = FileManager.default
    let view = try #require(
      try files.contentsOfDirectory(atPath: ledger + "/views").first { $0.hasPrefix("star-counts-") })
    let next = "\(ledger)/views/\(view)/next"
    for (isWhole, boot, isKept) in [
      (true, nil, true), (false, nil, true), (true, "another", true), (false, "another", false), (false, "", false),
    ] as [(Bool, String?, Bool)] {
      #expect(files.createFile(atPath: next + "/witness", contents: nil))
      if let boot { try Data(boot.utf8).write(to: URL(fileURLWithPath: next + "/boot")) }
      if !isWhole { try files.removeItem(atPath: next + "/whole") }
      let run = try Program.run(rebuild, ledger: ledger)
      let place: Comment = "\(isWhole), \(boot ?? "this boot"): \(run.errors)"
      #expect(run.status == 0 && files.fileExists(atPath: next + "/witness") == isKept, place)
      #expect(files.fileExists(atPath: next + "/whole"), place)
    }
    #expect(try Program.run(rebuild + ["--apply"], ledger: ledger).status == 0)
    #expect(try Program.run(["verify", "--views"], ledger: ledger).status == 0)
  }

  @Test("a full disk while a view is built: the question is answered from memory, a rebuild says what is wrong")
  func fullDiskForViews() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let question = "ocop stats stars --as-of 2020-12-31 --format json"
    let well = try Program.shell(question, ledger: ledger)
    try FileManager.default.removeItem(atPath: ledger + "/views")
    for blocks in [0, 8, 24, 64] {
      let short = try Program.shell("(ulimit -f \(blocks); \(question)) | cat", ledger: ledger)
      #expect(short.output == well.output, "\(blocks) blocks: \(short.errors)")
    }
    let rebuild = try Program.shell("ulimit -f 24; ocop rebuild --projection star-counts", ledger: ledger)
    #expect(rebuild.status == 2)
    #expect(rebuild.errors.contains("ledger.diskFull"), "\(rebuild.errors)")
    #expect(try Program.shell("ocop rebuild --apply", ledger: ledger).status == 0)
    #expect(try Program.shell(question, ledger: ledger).output == well.output)
  }

  @Test("rebuilt after other rulebooks: compared with what the old ones made, switched in, asked")
  func rebuiltAfterRules() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    let question = ["stats", "stars", "--as-of", "2020-12-31", "--format", "csv"]
    #expect(try Program.run(["init", "--without-rulebooks"], ledger: ledger).status == 0)
    let rules = URL(fileURLWithPath: Program.fixtures).deletingLastPathComponent().appendingPathComponent("rulebooks")
    func adopt(_ names: String...) throws {
      for name in names {
        let adopted = try Program.run(["rules", "adopt", rules.appendingPathComponent(name).path], ledger: ledger)
        #expect(adopted.status == 0, "\(adopted.errors)")
      }
    }
    try adopt("QD1048-2019", "QD781-2020")
    for list in ["areas", "recognitions"] {
      #expect(try Program.run(["import", list, Program.fixtures + "/\(list).csv"], ledger: ledger).status == 0)
    }
    let before = try Program.run(question, ledger: ledger)
    try adopt("QD148-2023", "QD26-2026")
    for ids in [["--projection", "star-counts", "--projection", "star-counts"], []] {
      let compared = try Program.run(["rebuild", "--format", "json"] + ids, ledger: ledger)
      #expect(compared.status <= 1, "\(compared.errors)")
      #expect(compared.output.contains("\"otherMaker\""), "\(compared.output)")
    }
    #expect(try Program.run(["rebuild", "--apply", "--every", "18446744073709551615"], ledger: ledger).status == 0)
    #expect(try Program.run(question, ledger: ledger).output == before.output)
  }

  @Test("init: once; half made and refused, nothing is left; a backup is a ledger")
  func initAndBackup() throws {
    let scratch = Scratch()
    let path = scratch.path + "/new"
    #expect(try Program.run(["init", "--ledger", path, "--dry-run"]).status == 0)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Program.run(["init", "--ledger", path, "--province", "380"]).status == 64)
    #expect(try Program.run(["init", "--ledger", path, "--name", " "]).status == 5)
    #expect(!FileManager.default.fileExists(atPath: path))
    #expect(try Program.run(["init", "--ledger", path, "--province", "38"]).status == 0)
    #expect(try Program.run(["init", "--ledger", path]).status == 5)
    #expect(try Program.run(["init", "--ledger", "/proc/none"]).status == 2)
    let backup = scratch.path + "/copy"
    #expect(try Program.run(["backup", "create", backup], ledger: path).status == 0)
    #expect(try Program.run(["verify"], ledger: backup).status == 0)
    #expect(try Program.run(["backup", "create", backup], ledger: path).status == 5)
    #expect(try count(backup) == count(path))
    try FileManager.default.createDirectory(atPath: scratch.path + "/taken", withIntermediateDirectories: true)
    let file = try scratch.file("taken/x", "")
    #expect(try Program.run(["backup", "create", scratch.path + "/taken"], ledger: path).status == 5)
    #expect(try Program.run(["backup", "create", file], ledger: path).status == 5)
    #expect(try Program.run(["init", "--ledger", file]).status == 5)
  }

  private func count(_ ledger: String) throws -> Int64 {
    guard case .int(let count)? = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["records"]
    else {
      return -1
    }
    return count
  }
}
