internal import Foundation
internal import OCOP
internal import OfficeFiles

/// What is measured of `ocop` itself, as a program: from its start to its end.
struct ProgramCases {
  private let shop: Workshop
  private let rows: Int
  private let only: String
  private let program: Program

  init(_ shop: Workshop, rows: Int, only: String?) {
    self.shop = shop
    self.rows = rows
    self.only = only ?? ""
    program = Program(folder: shop.folder)
  }

  func measure(_ runs: Int) throws -> [Outcome] {
    var outcomes: [Outcome] = []
    if "start".hasPrefix(only) { outcomes.append(try start(runs)) }
    if "import".hasPrefix(only) { outcomes.append(try importing(runs)) }
    if "workbook".hasPrefix(only) { outcomes += try [workbook(runs, records: false), workbook(runs, records: true)] }
    return outcomes
  }

  private func start(_ runs: Int) throws -> Outcome {
    let measured = Case(
      "start", "ocop: start to first answer on the demo's ledger", .micros, mark: .figure(30_000, "under 30 ms"),
      [("ledger", "")])
    var outcome = Outcome(measured, events: shop.records)
    if !FileManager.default.fileExists(atPath: shop.demo) {
      try program.run(["demo", "--quiet", "--ledger", shop.demo])
    }
    let question = ["stats", "stars", "--as-of", "2020-12-31", "--ledger", shop.demo]
    try program.run(question)
    for _ in 0..<runs {
      var samples = Samples()
      for _ in 0..<10 { try timed(&samples) { try program.run(question) } }
      outcome.add(answer(samples, items: 10), by: "ledger")
    }
    return outcome
  }

  private func importing(_ runs: Int) throws -> Outcome {
    let measured = Case(
      "import", "ocop import of a CSV file of \(Results.shown(Double(rows))) rows, the program's start included",
      .perSecond,
      mark: .figure(100_000, "100,000 rows/s"),
      bound: """
        A row of a new product is two to three commands, each decided, encoded (once to be measured, once to be stamped) and \
        hashed twice: some ten microseconds a command. Its names are held against those that are near. Reading the file is an eighth of it.
        """, [("ledger", "")])
    var outcome = Outcome(measured, events: shop.records)
    let file = shop.folder + "/rows.csv"
    let lines = (1...rows).map { "Sản phẩm \($0),Chủ thể \($0 / 3),\($0 % 3 + 3),2024-0\($0 % 9 + 1)-15,\($0)/QĐ-UBND" }
    try Data(("product,producer,stars,decided_on,decision\n" + lines.joined(separator: "\n") + "\n").utf8)
      .write(to: URL(fileURLWithPath: file))
    for _ in 0..<min(runs, 3) {
      let ledger = shop.folder + "/imported"
      try? FileManager.default.removeItem(atPath: ledger)
      try program.run(["init", "--ledger", ledger])
      var samples = Samples()
      try timed(&samples) { try program.run(["import", "recognitions", file, "--ledger", ledger]) }
      outcome.add(answer(samples, items: rows), by: "ledger")
    }
    return outcome
  }

  /// A province's list of half as many rows: read only, or recorded, too.
  private func workbook(_ runs: Int, records: Bool) throws -> Outcome {
    let rows = rows / 2
    let measured = Case(
      records ? "workbook" : "workbook-read",
      "ocop import workbook of \(Results.shown(Double(rows))) rows of 22 columns"
        + (records ? ", the program's start included" : ": read and its headings found, nothing recorded"),
      .perSecond, mark: .figure(16_667, "50,000 rows in 3 s"),
      bound: """
        The sheet is unpacked and read twice, once to know its merged cells, and a third time for the columns that are not taken in: half a \
        second each for 50,000 rows. The rest is what each row records, as of a CSV file.
        """, [("ledger", "")])
    var outcome = Outcome(measured, events: shop.records)
    let file = shop.folder + "/list.xlsx"
    if !FileManager.default.fileExists(atPath: file) { try write(rows, to: file) }
    for _ in 0..<min(runs, 3) {
      let ledger = shop.folder + "/imported"
      try? FileManager.default.removeItem(atPath: ledger)
      try program.run(["init", "--ledger", ledger])
      var samples = Samples()
      let last = records ? ["--ledger", ledger] : ["--propose-mapping"]
      try timed(&samples) { try program.run(["import", "workbook", file] + last) }
      outcome.add(answer(samples, items: rows), by: "ledger")
    }
    return outcome
  }

  private func write(_ rows: Int, to file: String) throws {
    let first = [
      "TT", "Tên sản phẩm", "Nhóm sản phẩm", "Loại hình", "Chủ thể", "Xã", "Địa chỉ", "Người đại diện", "Điện thoại",
      "Hạng sao hiện tại", "Ngày hết hạn",
    ]
    let evaluation = ["Hạng sao", "Ngày", "Năm", "Số QĐ", "Cơ quan"]
    let headings = first + [1, 2].flatMap { number in evaluation.map { "\($0) lần \(number)" } } + ["Ghi chú"]
    let sheet = FreshSheet(name: "DS", headings: [headings], widths: [], count: rows) { row in
      [
        .number(Double(row + 1)), .text("Sản phẩm \(row)"), .text("Thực phẩm"), .text("HTX"),
        .text("Chủ thể \(row / 3)"), .empty,
        .text("Thôn \(row % 9)"), .empty, .text("0912345678"), .number(3), .empty, .number(3),
        .day(year: 2021, month: row % 12 + 1, day: row % 28 + 1), .number(2021), .text("\(row)/QĐ-UBND"),
        .text("UBND tỉnh"),
      ]
    }
    try FreshWorkbook.write([sheet], to: file)
  }

  private func answer(_ samples: Samples, items: Int) -> Side.Answer {
    Side.Answer(
      micros: samples.micros.reduce(0, +), items: Double(items), check: "", p99: nil, peak: 0)
  }
}
