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
      Array(("\"sep=;\"\n" + rows.replacing(",", with: ";")).utf8),
      Array(("Danh sách, đợt 1, năm 2024, theo huyện\n" + rows.replacing(",", with: ";")).utf8),
      Array((",\(Self.header)\n1,Bún,HTX Một,3,1/QĐ,2024-01-15,\n").utf8),

    ]
    for (index, bytes) in files.enumerated() { #expect(try Self.codes(bytes, office) == ["+1"], "\(index)") }
    // A value behind the header's columns is one too many, and its row is named as the sheet numbers it.
    let extra = "sep=,\n" + Self.header + "\nBún,HTX Một,3,1/QĐ,2024-01-15,,x\n"
    #expect(try Self.codes(extra.utf8, office) == ["csv.tooManyCells 3"])
  }

  @Test("a comma that moves the cells of one row, a column without a heading, a control character: told with the row")
  func shifted() throws {
    let office = try Office()
    let good = "Bún,HTX Một,3,1/QĐ,2024-01-15,\n"
    #expect(
      try Self.codes((Self.header + "\n" + good + "Bún, miến,HTX Một,3,1/QĐ,2024-01-15,\n").utf8, office)
        == ["csv.tooManyCells 3"])
    let padded = (Self.header + ",,\n" + good + "Bún, miến,HTX Một,3,1/QĐ,2024-01-15,,,\n").utf8
    #expect(try Self.codes(padded, office) == ["csv.tooManyCells 3"])
    let unnamed = "product,,producer,stars,decided_on\nBún,gạo,HTX Một,3,2024-01-15\n"
    #expect(try Self.codes(unnamed.utf8, office) == ["csv.unnamedColumn 2"])
    #expect(
      try Self.codes((Self.header + "\n" + good + good.replacing("Bún", with: "B\u{1b}n")).utf8) == ["csv.broken 3"])
  }

  @Test("more columns than any list has, and a row longer than any, are refused with their row and without their text")
  func limits() throws {
    let office = try Office()
    let wide = Self.header + String(repeating: ",x", count: 1_000) + "\nBún,HTX Một,3,1/QĐ,2024-01-15,\n"
    #expect(try Self.codes(wide.utf8, office) == ["csv.tooManyColumns 1"])
    let good = Self.header + "\nBún,HTX Một,3,1/QĐ,2024-01-15,\n"
    for row in [String(repeating: ",", count: 1 << 20), "\"" + String(repeating: "a\n", count: 1 << 20) + "\",x"] {
      #expect(try Self.codes((good + row + "\n" + good).utf8, office) == ["csv.rowTooLong 3"])
    }
  }

  @Test(
    "signs that part lines in running text end no row, wherever a row stands",
    arguments: ["\u{2028}", "\u{2029}", "\u{85}"])
  func lineSigns(_ sign: String) throws {
    for place in [0, 510, 511, 512] {
      let rows = (0..<600).map { "\($0 == place ? "Mắm\(sign)tôm" : "Bún số \($0)"),HTX Một,3,,2024-01-15,\n" }
      // Such a sign is refused by itself, with its row; the others are taken.
      let codes = try Self.codes((Self.header + "\n" + rows.joined()).utf8)
      #expect(codes == ["field.controlCharacter", "+599"] || codes == ["+600"], "\(place): \(codes)")
    }
  }

  @Test("a list of many pieces is read as one: rows keep their numbers, blank lines and lines in cells between them")
  func pieces() throws {
    let office = try Office()
    var text = Self.header + "\n"
    var expected: [Int] = []
    for number in 0..<2_000 {
      let isBad = number % 499 == 0
      text += isBad ? "Bún \(number),HTX Một,9,,2024-01-15,\n" : "Bún số \(number),HTX Một,3,,2024-01-15,\"a\nb\"\n"
      if isBad { expected.append(2 + number + number / 7) }
      if number % 7 == 6 { text += "\n" }
    }
    let report = try office.load(.recognitions, text, dryRun: true)
    #expect(report.problems.map(\.row) == expected)
    #expect(report.read == 2_000 && report.accepted == 2_000 - expected.count)
  }

  @Test("in a column that writes the month first no day is guessed, though other rows are taken")
  func monthFirst() throws {
    let rows = ["01/02/2024", "02/28/2024", "03/03/2024", "2024-05-06"].map { "Bún \($0.prefix(2)),HTX Một,3,,\($0)," }
    let text = ([Self.header] + rows).joined(separator: "\n")
    #expect(try Self.codes(text.utf8) == ["date.order", "date.unreadable", "+2"])
  }

  @Test("what repeats the row above, and what a broken formula leaves, is no value")
  func noValues() throws {
    let office = try Office()
    for (cells, expected) in [
      ("Bún,nt,3,,2024-01-15,", "cell.ditto"), ("Bún,như trên,3,,2024-01-15,", "cell.ditto"),
      ("Bún,\"\"\"\",3,,2024-01-15,", "cell.ditto"), ("#N/A,HTX Một,3,,2024-01-15,", "cell.formulaError"),
      ("Bún,HTX Một,3,#REF!,2024-01-15,", "cell.formulaError"), ("-,HTX Một,3,,2024-01-15,", "field.empty"),
      ("\u{200b},HTX Một,3,,2024-01-15,", "field.empty"), ("…,HTX Một,3,,2024-01-15,", "field.empty"),
      ("Bún\u{202e},HTX Một,3,,2024-01-15,", "field.controlCharacter"),
      ("Bún,HTX Một,3,1/QĐ ngày 16/01/2024,2024-01-15,", "decision.date"),
      ("Bún,HTX Một,3,1/QĐ ngày 15/01/2024,2024-01-15,", "+1"),
    ] {
      #expect(try Self.codes((Self.header + "\n" + cells + "\n").utf8, office).first == expected, "\(cells)")
    }
  }

  @Test(
    "a legal form is read from its words, not from a word that looks like one; a code that is a country's name is asked"
  )
  func words() throws {
    let forms: [(String, LegalForm?)] = [
      ("Hộ kinh doanh cá thể", .household), ("ho", .household), ("HTX nông nghiệp", .cooperative),
      ("Công ty cổ phần", .enterprise), ("Hội Nông dân xã", .association), ("hop tac xa", .cooperative), ("Hồ", nil),
      ("Hội An", nil), ("Hô gia đình", nil), ("Hộ Nguyễn Văn Mẫu", .household), ("Hộ trồng chè", .household),
      ("DN TNHH", .enterprise), ("Ho Tay", nil), ("Cổ sở sản xuất", nil),
    ]
    for (text, form) in forms { #expect(LegalForm(worded: text) == form, "\(text)") }
    let office = try Office()
    func market(_ name: String, _ confirmed: String = "") throws -> [String] {
      let text = "producer,market,since,confirmed\nHTX Một,\(name),2023,\(confirmed)\n"
      let report = try office.load(.exports, text, dryRun: true)
      return report.problems.map(\.code) + ["+\(report.accepted)"]
    }
    for name in ["MY", "AO", "BI"] { #expect(try market(name) == ["market.code", "+0"], "\(name)") }
    #expect(try market("MY", "market.code") == ["+1"])
    for name in ["Malaysia", "Mỹ", "my", "JP", "IN", "US"] { #expect(try market(name) == ["+1"], "\(name)") }
  }

  @Test("values that can mean one thing only are read")
  func values() throws {
    let office = try Office()
    func row(_ stars: String, _ date: String) -> String {
      Self.header + "\nBún,HTX Một,\"\(stars)\",1/QĐ,\"\(date)\",\n"
    }
    for stars in [
      "4 sao", "4*", "4★", "4,0", "4.0", "★★★★", "hạng 4 sao", " 4 ", "bốn sao", "Bốn", "OCOP 4 sao", "04", "đạt 4 sao",
    ] {
      #expect(try Self.codes(row(stars, "2024-01-15").utf8, office) == ["+1"], "\(stars)")
    }
    for stars in ["4,5", "6 sao", "sáu", "bốn năm", "4-5 sao", "sao", "34", "-4", "4 5", "0"] {
      #expect(try Self.codes(row(stars, "2024-01-15").utf8, office).first == "stars.unreadable", "\(stars)")
    }
    let dates = [
      "12.06.2023": "2023-06-12", "12-6-2023": "2023-06-12", "2023-06-12 00:00:00": "2023-06-12",
      "ngày 12/6/2023": "2023-06-12", "tháng 5/2024": "2024-05", "Tháng 05 năm 2024": "2024-05",
      "ngày 12 tháng 6 năm 2023": "2023-06-12", "năm 2024": "2024", "5.2024": "2024-05",
      "12 tháng 6 năm 2023": "2023-06-12", "2023/06/12": "2023-06-12",
      "12/6/2023.": "2023-06-12", "12/06/2023 12:00:00 AM": "2023-06-12", "2023-06-12T00:00:00": "2023-06-12",
    ]
    for (text, expected) in dates { #expect(LegalDate(written: text)?.text == expected, "\(text)") }
    for text in [
      "12.06/2023", "6.12", "12.13.2023", "31.02.2023", "quý 2/2024", "12.06.23", "2023-06-12 08:30:00",
      "tháng 13/2024", "2023/13/06", "2023/31/02", "12/06/2023 12:00:00 PM",
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
