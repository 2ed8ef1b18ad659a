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
        "Dạng kết quả: table, json, ndjson, csv, xlsx (với --output).",
        "Form of the answer: table, json, ndjson, csv, xlsx (with --output)."), valueName: "form"
    ))
  var format: String = OutputFormat.table.rawValue

  @Option(
    help: ArgumentHelp(
      say("Ghi ra tệp hoặc thư mục mới này.", "Write to this new file or folder."), valueName: "path"))
  var output: String?

  @Flag(
    help: ArgumentHelp(
      say(
        "Với csv: mở được ngay bằng Excel (BOM, dấu chấm phẩy, không công thức).",
        "With csv: as Excel opens it (BOM, semicolons, no formulas).")))
  var excel = false

  @Flag(
    help: ArgumentHelp(
      say("Bảng đủ mọi cột, dù rộng hơn màn hình.", "All columns of a table, though wider than the terminal.")))
  var wide = false

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

extension GlobalOptions {
  /// A workbook goes to a file; all else is printed.
  func checkOutput() throws {
    let isWorkbook = format == OutputFormat.xlsx.rawValue
    if isWorkbook, output == nil {
      throw Problem.usage(
        Text("--format xlsx cần --output TỆP.", "--format xlsx needs --output FILE."))
    }
    if !isWorkbook, output != nil {
      throw Problem.usage(
        Text(
          "--output ở đây chỉ đi cùng --format xlsx; dạng khác: dùng > TỆP.",
          "--output goes with --format xlsx here; for other forms use > FILE."))
    }
    if let output, FileManager.default.fileExists(atPath: output) { throw Problem.unwritable(output, exists: true) }
  }
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
    guard let counting = Counting.typed(counting) else {
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

  @Flag(
    help: ArgumentHelp(
      say(
        "Chờ đến khi chương trình khác ghi xong; không có: chờ mười giây.",
        "Wait until another program is done recording; else ten seconds.")))
  var wait = false

  @Flag(help: ArgumentHelp(say("Không chờ chương trình khác.", "Do not wait for another program.")))
  var noWait = false

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
