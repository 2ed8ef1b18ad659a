import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

@Suite("Web: score sheets")
struct SheetsTests {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  @Test(
    "a sheet stands criterion by criterion as it was handed in, beside the floors that its rulebook has; missed ones are marked"
  )
  func sheet() throws {
    let scratch = Scratch()
    let path = scratch.path + "/ledger"
    let file = Self.root + "/Fixtures/sheets/nuoc-mam-3-sao.csv"
    let made = try WebOracleTests.shell(
      """
      "$1" demo --quiet --ledger "$2" --fixtures "$3" && \
      "$1" evaluate SP-0001 "$4" --set 9 --on 2026-08-15 --actor t --ledger "$2"
      """, [SameBytesTests.ocop, path, Self.root + "/Fixtures/thanh-hoa", file])
    #expect(made.status == 0, "\(made.output)")
    let ledger = try Ledger(at: path, mode: .reading)
    let site = try SiteTests.site(ledger)
    let answer = try JSONValue(parsing: site.answer(try WebRequest(target: "/san-pham/SP-0001/phieu-cham.json")).body)
    guard case .array(let sheets)? = answer["sheets"] else {
      Issue.record("no sheets")
      return
    }
    // As the file has them: member, criterion, points.
    let handed = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst()
      .map { $0.split(separator: ",").map(String.init) }
    let members = Set(handed.map { $0[0] })
    let ofMembers = sheets.filter { $0["kind"] == "member" }
    #expect(ofMembers.count == members.count && members.count > 1)
    let shown = ofMembers.flatMap { sheet -> [String] in
      guard case .array(let lines)? = sheet["criteria"] else { return [] }
      return lines.map { line in
        guard case .string(let criterion)? = line["criterion"] else { return "" }
        return "\(criterion) \(line["points"]?.text ?? "")"
      }
    }
    #expect(shown.count == handed.count)
    let wanted = handed.map { row in "\(row[1]) \(RulePoints(text: row[2])?.json.text ?? "")" }
    #expect(shown.sorted() == wanted.sorted())
    let rulebook = try #require(try ledger.rulebook(RulebookID(text: "QD26-2026")!))
    let set = try #require(rulebook.sets.first { $0.code == "9" })
    for sheet in ofMembers {
      guard case .array(let lines)? = sheet["criteria"] else { continue }
      for line in lines {
        guard case .string(let code)? = line["criterion"] else { continue }
        let criterion = set.criteria.first { $0.code == code }
        #expect(line["title"] == JSONValue(criterion?.title) && line["floors"] == JSONValue(criterion?.floors?.text))
      }
    }
    let page = String(decoding: site.answer(try WebRequest(target: "/san-pham/SP-0001/phieu-cham")).body, as: UTF8.self)
    let missed = page.matches(of: #/class="n missed"/#).count
    let expected = handed.reduce(into: 0) { count, row in
      let floors = set.criteria.first { $0.code == row[1] }?.floors
      for stars in Stars.all where stars.number >= 3 {
        if let floor = floors?[stars], let points = RulePoints(text: row[2]), points.points < floor.points {
          count += 1
        }
      }
    }
    #expect(missed == expected && missed > 0)
    #expect(page.utf8.count < 100_000)
  }
}
