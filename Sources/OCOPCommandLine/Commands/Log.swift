internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop log`
struct Log: Noun {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: say("Nhật ký: từng bản ghi.", "The log: record by record."),
    subcommands: [LogCount.self, LogShow.self, LogTail.self, LogCorrections.self])
}

struct LogCount: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "count", abstract: say("Số bản ghi và gốc của cây.", "How many records, and the tree's root."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let head = try ledger.head()
    try session.print(
      object: ["records": JSONValue(head.size), "position": head.position?.json ?? nil, "root": .string(head.root)],
      labels: [
        ("records", Text("Bản ghi", "Records"), .number), ("position", Text("Vị trí cuối", "Last position"), .text),
        ("root", Text("Gốc", "Root"), .text),
      ])
  }
}

struct LogShow: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: say("Bản ghi ở một vị trí.", "The record at a position."))
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Vị trí, từ 0.", "Position, from 0.")))
  var position: UInt64

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    switch try ledger.entry(at: Position(position)) {
    case .known(let event)?:
      // A record does not know what came after it; its reader wants to.
      let audited = try ledger.audit(of: event.record.stream).first { $0.event.position == event.position }
      guard case .object(let members) = event.jsonWithHash else { preconditionFailure("a record is an object") }
      let correctedBy = JSONValue.Member("correctedBy", audited?.correctedBy?.json ?? nil)
      try session.print(object: .object(members + [correctedBy]), labels: Self.labels)
    case .newer(let record)?:
      try session.print(object: record.json, labels: Self.labels)
      session.note([record])
    case nil: throw Problem.unknownPosition(Position(position), try ledger.size)
    }
  }

  private static let labels: [(name: String, title: Text, kind: Column.Kind)] = [
    ("position", Text("Vị trí", "Position"), .text), ("stream", Text("Dòng sự kiện", "Stream"), .text),
    ("version", Text("Thứ tự trong dòng", "Version"), .text), ("type", Text("Loại sự kiện", "Event type"), .event),
    ("recordedAt", Text("Nhập sổ lúc", "Recorded at"), .time),
    ("effectiveOn", Text("Ngày có hiệu lực", "Effective on"), .date),
    ("actor", Text("Người ghi", "Actor"), .text), ("command", Text("Lệnh", "Command"), .text),
    ("corrects", Text("Sửa vị trí", "Corrects position"), .text), ("reason", Text("Lý do", "Reason"), .text),
    ("rulebook", Text("Bộ tiêu chí", "Rulebook"), .text),
    ("rulebooks", Text("Một trong các bộ tiêu chí", "One of the rulebooks"), .text),
    ("irregular", Text("Chưa phù hợp quy định", "Irregular"), .text),
    ("grounds", Text("Căn cứ, hồ sơ", "Rests on"), .text), ("told", Text("Nguồn khác ghi", "Told otherwise"), .text),
    ("note", Text("Ghi chú", "Note"), .text),
    ("source", Text("Nguồn", "Source"), .text), ("payload", Text("Nội dung", "Payload"), .text),
    ("hash", Text("Mã băm", "Hash"), .text), ("correctedBy", Text("Bị sửa bởi vị trí", "Corrected by position"), .text),
  ]
}

struct LogTail: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "tail", abstract: say("Các bản ghi cuối.", "The last records."))
  @OptionGroup var global: GlobalOptions

  @Option(name: [.customShort("n"), .long], help: ArgumentHelp(say("Bao nhiêu.", "How many.")))
  var lines: UInt64 = 10

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let size = try ledger.size
    let first = Position(size - min(lines, size))
    var newer: [NewerRecord] = []
    func forEach(_ body: (LogEntry) throws -> Void) throws {
      try ledger.forEachEntry(from: first) { entry in
        if case .newer(let record) = entry { newer.append(record) }
        try body(entry)
        return true
      }
    }
    switch session.format {
    case .json: try session.console.printList { add in try forEach { try add(Self.json($0)) } }
    case .ndjson: try forEach { try session.console.print(json: Self.json($0)) }
    case .table, .csv, .xlsx:
      var rows = Rows<LogLine>()
      try forEach { rows.append(LogLine($0)) }
      try session.print(list: Listing(rows).table)
    }
    session.note(newer)
  }

  private static func json(_ entry: LogEntry) -> JSONValue {
    switch entry {
    case .known(let event): event.jsonWithHash
    case .newer(let record): record.json
    }
  }
}
