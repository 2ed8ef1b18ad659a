import Foundation
import OCOP
import ProjectionTesting
import TestSupport
import Testing

/// Rebuilding rows, and attesting them.
extension RulesCommandTests {
  @Test(
    "rebuild: killed at random moments, again and again, it goes on to the same rows; the old view answers all the while"
  )
  func rebuildKilled() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let stats = ["stats", "stars", "--as-of", "2020-12-31", "--format", "json"]
    let before = try Program.run(stats, ledger: ledger).output
    func digests(_ more: [String]) throws -> [JSONValue] {
      let run = try Program.run(["rebuild", "--every", "40", "--format", "json"] + more, ledger: ledger)
      #expect(run.status == 0, "\(run.errors)")
      guard case .array(let projections)? = try run.json["projections"] else { return [] }
      return projections.map { $0["digest"] ?? nil }
    }
    let started = ContinuousClock.now
    let expected = try digests([])
    var longest = UInt32((ContinuousClock.now - started) / .microseconds(1))
    #expect(try Program.run(["rebuild", "--drop"], ledger: ledger).status == 0)
    var random = SeededGenerator(seed: 4)
    var (killed, round) = (0, 0)
    let kills = Effort.rounds(12, thorough: 50)
    while killed < kills && round < 300 {
      round += 1
      let running = try Program.start(["rebuild", "--every", "40", "--format", "json"], ledger: ledger)
      usleep(UInt32.random(in: 0...longest, using: &random))
      running.kill(SIGKILL)
      // Where a run goes through, moments later than that are left out from now on.
      if try running.finish().status != 0 { killed += 1 } else { longest = max(2_000, longest / 10 * 9) }
      #expect(try Program.run(stats, ledger: ledger).output == before, "round \(round)")
      // Most rounds go on from where the last one was killed; some begin anew.
      guard round % 7 == 0 else { continue }
      #expect(try digests([]) == expected, "round \(round)")
      #expect(try Program.run(["rebuild", "--drop"], ledger: ledger).status == 0)
    }
    #expect(killed == kills, "of \(round) rounds")
    #expect(try digests(["--apply"]) == expected)
    #expect(try Program.run(stats, ledger: ledger).output == before)
    let listed = try Program.run(["projection", "list", "--format", "json"], ledger: ledger).json
    guard case .array(let rows) = listed else { return #expect(Bool(false)) }
    #expect(rows.map { $0["digest"] ?? nil } == expected)
    #expect(rows.allSatisfy { $0["behind"] == 0 })
  }

  @Test("rows that nobody asked since the last records were written are no difference to a rebuild")
  func behind() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["backup", "create", ledger], ledger: try Sample.ledger).status == 0)
    #expect(try Program.run(["projection", "rebuild"], ledger: ledger).status == 0)
    let corrected = ["correct", "1962", "--reason", "x", "--set", "grant.stars=3", "--actor", "test"]
    #expect(try Program.run(corrected, ledger: ledger).status == 0)
    let run = try Program.run(["rebuild", "--format", "json"], ledger: ledger)
    #expect(run.status == 0, "\(run.output)")
  }

  @Test("rows that were altered are found by a rebuild, which says what they should be, and mends them on demand")
  func altered() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["projection", "rebuild"], ledger: ledger).status == 0)
    let views = ledger + "/views"
    let folder = try #require(
      try FileManager.default.contentsOfDirectory(atPath: views).first { $0.hasPrefix("rating-history-") })
    let name = try String(contentsOfFile: "\(views)/\(folder)/current", encoding: .utf8)
    let file = "\(views)/\(folder)/\(name)/data.mdb"
    var data = try Data(contentsOf: URL(fileURLWithPath: file))
    let range = try #require(data.range(of: Data("5445/".utf8)))
    data.replaceSubrange(range, with: Data("9999/".utf8))
    try data.write(to: URL(fileURLWithPath: file))
    let found = try Program.run(["rebuild", "--projection", "rating-history", "--format", "json"], ledger: ledger)
    #expect(found.status == 1)
    guard case .array(let projections)? = try found.json["projections"], case .array(let rows)? = try found.json["rows"]
    else { return #expect(Bool(false)) }
    #expect(projections[0]["reason"] == "rowsAltered" && projections[0]["changed"] == 1)
    // Another build of the program may fold otherwise: it names the version, and accuses nobody.
    let other = scratch.path + "/ocop"
    try FileManager.default.copyItem(atPath: Program.path, toPath: other)
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: other)
    for word in ["", " --drop"] {
      let told = try Program.shell("\(other) rebuild --projection rating-history\(word)", ledger: ledger)
      #expect(word.isEmpty ? told.status == 1 : told.status == 0, "\(told)")
      #expect(!told.output.contains("altered or damaged"))
      if word.isEmpty { #expect(told.output.contains("its version was not raised"), "\(told.output)") }
    }
    #expect(
      rows[0]["before"]?.text.contains("9999/QĐ-UBND") == true
        && rows[0]["after"]?.text.contains("5445/QĐ-UBND") == true)
    #expect(try Program.run(["rebuild", "--projection", "rating-history", "--apply"], ledger: ledger).status == 0)
    #expect(try Program.run(["rebuild", "--projection", "rating-history"], ledger: ledger).status == 0)
    #expect(try Program.run(["rebuild", "--apply", "--drop"], ledger: ledger).status == 64)
  }

  @Test("attest records digests; --check folds them again; a digest that was not true is told, exit 1")
  func attest() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["projection", "attest"], ledger: ledger).status == 0)
    let checked = try Program.run(["projection", "attest", "--check", "--format", "json"], ledger: ledger)
    #expect(checked.status == 0)
    guard case .array(let rows) = try checked.json else { return #expect(Bool(false)) }
    #expect(rows.count == 14 && rows.allSatisfy { $0["verdict"] == "same" })
    let lie = try Program.run(
      [
        "correct", rows[1]["position"]!.text, "--reason", "thử", "--set", "digest=\(String(repeating: "a", count: 64))",
      ],
      ledger: ledger)
    #expect(lie.status == 0, "\(lie.errors)")
    #expect(try Program.run(["projection", "attest", "--check"], ledger: ledger).status == 1)
  }
}
