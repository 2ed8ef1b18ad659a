import Foundation
import OCOP
import TestSupport
import Testing

/// Workbooks of other programs, and what other programs find in ours.
@Suite("ocop: workbooks of openpyxl, XlsxWriter, pandas and LibreOffice")
struct WorkbookOracleTests {
  private func office() throws -> (scratch: Scratch, ledger: String) {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init", "--province", "38"], ledger: ledger).status == 0)
    return (scratch, ledger)
  }

  private func list(_ value: JSONValue?) -> [String] {
    guard case .array(let items)? = value else { return [] }
    return items.compactMap { if case .string(let text) = $0 { text } else { nil } }
  }

  @Test("the same 400 rows by each writer give the same answer")
  func writers() throws {
    let (scratch, ledger) = try office()
    guard let made = try Oracle.workbooks(["make", scratch.path]) else { return }
    let writers = try list(made.json)
    #expect(
      writers.contains("openpyxl") && (!Oracle.hasLibreOffice() || writers.contains("libreoffice")), "\(made.errors)")
    var answers: Set<String> = []
    for writer in writers {
      let run = try Program.run(
        ["import", "workbook", "\(scratch.path)/\(writer).xlsx", "--dry-run", "--format", "json"], ledger: ledger)
      #expect(run.status == 0, "\(writer): \(run.output) \(run.errors)")
      let json = try run.json
      #expect(json["accepted"] == 400 && json["events"] == 820, "\(writer)")
      answers.insert(run.output.replacing("\(writer).xlsx", with: "list.xlsx").replacing(/"heading":"[^"]*"/, with: ""))
    }
    #expect(answers.count == 1)
  }

  @Test("20 faults of 12 kinds: 20 marks at their cells, all else as it was; answered in LibreOffice, those are taken")
  func faults() throws {
    let (scratch, ledger) = try office()
    guard Oracle.hasLibreOffice(), try Oracle.workbooks(["make", scratch.path]) != nil else { return }
    let (wrong, marked) = (scratch.path + "/wrong.xlsx", scratch.path + "/marked.xlsx")
    let planted = try #require(try Oracle.workbooks(["faults", scratch.path + "/openpyxl.xlsx", wrong]))
    let cells = try list(planted.json).sorted()
    #expect(cells.count == 20)
    let run = try Program.run(
      ["import", "workbook", wrong, "--dry-run", "--marked", marked, "--format", "json"], ledger: ledger)
    #expect(run.status == 3)
    guard case .array(let errors)? = try run.json["errors"] else { return }
    #expect(errors.compactMap { $0["cell"]?.text }.map { $0.filter { $0 != "\"" } }.sorted() == cells)
    #expect(Set(errors.compactMap { $0["code"]?.text }).count == 11)
    let compared = try #require(try Oracle.workbooks(["compare", wrong, marked])).json
    #expect(list(compared["differing"]) == [] && list(compared["filled"]).sorted() == cells)
    #expect(compared["faults"] == 20)
    let answered = scratch.path + "/answered.xlsx"
    // Years, stars of today, an expiry; a legal form and groups.
    #expect(try Oracle.workbooks(["answer", marked, answered])?.output == "8\n")
    let (taken, again) = (["import", "workbook", answered, "--accept-good", "--format", "json"], "alreadyThere")
    let first = try Program.run(taken, ledger: ledger).json
    #expect(first["accepted"] == 388 && first["rejected"] == 12, "\(first)")
    func figures() throws -> String {
      try Program.run(["stats", "stars", "--counting", "ever-recognised", "--format", "csv"], ledger: ledger).output
    }
    let once = try figures()
    #expect(try Program.run(taken, ledger: ledger).json[again] == 388)
    let at = try #require(first["import"]?.text)
    #expect(try Program.run(["import", "undo", at, "--reason", "thử"], ledger: ledger).status == 0)
    #expect(try figures() != once)
    #expect(try Program.run(taken, ledger: ledger).json["accepted"] == 388)
    #expect(try figures() == once)
  }

  @Test("of a rich workbook only the sheet and the styles change, and there only what was marked; LibreOffice opens it")
  func rich() throws {
    let (scratch, ledger) = try office()
    let (rich, marked) = (scratch.path + "/rich.xlsx", scratch.path + "/marked.xlsx")
    guard try Oracle.workbooks(["rich", rich]) != nil else { return }
    let run = try Program.run(["import", "workbook", rich, "--dry-run", "--marked", marked], ledger: ledger)
    #expect(run.status == 3, "\(run.output) \(run.errors)")
    let compared = try #require(try Oracle.workbooks(["compare", rich, marked])).json
    #expect(list(compared["differing"]) == [] && list(compared["filled"]) == ["C6", "D9"], "\(compared)")
    #expect(list(compared["parts"]).sorted() == ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
    guard Oracle.hasLibreOffice() else { return }
    let saved = scratch.path + "/saved.xlsx"
    #expect(try Oracle.workbooks(["answer", marked, saved])?.status == 0)
    let read = try Program.run(["import", "workbook", saved, "--dry-run", "--format", "json"], ledger: ledger).json
    #expect(read["accepted"] == 58 && read["rejected"] == 2, "\(read)")
  }
}
