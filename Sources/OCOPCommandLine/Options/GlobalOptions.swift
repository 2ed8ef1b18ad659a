internal import ArgumentParser
internal import Foundation
internal import Ledger
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
      say(
        "Dạng kết quả: table, json, ndjson, csv, excel (CSV mở được ngay bằng Excel).",
        "Form of the answer: table, json, ndjson, csv, excel (CSV that Excel opens as it is)."), valueName: "form"
    ))
  var format: String = OutputFormat.table.rawValue

  @Option(
    help: ArgumentHelp(
      say("Ngôn ngữ: vi, en. Không có thì theo hệ thống.", "Language: vi, en. Else the locale's."), valueName: "vi|en"))
  var lang: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Kiểm chứng nhật ký trước khi trả lời; chỉ tính từ các bản ghi đã kiểm chứng.",
        "Verify the log before answering; answer from verified records only.")))
  var verified = false

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

/// What questions that count take.
struct CountingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Địa bàn theo bản đồ của ngày này (hoặc initial). Mặc định: bản đồ của ngày pháp lý.",
        "Map in force on this day (or initial). Default: that of the legal day."), valueName: "day"))
  var areas: String?

  @Option(
    help: ArgumentHelp(
      say("Cách đếm: ", "What counts: ") + Counting.expected.en.replacing("|", with: ", ") + ".", valueName: "mode"))
  var counting: String = Counting.inForce.rawValue

  func apply(to question: Question) throws -> Question {
    var question = question
    guard let counting = Counting(rawValue: counting) else {
      throw CommandContext.wrong("--counting", counting, Counting.expected)
    }
    question.counting = counting
    if let areas {
      guard let edition = AreaEdition(areas) else {
        throw CommandContext.wrong("--areas", areas, "2025-07-01, initial")
      }
      question.areas = edition
    }
    return question
  }
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

  @Flag(
    help: ArgumentHelp(
      say(
        "Ghi dù đồng hồ máy đi sau bản ghi cuối, hoặc đi trước hơn 400 ngày.",
        "Record although the clock is behind the last record, or more than 400 days past it.")))
  var acceptClock = false

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
