import Foundation
import OCOP
import OfficeFiles
import TestSupport
import Testing

@Suite("ocop: Excel in and out")
struct WorkbookCommandTests {
  private func bytes(_ path: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(fileURLWithPath: path))) }

  private func rows(_ path: String, sheet: Int = 0) throws -> [[CellValue?]] {
    let workbook = try Workbook(bytes(path))
    let reader = try workbook.rows(of: workbook.sheets[sheet]).begin()
    var rows: [[CellValue?]] = []
    while let row = try reader.next() { rows.append((1...(row.cells.last?.column ?? 1)).map { row[$0] }) }
    return rows
  }

  @Test("an answer as a workbook: typed cells, the question beside it, the same bytes twice, never over a file")
  func answers() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let (one, other) = (scratch.path + "/a.xlsx", scratch.path + "/b.xlsx")
    for file in [one, other] {
      let run = try Program.run(
        ["stats", "stars", "--as-of", "2020-12-31", "--lang", "vi", "--format", "xlsx", "--output", file],
        ledger: ledger)
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    }
    #expect(try bytes(one) == bytes(other))
    let total = try #require(try rows(one).last)
    #expect(total[0] == .text("Tổng") && total[2] == .number(69, shown: nil))
    let said = try rows(one, sheet: 1).map { row in row.compactMap { $0?.text } }
    #expect(try Workbook(bytes(one)).sheets.map(\.name) == ["Kết quả", "Thông tin"])
    for fact in [["Tính đến ngày", "31/12/2020"], ["Cách đếm", "còn hiệu lực"], ["Kiểm chứng", "chưa"]] {
      #expect(said.contains(fact), "\(fact) \(said)")
    }
    let again = try Program.run(["product", "list", "--format", "xlsx", "--output", one], ledger: ledger)
    #expect(again.status == 5 && again.errors.contains("output.exists"))
    let list = scratch.path + "/list.xlsx"
    #expect(
      try Program.run(
        ["product", "list", "--as-of", "2021-01-01", "--format", "xlsx", "--output", list], ledger: ledger
      ).status == 0)
    #expect(try rows(list)[1].contains { if case .date = $0 { true } else { false } })
    for wrong in [["--format", "xlsx"], ["--output", "x"], ["--excel"]] {
      #expect(try Program.run(["product", "list"] + wrong, ledger: ledger).status == 64, "\(wrong)")
    }
    let csv = try Program.run(["product", "list", "--format", "csv", "--excel"], ledger: ledger).output
    #expect(csv.contains("id;name;producer;"))
  }

  @Test("the exported list imports again with nothing new, and into a new ledger with the same stars")
  func exported() throws {
    let scratch = try Sample.copy()
    let ledger = scratch.path + "/ledger"
    let file = scratch.path + "/list.xlsx"
    #expect(
      try Program.run(["export", "workbook", "--as-of", "2025-06-30", "--output", file], ledger: ledger).status == 0)
    let again = try Program.run(["import", "workbook", file, "--format", "json"], ledger: ledger).json
    #expect(again["events"] == 0 && again["rejected"] == 0 && again["read"] == again["alreadyThere"], "\(again)")
    let fresh = scratch.path + "/fresh"
    #expect(try Program.run(["init", "--province", "38"], ledger: fresh).status == 0)
    let taken = try Program.run(["import", "workbook", file, "--format", "json"], ledger: fresh)
    #expect(taken.status == 0, "\(taken.output) \(taken.errors)")
    for day in ["2019-12-31", "2020-12-31", "2024-01-01"] {
      // Producers that no source names are none in the list.
      func stars(_ ledger: String) throws -> JSONValue? {
        try Program.run(["stats", "stars", "--as-of", day, "--format", "json"], ledger: ledger).json["total"]?["stars"]
      }
      let (one, other) = (try stars(fresh), try stars(ledger))
      #expect(one != nil && one == other, "\(day)")
    }
    #expect(try Program.run(["export", "workbook"], ledger: ledger).status == 64)
  }

  @Test("checked, marked, imported, listed and undone by the commands that a user types")
  func cycle() throws {
    let scratch = Scratch()
    let (ledger, list, marked) = (scratch.path + "/ledger", scratch.path + "/list.xlsx", scratch.path + "/marked.xlsx")
    #expect(try Program.run(["init", "--province", "38"], ledger: ledger).status == 0)
    let cells: [FreshCell] = [
      .text("Mắm tép"), .text("HTX Hoa Sen"), .number(3), .day(year: 2021, month: 5, day: 20), .text("1/QĐ"),
      .text("0912345678"),
    ]
    let headings = [["Tên sản phẩm", "Chủ thể", "Hạng sao", "Ngày công nhận", "Số quyết định", "Điện thoại"]]
    func write(_ rows: [[FreshCell]]) throws {
      try? FileManager.default.removeItem(atPath: list)
      try FreshWorkbook.write(
        [FreshSheet(name: "DS", headings: headings, widths: [], count: rows.count) { rows[$0] }], to: list)
    }
    var wrong = cells
    wrong[2] = .text("chín")
    try write([cells, wrong])
    let before = try scratch.contents("ledger/log")
    let dry = try Program.run(
      ["import", "workbook", list, "--dry-run", "--marked", marked, "--lang", "vi"], ledger: ledger)
    #expect(dry.status == 3 && dry.output.contains("ô C3") && dry.output.contains("đọc 2 = nhận 1"), "\(dry.output)")
    #expect(dry.output.contains("Không nhận cột F (Điện thoại), 2 ô: dữ liệu cá nhân."), "\(dry.output)")
    #expect(try scratch.contents("ledger/log") == before)
    #expect(try rows(marked)[2].contains { $0?.text.hasPrefix("C3: ") ?? false })
    #expect(
      try Program.run(["import", "workbook", list, "--dry-run", "--marked", marked], ledger: ledger).status == 5)
    try write([cells])
    let taken = try Program.run(["import", "workbook", list, "--format", "json"], ledger: ledger).json
    let at = try #require(taken["import"]?.text)
    #expect(try Program.run(["import", "undo", at, "--reason", "nhầm"], ledger: ledger).status == 0)
    #expect(try Program.run(["import", "undo", at, "--reason", "nhầm"], ledger: ledger).status == 5)
    let listed = try Program.run(["import", "list", "--format", "json"], ledger: ledger)
    #expect(listed.output.contains("\"reason\":\"nhầm\"") && listed.output.contains("\"file\":\"list.xlsx\""))
    let proposal = try Program.run(["import", "workbook", list, "--propose-mapping"])
    #expect(proposal.output.contains("  A: product  # Tên sản phẩm"), "\(proposal.output) \(proposal.errors)")
  }

  @Test("files that are made to grow are refused, or read, within 50 MB, the program itself included")
  func bounded() throws {
    let scratch = Scratch()
    let ledger = scratch.path + "/ledger"
    #expect(try Program.run(["init"], ledger: ledger).status == 0)
    let made = try Program.shell("python3 '\(Program.fixtures)/../workbooks/make.py' '\(scratch.path)/made'")
    #expect(made.status == 0, "\(made.errors)")
    let measure =
      "import resource,subprocess,sys; subprocess.run(sys.argv[1:],stdout=-3,stderr=-3); "
      + "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    for name in ["bomb", "empty-rows", "beyond-xfd", "laughs", "deep", "wide-format", "huge-size"] {
      let line = "python3 -c '\(measure)' ocop import workbook '\(scratch.path)/made/\(name).xlsx' --dry-run"
      let output = try Program.shell(line, ledger: ledger).output
      let kilobytes = Int(output.trimmingCharacters(in: .whitespacesAndNewlines))
      #expect(kilobytes.map { $0 < 50 << 10 } ?? false, "\(name): \(kilobytes ?? 0) kB")
    }
  }

  @Test("a narrow terminal loses columns by their rank, and says which; --wide keeps all")
  func narrow() throws {
    let scratch = try Sample.copy()
    func lines(_ columns: Int, _ options: String) throws -> (first: String, all: String) {
      let command = "stty cols \(columns); ocop product list --as-of 2021-01-01 --lang en \(options)"
      let run = try Program.shell("script -qc '\(command)' /dev/null", ledger: scratch.path + "/ledger")
      let shown = run.output.components(separatedBy: .newlines).first {
        $0.contains("Id ") && $0.contains("Product ")
      }
      return ((shown ?? "").trimmingCharacters(in: .whitespacesAndNewlines), run.output)
    }
    let narrow = try lines(90, "")
    #expect(narrow.first.count <= 90 && narrow.first.contains("Stars"), "\(narrow.first)")
    #expect(narrow.all.contains("left out: ") && narrow.all.contains("--wide"), "\(narrow.all.prefix(300))")
    #expect(try lines(90, "--wide").first.contains("Producer"))
    #expect(try lines(400, "").first.contains("Producer"))
  }
}
