import Foundation
import OCOP
import TestSupport
import Testing

/// Programs that are stopped, or slow, at any of their locks and writes: the others go on, or are told for whom they wait.
@Suite("ocop: nobody waits without end")
struct WaitingTests {
  private static let strace = "/usr/bin/strace"
  private static let list = "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n"

  /// The program, stopped (`SIGSTOP`) when it makes `call` for the `number`-th time.
  private func stopped(
    _ arguments: [String], _ ledger: String, _ call: String, _ number: Int
  ) throws -> Program.Running {
    try Program.Running(
      Self.strace,
      ["-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e", "inject=\(call):signal=SIGSTOP:when=\(number)"]
        + [Program.path] + arguments,
      ["PATH": "/usr/bin:/bin", "LC_ALL": "en_US.UTF-8", "OCOP_ACTOR": "test", "OCOP_LEDGER": ledger])
  }

  private func child(of process: Int32) -> Int32? {
    let path = "/proc/\(process)/task/\(process)/children"
    return (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: " ").first.flatMap { Int32($0) }
  }

  private func isStopped(_ process: Int32) -> Bool {
    guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8),
      let end = text.lastIndex(of: ")")
    else { return false }
    return ["t", "T"].contains(text[text.index(end, offsetBy: 2)])
  }

  /// Waits until the program is stopped for good: whoever is traced stops for a moment at each call. `nil`: it ended without.
  private func comesToStop(_ running: Program.Running) -> Int32? {
    var seen = 0
    for _ in 0..<6000 {
      guard running.process.isRunning else { return nil }
      let child = child(of: running.process.processIdentifier)
      seen = child.map(isStopped) ?? false ? seen + 1 : 0
      if seen == 40 { return child }
      usleep(10_000)
    }
    end(running)
    return nil
  }

  /// Ends the program, stopped or not, and its tracer.
  private func end(_ running: Program.Running) {
    if let child = child(of: running.process.processIdentifier) { kill(child, SIGKILL) }
    for _ in 0..<500 where running.process.isRunning { usleep(10_000) }
    if running.process.isRunning { running.kill(SIGKILL) }
    running.process.waitUntilExit()
  }

  /// Runs the program and sees to it that it ends in time: well, or with the name of whom it would wait for.
  private func goesOn(_ arguments: [String], _ ledger: String, _ holder: Int32, _ place: String) throws -> Int32 {
    let start = ContinuousClock.now
    let running = try Program.start(arguments, ledger: ledger)
    while running.process.isRunning, ContinuousClock.now - start < .seconds(60) { usleep(20_000) }
    guard !running.process.isRunning else {
      running.kill(SIGKILL)
      Issue.record("\(arguments) waits without end: \(place)")
      return -1
    }
    let outcome = try running.finish()
    if outcome.status == 11 {
      #expect(outcome.errors.contains("process \(holder) (ocop "), "\(place): \(outcome.errors)")
    } else {
      #expect(outcome.status == 0, "\(arguments), \(place): \(outcome.errors)")
    }
    return outcome.status
  }

  @Test(
    "a program stopped at any lock and in any write: questions are answered, imports go on or name it",
    arguments: [
      ("question", "flock"), ("question", "pwrite64"), ("question", "fdatasync"), ("import", "flock"),
      ("import", "pwrite64"), ("import", "fdatasync"), ("question", "fcntl"),
    ])
  func stopped(_ what: String, _ call: String) throws {
    guard FileManager.default.isExecutableFile(atPath: Self.strace) else { return Oracle.missing("strace") }
    for number in Effort.isThorough ? [2, 7] : [5] {
      let scratch = try Sample.copy()
      let ledger = scratch.path + "/ledger"
      let file = try scratch.file("list.csv", Self.list)
      let importing = ["import", "recognitions", file]
      let asking = ["product", "list", "--as-of", "2021-01-01", "--format", "csv"]
      let running = try stopped(what == "import" ? importing : asking, ledger, call, number)
      guard let holder = comesToStop(running) else {
        running.process.waitUntilExit()
        continue
      }
      defer { end(running) }
      let place = "\(what) stopped at \(call) \(number)"
      let answered = try goesOn(asking, ledger, holder, place)
      // Only the moment of opening keeps those out who ask.
      if call != "flock", call != "fcntl" { #expect(answered == 0, "\(place)") }
      let other = try scratch.file("other.csv", "product,producer,stars,decided_on\nKhác,CT khác,3,2020-05-01\n")
      let imported = try goesOn(["import", "recognitions", other, "--no-wait"], ledger, holder, place)
      if what == "question", call != "flock", call != "fcntl" { #expect(imported == 0, "\(place)") }
    }
  }

  @Test("while a long import judges its rows, who reads without a slot is answered by what was recorded before it")
  func longImport() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let rows = (1...5_000).map { "Hàng thứ \($0 * 7919),Nhà làm số \($0 / 3),3,2020-05-01\n" }
    let file = try scratch.file("long.csv", "product,producer,stars,decided_on\n" + rows.joined())
    let before = try Program.run(["verify", "--format", "json"], ledger: ledger).json["size"]
    let running = try Program.start(["import", "recognitions", file], ledger: ledger)
    let importer = running.process.processIdentifier
    // It has begun to write, and shares the log's file.
    var shares = false
    while running.process.isRunning, !shares {
      let locks = (try? String(contentsOfFile: "/proc/locks", encoding: .utf8)) ?? ""
      shares = locks.split(separator: "\n").contains { line in
        let words = line.split(separator: " ")
        return words.count > 5 && words[1] == "FLOCK" && words[3] == "READ" && words[4] == "\(importer)"
      }
      usleep(1_000)
    }
    running.kill(SIGSTOP)
    defer {
      running.kill(SIGCONT)
      running.process.waitUntilExit()
    }
    #expect(shares)
    let other = try scratch.file("other.csv", "product,producer,stars,decided_on\nKhác,CT khác,3,2020-05-01\n")
    let rehearsed = try Program.run(
      ["import", "recognitions", other, "--dry-run", "--format", "json"], ledger: ledger)
    #expect(try rehearsed.status == 0 && rehearsed.json["size"] == before, "\(rehearsed.output)")
    running.kill(SIGCONT)
    let imported = try running.finish()
    #expect(imported.status == 0, "\(imported.errors)")
    #expect(try Program.run(["verify"], ledger: ledger).status == 0)
  }

  @Test("who waits with --wait is told first for whom")
  func waiting() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let file = try scratch.file("list.csv", Self.list)
    let running = try stopped(["import", "recognitions", file], ledger, "fdatasync", 1)
    let holder = try #require(comesToStop(running))
    let waiting = try Program.start(["import", "recognitions", file, "--wait"], ledger: ledger)
    usleep(800_000)
    kill(holder, SIGCONT)
    running.process.waitUntilExit()
    let outcome = try waiting.finish()
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.contains("Waiting for process \(holder) (ocop import recognitions"), "\(outcome.errors)")
  }

  /// Runs `ocop` as nobody: an account that may read the ledger and write nothing.
  private func asNobody(_ arguments: String, group: String = "nogroup") -> String {
    "setpriv --reuid=nobody --regid=\(group) --clear-groups ocop \(arguments)"
  }

  @Test("a reader of another account keeps no writer out, and reads what was there", .enabled(if: geteuid() == 0))
  func otherAccount() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    _ = try Program.shell("chmod -R a+rX '\(scratch.path)'")
    let before = try Program.run(["export", "events"], ledger: ledger).output
    // It prints as slowly as its reader reads.
    let reading = try Program.Running(
      "/bin/sh",
      ["-c", asNobody("export events", group: "nogroup") + " | (sleep 3; cat)"],
      [
        "PATH": "/usr/bin:/bin:" + (Program.path as NSString).deletingLastPathComponent, "LC_ALL": "en_US.UTF-8",
        "OCOP_LEDGER": ledger,
      ])
    usleep(500_000)
    for number in 1...12 {
      let file = try scratch.file(
        "\(number).csv", "product,producer,stars,decided_on\nMới \(number),CT mới,3,2020-05-0\(1 + number % 9)\n")
      let run = try Program.run(["import", "recognitions", file], ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
    }
    let read = try reading.finish()
    #expect(read.status == 0 && read.output == before, "\(read.errors)")
    // Whatever they ask is answered as it is to the office.
    for question in ["stats stars", "product list", "verify", "log count"] {
      let here = try Program.shell("ocop \(question) --format json", ledger: ledger)
      let there = try Program.shell(asNobody("\(question) --format json"), ledger: ledger)
      #expect(there.status == 0 && there.output == here.output, "\(question): \(there.errors)")
    }
  }

  @Test("members of the ledger's group take places among its readers", .enabled(if: geteuid() == 0))
  func group() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--group", "không có"], ledger: ledger).status == 5)
    #expect(try Program.run(["init", "--group", "nogroup"], ledger: ledger).status == 0)
    _ = try Program.shell("chmod a+rX '\(scratch.path)' '\(ledger)'")
    func mode(_ name: String) throws -> Int {
      try #require(
        FileManager.default.attributesOfItem(atPath: ledger + "/log/" + name)[.posixPermissions] as? Int)
    }
    #expect(try mode("lock.mdb") == 0o664 && mode("data.mdb") == 0o644)
    func calls(_ line: String) throws -> Int {
      let trace = scratch.path + "/trace"
      let run = try Program.shell("strace -f -qq -o '\(trace)' -e trace=openat \(line)", ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
      let lines = try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n")
      return lines.count { $0.contains("lock.mdb") && $0.contains("O_RDWR") && !$0.contains(" = -1") }
    }
    #expect(try calls(asNobody("log count")) > 0)
    // A lock file that is made anew is the group's, too.
    try FileManager.default.removeItem(atPath: ledger + "/log/lock.mdb")
    #expect(try Program.run(["log", "count"], ledger: ledger).status == 0)
    #expect(try mode("lock.mdb") == 0o664)
    #expect(try calls(asNobody("log count")) > 0)
  }

  @Test("a file put in the place of the log's during an import is noticed before anything is acknowledged")
  func replaced() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let restored = scratch.path + "/restored.mdb"
    try FileManager.default.copyItem(atPath: ledger + "/log/data.mdb", toPath: restored)
    let file = try scratch.file("list.csv", Self.list)
    for call in ["pwrite64", "fdatasync"] {
      let running = try stopped(["import", "recognitions", file], ledger, call, 1)
      let holder = try #require(comesToStop(running))
      _ = try Program.shell("cp '\(restored)' '\(restored).new'; mv '\(restored).new' '\(ledger)/log/data.mdb'")
      kill(holder, SIGCONT)
      let outcome = try running.finish()
      #expect(outcome.status == 2 && outcome.errors.contains("ledger.replaced"), "\(call): \(outcome.errors)")
      #expect(!outcome.output.contains("Recorded"))
      #expect(try Program.run(["verify"], ledger: ledger).status == 0)
    }
    #expect(try Program.run(["import", "recognitions", file], ledger: ledger).status == 0)
  }

  @Test("programs of two containers with the same number: the second is refused by name", .enabled(if: geteuid() == 0))
  func containers() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let contained = "unshare --pid --fork sh -c"
    // Both have the number 2 in their containers.
    let run = try Program.shell(
      """
      \(contained) 'ocop export events | (sleep 2; cat >/dev/null)' & sleep 0.7
      \(contained) 'ocop log count | cat' 2>&1; wait
      """, ledger: ledger)
    #expect(run.output.contains("ledger.sameProcessNumber"), "\(run.output) \(run.errors)")
    #expect(try Program.run(["log", "count"], ledger: ledger).status == 0)
  }
}
