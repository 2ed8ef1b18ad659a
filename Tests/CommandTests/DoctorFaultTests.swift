import Foundation
import OCOP
import TestSupport
import Testing

/// What is planted is named, with its cure.
@Suite("ocop doctor: planted faults")
struct DoctorFaultTests {
  private func codes(_ ledger: String, _ environment: String = "") throws -> (codes: [String], status: Int32) {
    let run = try Program.shell("\(environment) ocop doctor --format json", ledger: ledger)
    guard case .array(let rows) = try run.json else { return ([], run.status) }
    for row in rows { #expect(row["next"] != .string("") && row["next"] != .null, "\(row.text)") }
    return (rows.compactMap { if case .string(let code)? = $0["code"] { code } else { nil } }, run.status)
  }

  @Test("ten faults of the installation, each named alone")
  func installation() throws {
    let manager = FileManager.default
    func planted(_ expected: String, _ environment: String = "", _ plant: (String) throws -> Void) throws {
      let scratch = try Sample.copy()
      let ledger = scratch.path + "/ledger"
      let before = try codes(ledger).codes
      try plant(ledger)
      let found = try codes(ledger, environment)
      #expect(found.codes.contains(expected) && !before.contains(expected), "\(expected): \(found)")
      #expect(found.status == 1, "\(expected)")
    }
    try planted("ledger.missing") { try manager.removeItem(atPath: $0) }
    try planted("ledger.none") { try manager.removeItem(atPath: $0 + "/log/data.mdb") }
    try planted("ledger.openToAll") { chmod($0 + "/log/data.mdb", 0o666) }
    try planted("locale.notUTF8", "LC_ALL=C") { _ in }
    try planted("actor.unset", "OCOP_ACTOR=") { _ in }
    try planted("ledger.unnamed", "OCOP_LEDGER=") { _ in }
    try planted("temporary.unwritable", "TMPDIR=/nowhere") { _ in }
    try planted("key.missing", "OCOP_KEY=/nowhere/key") { _ in }
    try planted("ledger.newerFormat") { ledger in
      let url = URL(fileURLWithPath: ledger + "/log/data.mdb")
      var bytes = try Data(contentsOf: url)
      var from = bytes.startIndex
      while let place = bytes.range(of: Data("format".utf8), in: from..<bytes.endIndex) {
        if bytes[place.upperBound] < 9 { bytes[place.upperBound] = 99 }
        from = place.upperBound
      }
      try bytes.write(to: url)
    }
    let held = try Sample.copy()
    let lock = open(held.path + "/ledger/log/writer.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
    #expect(flock(lock, LOCK_EX) == 0)
    #expect(try codes(held.path + "/ledger").codes.contains("ledger.writerBusy"))
    close(lock)
  }

  @Test("records that want a look are named with the record and the command that mends it")
  func data() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--province", "38"], ledger: ledger).status == 0)
    let header = "product,producer,commune,stars,decision,decided_on,valid_until,told,confirmed\n"
    let rows = [
      "Mắm tép,HTX Hoa Sen,Hoằng Phụ,3,,2021-05-20,,,", "Chè,HTX Hoa Sen,Hoằng Phụ,3,2/QĐ,2021-05-20,2023-01-01,,",
      "Cam,HTX Hoa Xen,Hoằng Phụ,3,3/QĐ ngày 1/1/2020,2021-05-20,,,decision.date name.near",
      "Bưởi,,Hoằng Phụ,3,4/QĐ,2021-05-20,,,", "Dứa,HTX Xa,,3,5/QĐ,2021-05-20,,,",
      "Na,HTX Gần,Hoằng Phụ,3,6/QĐ,2021-05-20,,stars=4 (báo),",
    ]
    let list = try scratch.file("list.csv", header + rows.joined(separator: "\n") + "\n")
    let imported = try Program.run(["import", "recognitions", list, "--accept-good"], ledger: ledger)
    #expect(imported.status == 0 || imported.status == 3, "\(imported.output)")
    guard case .array(let found) = try Program.run(["doctor", "data", "--format", "json"], ledger: ledger).json else {
      Issue.record("no list")
      return
    }
    var codes: Set<String> = []
    for row in found {
      guard case .string(let code)? = row["code"], case .string(let mend)? = row["mend"] else { continue }
      codes.insert(code)
      #expect(mend.contains("ocop correct \(row["position"]?.text ?? "?")"), "\(row.text)")
    }
    #expect(
      codes.isSuperset(of: ["decision.missing", "term.other", "producer.blank", "commune.missing", "contradiction"]),
      "\(codes)")
  }
}
