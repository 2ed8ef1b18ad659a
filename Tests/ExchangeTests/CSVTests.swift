import Exchange
import Foundation
import Ledger
import OCOP
import Testing

@Suite("Import: CSV as it comes")
struct CSVTests {
  private static let header = "product,producer,stars,decision,decided_on,note"

  private static func codes(_ bytes: some Sequence<UInt8>, _ office: Office? = nil) throws -> [String] {
    let office = try office ?? Office()
    do {
      let report = try office.ledger.importList(
        .recognitions, file: office.file(bytes), options: ImportOptions(actor: "t", isRehearsal: true))
      return report.problems.map(\.code) + ["+\(report.accepted)"]
    } catch let problem as ImportProblem {
      return ["\(problem.code) \(problem.row)"]
    }
  }

  @Test("a quotation mark out of place is refused with every row that has one; rows are never swallowed")
  func quotes() throws {
    let office = try Office()
    let row = "Bún,HTX Một,3,1/QĐ,2024-01-15,"
    for (lines, expected) in [
      ([row, "Ống 6\",HTX Một,3,1/QĐ,2024-01-15,", row, "Ống 8\",HTX Một,3,1/QĐ,2024-01-15,"], "csv.broken 3"),
      (["\"Bún,HTX Một,3,1/QĐ,2024-01-15,", row, "Bún\",HTX Ba,3,1/QĐ,2024-01-15,"], "csv.rowsInCell 2"),
      (["Chè \"Lam\",HTX Một,3,1/QĐ,2024-01-15,"], "csv.broken 2"),
      (["\"Chè\" Lam,HTX Một,3,1/QĐ,2024-01-15,"], "csv.broken 2"),
      (["Bún,HTX Một,3,1/QĐ,2024-01-15,\"chưa đóng"], "csv.broken 2"),
      (["\"Chè \"\"Lam\"\"\",HTX Một,3,1/QĐ,2024-01-15,\"hai\ndòng, một ô\""], "+1"),
    ] {
      #expect(try Self.codes(([Self.header] + lines).joined(separator: "\n").utf8, office) == [expected], "\(lines)")
    }
    do {
      let text = [Self.header, "Ống 6\",HTX,3,1/QĐ,2024-01-15,", "Ống 8\",HTX,3,1/QĐ,2024-01-15,"].joined(
        separator: "\n")
      _ = try office.load(.recognitions, text)
      Issue.record("it was taken")
    } catch let problem as ImportProblem {
      #expect(problem.row == 2)
      #expect(problem.text.en.hasSuffix("So in row 3.") && problem.text.vi.hasSuffix("Cả dòng 3."))
    }
  }

  @Test(
    "what spreadsheets leave is read: a sep line, tabs, UTF-16, empty columns, a title, Vietnamese headings, a count of rows"
  )
  func habits() throws {
    let office = try Office()
    let rows = Self.header + "\nBún,HTX Một,3,1/QĐ,2024-01-15,\n"
    let files: [[UInt8]] = [
      Array(("sep=;\n" + rows.replacing(",", with: ";")).utf8), Array(rows.replacing(",", with: "\t").utf8),
      [0xff, 0xfe] + rows.utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] },
      [0xfe, 0xff] + rows.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] },
      Array(rows.replacing("\n", with: ",,,\n").utf8),
      Array(("DANH SÁCH SẢN PHẨM,,,,,\nTỉnh Mẫu,,,,,\n" + rows).utf8),
      Array(
        "STT,Tên sản phẩm,Chủ thể,Hạng sao,Số quyết định,Ngày quyết định,Ghi chú\n1,Bún,HTX Một,3,1/QĐ,15/01/2024,\n"
          .utf8),
    ]
    for (index, bytes) in files.enumerated() { #expect(try Self.codes(bytes, office) == ["+1"], "\(index)") }
    // A value behind the header's columns is one too many, and its row is named as the sheet numbers it.
    let extra = "sep=,\n" + Self.header + "\nBún,HTX Một,3,1/QĐ,2024-01-15,,x\n"
    #expect(try Self.codes(extra.utf8, office) == ["csv.tooManyCells 3"])
  }

  @Test("values that can mean one thing only are read")
  func values() throws {
    let office = try Office()
    func row(_ stars: String, _ date: String) -> String {
      Self.header + "\nBún,HTX Một,\"\(stars)\",1/QĐ,\"\(date)\",\n"
    }
    for stars in ["4 sao", "4*", "4★", "4,0", "4.0", "★★★★", "hạng 4 sao", " 4 "] {
      #expect(try Self.codes(row(stars, "2024-01-15").utf8, office) == ["+1"], "\(stars)")
    }
    for stars in ["4,5", "6 sao", "bốn", "34", "-4", "4 5", "0"] {
      #expect(try Self.codes(row(stars, "2024-01-15").utf8, office).first == "stars.unreadable", "\(stars)")
    }
    let dates = [
      "12.06.2023": "2023-06-12", "12-6-2023": "2023-06-12", "2023-06-12 00:00:00": "2023-06-12",
      "ngày 12/6/2023": "2023-06-12", "tháng 5/2024": "2024-05", "Tháng 05 năm 2024": "2024-05",
      "ngày 12 tháng 6 năm 2023": "2023-06-12", "năm 2024": "2024", "5.2024": "2024-05",
    ]
    for (text, expected) in dates { #expect(LegalDate(written: text)?.text == expected, "\(text)") }
    for text in [
      "12.06/2023", "6.12", "12.13.2023", "31.02.2023", "quý 2/2024", "12.06.23", "2023-06-12 08:30:00",
      "tháng 13/2024",
    ] {
      #expect(LegalDate(written: text) == nil, "\(text)")
    }
  }

  @Test("a pipe is read to its end")
  func pipes() throws {
    let office = try Office()
    let path = office.path + "/pipe"
    mkfifo(path, 0o600)
    let text = Self.header + "\n" + (1...3000).map { "Bún số \($0),HTX Một,3,1/QĐ,2024-01-15,\n" }.joined()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + ".csv"))
    process.arguments = ["-c", "cat '\(path).csv' > '\(path)'"]
    try process.run()
    let report = try office.ledger.importList(
      .recognitions, file: path, options: ImportOptions(actor: "t", isRehearsal: true))
    process.waitUntilExit()
    #expect(report.read == 3000 && report.problems.isEmpty)
  }
}
