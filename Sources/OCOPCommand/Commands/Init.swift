internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPApp

/// `ocop init`
struct Init: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: say("Tạo một sổ cái mới.", "Make a new ledger."))

  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions

  @Option(help: ArgumentHelp(say("Sổ cái của ai.", "Whose ledger it is.")))
  var name: String = "OCOP"

  @Option(help: ArgumentHelp(say("Mã tỉnh, hai chữ số.", "Code of the province, two digits."), valueName: "code"))
  var province: String?

  @Flag(
    help: ArgumentHelp(say("Không đưa sẵn năm bộ tiêu chí quốc gia vào.", "Begin without the five national rulebooks."))
  )
  var withoutRulebooks = false

  func run(in session: Session) throws {
    let path = try session.ledgerPath()
    var founding = Founding(
      name: normalized(name), province: try code(), actor: try recording.knownActor() ?? "ocop init")
    if withoutRulebooks { founding.rulebooks = [] }
    if recording.dryRun {
      guard !FileManager.default.fileExists(atPath: path + "/log/data.mdb") else {
        throw LedgerFailure(.exists, path: path)
      }
      return try report(session, path, events: founding.rulebooks.count + 1, head: nil)
    }
    let receipt = try Ledger.found(at: path, founding)
    try report(session, path, events: receipt.positions.count, head: receipt.head)
  }

  private func code() throws -> AreaCode? {
    guard let province else { return nil }
    guard let code = AreaCode(text: province), code.text.count == 2 else {
      throw Session.wrong("--province", province, "38")
    }
    return code
  }

  private func report(_ session: Session, _ path: String, events: Int, head: Head?) throws {
    let object: JSONValue = [
      "ledger": .string(path), "events": JSONValue(events), "dryRun": .bool(recording.dryRun),
      "size": JSONValue(head?.size), "root": JSONValue(head?.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      recording.dryRun
        ? session.text(
          "Sẽ tạo sổ cái ở \(path) với \(events) sự kiện.", "Would make a ledger at \(path) with \(events) events.")
        : session.text(
          "Đã tạo sổ cái ở \(path) với \(events) sự kiện.", "Made a ledger at \(path) with \(events) events."))
    if let head { try session.console.print(session.headLine(head)) }
    session.console.note(
      session.text(
        "Tiếp theo: ocop import areas DIABAN.csv --ledger \(path) --actor TÊN",
        "Next: ocop import areas AREAS.csv --ledger \(path) --actor NAME"))
  }
}

extension Session {
  /// The size and the root of a log, in a line for people.
  func headLine(_ head: Head) -> String {
    text(
      "Sổ cái có \(shown.number(Int64(head.size))) bản ghi, gốc \(head.root)",
      "The ledger has \(shown.number(Int64(head.size))) records, root \(head.root)")
  }
}
