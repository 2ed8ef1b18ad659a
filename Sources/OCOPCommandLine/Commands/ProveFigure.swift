internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop prove stats`
struct ProveStats: Noun {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: say("Số liệu kèm bằng chứng.", "Figures with their proof."),
    subcommands: [ProveStatsStars.self])
}

/// `ocop prove stats stars`
struct ProveStatsStars: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stars",
    abstract: say(
      "Số sản phẩm theo hạng sao, kèm mọi bản ghi làm nên số ấy và bằng chứng không thiếu gì.",
      "Products by stars, with all records that make the figure and the proof that none is missing."),
    discussion: "  ocop prove stats stars --as-of 2020-12-31 --by district --output so-lieu.zip")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var counted: CountingOptions
  @Option(help: ArgumentHelp(say("Ngày pháp lý. Mặc định: hôm nay.", "Legal day. Default: today."), valueName: "day"))
  var asOf: String?
  @Option(
    help: ArgumentHelp(
      say(
        "Theo: province, district, commune, group, form, level.",
        "By: province, district, commune, group, form, level.")))
  var by: String = "district"
  @Option(help: ArgumentHelp(say("Chỉ dòng có mã này.", "Only the row with this key."), valueName: "key"))
  var cell: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    let ledger = try session.reading()
    let question = try counted.apply(to: Question(asOf: try session.day(asOf)))
    let query = try StarCounts.Query(parameters: ["by": by])
    try session.prove(FigureBundle.Wish(query, question, cell: cell), in: ledger, to: output)
  }
}

/// `ocop prove decision`
struct ProveDecision: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "decision",
    abstract: say(
      "Quyết định ghi những gì, nay ra sao, kèm mọi bản ghi và bằng chứng không thiếu gì.",
      "What a decision lists and what became of it, with all records and the proof that none is missing."),
    discussion: "  ocop prove decision \"5445/QĐ-UBND\" --output 5445.zip")
  @OptionGroup var global: GlobalOptions
  @OptionGroup var named: DecisionArgument
  @Option(help: ArgumentHelp(say("Ngày pháp lý. Mặc định: hôm nay.", "Legal day. Default: today."), valueName: "day"))
  var asOf: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    try session.prove(decision: named.decision, asOf: asOf, in: try session.reading(), to: output)
  }
}

extension CommandContext {
  /// What a decision lists, and what became of it, with the proof.
  func prove(decision: String, asOf: String?, in ledger: Ledger, to output: String) throws {
    let (question, listed) = (Question(asOf: try day(asOf)), Decisions.Listed(of: decision))
    do {
      try Problem.namingDecision {
        try prove(
          FigureBundle.Wish(listed, question, itself: Decisions.Query(decision: decision)), in: ledger, to: output)
      }
    } catch let problem as Problem where problem.code == "decision.unknown" {
      // It may be known since the checkpoint.
      guard (try? ledger.ask(listed, question)) != nil else { throw problem }
      throw Problem.afterCheckpoint(
        Text(
          "Quyết định \(decision) được ghi sau điểm kiểm.",
          "The decision \(decision) was recorded after the checkpoint."))
    }
  }

  /// Writes the figure with its proof to the new file `output`, how large it is told first.
  fileprivate func prove(_ wish: FigureBundle.Wish, in ledger: Ledger, to output: String) throws {
    guard let (checkpoint, _) = try ledger.signedCheckpoint() else { throw Problem.noCheckpoint }
    let planned = try FigureBundle.size(of: wish, in: ledger)
    let (records, size) = (
      shown.number(Int64(clamping: planned.records)), shown.number(Int64(clamping: checkpoint.head.size))
    )
    let (streams, megabytes) = (
      shown.number(Int64(clamping: planned.streams)), shown.number(Int64(planned.bytes / 1_000_000 + 1))
    )
    console.note(
      text(
        "\(output): \(records) trong \(size) bản ghi của nhật ký, \(streams) hồ sơ, khoảng \(megabytes) MB.",
        "\(output): \(records) of the log's \(size) records, \(streams) streams, about \(megabytes) MB."))
    guard planned.bytes <= FigureBundle.mostBytes else {
      throw Problem.refused(
        "proof.tooLarge",
        Text(
          "Bằng chứng sẽ quá lớn (khoảng \(megabytes) MB).", "The proof would be too large (about \(megabytes) MB)."),
        hint: Text(
          "Đưa bộ hồ sơ của từng sản phẩm, hoặc bản sao của sổ: ocop bundle create, ocop backup create.",
          "Hand out bundles of products, or a copy of the ledger: ocop bundle create, ocop backup create."))
    }
    let proved = try FigureBundle.make(wish, in: ledger)
    let bytes = proved.archive.bytes
    if let later = try ledger.head().position, later.number >= checkpoint.head.size {
      console.note(
        text(
          "Theo điểm kiểm cuối; những gì ghi sau đó không được tính. Ký điểm kiểm mới: ocop checkpoint create",
          "By the last checkpoint; what was recorded since is not counted. Sign a new one: ocop checkpoint create"))
    }
    if let cell = wish.cell, proved.rows.isEmpty {
      console.note(
        text(
          "Không có dòng nào mang mã \(cell): ở đó không có gì được đếm.",
          "No row has the key \(cell): nothing counts there."))
    }
    try write(Data(bytes), toNew: output)
    let object: JSONValue = [
      "file": .string(output), "records": JSONValue(proved.records), "bytes": JSONValue(bytes.count),
      "size": JSONValue(checkpoint.head.size), "root": .string(checkpoint.head.root),
      "verified": JSONValue(checkpoint.head.size),
    ]
    guard format == .table else { return try print(object: object, labels: []) }
    try console.print(
      text(
        "Đã ghi \(output). Kiểm lại: ocop bundle verify \(output) --verifier KHÓA",
        "Wrote \(output). To check: ocop bundle verify \(output) --verifier KEY"))
  }
}
