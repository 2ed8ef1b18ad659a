import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import Exchange

@Suite("What is part of the program: areas and rulebooks of the country")
struct NationalTests {
  private static let rulebooks = Office.fixtures.replacing("thanh-hoa", with: "rulebooks")

  @Test("the files of the rulebooks are those of the source tree, all of them, byte for byte")
  func files() throws {
    let inProgram = NationalRulebookFiles()
    let names = try #require(FileManager.default.enumerator(atPath: Self.rulebooks)).compactMap { $0 as? String }
    #expect(names.filter { $0.hasSuffix(".yaml") }.sorted() == inProgram.names)
    for name in inProgram.names {
      #expect(try String(contentsOfFile: "\(Self.rulebooks)/\(name)", encoding: .utf8) == inProgram[name], "\(name)")
    }
  }

  @Test("in full, each says all that its short form says, and has law")
  func inFull() throws {
    for (full, short) in zip(try NationalRulebooks.inFull(), NationalRulebooks.all) {
      #expect(short.isKept(by: full.adoption(content: nil)), "\(short.id)")
      #expect(full.law != nil, "\(short.id)")
    }
  }

  @Test("34 provinces of today; 63 former ones are answered with one of them; others are none")
  func provinces() {
    let all = NationalProvince.all
    #expect(all.count == 34)
    let former = all.flatMap { province in
      province.units.filter { $0.established.level == .province }.map { ($0.established.code, province.code) }
    }
    #expect(Set(former.map(\.0)).count == 63)
    for (code, today) in former where !all.contains(where: { $0.code == code }) {
      #expect(NationalProvince.named(code)?.code == today)
    }
    #expect(NationalProvince.named(AreaCode(text: "02")!)?.name == "Tỉnh Tuyên Quang")
    #expect(NationalProvince.named(AreaCode(text: "99")!) == nil)
    #expect(all.filter(\.isChecked).map(\.code.text) == ["38"])
  }

  // The published list has 10047 communes, two of them dead codes of Thanh Hóa, and 696 districts, without Đông Sơn, which ended on
  // 1 January 2025.
  @Test("3321 communes today, 10045 and 697 districts before, and what each of those communes became")
  func units() {
    var today = 0
    var before: Set<AreaCode> = []
    var districts: Set<AreaCode> = []
    for province in NationalProvince.all {
      let refs = province.units.map { [$0.established.code.text, $0.from?.description ?? ""] }
      #expect(Set(refs).count == refs.count, "\(province.code)")
      for unit in province.units {
        switch (unit.established.level, unit.until) {
        case (.commune, nil): today += 1
        case (.commune, _): before.insert(unit.established.code)
        case (.district, _): districts.insert(unit.established.code)
        default: break
        }
      }
    }
    #expect(today == 3321 && before.count == 10045 && districts.count == 697)
    let became = Set(NationalProvince.all.flatMap(\.changes).map(\.succeeded.from.code))
    #expect(before.subtracting(became).map(\.text) == ["30622"])
  }

  @Test(
    "recorded whole: every unit has a place in its province on both maps, and a split is named",
    arguments: Effort.cases(NationalProvince.all.map(\.code), each: 8))
  func recorded(code: AreaCode) throws {
    let path = NSTemporaryDirectory() + "ocop-test-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let province = try #require(NationalProvince.named(code))
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", province: code, actor: "t", rulebooks: []))
    let ledger = try Ledger(at: path, mode: .writing(waiting: false))
    let receipt = try ledger.establish(province, actor: "t")
    #expect(receipt.positions.count == province.recordCount)
    #expect(try ledger.establish(province, actor: "t").positions.isEmpty)
    let map = try ledger.areaMap()
    let (before, after) = (Day(year: 2025, month: 6, day: 30)!, Day(year: 2025, month: 7, day: 1)!)
    for unit in map.units where unit.level == .commune {
      let place = Place(commune: unit.ref)
      let now = try #require(map.unit(.province, of: place, on: after), "\(unit.key)")
      // What the list pairs with another province is not recorded, and stays in the one that it was in.
      if unit.code.text != "30622" { #expect(now.candidates.map(\.code) == [code], "\(unit.key)") }
      let communes = try #require(map.placement(of: unit.ref, on: after))
      #expect(communes.candidates.allSatisfy { $0.exists(on: after) } || unit.code.text == "30622", "\(unit.key)")
      if unit.exists(on: before) {
        let district = try #require(map.unit(.district, of: place, on: before), "\(unit.key)")
        #expect(district.unit.code == unit.parent, "\(unit.key)")
      }
    }
    #expect(map.units.allSatisfy { $0.isUnchecked != province.isChecked })
  }
}

@Suite("Import: places by the day of the row")
struct PlaceImportTests {
  private let header = "product,producer,huyện (cũ),huyện,xã,stars,decision,decided_on\n"

