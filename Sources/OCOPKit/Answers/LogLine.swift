package import Ledger
internal import OCOP
package import ProjectionKit

/// A record in a line.
package struct LogLine: AnswerRow {
  private var position = Position.zero
  private var recordedAt: String?
  private var effectiveOn: LegalDate?
  private var stream: String?
  private var type = ""
  private var actor = ""
  private var hash = ""

  package init() {}

  /// The line of `entry`.
  package init(_ entry: LogEntry) {
    switch entry {
    case .known(let event):
      let record = event.record
      (position, recordedAt, effectiveOn) = (event.position, record.recordedAt.description, record.effectiveOn)
      (stream, type, actor) = (record.stream.shown, record.event.type.code, record.actor)
      hash = String(event.hash.prefix(12))
    case .newer(let record):
      (position, recordedAt, effectiveOn) = (record.position, record.recordedAt?.description, record.effectiveOn)
      (stream, type, actor) = (record.stream?.shown, record.type?.code ?? "\(record.typeNumber)", record.actor)
      hash = String(record.hash.prefix(12))
    }
  }

  package mutating func describe<C: ColumnCoder>(_ coder: inout C) {
    coder.column("position", Text("Vị trí", "Position"), &position)
    coder.column("recordedAt", Text("Nhập sổ lúc", "Recorded at"), &recordedAt, .time)
    coder.column("effectiveOn", Text("Ngày có hiệu lực", "Effective"), &effectiveOn)
    coder.column("stream", Text("Về", "Stream"), &stream)
    coder.column("type", Text("Sự kiện", "Event"), &type, .event)
    coder.column("actor", Text("Người ghi", "Actor"), &actor)
    coder.column("hash", Text("Băm", "Hash"), &hash)
  }
}
