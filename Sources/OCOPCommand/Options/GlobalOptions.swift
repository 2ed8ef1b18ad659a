internal import ArgumentParser
internal import Foundation
internal import OCOP

/// What every command takes.
struct GlobalOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say("Thư mục của sổ cái; không có thì lấy OCOP_LEDGER.", "The ledger's folder; else OCOP_LEDGER."),
      valueName: "dir"))
  var ledger: String?

  @Option(
    help: ArgumentHelp(
      say("Dạng kết quả: table, json, ndjson, csv.", "Form of the answer: table, json, ndjson, csv."), valueName: "form"
    ))
  var format: String = OutputFormat.table.rawValue

  @Option(
    help: ArgumentHelp(
      say("Ngôn ngữ: vi, en. Không có thì theo hệ thống.", "Language: vi, en. Else the locale's."), valueName: "vi|en"))
  var lang: String?

  @Flag(name: .shortAndLong, help: ArgumentHelp(say("Ở stderr chỉ in lỗi.", "Only errors on stderr.")))
  var quiet = false

  @Flag(help: ArgumentHelp(say("Không dùng màu.", "No colours.")))
  var noColor = false

  @Flag(help: ArgumentHelp(say("Không bao giờ hỏi; thiếu gì thì báo lỗi.", "Never ask; what is missing is an error.")))
  var noInput = false
}

/// What every question takes.
struct QuestionOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Ngày pháp lý: 2020-12-31, 31/12/2020. Mặc định: hôm nay.", "Legal day: 2020-12-31, 31/12/2020. Default: today."
      ), valueName: "day"))
  var asOf: String?

  @Option(
    help: ArgumentHelp(
      say("Chỉ những gì đã ghi đến vị trí hoặc thời điểm này.", "Only what was recorded by this position or time."),
      valueName: "position|time"))
  var knownAt: String?
}

/// What every command that records takes.
struct RecordingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(say("Ai ghi; không có thì lấy OCOP_ACTOR.", "Who records; else OCOP_ACTOR."), valueName: "name"))
  var actor: String?

  @Flag(
    help: ArgumentHelp(
      say("Chỉ kiểm tra và nói sẽ làm gì; không ghi.", "Check and say what would happen; write nothing.")))
  var dryRun = false

  @Flag(help: ArgumentHelp(say("Chờ nếu chương trình khác đang ghi.", "Wait while another program records.")))
  var wait = false

  func actorName() throws -> String {
    if let name = try knownActor() { return name }
    throw Problem.usage(
      Text("Thiếu người ghi.", "Who records is missing."),
      hint: Text("Thêm --actor TÊN hoặc đặt OCOP_ACTOR.", "Add --actor NAME, or set OCOP_ACTOR."))
  }

  func knownActor() throws -> String? {
    let name = normalized(actor ?? ProcessInfo.processInfo.environment["OCOP_ACTOR"] ?? "")
    if actor != nil && name.isEmpty {
      throw Problem.usage(Text("--actor trống.", "--actor is empty."))
    }
    return name.isEmpty ? nil : name
  }
}
