internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop exporters`
struct ExporterNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "exporters", abstract: say("Chủ thể, sản phẩm xuất khẩu.", "Exporting producers and products."),
    subcommands: [ExporterList.self])
}

struct ExporterList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Theo thị trường, ở một ngày.", "By market, on a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(say("Thị trường: mã ISO 3166 hoặc tên nước.", "Market: ISO 3166 code or a country's name.")))
  var market: String?
  @Option(help: ArgumentHelp(say("Chủ thể: mã hoặc tên.", "Producer: id or name.")))
  var producer: String?
  @Option(help: ArgumentHelp(say("Sản phẩm: mã hoặc tên.", "Product: id or name.")))
  var product: String?
  @Flag(help: ArgumentHelp(say("Kể cả thị trường đã đóng.", "Closed markets, too.")))
  var closed = false

  func run(in session: Session) throws {
    let ledger = try session.reading()
    let plain = try session.question(asked, of: ledger)
    var question = plain.with("closed", closed ? "yes" : "no")
    if let market { question.parameters["market"] = market }
    if let producer { question.parameters["producer"] = try ledger.producer(producer, plain).id }
    if let product { question.parameters["product"] = try ledger.product(product, plain).id }
    try session.print(list: try ledger.ask("exporters", question).sheet)
  }
}

/// `ocop award`
struct AwardNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "award", abstract: say("Khen thưởng.", "Awards."), subcommands: [AwardList.self])
}

struct AwardList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: say("Khen thưởng đến một ngày.", "Awards up to a day."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(
    help: ArgumentHelp(
      say("Đối tượng: collective, individual, product.", "Recipient: collective, individual, product.")))
  var recipientKind: String?
  @Option(help: ArgumentHelp(say("Năm.", "Year.")))
  var year: String?
  @Option(help: ArgumentHelp(say("Sản phẩm: mã hoặc tên.", "Product: id or name.")))
  var product: String?

  func run(in session: Session) throws {
    let ledger = try session.reading()
    var question = try session.question(asked, of: ledger, ["recipient_kind": recipientKind, "year": year])
    if let product {
      question.parameters["product"] = try ledger.product(product, try session.question(asked, of: ledger)).id
    }
    try session.print(list: try ledger.ask("award-history", question).sheet)
  }
}

/// `ocop target`
struct TargetNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "target", abstract: say("Chỉ tiêu.", "Targets."), subcommands: [TargetList.self])
}

struct TargetList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say("Chỉ tiêu đặt ra đến một ngày; có thể mâu thuẫn.", "Targets set up to a day; they may disagree."))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  func run(in session: Session) throws {
    let ledger = try session.reading()
    try session.print(list: try ledger.targets(try session.question(asked, of: ledger)))
  }
}

extension Ledger {
  /// The targets that had been set on the day and were known at the position asked about.
  func targets(_ question: Question) throws -> Sheet {
    let known = question.knownAt ?? Position(.max)
    let rows = try standing(.target, knownAt: known).compactMap { entry -> [JSONValue]? in
      guard case .targetSet(let target) = entry.record.event else { return nil }
      if let date = entry.record.effectiveOn, date.day > question.asOf { return nil }
      return [
        .string(TargetID(entry.record.stream.number).description), .string(target.scope), .string(target.period),
        .string(target.metric), target.comparison.json, target.value.json, .string(target.setBy),
        entry.record.effectiveOn?.json ?? nil, JSONValue(entry.record.note), JSONValue(entry.record.source),
      ]
    }
    return Sheet(
      columns: [
        Column("id", Text("Mã", "Id")), Column("scope", Text("Phạm vi", "Scope")),
        Column("period", Text("Giai đoạn", "Period")), Column("metric", Text("Chỉ tiêu", "Metric")),
        Column("comparison", Text("So sánh", "Comparison"), of: Comparison.self),
        Column("value", Text("Số", "Value"), .number), Column("setBy", Text("Do", "Set by")),
        Column("setOn", Text("Ngày", "Set on"), .date), Column("note", Text("Ghi chú", "Note")),
        Column("source", Text("Nguồn", "Source"), .hidden),
      ], rows: rows)
  }
}
