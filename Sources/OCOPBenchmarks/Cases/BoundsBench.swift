internal import ArgumentParser
internal import Foundation
internal import OCOP

/// How much memory the programs take of their own (`RssAnon`: pages of mapped files are the system's) for a list of a million rows, and
/// for what is asked of the ledger that it makes.
struct BoundsBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bounds", abstract: "Memory for a million rows, and for what follows. Fails above --most.")

  @Option(help: "How many rows the list has.") var rows = 1_000_000
  @Option(help: "The most memory that any step may take, in MiB.") var most = 800

  func run() throws {
    let folder = NSTemporaryDirectory() + "ocop-bounds-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (ledger, list) = (folder + "/ledger", folder + "/rows.csv")
    let program = Program(folder: folder)
    try write(list)
    try program.run(["init", "--ledger", ledger, "--quiet"])
    print("\(rows) rows".padding(toLength: 44, withPad: " ", startingAt: 0) + "     MiB   seconds")
    var isWithin = true
    for step in Self.steps {
      let start = ContinuousClock.now
      let words = step.replacing("LIST", with: list).split(separator: " ").map(String.init)
      let mebibytes = try program.peak(words + ["--ledger", ledger, "--quiet"]) / 1024
      let seconds = Double((ContinuousClock.now - start).components.seconds)
      print(
        step.replacing("LIST", with: "…").padding(toLength: 44, withPad: " ", startingAt: 0)
          + String(format: "%8d  %8.0f", mebibytes, seconds))
      isWithin = isWithin && mebibytes < most
    }
    if !isWithin { throw ExitCode(1) }
  }

  private static let steps = [
    "import recognitions LIST --dry-run", "import recognitions LIST", "import recognitions LIST", "rebuild",
    "rebuild --apply", "verify", "verify --views", "log tail -n 1000000", "product list", "product list --format csv",
    "product list --format json", "producer list", "cert list", "decision list", "show rating-history",
    "stats stars --by commune", "export events",
  ]

  private func write(_ list: String) throws {
    guard FileManager.default.createFile(atPath: list, contents: nil), let file = FileHandle(forWritingAtPath: list)
    else { throw BenchFailure.failed(list, "cannot be written") }
    try file.write(contentsOf: Data("product,producer,stars,decided_on,decision\n".utf8))
    for start in stride(from: 0, to: rows, by: 10_000) {
      let lines = (start..<min(start + 10_000, rows)).map {
        "Sản phẩm \($0),Chủ thể \($0 / 3),\($0 % 3 + 3),2024-0\($0 % 9 + 1)-15,\($0 / 100)/QĐ-UBND\n"
      }
      try file.write(contentsOf: Data(lines.joined().utf8))
    }
  }
}
