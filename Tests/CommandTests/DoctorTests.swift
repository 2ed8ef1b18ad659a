import OCOP
import TestSupport
import Testing

@Suite("ocop doctor")
struct DoctorTests {
  private func codes(_ ledger: String) throws -> [String] {
    guard case .array(let rows) = try Program.run(["doctor", "--format", "json"], ledger: ledger).json else {
      return []
    }
    return rows.compactMap { if case .string(let code)? = $0["code"] { code } else { nil } }
  }

  @Test("what a ledger lacks is told; one that lacks nothing has no rows")
  func findings() throws {
    let scratch = Scratch()
    let (whole, bare, unchecked) = (scratch.path + "/whole", scratch.path + "/bare", scratch.path + "/unchecked")
    #expect(try Program.run(["init", "--province", "38"], ledger: whole).status == 0)
    #expect(try codes(whole) == ["checkpoint.none"])
    let key = scratch.path + "/key"
    #expect(try Program.run(["key", "create", "--key", key], ledger: whole).status == 0)
    #expect(try Program.run(["checkpoint", "create", "--key", key], ledger: whole).status == 0)
    #expect(try codes(whole) == [])
    #expect(try Program.run(["init", "--without-rulebooks"], ledger: bare).status == 0)
    #expect(try codes(bare) == ["rulebooks.none", "areas.none", "checkpoint.none"])
    #expect(try Program.run(["init", "--province", "11"], ledger: unchecked).status == 0)
    let list = try scratch.file(
      "list.csv", "product,producer,stars,decision,decided_on,told\nA,HTX A,4,1/QĐ,2021-01-10,stars=3 (báo)\n")
    #expect(try Program.run(["import", "recognitions", list], ledger: unchecked).status == 0)
    #expect(
      try codes(unchecked)
        == ["areas.unchecked", "areas.earlierUnknown", "products.noCommune", "contradictions", "checkpoint.none"])
  }
}
