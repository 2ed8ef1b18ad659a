internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

/// The files of one size, made once: a ledger, the same events in the forms that the others take, and sheets.
struct Workshop {
  let folder: String
  /// How many records the ledger has.
  private(set) var records = 0
  private(set) var bytesOfLog = 0
  /// How many of them the appending cases write, and those who read JSON hold.
  private(set) var few = 0
  let sheets: UInt32

  static let products: UInt32 = 20_000

  var ledger: String { folder + "/ledger" }
  var recordFile: String { folder + "/records.bin" }
  var keyFile: String { folder + "/keys.bin" }
  var eventFile: String { folder + "/events.ndjson" }
  var sheetFolder: String { folder + "/sheets" }
  var demo: String { folder + "/demo" }

  /// Makes them for about `events` events; those who append write at most `most`.
  init(in parent: String, events: Int, most: Int, sheets: UInt32, seed: UInt64) throws {
    folder = "\(parent)/\(events)"
    self.sheets = sheets
    let files = FileManager.default
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    if !files.fileExists(atPath: ledger + "/log") {
      try Ledger.create(at: ledger, identity: [UInt8](repeating: 7, count: 16))
      let made = try Ledger(at: ledger, mode: .writing(waiting: false))
      var history = NationalHistory(seed: seed, products: Self.products, events: events)
      try history.forEachBatch(of: 20_000) { try made.appendBypassingDecider($0) }
    }
    let made = try Ledger(at: ledger, mode: .reading)
    records = Int(try made.size)
    bytesOfLog = made.usedBytes
    few = min(records, most)
    try writeFew(made)
    if !files.fileExists(atPath: folder + "/grants.csv") { try writeGrants(made) }
    if !files.fileExists(atPath: sheetFolder + "/ledger/log") { try makeSheets(seed) }
  }

  private func writeFew(_ ledger: Ledger) throws {
    guard !FileManager.default.fileExists(atPath: keyFile) else { return }
    let (records, keys, events) = (try Lines(recordFile), try Lines(keyFile + ".new"), try Lines(eventFile))
    var left = few
    try ledger.forEachRecord { event in
      try records.add(RecordFile.bytes(of: event.record))
      try keys.add(RecordFile.key(of: event.record))
      try events.add(Array((event.json.text + "\n").utf8))
      left -= 1
      return left > 0
    }
    try records.finish()
    try keys.finish()
    try events.finish()
    // Last, since where it is the others are whole.
    try FileManager.default.moveItem(atPath: keyFile + ".new", toPath: keyFile)
  }

  /// What was granted, as columns, what was corrected left out.
  private func writeGrants(_ ledger: Ledger) throws {
    let lines = try Lines(folder + "/grants.csv")
    try lines.add(Array("product,position,day,until,stars,level\n".utf8))
    var corrected: Set<UInt64> = []
    try ledger.forEachRecord { event in
      if let position = event.record.corrects { corrected.insert(position.number) }
      return true
    }
    try ledger.forEachRecord { event in
      let grant: Grant
      switch event.record.event {
      case .recognised(let payload): grant = payload.grant
      case .renewed(let payload): grant = payload.grant
      case .upgraded(let payload): grant = payload.grant
      default: return true
      }
      guard !corrected.contains(event.position.number), let day = event.record.effectiveOn?.day else { return true }
      let fields: [String] = [
        "\(event.record.stream.number)", "\(event.position.number)", "\(day.number)",
        "\(grant.validUntil.day.number)", "\(grant.stars.number)", grant.level.rawValue,
      ]
      try lines.add(Array((fields.joined(separator: ",") + "\n").utf8))
      return true
    }
    try lines.finish()
  }

  private func makeSheets(_ seed: UInt64) throws {
    try FileManager.default.createDirectory(atPath: sheetFolder, withIntermediateDirectories: true)
    try Ledger.create(at: sheetFolder + "/ledger", identity: [UInt8](repeating: 7, count: 16))
    let ledger = try Ledger(at: sheetFolder + "/ledger", mode: .writing(waiting: false))
    _ = try ledger.adopt(SheetHistory.rulebook, actor: "van-phong")
    let lines = try Lines(sheetFolder + "/sheets.csv")
    let criteria = SheetHistory.rulebook.sets[0].criteria
    try lines.add(Array(("product," + criteria.indices.map { "c\($0)" }.joined(separator: ",") + "\n").utf8))
    var history = SheetHistory(seed: seed, products: sheets / UInt32(SheetHistory.members))
    try history.forEachBatch(of: 20_000) { batch in
      try ledger.appendBypassingDecider(batch)
      for record in batch {
        guard case .evaluated(let sheet) = record.event else { continue }
        let points = sheet.scores.map { "\($0.points.hundredths / 100)" }
        try lines.add(Array(("\(record.stream.number)," + points.joined(separator: ",") + "\n").utf8))
      }
    }
    try lines.finish()
    func floors(_ rulebook: Rulebook) -> JSONValue {
      .array(
        rulebook.sets[0].criteria.enumerated().flatMap { index, criterion in
          Stars.all.compactMap { stars in
            criterion.floors?[stars].map {
              .array([JSONValue(index), JSONValue(stars.number), .int($0.points.hundredths / 100)])
            }
          }
        })
    }
    let rules: JSONValue = [
      "criteria": JSONValue(criteria.count),
      "bands": .array(SheetHistory.rulebook.bands.map { .int($0.from.points.hundredths / 100) }),
      "before": floors(SheetHistory.rulebook), "after": floors(SheetHistory.draft),
    ]
    try Data(rules.text.utf8).write(to: URL(fileURLWithPath: sheetFolder + "/rules.json"))
  }
}

/// A file that is written from its beginning.
private final class Lines {
  private let handle: FileHandle
  private var bytes: [UInt8] = []

  init(_ path: String) throws {
    try Data().write(to: URL(fileURLWithPath: path))
    handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
  }

  func add(_ line: [UInt8]) throws {
    bytes += line
    if bytes.count > 1 << 20 { try flush() }
  }

  func finish() throws {
    try flush()
    try handle.close()
  }

  private func flush() throws {
    try handle.write(contentsOf: Data(bytes))
    bytes = []
  }
}
