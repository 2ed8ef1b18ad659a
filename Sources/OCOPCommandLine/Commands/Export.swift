internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import OCOP

/// `ocop export`
struct Export: Noun {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: say("Xuất sự kiện, hoặc mô tả của chúng.", "Export events, or their schema."),
    subcommands: [ExportEvents.self, ExportSchema.self])
}

struct ExportEvents: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "events",
    abstract: say("Mọi sự kiện, mỗi dòng một đối tượng JSON.", "Every event, one JSON object a line."))
  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp(say("Từ vị trí này.", "From this position on."), valueName: "position"))
  var from: UInt64 = 0

  func run(in session: CommandContext) throws {
    guard session.format != .csv else { throw CommandContext.wrong("--format", "csv", "json|ndjson") }
    let ledger = try session.reading()
    let isArray = session.format == .json
    var isFirst = true
    if isArray { try session.console.print("[") }
    let head = try ledger.exportEvents(from: Position(from)) { line in
      try session.console.put(encoded: isArray && !isFirst ? "," + line : line)
      isFirst = false
    }
    if isArray { try session.console.print("]") }
    // By them whoever reads the file tells whether it is whole.
    if from == 0 { session.console.note(session.headLine(head)) }
  }
}

struct ExportSchema: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: say("Mô tả bản ghi, một tệp .proto.", "The schema of records, one .proto file."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws { try session.console.print(Schema.proto) }
}
