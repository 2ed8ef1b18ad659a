internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop import workbook`
struct ImportWorkbook: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "workbook",
    abstract: say("Danh sách của tỉnh, cả tệp Excel như nó có.", "A province's list, the Excel file as it is."),
    discussion: say(
      """
        Nhận .xlsx hoặc .csv. Tìm trang tính và dòng tiêu đề (một hoặc hai dòng, có dấu hay không, thứ tự tùy ý): tên sản phẩm, nhóm,
        loại hình, chủ thể, xã, hạng sao hiện tại, hạn, và của mỗi lần đánh giá: hạng sao, ngày, năm, số quyết định, cơ quan.

          ocop import workbook danh-sach.xlsx --dry-run --marked da-kiem.xlsx   # Kiểm tra, nhận lại tệp đã đánh dấu
          ocop import workbook da-kiem.xlsx                                      # Nhập sau khi đã sửa và trả lời
      """,
      """
        Takes .xlsx or .csv. Finds the sheet and its headings (one row or two, with accents or without, in any order): product, group, legal
        form, producer, commune, current stars, expiry, and of each evaluation: stars, day, year, number of the decision, authority.

          ocop import workbook list.xlsx --dry-run --marked checked.xlsx   # Check, and get the file back marked
          ocop import workbook checked.xlsx                                # Import once mended and answered
      """))
  @OptionGroup var global: GlobalOptions
  @OptionGroup var recording: RecordingOptions
  @OptionGroup var input: ImportArguments

  @Option(
    help: ArgumentHelp(
      say(
        "Ghi ra tệp mới này chính sổ tính ấy, ô sai được tô, kèm cột Lỗi và Trả lời.",
        "Write the same workbook to this new file, faulty cells filled, with columns of faults and answers."),
      valueName: "file.xlsx"))
  var marked: String?
  @Option(help: ArgumentHelp(say("Trang tính.", "The sheet."), valueName: "name"))
  var sheet: String?
  @Option(
    help: ArgumentHelp(
      say("Tệp YAML cho biết cột nào là gì.", "A YAML file that says which column is what."), valueName: "file.yaml"))
  var mapping: String?
  @Flag(
    help: ArgumentHelp(
      say(
        "Chỉ in ánh xạ cột tìm thấy, để xem và sửa.", "Only print which column seems to be what, to look at and change."
      )))
  var proposeMapping = false
  @Option(
    help: ArgumentHelp(
      say(
        "Ngày của danh sách: xã không có vào ngày quyết định được tìm trên bản đồ ngày này. Mặc định: hôm nay.",
        "Day of the list: a commune that the day of a decision does not have is looked up on its map. Default: today."),
      valueName: "day"))
  var listDate: String?

  func run(in session: CommandContext) throws {
    if proposeMapping {
      return try session.console.print(
        WorkbookList.proposal(file: input.file, sheet: sheet).trimmingCharacters(in: .newlines))
    }
    if let marked, FileManager.default.fileExists(atPath: marked) { throw Problem.unwritable(marked, exists: true) }
    var options = try input.options(recording)
    options.listDay = try session.day(listDate, "--list-date")
    let ledger = try session.recording(recording)
    let list = try WorkbookList(
      file: input.file, sheet: sheet, mapping: try mapping.map { try WorkbookMapping(file: $0) })
    // Nothing is recorded where the marked file could not be made.
    if marked != nil { try list.requireMarkable() }
    let report = try session.importing(Text("Đọc dòng", "Reading rows")) { [options] in
      try ledger.importWorkbook(list, options: options, progress: $0)
    }
    do {
      try mark(list, report, session)
    } catch {
      // What was recorded is told all the same.
      try? session.print(report)
      throw error
    }
    try session.print(report)
  }

  private func mark(_ list: WorkbookList, _ report: ImportReport, _ session: CommandContext) throws {
    if let marked {
      try session.write(Data(try list.marked(report, session.language)), toNew: marked)
      session.console.note(session.text("Đã ghi tệp đánh dấu: \(marked)", "The marked file is written: \(marked)"))
      if list.isSigned {
        session.console.note(
          session.text(
            "Tệp gốc có chữ ký số; bản đánh dấu không còn chữ ký ấy.",
            "The file was signed; the marked copy does not bear that signature."))
      }
    }
  }
}
