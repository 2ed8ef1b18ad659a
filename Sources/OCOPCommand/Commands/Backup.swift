internal import ArgumentParser
internal import Ledger
internal import OCOP
internal import OCOPApp

/// `ocop backup`
struct Backup: Noun {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: say("Sao lưu.", "Backups."), subcommands: [BackupCreate.self, BackupDrill.self])
}

struct BackupCreate: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "create",
    abstract: say("Sao lưu nóng, gọn, vào một thư mục mới.", "A hot, compact copy in a new folder."))
  @OptionGroup var global: GlobalOptions

  @Argument(help: ArgumentHelp(say("Thư mục của bản sao; chưa có ở đó.", "The copy's folder; not there yet.")))
  var destination: String

  func run(in session: Session) throws {
    let ledger = try session.reading()
    try ledger.backUp(to: destination)
    let copy = try Ledger(at: destination, mode: .reading).head()
    let object: JSONValue = [
      "backup": .string(destination), "size": JSONValue(copy.size), "root": .string(copy.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text("Đã sao lưu vào \(destination).", "Backed up to \(destination)."))
    try session.console.print(session.headLine(copy))
  }
}
