internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

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

  func run(in session: CommandContext) throws {
    guard !Self.isInside(destination, try session.ledgerPath()) else {
      throw Problem.refused(
        "backup.inside",
        Text("Bản sao không được nằm trong thư mục sổ cái.", "A copy must not lie in the ledger's folder."),
        hint: Text("Chọn một thư mục khác, tốt nhất ở đĩa khác.", "Name another folder, best on another disk."))
    }
    try session.readingAsWritten().backUp(to: destination)
    let copy = try Ledger(at: destination, mode: .reading, adding: Installed.added).head()
    let object: JSONValue = [
      "backup": .string(destination), "size": JSONValue(copy.size), "root": .string(copy.root),
    ]
    guard session.format == .table else { return try session.print(object: object, labels: []) }
    try session.console.print(
      session.text("Đã sao lưu vào \(destination).", "Backed up to \(destination)."))
    try session.console.print(session.headLine(copy))
  }

  private static func isInside(_ path: String, _ folder: String) -> Bool {
    func real(_ path: String) -> String {
      URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }
    return (real(path) + "/").hasPrefix(real(folder) + "/")
  }
}
