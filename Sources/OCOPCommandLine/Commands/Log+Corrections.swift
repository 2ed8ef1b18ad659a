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

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    var rows: [[JSONValue]] = []
    // Of each stream once.
    var known: [StreamID: [AuditedEvent]] = [:]
    func audit(_ stream: StreamID) throws -> [AuditedEvent] {
      if let audited = known[stream] { return audited }
      let audited = try ledger.audit(of: stream)
      known[stream] = audited
      return audited
    }
    let newer = try ledger.forEachCorrection { correction, corrected in
      let record = correction.record
      let audited = try audit(record.stream)
      let correctedBy = audited.first { $0.event.position == correction.position }?.correctedBy
      let known = History(audited.map(\.event).filter { $0.position <= correction.position })
      let isEffective = Places(known.entries).effective(for: corrected.position)
      let differences = corrected.record.differences(to: record)
      let fields = differences.map { difference -> [JSONValue] in
        [
          .string(difference.field), session.value(difference.recorded, of: difference.field),
          session.value(difference.corrected, of: difference.field),
        ]
      }
      // One that changes no field is a correction all the same.
      for field in fields.isEmpty ? [[nil, nil, nil]] : fields {
        rows.append(
          [
            corrected.position.json, correction.position.json, .string(record.stream.shown),
            .string(corrected.record.event.type.code),
          ] + field + [
            JSONValue(record.reason), .string(record.actor), .string(record.recordedAt.description),
            correctedBy?.json ?? nil, isEffective?.json ?? nil,
          ])
      }
    }
    try session.print(list: AnswerTable(columns: Self.columns, rows: rows))
    session.note(newer)
  }

  private static let columns = [
    Column("corrects", Text("Sửa vị trí", "Corrects")), Column("position", Text("Vị trí", "Position")),
    Column("stream", Text("Về", "Stream")), Column.event("type"),
    Column("field", Text("Trường", "Field")), Column("recorded", Text("Đã ghi", "As recorded")),
    Column("corrected", Text("Sửa thành", "As corrected")), Column("reason", Text("Lý do", "Reason")),
    Column("actor", Text("Người ghi", "Actor")), Column("recordedAt", Text("Nhập sổ lúc", "Recorded at"), .time),
    Column("correctedBy", Text("Bị sửa bởi", "Corrected by")),
    Column("stands", Text("Bản đứng sau đó", "Stands after it")),
  ]
}
