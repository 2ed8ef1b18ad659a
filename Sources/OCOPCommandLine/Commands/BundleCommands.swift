internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop bundle`
struct BundleNoun: Noun {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: say(
      "Bộ hồ sơ kiểm chứng của một sản phẩm, kiểm được không cần phần mềm này.",
      "A product's verifiable history, to be checked without this software."),
    subcommands: [BundleCreate.self, BundleVerify.self, BundleChecker.self])
}

struct BundleCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say("Xuất bộ hồ sơ theo điểm kiểm cuối.", "Make the bundle under the last checkpoint."))
  @OptionGroup var global: GlobalOptions
  @Option(help: ArgumentHelp(say("Mã hoặc tên sản phẩm.", "The product's id or name.")))
  var product: String?
  @Option(
    help: ArgumentHelp(
      say("Quyết định: như ocop prove decision.", "A decision: as ocop prove decision."), valueName: "number"))
  var decision: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let output = try neededOutput()
    let ledger = try session.reading()
    if product == nil, let decision { return try session.prove(decision: decision, asOf: nil, in: ledger, to: output) }
    guard let product, decision == nil else {
      throw Problem.usage(Text("Chọn đúng một: --product, --decision.", "Choose one of --product, --decision."))
    }
    let id = try ledger.productID(product, Question(asOf: .distantFuture))
    guard let checkpoint = try ledger.lastCheckpoint() else { throw Problem.noCheckpoint }
    if let last = try ledger.records(of: id.stream).last, last.position.number >= checkpoint.head.size {
      throw Problem.afterCheckpoint(
        Text(
          "Bản ghi cuối của \(id) (\(last.position)) được ghi sau điểm kiểm.",
          "The last record of \(id) (\(last.position)) came after the checkpoint."))
    }
    let archive = try Bundle.make(of: id, in: ledger)
    try session.write(Data(archive.bytes), toNew: output)
    let object: JSONValue = [
      "file": .string(output), "product": .string(id.description), "files": JSONValue(archive.files.count),
      "size": JSONValue(checkpoint.head.size), "root": .string(checkpoint.head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text(
        "Đã ghi \(output): \(archive.files.count) tệp. Kiểm lại: ocop bundle verify \(output) --verifier KHÓA",
        "Wrote \(output): \(archive.files.count) files. To check: ocop bundle verify \(output) --verifier KEY"))
  }
}

struct BundleVerify: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say("Kiểm một bộ hồ sơ, không cần sổ cái.", "Check a bundle; needs no ledger."))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Tệp ZIP.", "The ZIP file.")))
  var file: String
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm, lấy từ nơi tin được; lặp lại được.", "Verifier key, from where you trust it; may repeat."),
      valueName: "key"))
  var verifier: [String]
  @Flag(
    help: ArgumentHelp(
      say(
        "Bộ của bản 0.1: chỉ kiểm các bản ghi có thật, không kiểm có thiếu gì không.",
        "A bundle of 0.1: check that its records are genuine, not that they are all.")))
  var withoutCompleteness = false
  @OptionGroup var witnessed: PolicyOptions

  func run(in session: CommandContext) throws {
    let archive = try Bundle.open(Array(try ProofInput.data(file)))
    if FigureBundle.isOne(archive) {
      let checked = try FigureBundle.check(archive, by: verifier, among: Installed.projections)
      try witnessed.require(checked.checkpoint, session)
      return try session.print(checked)
    }
    let checked = try Bundle.check(
      archive, by: verifier, among: Installed.projections, withoutCompleteness: withoutCompleteness)
    try witnessed.require(checked.checkpoint, session)
    let object: JSONValue = [
      "verified": true, "whole": .bool(checked.isWhole), "product": .string(checked.product.description),
      "records": JSONValue(checked.events.count),
      "origin": .string(checked.checkpoint.origin), "size": JSONValue(checked.checkpoint.head.size),
      "root": .string(checked.checkpoint.head.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    let size = session.shown.number(Int64(clamping: checked.checkpoint.head.size))
    try session.console.print(
      session.text(
        "✓ Đúng: \(checked.events.count) bản ghi của \(checked.product)\(checked.isWhole ? ", không thiếu bản ghi nào" : ""), theo "
          + "điểm kiểm \(size) bản ghi của ",
        "✓ It holds: \(checked.events.count) records of \(checked.product)\(checked.isWhole ? ", none left out" : ""), under the "
          + "checkpoint of \(size) records of ")
        + checked.checkpoint.origin)
    if !checked.isWhole {
      session.console.note(
        session.text(
          "Không chứng minh: sau đó còn bản ghi nào bị bỏ bớt hay không.",
          "Not shown: whether later records were left out."))
    }
  }
}

struct BundleChecker: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "checker",
    abstract: say(
      "Trình kiểm bộ hồ sơ bằng Python, để công bố riêng cùng giá trị băm.",
      "The checker of bundles in Python, to be published apart with its hash."))
  @OptionGroup var global: GlobalOptions
  static let writesFile = true

  func run(in session: CommandContext) throws {
    if let output { try session.write(Data(Bundle.checker(among: Installed.projections).utf8), toNew: output) }
    try session.print(
      object: ["sha256": .string(Bundle.checkerHash(among: Installed.projections)), "file": JSONValue(output)],
      labels: [("sha256", Text("SHA-256"), .text), ("file", Text("Tệp", "File"), .text)])
  }
}

extension CommandContext {
  fileprivate func print(_ checked: CheckedFigure) throws {
    let (checkpoint, figure) = (checked.checkpoint, checked.figure)
    guard format == .table else {
      return try print(
        object: [
          "verified": true, "whole": true, "projection": figure["projection"] ?? nil,
          "question": figure["question"] ?? nil,
          "rows": figure["rows"] ?? nil, "records": JSONValue(checked.records), "origin": .string(checkpoint.origin),
          "size": JSONValue(checkpoint.head.size), "root": .string(checkpoint.head.root),
        ], labels: [])
    }
    let (records, size) = (shown.number(Int64(checked.records)), shown.number(Int64(clamping: checkpoint.head.size)))
    try console.print(
      text(
        "✓ Đúng: \(records) bản ghi, không thiếu bản ghi nào, tính lại cho đúng số liệu ấy, theo điểm kiểm \(size) bản ghi của ",
        "✓ It holds: \(records) records, none left out, computed anew give this figure, under the checkpoint of \(size) records of "
      )
        + checkpoint.origin)
    try console.print(json: figure["question"] ?? nil)
    guard case .array(let rows)? = figure["rows"] else { return }
    if rows.isEmpty { console.note(text("Không có dòng nào: không có gì được đếm.", "No rows: nothing counts.")) }
    for row in rows { try console.print(json: row) }
  }
}
