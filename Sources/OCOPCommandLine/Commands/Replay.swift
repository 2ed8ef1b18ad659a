internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop replay`: what happened, step by step. Never any side effect.
struct ReplayCommand: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: say(
      "Đi lại từng bước những gì đã xảy ra; --output: hồ sơ kiểm tra.",
      "Step through what happened; --output: an inspection file."),
    discussion: "  ocop replay --product SP-0002 --by effective\n  ocop replay --decision 5445/QĐ-UBND --format json\n"
      + "  ocop replay --product SP-0002 --output thanh-tra.json\n  ocop replay --check thanh-tra.json")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(help: ArgumentHelp(say("Một sản phẩm: mã hoặc tên.", "One product: id or name.")))
  var product: String?
  @Option(help: ArgumentHelp(say("Một chủ thể và các sản phẩm của họ.", "One producer and its products.")))
  var producer: String?
  @Option(help: ArgumentHelp(say("Mã huyện.", "Code of a district."), valueName: "code"))
  var district: String?
  @Option(
    help: ArgumentHelp(
      say("Số quyết định, có thể kèm ngày.", "Number of a decision, with its day if you like."), valueName: "number"))
  var decision: String?
  @Option(help: ArgumentHelp(say("Từ ngày.", "From this day."), valueName: "day"))
  var from: String?
  @Option(help: ArgumentHelp(say("Đến ngày.", "To this day."), valueName: "day"))
  var to: String?
  @Option(help: ArgumentHelp(say("Thứ tự: recorded, effective.", "Order: recorded, effective.")))
  var by: String = ReplayQuestion.Order.recorded.rawValue
  static let writesFile = true
  @Option(
    help: ArgumentHelp(
      say("Chạy lại một hồ sơ kiểm tra, so từng byte.", "Run an inspection file again, compare byte by byte."),
      valueName: "file"))
  var check: String?

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    if let check { return try self.check(check, ledger, session) }
    let replay = try ledger.replay(try question(ledger, session))
    if case .decision(let cited) = replay.question.subject {
      if replay.steps.isEmpty, from == nil, to == nil { throw Problem.unknownDecision(cited) }
      session.note(several: cited.candidates(among: replay.steps.compactMap(\.event?.record)), of: cited)
    }
    if let output { return try write(replay, output, session) }
    if session.isInteractive { return try ReplayScreen(replay: replay, session: session).run() }
    try session.print(replay)
  }

  private func question(_ ledger: Ledger, _ session: CommandContext) throws -> ReplayQuestion {
    guard let order = ReplayQuestion.Order(rawValue: by) else {
      throw CommandContext.wrong("--by", by, ReplayQuestion.Order.expected)
    }
    let asked = try session.question(asked, of: ledger)
    let named = [product, producer, district, decision].compactMap(\.self)
    guard named.count <= 1 else {
      throw Problem.usage(
        Text(
          "Chỉ chọn một: --product, --producer, --district, --decision.",
          "Choose one of --product, --producer, --district, --decision."))
    }
    var question = ReplayQuestion(
      subject: .everything, order: order, from: try from.map { try session.firstDay($0, "--from") },
      to: try to.map { try session.day($0, "--to") }, asOf: asked.asOf, knownAt: asked.knownAt)
    if let product { question.subject = .product(try ledger.productID(product, asked)) }
    if let producer {
      let found = try ledger.producer(producer, Question(asOf: asked.asOf))
      question.subject = .producer(found.row.id)
    }
    if let district { question.subject = .district(try ledger.districtCode(district, "--district")) }
    if let decision { question.subject = .decision(try session.decision(decision)) }
    if let first = question.from, let last = question.to, first > last {
      throw CommandContext.wrong("--to", to ?? "", Text("không trước --from", "not before --from"))
    }
    return question
  }

  private func write(_ replay: Replay, _ path: String, _ session: CommandContext) throws {
    try session.write(Data((replay.inspection.text + "\n").utf8), toNew: path)
    let object: JSONValue = [
      "file": .string(path), "steps": JSONValue(replay.steps.count), "position": replay.head.position?.json ?? nil,
      "root": .string(replay.head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text(
        "Đã ghi \(path): \(replay.steps.count) bước. Kiểm lại: ocop replay --check \(path)",
        "Wrote \(path): \(replay.steps.count) steps. To run it again: ocop replay --check \(path)"))
  }

  private func check(_ path: String, _ ledger: Ledger, _ session: CommandContext) throws {
    let data = try ProofInput.data(path)
    guard let json = try? JSONValue(parsing: Array(data)), let question = ReplayQuestion(inspection: json),
      let format = Replay.InspectionFormat(inspection: json)
    else {
      throw Problem(
        code: "inspection.broken", status: .no, title: Text("Không phải hồ sơ kiểm tra", "No inspection file"),
        detail: Text("\(path) không phải hồ sơ kiểm tra.", "\(path) is no inspection file."))
    }
    if let known = question.knownAt, try known.number >= ledger.size {
      throw Problem.unknownPosition(known, try ledger.size)
    }
    let replay = try ledger.replay(question)
    let isSame = Data((replay.inspection(format).text + "\n").utf8) == data
    let object: JSONValue = [
      "file": .string(path), "same": .bool(isSame), "position": replay.head.position?.json ?? nil,
      "root": .string(replay.head.root),
    ]
    if session.format == .table {
      try session.console.print(
        isSame
          ? session.text("✓ Chạy lại cho đúng từng byte.", "✓ Run again, it is the same byte for byte.")
          : session.text("✗ Chạy lại cho kết quả khác.", "✗ Run again, it differs."))
    } else {
      try session.print(object: object, labels: [])
    }
    try session.console.flush()
    if !isSame { throw Verdict(status: .no) }
  }
}
