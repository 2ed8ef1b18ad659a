import Foundation
import OCOP
import TestSupport
import Testing

@Suite("Areas on the command line")
struct AreaCommandTests {
  @Test(
    "init of a province: scores and tells its areas without any other file",
    arguments: Effort.cases(
      [
        "01", "04", "08", "11", "12", "14", "15", "19", "20", "22", "24", "25", "31", "33", "37", "38", "40", "42",
        "44", "46",
      ]
        + ["48", "51", "52", "56", "66", "68", "75", "79", "80", "82", "86", "91", "92", "96"], each: 16))
  func founded(code: String) throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    let made = try Program.run(["init", "--province", code, "--format", "json"], ledger: ledger)
    #expect(made.status == 0, "\(made.errors)")
    let count = try Program.run(["log", "count", "--format", "json"], ledger: ledger).json["records"]
    #expect(try made.json["events"] == count)
    let list = try scratch.file(
      "list.csv", "product,producer,stars,decision,decided_on\nNước mắm,HTX Một,3,1/QĐ-UBND,2026-08-01\n")
    #expect(try Program.run(["import", "recognitions", list], ledger: ledger).status == 0)
    let sheets = Program.fixtures.replacing("thanh-hoa", with: "sheets/nuoc-mam-4-sao.csv")
    let scored = try Program.run(["evaluate", "SP-0001", sheets, "--set", "9", "--on", "2026-08-15"], ledger: ledger)
    #expect(scored.status == 0 && scored.output.contains("QD26-2026"), "\(scored.errors)")
    let refused = try Program.run(["evaluate", "SP-0001", sheets, "--set", "9", "--on", "2024-08-15"], ledger: ledger)
    #expect(refused.status == 5 && refused.errors.contains("QD148-2023"))
    try checkSet(scratch, ledger, sheets)
    let history = try Program.run(["area", "history", code, "--format", "json"], ledger: ledger)
    #expect(history.status == 0)
    let isChecked = code == "38"
    #expect(try made.json["areasChecked"] == .bool(isChecked))
    #expect(history.output.contains(#""unchecked":true"#) == !isChecked)
  }

  /// A set that is not for the product's group is refused with its article, and recorded as irregular on request.
  private func checkSet(_ scratch: Scratch, _ ledger: String, _ sheets: String) throws {
    let list = try scratch.file(
      "drink.csv", "product,producer,group,stars,decision,decided_on\nRượu,HTX Hai,đồ uống,3,1/QĐ-UBND,2026-08-01\n")
    #expect(try Program.run(["import", "recognitions", list], ledger: ledger).status == 0)
    let evaluate = ["evaluate", "SP-0002", sheets, "--set", "9", "--on", "2026-08-15"]
    let refused = try Program.run(evaluate, ledger: ledger)
    #expect(refused.status == 5 && refused.errors.contains("law.criteriaSet") && refused.errors.contains("Phụ lục II"))
    #expect(try Program.run(evaluate + ["--irregular", "hội đồng chấm như vậy"], ledger: ledger).status == 0)
    let listed = try Program.run(["show", "breaches", "--format", "json"], ledger: ledger)
    #expect(listed.output.contains(#""rule":"criteriaSet""#) && listed.output.contains(#""state":"acknowledged""#))
  }

  @Test("a former province is answered with its successor, a code of none with the codes there are")
  func otherProvinces() throws {
    let scratch = Scratch()
    for (code, text) in [("02", "--province 08"), ("10", "--province 15"), ("99", "08 Tỉnh Tuyên Quang")] {
      let run = try Program.run(["init", "--province", code], ledger: scratch.path + "/ledger")
      #expect(run.status == 5 && run.errors.contains(text), "\(run.errors)")
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/ledger"))
  }

  @Test("find, show, history; what ended is answered with what became of it; lists filter by the units of the day")
  func commands() throws {
    let ledger = try Sample.ledger
    func run(_ arguments: String...) throws -> Program.Outcome {
      try Program.run(arguments, ledger: ledger, locale: "vi_VN.UTF-8")
    }
    #expect(try run("area", "find", "hoang phu").output.contains("nay thuộc Xã Hoằng Thanh (16000)"))
    let ended = try run("area", "find", "Hoằng Phụ", "--as-of", "2026-01-01")
    #expect(ended.status == 5 && ended.errors.contains("nay thuộc Xã Hoằng Thanh (16000)"))
    let (old, new) = (try run("area", "show", "16000", "--as-of", "2025-06-30"), try run("area", "show", "16000"))
    #expect(old.output.contains("Huyện Hoằng Hóa") && !new.output.contains("Huyện Hoằng Hóa"))
    let history = try run("area", "history", "16000@2025-07-01", "--format", "json").json
    guard case .array(let units)? = history["units"] else {
      Issue.record("\(history)")
      return
    }
    #expect(units.count == 5)
    #expect(try run("area", "show", "Phú Sơn", "--as-of", "2020-01-01").errors.contains("14770@initial"))
    let gone = try run("product", "list", "--commune", "Hoằng Phụ", "--as-of", "2026-01-01")
    #expect(gone.status == 5 && gone.errors.contains("Hoằng Thanh"))
    let there = try run("product", "list", "--commune", "Hoằng Thanh", "--as-of", "2026-01-01", "--format", "json")
    #expect(there.output.contains("Mắm tôm Lê Gia"))
    let before = try run("product", "list", "--commune", "16000", "--as-of", "2025-06-30", "--format", "json")
    #expect(!before.output.contains("Mắm tôm Lê Gia"))
  }

  @Test(
    "communes, former districts and the province have the same total on every map; the table says that it is mapped")
  func sums() throws {
    let ledger = try Sample.ledger
    for day in ["2020-05-31", "2020-12-31", "2024-12-31", "2025-06-30", "2025-07-01", "2026-11-01"] {
      for counting in ["in-force", "ever-recognised"] {
        let totals = try ["commune", "district", "province"].map { by in
          let run = try Program.run(
            ["stats", "stars", "--by", by, "--as-of", day, "--counting", counting, "--format", "json"], ledger: ledger)
          return try run.json["total"]
        }
        #expect(totals[0] == totals[1] && totals[1] == totals[2], "\(day) \(counting)")
      }
    }
    let mapped = try Program.run(
      ["stats", "stars", "--as-of", "2026-01-01", "--counting", "ever-recognised"], ledger: ledger)
    #expect(mapped.errors.contains("By former district, on the map to 2025-06-30"))
    #expect(mapped.lines.contains { $0.hasPrefix("399 ") && $0.contains(" 7 ") })
    let onThatDay = try Program.run(
      ["stats", "stars", "--as-of", "2026-01-01", "--areas", "2025-03-15", "--counting", "ever-recognised"],
      ledger: ledger)
    #expect(onThatDay.output.contains("areas: 2025-01-01") && !onThatDay.errors.contains("former"))
  }
}