  private func office() throws -> Office {
    let office = try Office()
    let file = Office.fixtures + "/area-changes.csv"
    #expect(try office.ledger.importList(.areas, file: file, options: ImportOptions(actor: "t")).problems.isEmpty)
    return office
  }

  @Test("after districts ended, a former one narrows the commune, and the column of districts is refused with a way on")
  func formerDistricts() throws {
    let office = try office()
    let good = try office.load(
      .recognitions, header + "A,HTX A,Hoằng Hóa,,Hoằng Thanh,3,1/QĐ-UBND,2025-08-01\n")
    #expect(good.accepted == 1, "\(good.problems)")
    let bad = try office.load(
      .recognitions,
      header + "B,HTX B,,Hoằng Hóa,Hoằng Thanh,3,2/QĐ-UBND,2025-08-01\n"
        + "C,HTX C,Thạch Thành,,Hoằng Thanh,3,2/QĐ-UBND,2025-08-01\n"
        + "D,HTX D,Hoằng Hóa,,,3,2/QĐ-UBND,2025-06-30\n" + "E,HTX E,,,Hoằng Phụ,3,2/QĐ-UBND,2025-07-01\n")
    #expect(
      bad.problems.map { "\($0.row) \($0.column ?? "") \($0.code)" } == [
        "2 district area.unknown", "3 former_district area.notFormerOf", "4 former_district area.notFormer",
        "5 commune area.unknown",
      ])
    #expect(bad.problems[0].hint?.vi.contains("former_district") == true)
    #expect(bad.problems[1].text.en == "Xã Hoằng Thanh took nothing from Huyện Thạch Thành.")
    #expect(bad.problems[1].hint?.en == "Its former districts: 399 Huyện Hoằng Hóa")
    #expect(bad.problems[3].hint?.vi == "Xã Hoằng Phụ (16003): nay thuộc Xã Hoằng Thanh (16000)")
  }

  @Test("event lines: a bare code and a name mean the unit of the line's day, an edition is a date")
  func lines() throws {
    let office = try office()
    func place(_ json: String, on day: String) throws -> Place? {
      let line = """
        {"type":"producerRegistered","effectiveOn":"\(day)","confirmed":"name.near",\
        "payload":{"name":"HTX \(json.hashValue) \(day)","place":\(json)}}
        """
      let report = try office.ledger.importEvents(
        file: try office.file(line.utf8, "jsonl"), options: ImportOptions(actor: "t"))
      guard let position = report.positions.first, let record = try office.ledger.record(at: Position(position)),
        case .producerRegistered(let e) = record.record.event
      else {
        Issue.record("\(report.problems)")
        return nil
      }
      return e.place
    }
    let old = AreaRef(code: AreaCode(text: "16000")!)
    let new = AreaRef(code: AreaCode(text: "16000")!, edition: Int64(Day(year: 2025, month: 7, day: 1)!.number))
    #expect(try place(#"{"commune":{"code":"16000"}}"#, on: "2025-07-01")?.commune == new)
    #expect(try place(#"{"commune":{"code":"16000"}}"#, on: "2025-06-30")?.commune == old)
    #expect(try place(#"{"commune":"Xã Hoằng Thanh"}"#, on: "2026-01-01")?.commune == new)
    #expect(try place(#"{"commune":{"code":"16000","edition":"01/07/2025"}}"#, on: "2020-01-01")?.commune == new)
    #expect(try place(#"{"commune":{"code":"16000","edition":"initial"}}"#, on: "2026-01-01")?.commune == old)
    #expect(try place(#"{"district":"TP Thanh Hóa"}"#, on: "2025-02-01")?.district?.edition != nil)
  }
}
