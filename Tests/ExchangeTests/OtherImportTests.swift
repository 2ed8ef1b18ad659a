import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("Import: other lists and wild input")
struct OtherImportTests {
  @Test("exports: several markets, both names of a country, a channel reported again, an end")
  func exports() throws {
    let office = try Office()
    let header = "producer,product,market,since,until,channel,outlets,note\n"
    let rows = """
      Việt Anh,Cói,Mỹ|Nhật Bản,2020-12-31,,siêu thị,64,
      Việt Anh,Cói,Hoa Kỳ,2023-09,,siêu thị,40,
      Việt Anh,Cói,JP,2024,,,,

      """
    let report = try office.load(.exports, header + rows)
    #expect(report.problems.isEmpty && report.accepted == 3)
    // Told again of a later day, the market is the same one.
    let open = try office.ledger.ask("exporters", Question(asOf: LegalDate("2024-12-31")!.day)).table.objects
    #expect(open.map { $0["market"] } == ["JP", "US"] && open.map { $0["since"] } == ["2020-12-31", "2020-12-31"])
    #expect(open.map { $0["outlets"] } == [64, 40])
    // The same opening, of which the row tells less, is there already.
    let again = try office.load(.exports, header + "Việt Anh,Cói,JP,2020-12-31,,,,\n")
    #expect(again.problems.isEmpty && again.events == 0)
    #expect(
      try office.load(.exports, header + "Việt Anh,,Atlantis|US,2020,,,x,\n").problems.map(\.code) == [
        "market.unknown", "number.unreadable",
      ])
  }

  @Test("awards and targets")
  func awardsAndTargets() throws {
    let office = try Office()
    let awards = "recipient_kind,recipient,product,title,awarded_by,decision,awarded_on,count,note\n"
    let good = try office.load(.awards, awards + "tập thể,,,Bằng khen,UBND tỉnh,,2020-12-31,10,\n")
    #expect(good.events == 1)
    let bad = try office.load(
      .awards, awards + "individual,Nguyễn Văn A,,Bằng khen,UBND,,2020,1,\nproduct,,Không có,t,a,,2020,,\n")
    #expect(bad.problems.map(\.code) == ["person.named", "product.unknown"])
    let targets = "scope,period,metric,value,set_by,set_on,note\n"
    let set = try office.load(
      .targets, targets + "province:38,2021-2025,stars3to4,>100,kế hoạch,2020-12-31,\n38,x,bad metric,many,z,2020,\n",
      acceptGood: true)
    #expect(
      set.accepted == 1
        && set.problems.map(\.code) == ["target.scope", "target.period", "target.metric", "number.unreadable"])
    guard case .targetSet(let target)? = try office.ledger.effective(.target).first?.record.event else { return }
    #expect(target.comparison == .moreThan && target.value == 100)
    #expect(set.notes.isEmpty)
    let odd = try office.load(.targets, targets + "province:38,2021-2025,product,100,kế hoạch,2020-12-31,\n")
    #expect(odd.events == 1 && odd.notes.count == 1)
    #expect(odd.notes.first?.text.en.contains("Row 2: the metric \"product\" is only kept, not counted") == true)
    #expect(odd.notes.first?.text.vi.contains("chỉ được ghi, không được tính") == true)
  }

  @Test("the whole history of Thanh Hoá comes out as JSON lines and goes into another ledger unchanged")
  func eventLines() throws {
    let office = try Office()
    for (kind, name) in [(ImportKind.areas, "area-changes"), (.recognitions, "recognitions"), (.exports, "exports")] {
      let report = try office.ledger.importList(
        kind, file: "\(Office.fixtures)/\(name).csv", options: ImportOptions(actor: "t"))
      #expect(report.problems.isEmpty, "\(name)")
    }
    let events = try office.ledger.importEvents(
      file: Office.fixtures + "/events.jsonl", options: ImportOptions(actor: "t"))
    #expect(events.problems.isEmpty)
    var lines: [String] = []
    try office.ledger.exportEvents { lines.append($0) }
    let path = office.path + "/copy"
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Bản sao", actor: "t", rulebooks: []))
    let copy = try Ledger(at: path, mode: .writing(waiting: false))
    let file = try office.file(lines.joined(separator: "\n").utf8, "jsonl")
    let report = try copy.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(report.problems.isEmpty)
    let question = WordedQuestion(asOf: LegalDate("2020-12-31")!.day, parameters: ["by": "district"])
    #expect(
      try copy.ask("star-counts", question).table.objects == office.ledger.ask("star-counts", question).table.objects)
  }

  @Test(
    "JSON lines: each mistake is told with its line",
    arguments: [
      ("not json", "json.unreadable"), ("[1]", "json.unreadable"), (#"{"type":"moon"}"#, "event.unknownType"),
      (
        #"{"type":"productRenamed","stream":"product/9","effectiveOn":"2020","payload":{"name":"x"}}"#,
        "product.unknown"
      ),
      (#"{"type":"productRenamed","about":"Không có","effectiveOn":"2020","payload":{"name":"x"}}"#, "product.unknown"),
      (#"{"type":"producerRegistered","payload":{"name":"x","moon":1}}"#, "json.unknownField"),
      (#"{"type":"producerRegistered","payload":{}}"#, "json.missing"),
      (#"{"type":"producerRegistered","payload":{"name":7}}"#, "json.unexpected"),
      (#"{"type":"producerRegistered","payload":{"name":1.5}}"#, "json.unreadable"),
      (#"{"type":"producerRegistered","effectiveOn":"2020-13","payload":{"name":"x"}}"#, "date.unreadable"),
      (#"{"type":"producerRegistered","moon":1,"payload":{"name":"x"}}"#, "json.unknownField"),
      (#"{"type":"producerRegistered","payload":{"name":"x","name":"y"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","type":"voided","payload":{"name":"x"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","payload":{"name":"x","n\u0061me":"y"}}"#, "json.repeatedName"),
      (#"{"type":"producerRegistered","payload":{"name":"x\u001b[31m"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","note":"x\u0000","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","actor":"x\r","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (#"{"type":"producerRegistered","irregular":"x\u001b[31m","payload":{"name":"x"}}"#, "field.controlCharacter"),
      (
        #"{"type":"producerRegistered","irregular":"ông A, 038085001234","payload":{"name":"x"}}"#,
        "irregular.personalNumber"
      ),
    ])
  func badLines(line: String, code: String) throws {
    let office = try Office()
    let before = try office.ledger.head()
    let file = try office.file("\n\(line)\n".utf8, "jsonl")
    let report = try office.ledger.importEvents(file: file, options: ImportOptions(actor: "t"))
    #expect(report.problems.map(\.code) == [code])
    #expect(report.problems.map(\.row) == [2])
    #expect(try office.ledger.head() == before)
  }

  @Test("random bytes end in a clear problem, never a trap")
  func randomBytes() throws {
    let office = try Office()
    let before = try office.ledger.head()
    for seed in 1...UInt64(Effort.rounds(20, thorough: 60)) {
      var random = SeededGenerator(seed: seed)
      let count = Int.random(in: 0...400, using: &random)
      var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      if seed.isMultiple(of: 2) { bytes = Array("product,stars,decided_on\n".utf8) + bytes.map { $0 & 0x7f } }
      for kind in ImportKind.allCases {
        do {
          let file = try office.file(bytes)
          let report = try office.ledger.importList(kind, file: file, options: ImportOptions(actor: "t"))
          #expect(report.events == 0, "seed \(seed)")
        } catch is ImportProblem {}
      }
      let lines = try office.ledger.importEvents(file: try office.file(bytes), options: ImportOptions(actor: "t"))
      #expect(lines.events == 0, "seed \(seed)")
    }
    #expect(try office.ledger.head() == before)
  }

  @Test(
    "a workbook, another encoding, a file that is not there",
    arguments: [
      ([0x50, 0x4b, 0x03, 0x04, 0x14], "csv.workbook"), ([0xc3, 0x28, 0x41], "csv.notText"),
      ([0x61, 0x00, 0x62], "csv.broken"),
    ] as [([UInt8], String)])
  func foreignFiles(bytes: [UInt8], code: String) throws {
    let office = try Office()
    do {
      _ = try office.ledger.importList(.areas, file: try office.file(bytes), options: ImportOptions(actor: "t"))
      Issue.record("taken")
    } catch let problem as ImportProblem {
      #expect(problem.code == code)
    }
    #expect(throws: ImportProblem.self) {
      try office.ledger.importList(.areas, file: "/nowhere/at/all.csv", options: ImportOptions(actor: "t"))
    }
  }
}
