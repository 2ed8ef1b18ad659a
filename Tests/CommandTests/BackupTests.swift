import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: backups that were restored, and verification of what stands beside the log")
struct BackupTests {
  private func drill(_ backup: String, _ ledger: String?, _ more: [String] = []) throws -> (Int32, JSONValue) {
    let run = try Program.run(["backup", "drill", backup, "--format", "json"] + more, ledger: ledger)
    return (run.status, run.output.isEmpty ? .null : try run.json)
  }

  private func codes(_ result: JSONValue) -> [String] {
    guard case .array(let faults)? = result["faults"] else { return [] }
    return faults.compactMap { if case .string(let code)? = $0["code"] { code } else { nil } }
  }

  @Test("a backup is restored, verified and compared; the result is dated; the ledger went on meanwhile")
  func restores() throws {
    let scratch = try Sample.copy()
    let (ledger, backup) = (scratch.path + "/ledger", scratch.path + "/backup")
    #expect(try Program.run(["backup", "create", backup], ledger: ledger).status == 0)
    let file = try scratch.file("n.csv", "product,producer,stars,decided_on\nMới,CT mới,3,2020-05-01\n")
    #expect(try Program.run(["import", "recognitions", file], ledger: ledger).status == 0)
    let (status, result) = try drill(backup, ledger, ["--max-age", "1d"])
    #expect(status == 0 && result["restored"] == true && result["compared"] == true, "\(result.text)")
    #expect(result["size"] == 2279)
    let written = try FileManager.default.contentsOfDirectory(atPath: backup).filter { $0.hasPrefix("drill-") }
    #expect(written.count == 1)
    // A later drill that fails takes nothing from it, and says that the backup restores all the same.
    let old = try drill(backup, ledger, ["--max-age", "0d"])
    #expect(old.0 == 1 && old.1["restored"] == true && old.1["passed"] == false, "\(old.1.text)")
    let both = try FileManager.default.contentsOfDirectory(atPath: backup).filter { $0.hasPrefix("drill-") }
    #expect(both.count == 2)
    let alone = try drill(backup, nil)
    #expect(alone.0 == 0 && alone.1["compared"] == false && alone.1["tables"] == result["tables"])
  }

  @Test("a backup that is damaged, cut, too old or of another ledger: exit 1 and which; one that is not there: 10")
  func faults() throws {
    let scratch = try Sample.copy()
    let (ledger, backup) = (scratch.path + "/ledger", scratch.path + "/backup")
    #expect(try Program.run(["backup", "create", backup], ledger: ledger).status == 0)
    let other = scratch.path + "/other"
    #expect(try Program.run(["init"], ledger: other).status == 0)
    let foreign = try drill(backup, other)
    #expect(foreign.0 == 1 && codes(foreign.1) == ["backup.otherLog"])
    let data = URL(fileURLWithPath: backup + "/log/data.mdb")
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSince1970: 0)], ofItemAtPath: data.path)
    let old = try drill(backup, ledger, ["--max-age", "30d"])
    #expect(old.0 == 1 && codes(old.1) == ["backup.tooOld"])
    try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: 9e6)], ofItemAtPath: data.path)
    let toCome = try drill(backup, ledger, ["--max-age", "30d"])
    #expect(toCome.0 == 1 && codes(toCome.1) == ["backup.fromFuture"])
    var bytes = try Data(contentsOf: data)
    let place = try #require(bytes.firstRange(of: Data("5445/QĐ-UBND".utf8)))
    bytes[place.lowerBound] ^= 1
    try bytes.write(to: data)
    let altered = try drill(backup, ledger)
    #expect(altered.0 == 1 && codes(altered.1).contains("recordAltered"), "\(altered.1.text)")
    try bytes.prefix(bytes.count / 2).write(to: data)
    let cut = try drill(backup, ledger)
    #expect(cut.0 == 1 && codes(cut.1) == ["ledger.damaged"])
    let none = try Program.run(["backup", "drill", scratch.path + "/none"], ledger: ledger)
    #expect(none.status == 10 && none.errors.contains("backup.missing") && !none.errors.contains("init"))
    let inside = try Program.run(["backup", "create", ledger + "/../ledger/copy"], ledger: ledger)
    #expect(inside.status == 5 && inside.errors.contains("backup.inside"))
    #expect(!FileManager.default.fileExists(atPath: ledger + "/copy"))
    #expect(try drill(scratch.path + "/none", ledger).0 == 10)
    #expect(try drill(backup, ledger, ["--max-age", "soon"]).0 == 64)
  }

  @Test("verify --views: rows that were altered are found, those that serve are left alone")
  func views() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    try? FileManager.default.removeItem(atPath: ledger + "/views")
    #expect(try Program.run(["product", "list"], ledger: ledger).status == 0)
    #expect(try Program.run(["verify", "--views"], ledger: ledger).status == 0)
    let views = try FileManager.default.contentsOfDirectory(atPath: ledger + "/views")
    let name = try #require(views.first { $0.hasPrefix("register-") })
    let data = URL(fileURLWithPath: "\(ledger)/views/\(name)/rows/data.mdb")
    var bytes = try Data(contentsOf: data)
    for place in bytes.ranges(of: Data("mam tom le gia".utf8)) { bytes[place.lowerBound] ^= 1 }
    try bytes.write(to: data)
    let found = try Program.run(["verify", "--views", "--format", "json"], ledger: ledger)
    #expect(found.status == 1, "\(found.output)")
    #expect(found.output.contains("\"viewDiffers\"") && found.output.contains("\"register\""))
    #expect(try Program.run(["rebuild", "--apply"], ledger: ledger).status == 0)
    #expect(try Program.run(["verify", "--views"], ledger: ledger).status == 0)
  }
}
