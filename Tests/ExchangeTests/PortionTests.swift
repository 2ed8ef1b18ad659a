import Exchange
import Foundation
import Ledger
import OCOP
import ProjectionTesting
import Testing

/// A list of many rows is drafted and appended in portions, and nobody can tell from what is recorded.
@Suite("Import: in portions of one commit")
struct PortionTests {
  private static let header = "product,producer,stars,decided_on,decision,valid_until\n"

  private func load(
    _ kind: ImportKind, _ text: String, in office: Office, portion: Int, acceptGood: Bool = false, dryRun: Bool = false
  ) throws -> ImportReport {
    var options = ImportOptions(actor: "t", isRehearsal: dryRun, acceptsGood: acceptGood)
    options.mostInPortion = portion
    let file = office.path + "/list.csv"
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    return try office.ledger.importList(kind, file: file, options: options)
  }

  /// What was recorded since the office was founded, without times.
  private func told(_ office: Office) throws -> [String] {
    var told: [String] = []
    try office.ledger.forEachRecord { event in
      guard case .object(let members) = event.record.json(at: event.position) else { return true }
      told.append(JSONValue.object(members.filter { $0.name != "recordedAt" }).text)
      return true
    }
    return told
  }

  /// Rows that name each other: producers again and again, products twice, names that are near, mistakes.
  private static func rows(_ seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let names = ["Bún", "Bun", "Chè lam", "Chè lâm", "Nem chua", "Nem chuaa", "Mắm tôm", "Mắm", "Miến dong", "Gạo nếp"]
    return (0..<60).map { _ in
      let name = names.randomElement(using: &random) ?? ""
      let stars = Int.random(in: 0..<20, using: &random) == 0 ? "9" : "\(Int.random(in: 3...4, using: &random))"
      let owner = Int.random(in: 0..<12, using: &random)
      return "\(name),HTX số \(owner),\(stars),202\(Int.random(in: 1...4, using: &random))-03-0\(1 + owner % 9),,"
    }.joined(separator: "\n") + "\n"
  }

  @Test("whatever the portions, the same is recorded, reported and refused", arguments: 1...6 as ClosedRange<UInt64>)
  func same(_ seed: UInt64) throws {
    let text = Self.header + Self.rows(seed)
    var whole: (records: [String], report: String)?
    for portion in [1_000, 1, 7, 30] {
      let office = try Office()
      let rehearsed = try load(.recognitions, text, in: office, portion: portion, acceptGood: true, dryRun: true)
      #expect(try told(office).count == Int(rehearsed.positions.lowerBound))
      let before = try office.ledger.head()
      let refused = try load(.recognitions, text, in: office, portion: portion)
      if refused.isRefused { #expect(try office.ledger.head() == before, "seed \(seed)") }
      let report =
        refused.isRefused ? try load(.recognitions, text, in: office, portion: portion, acceptGood: true) : refused
      #expect(Self.text(report) == Self.text(rehearsed), "seed \(seed), portion \(portion)")
      #expect(report.positions == before.size..<report.head!.size - 1, "the last record is that of the import")
      let records = try told(office)
      if let whole {
        #expect(records == whole.records, "seed \(seed), portion \(portion)")
        #expect(Self.text(report) == whole.report, "seed \(seed), portion \(portion)")
      } else {
        whole = (records, Self.text(report))
      }
      let again = try load(.recognitions, text, in: office, portion: portion, acceptGood: true)
      #expect(again.events == 0 && again.alreadyThere == report.accepted + report.alreadyThere)
      #expect(try office.ledger.verify().findings.isEmpty)
    }
  }

  private static func text(_ report: ImportReport) -> String {
    let numbers = [report.read, report.accepted, report.alreadyThere, report.rejected, report.events]
    return "\(numbers) \(report.positions) \(report.problems) \(report.notes)"
  }

  @Test("a thing that an earlier portion registers is none of the ledger yet: a question names it as another row's")
  func names() throws {
    let office = try Office()
    let text =
      Self.header
      + "Bún khô,HTX Sao Mai,3,2024-03-01,,\nMiến,HTX Hai,3,2024-03-01,,\nBún tươi,HTX Sao Maii,3,2024-03-01,,\n"
    let hints = try [1, 100].map { portion in
      try load(.recognitions, text, in: office, portion: portion).problems.map { $0.hint?.en ?? "" }
    }
    #expect(hints[0] == hints[1] && hints[0].count == 1)
    #expect(hints[0].first?.contains("another row of this file") == true, "\(hints)")
  }

  @Test("awards of one office, corrected between two lists: a row that was recorded is known, corrected or not")
  func awards() throws {
    let header = "recipient_kind,recipient,title,awarded_by,awarded_on,decision\n"
    let rows = (1...40).map { "collective,HTX số \($0),Bằng khen,UBND tỉnh,2023-05-02,\($0)/QĐ\n" }.joined()
    var roots: Set<[String]> = []
    for portion in [3, 100] {
      let office = try Office()
      let first = try load(.awards, header + rows, in: office, portion: portion)
      #expect(first.accepted == 40)
      let target = Position(first.positions.lowerBound + 4)
      let event = AwardGiven(
        recipientKind: .collective, recipient: "HTX số 5", count: 1, title: "Giấy khen", awardedBy: "UBND tỉnh",
        decision: "5/QĐ")
      _ = try office.ledger.submit([
        Command(
          id: nil, actor: "t", act: .correct(.office, target, .awardGiven(event)),
          effectiveOn: LegalDate("2023-05-02"), reason: "nhầm")
      ])
      let again = try load(.awards, header + rows, in: office, portion: portion)
      #expect(again.events == 0 && again.alreadyThere == 40, "\(again.problems)")
      let changed = rows.replacing("HTX số 5,Bằng khen", with: "HTX số 5,Giấy khen")
      let corrected = try load(.awards, header + changed, in: office, portion: portion)
      #expect(corrected.events == 0 && corrected.alreadyThere == 40, "\(corrected.problems)")
      roots.insert(try told(office))
    }
    #expect(roots.count == 1)
  }

  @Test("events, in portions: the same as at once; from a pipe, too; lines are numbered through")
  func events() throws {
    let source = try Office()
    _ = try load(.recognitions, Self.header + Self.rows(3), in: source, portion: 1_000, acceptGood: true)
    var lines: [String] = []
    try source.ledger.exportEvents(from: .zero) { lines.append($0) }
    var all: Set<[String]> = []
    for portion in [2, 10_000] {
      let office = try Office()
      var options = ImportOptions(actor: "t", takesForeign: true)
      options.mostInPortion = portion
      let file = office.path + "/events.ndjson"
      try Data(([0xef, 0xbb, 0xbf] as [UInt8]) + (lines.joined(separator: "\n") + "\n").utf8).write(
        to: URL(fileURLWithPath: file))
      let report = try office.ledger.importEvents(file: file, options: options)
      #expect(report.problems.isEmpty && report.read == lines.count, "\(report.problems.first?.text.en ?? "")")
      all.insert(try told(office))
      try Data((lines.joined(separator: "\n") + "\n{\"type\":\"?\"}\n").utf8).write(to: URL(fileURLWithPath: file))
      let bad = try office.ledger.importEvents(file: file, options: options)
      #expect(bad.problems.map(\.row) == [lines.count + 1] && bad.isRefused)
    }
    #expect(all.count == 1)
  }
}
