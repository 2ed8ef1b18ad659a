internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// Whose cosignatures a checkpoint must bear.
struct PolicyOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      say(
        "Chính sách người làm chứng (C2SP tlog-policy): phải đủ số người ký.",
        "Policy of witnesses (C2SP tlog-policy): its quorum must have cosigned."), valueName: "file"))
  var policy: String?

  /// Throws ``ProofFailure`` unless the policy is met, and says who cosigned.
  func require(_ checkpoint: SignedCheckpoint, _ session: CommandContext) throws {
    guard let policy else { return }
    for (name, time) in try checkpoint.verify(policy: try ProofInput.text(policy, broken: "badPolicy")) {
      session.console.note(session.cosigned(by: name, at: time))
    }
  }
}

struct CheckpointList: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(
      "Mọi điểm kiểm đã ký, ai làm chứng, đóng dấu lúc nào.",
      "Every checkpoint that was signed, who cosigned it, when it was stamped."))
  @OptionGroup var global: GlobalOptions

  func run(in session: CommandContext) throws {
    let ledger = try session.reading()
    let rows = try ledger.checkpoints().map { kept -> [JSONValue] in
      let told = kept.cosignatures.map {
        "\($0.name) \(session.format == .table ? $0.time.shown(session.language) : $0.time.description)"
      }
      return [
        JSONValue(kept.checkpoint.head.size), .string(kept.checkpoint.head.root),
        kept.cosignatures.isEmpty ? nil : .string(told.joined(separator: ", ")),
        JSONValue(kept.stamped.map { session.format == .table ? $0.shown(session.language) : $0.description }),
        .bool(kept.holds),
      ]
    }
    let columns = [
      Column("size", Text("Bản ghi", "Records"), .number), Column("root", Text("Gốc", "Root"), .text),
      Column("cosigned", Text("Người làm chứng", "Cosigned by"), .text),
      Column("stamped", Text("Dấu thời gian", "Time stamp"), .text),
      Column("holds", Text("Nhật ký đi tiếp từ đó", "The log goes on from it"), .flag),
    ]
    var sheet = AnswerTable(columns: columns, rows: rows)
    if !rows.isEmpty {
      sheet.notes.append(
        Text(
          "Tên, giờ và dấu là điều người khác nói; kiểm lại: ocop checkpoint verify --policy TỆP --authorities TỆP",
          "Names, times and stamps are what others tell; to check them: ocop checkpoint verify --policy FILE --authorities FILE"
        ))
    }
    try session.print(list: sheet)
  }
}

struct CheckpointAttach: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach",
    abstract: say(
      "Giữ chữ ký của người làm chứng, hoặc dấu thời gian (.tsr), cạnh điểm kiểm.",
      "Keep a witness's cosignature, or a time stamp (.tsr), with its checkpoint."))
  @OptionGroup var global: GlobalOptions
  @Argument(
    help: ArgumentHelp(
      say(
        "Dòng chữ ký hoặc điểm kiểm đã có chữ ký; hoặc trả lời của tổ chức cấp dấu thời gian.",
        "Signature lines, or a note that bears them; or the response of a time-stamping authority.")))
  var file: String
  @Option(
    help: ArgumentHelp(
      say("Khóa kiểm của người làm chứng; lặp lại được.", "Verifier key of a witness; may repeat."), valueName: "key"))
  var witness: [String] = []

  func run(in session: CommandContext) throws {
    let bytes = Array(try ProofInput.data(file))
    let ledger = try session.reading()
    let kept: KeptCheckpoint
    if let text = String(validating: bytes, as: UTF8.self), text.contains("\u{2014} ") {
      guard !witness.isEmpty else {
        throw Problem.usage(
          Text(
            "Thiếu khóa kiểm của người làm chứng: --witness.", "The verifier key of a witness is missing: --witness."))
      }
      kept = try ledger.attach(cosignatures: text, by: witness)
    } else {
      kept = try ledger.attach(stamp: bytes)
    }
    try session.print(
      object: [
        "size": JSONValue(kept.checkpoint.head.size), "root": .string(kept.checkpoint.head.root),
        "cosigned": .array(kept.cosignatures.map { ["name": .string($0.name), "time": .string($0.time.description)] }),
        "stamped": JSONValue(kept.stamped?.description),
      ],
      labels: [
        ("size", Text("Bản ghi", "Records"), .number), ("root", Text("Gốc", "Root"), .text),
        ("stamped", Text("Dấu thời gian", "Time stamp"), .text),
      ])
    guard session.format == .table else { return }
    for (name, time) in kept.cosignatures {
      try session.console.print(session.cosigned(by: name, at: time))
    }
  }
}

extension CommandContext {
  /// Who cosigned, and when, in a line for people.
  fileprivate func cosigned(by name: String, at time: Timestamp) -> String {
    text("Người làm chứng: ", "Cosigned: ") + "\(name), \(time.shown(language))"
  }
}
