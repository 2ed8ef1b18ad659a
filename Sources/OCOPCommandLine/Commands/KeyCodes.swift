internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import ProjectionKit

/// `ocop key codes`
struct KeyCodes: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "codes",
    abstract: say(
      "Tạo khóa của mã trên giấy chứng nhận; tệp chỉ chủ đọc được.",
      "Make the key of the codes on certificates; a file for its owner only."),
    discussion: say(
      "Sao lưu cùng khóa ký: mất khóa này thì mã đã in không tra được nữa.",
      "Back it up with the signing key: without it printed codes lead nowhere."))
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Tệp khóa.", "The key file."), valueName: "file"))
  var file: String
  @Flag(
    help: ArgumentHelp(
      say(
        "Thêm một khóa vào tệp đã có: mã mới theo khóa mới, mã đã in vẫn tra được.",
        "Add a key to the file that is there: new codes by the new key; printed ones stay good.")))
  var add = false

  func run(in session: CommandContext) throws {
    try KeyFile.refuse(file, inside: session.hasLedger ? session.ledgerPath() : "/nowhere")
    let known = add ? try KeyFile.secret(file) : ""
    let text = try CertificateCodes.adding(KeyFile.seed(), to: known)
    do {
      try DurableFile.write(Array(text.utf8), to: file, add ? .replacing : .new, isSecret: true)
    } catch let failure as LedgerFailure where failure.kind == .exists {
      throw Problem.unwritable(file, exists: true)
    }
    let count = text.split(whereSeparator: \.isNewline).count
    try session.print(
      object: ["file": .string(file), "keys": JSONValue(count)],
      labels: [("file", Text("Tệp", "File"), .text), ("keys", Text("Số khóa", "Keys"), .number)])
  }
}
