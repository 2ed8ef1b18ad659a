internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

struct LogCorrections: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "corrections",
    abstract: say(
      "Mọi lần sửa ghi chép: đã ghi gì, sửa thành gì, vì sao, ai ghi.",
      "Every correction: what was recorded, what it became, why, by whom."))
  @OptionGroup var global: GlobalOptions

  func run(in session: Session) throws {
    let ledger = try session.reading()
    var rows: [[JSONValue]] = []
    // What became of the corrections themselves: of each stream once.
    var known: [StreamID: [Position: Position]] = [:]
    func correctedBy(_ correction: RecordedEvent) throws -> Position? {
      let stream = correction.record.stream
      if known[stream] == nil {
        let audited = try ledger.audit(of: stream).compactMap { event in
          event.correctedBy.map { (event.event.position, $0) }
        }
        known[stream] = Dictionary(uniqueKeysWithValues: audited)
      }
      return known[stream]?[correction.position]
    }
    let newer = try ledger.forEachCorrection { correction, corrected in
      let record = correction.record
      let correctedBy = try correctedBy(correction)
      for difference in corrected.record.differences(to: record) {
        rows.append([
          corrected.position.json, correction.position.json, .string(record.stream.shown),
          .string(corrected.record.event.type.code), .string(difference.field),
          session.value(difference.recorded, of: difference.field),
          session.value(difference.corrected, of: difference.field), JSONValue(record.reason), .string(record.actor),
          .string(record.recordedAt.description), correctedBy?.json ?? nil,
        ])
      }
    }
    try session.print(list: Sheet(columns: Self.columns, rows: rows))
    session.note(newer)
  }

  private static let columns = [
    Column("corrects", Text("Sửa vị trí", "Corrects")), Column("position", Text("Vị trí", "Position")),
    Column("stream", Text("Về", "Stream")), Column.event("type"),
    Column("field", Text("Trường", "Field")), Column("recorded", Text("Đã ghi", "As recorded")),
    Column("corrected", Text("Sửa thành", "As corrected")), Column("reason", Text("Lý do", "Reason")),
    Column("actor", Text("Người ghi", "Actor")), Column("recordedAt", Text("Ghi lúc", "Recorded at"), .time),
    Column("correctedBy", Text("Bị sửa bởi", "Corrected by")),
  ]
}
