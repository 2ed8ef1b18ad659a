internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP

/// `ocop export`
struct Export: Noun {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: say(
      "Xuất danh sách, sự kiện, hoặc mô tả của chúng.", "Export the list, events, or their schema."),
    subcommands: [ExportWorkbook.self, ExportEvents.self, ExportSchema.self])
}

struct ExportWorkbook: LedgerCommand {
  static let writesFile = true
  static let configuration = CommandConfiguration(
    commandName: "workbook",
    abstract: say("Danh sách sản phẩm 22 cột, tệp Excel.", "The list of products in 22 columns, an Excel file."),
    discussion: "  ocop export workbook --output danh-sach.xlsx")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    guard output.lowercased().hasSuffix(".xlsx") else { throw CommandContext.wrong("--output", output, "….xlsx") }
    let ledger = try session.reading()
    let question = try session.question(asked, of: ledger)
    try session.write(
      Data(try ledger.exportWorkbook(asOf: question.asOf, knownAt: question.knownAt)), toNew: output)
    let object: JSONValue = ["file": .string(output), "asOf": .string(question.asOf.description)]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(session.text("Đã ghi \(output)", "Wrote \(output)"))
  }
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
