internal import ArgumentParser
internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit

/// `ocop demo`: records the known history of Thanh Hoá in a new ledger and tells what it says on 31/12/2020.
struct Demo: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: say("Xem toàn bộ trên số liệu thật của Thanh Hóa.", "See it all on the real data of Thanh Hoá."),
    discussion: say(
      "Sổ cái mẫu nằm trong thư mục tạm và bị xóa khi xong; --ledger THƯ_MỤC giữ lại nó.",
      "The sample ledger lies in a temporary folder and is removed in the end; --ledger DIR keeps it."))

  @OptionGroup var global: GlobalOptions

  @Option(help: ArgumentHelp(say("Thư mục số liệu mẫu.", "Folder of the sample data."), valueName: "dir"))
  var fixtures: String?

  func run(in session: CommandContext) throws {
    let fixtures = try DemoFixtures(named: fixtures)
    let scratch = session.namedLedger == nil ? try ScratchFolder("ocop-demo") : nil
    defer { withExtendedLifetime(scratch) {} }
    let path = session.namedLedger ?? (scratch?.path ?? "") + "/ledger"
    let name = "OCOP Thanh Hóa (số liệu mẫu)"
    let imports = try fixtures.make(at: path, name)
    let story = try DemoStory(Ledger(at: path, mode: .reading, adding: Installed.added), imports)
    try story.print(in: session)
    if session.format == .table { try printNext(session, path) }
    try session.console.flush()
    if !story.isTrue { throw Verdict(status: .no) }
  }

  private func printNext(_ session: CommandContext, _ path: String) throws {
    guard session.namedLedger != nil else {
      return session.console.note(
        session.text("\nGiữ lại sổ cái này: ocop demo --ledger mau", "\nTo keep this ledger: ocop demo --ledger sample")
      )
    }
    session.console.note(session.text("\nTiếp theo:", "\nNext:"))
    for command in [
      "stats stars --as-of 2020-12-31 --by group", "product history \"Mắm tôm Lê Gia\"", "log tail", "verify",
    ] {
      session.console.note("  ocop \(command) --ledger \(path)")
    }
  }
}

/// The files that the sample history is told in.
struct DemoFixtures {
  private static let files: [(kind: ImportKind?, name: String)] = [
    (.areas, "areas.csv"), (.areas, "area-changes.csv"), (.recognitions, "recognitions.csv"),
    (.exports, "exports.csv"), (nil, "events.jsonl"), (.awards, "awards.csv"), (.targets, "targets.csv"),
  ]

  private let folder: String

  /// The folder `name`; else `Fixtures/thanh-hoa` of the source tree one stands in, or that the program was built in.
  init(named name: String?) throws {
    let places = [name].compactMap(\.self)
    let program = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let executable = Bundle.main.executableURL?.resolvingSymlinksInPath() ?? program
    let candidates = places.isEmpty ? Self.candidates(above: executable) : places
    let found = candidates.first { FileManager.default.fileExists(atPath: "\($0)/\(Self.files[0].name)") }
    guard let found else {
      throw Problem(
        code: "demo.noFixtures", status: .unfinished, title: Text("Không có số liệu mẫu", "No sample data"),
        detail: Text("Không tìm thấy \(candidates[0]).", "\(candidates[0]) was not found."),
        hint: Text(
          "Chạy trong thư mục mã nguồn, hoặc thêm --fixtures THƯ_MỤC.",
          "Run in the source tree, or add --fixtures DIR."))
    }
    folder = found
  }

  private static func candidates(above executable: URL) -> [String] {
    var folders = ["Fixtures/thanh-hoa"]
    var url = executable.deletingLastPathComponent()
    while url.path != "/" {
      folders.append(url.appendingPathComponent("Fixtures/thanh-hoa").path)
      url.deleteLastPathComponent()
    }
    return folders
  }

  /// Makes the ledger and records every file, all of it or nothing. Rows that are refused are a fault of the sample, and end
  /// it.
  func make(at path: String, _ name: String) throws -> [ImportReport] {
    let files = FileManager.default
    let there = (try? files.contentsOfDirectory(atPath: path)) ?? []
    if !files.fileExists(atPath: path + "/log"), there.contains(where: { $0 != Ledger.unfinishedName }) {
      throw LedgerFailure(.notEmpty, path: path)
    }
    return try Ledger.initialise(
      at: path, LedgerSetup(name: name, province: AreaCode(text: "38"), actor: "demo"), adding: Installed.added
    ) {
      ledger, _ in
      try record(in: ledger)
    }
  }

  private func record(in ledger: Ledger) throws -> [ImportReport] {
    let reports = try Self.files.map { file -> ImportReport in
      let options = ImportOptions(actor: "demo")
      let report =
        if let kind = file.kind {
          try ledger.importList(kind, file: "\(folder)/\(file.name)", options: options)
        } else {
          try ledger.importEvents(file: "\(folder)/\(file.name)", options: options)
        }
      guard let problem = report.problems.first else { return report }
      throw Problem(
        code: "demo.badFixtures", status: .rowsRejected,
        title: Text("Số liệu mẫu có dòng sai", "The sample data has bad rows"),
        detail: Text(
          "\(file.name), dòng \(problem.row): \(problem.text.vi)",
          "\(file.name), row \(problem.row): \(problem.text.en)"))
    }
    try adoptRulebooks(in: ledger)
    return reports
  }

  /// The national rulebooks in full, so that sheets can be checked; where the sample data lies without them, not.
  private func adoptRulebooks(in ledger: Ledger) throws {
    for known in NationalRulebooks.all {
      let folder = "\(folder)/../rulebooks/\(known.id)"
      guard FileManager.default.fileExists(atPath: folder) else { continue }
      _ = try ledger.adopt(try RulebookFolder(folder).rulebook, actor: "demo")
    }
  }
}
