internal import ArgumentParser
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import ProjectionKit

/// `ocop backup drill`: a backup is worth what was restored from it.
struct BackupDrill: LedgerCommand {
  static let configuration = CommandConfiguration(
    commandName: "drill",
    abstract: say(
      "Khôi phục thử một bản sao lưu, kiểm chứng, đối chiếu; ghi kết quả có ngày.",
      "Restore a backup to a scratch place, verify, compare; write a dated result."),
    discussion: say(
      "Có --ledger thì đối chiếu gốc và mọi bảng với sổ cái ấy. Kết thúc 1: hỏng, khác, hoặc quá cũ.",
      "With --ledger its root and every table are compared with that ledger's. Ends with 1: damaged, other, or too old."
    ))
  @OptionGroup var global: GlobalOptions
  @Argument(help: ArgumentHelp(say("Thư mục của bản sao lưu.", "The backup's folder.")))
  var backup: String
  @Option(
    help: ArgumentHelp(
      say("Cũ hơn chừng này là hỏng việc: 7d.", "Older than this is a failure: 7d."), valueName: "days"))
  var maxAge: String?
  static let writesFile = true

  func run(in session: CommandContext) throws {
    let now = Timestamp.now()
    let limit = try session.days(maxAge, "--max-age", like: "7d")
    let scratch = try ScratchFolder("ocop-drill")
    let copied = try restore(to: scratch.path)
    var result = DrillResult(backup: backup, on: now, made: copied.made)
    do {
      let restored = try Ledger(at: copied.folder, mode: .reading, adding: Installed.added)
      try verify(restored, session, &result)
      if session.hasLedger { try compare(restored, try session.reading(), &result) }
    } catch LedgerError.failed(let failure) where failure.path.hasPrefix(copied.folder) {
      result.faults.append((failure.code, failure.text))
    }
    if let limit, now.microseconds - copied.made.microseconds > Int64(limit) * 86_400_000_000 {
      result.faults.append(
        (
          DrillResult.tooOld,
          Text("Bản sao lưu cũ hơn \(limit) ngày.", "The backup is older than \(limit) days.")
        ))
    }
    // By the clock of one of the two machines it is not made yet: how old it is nobody knows.
    if limit != nil, copied.made.microseconds - now.microseconds > 86_400_000_000 {
      result.faults.append(
        (
          DrillResult.fromFuture,
          Text(
            "Bản sao lưu có thời điểm trong tương lai (\(copied.made)): kiểm tra đồng hồ.",
            "The backup is of a time to come (\(copied.made)): look at the clock.")
        ))
    }
    // Every drill is kept: a later one that fails takes nothing from an earlier one.
    let time = now.description.filter { $0.isNumber || $0 == "T" || $0 == "Z" }
    let file = output ?? "\(backup)/drill-\(time).json"
    do {
      try DurableFile.write(Array((result.json(.en).text + "\n").utf8), to: file, .replacing)
    } catch is LedgerFailure {
      throw Problem.unwritable(file, exists: false)
    }
    try session.print(result, file)
    try session.console.flush()
    if !result.faults.isEmpty { throw Verdict(status: .no) }
  }

  /// Copies the backup to a scratch place, as a restore would, and says when it was made.
  private func restore(to folder: String) throws -> (folder: String, made: Timestamp) {
    let data = backup + "/log/data.mdb"
    guard FileManager.default.fileExists(atPath: data) else {
      throw Problem(
        code: "backup.missing", status: .noLedger, title: Text("Không có bản sao", "No backup"),
        detail: Text("Không có bản sao lưu ở \(backup).", "There is no backup at \(backup)."),
        hint: Text("Sao lưu: ocop backup create THƯ-MỤC", "Make one: ocop backup create FOLDER"))
    }
    do {
      let attributes = try FileManager.default.attributesOfItem(atPath: data)
      let made = (attributes[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
      try FileManager.default.createDirectory(atPath: folder + "/log", withIntermediateDirectories: true)
      try FileManager.default.copyItem(atPath: data, toPath: folder + "/log/data.mdb")
      return (folder, Timestamp(microseconds: Int64(made * 1_000_000)))
    } catch {
      throw LedgerFailure(.io, path: backup, detail: error.localizedDescription)
    }
  }

  private func verify(_ restored: Ledger, _ session: CommandContext, _ result: inout DrillResult) throws {
    let progress = session.progress(Text("Kiểm chứng", "Verifying"))
    let verified = try restored.verify { done, all in progress.report(done, of: all) }
    progress.finish()
    result.head = verified.head
    for finding in verified.findings {
      let place = finding.position.map { Text(" (vị trí \($0))", " (position \($0))") } ?? Text("")
      result.faults.append(
        (finding.kind.rawValue, Text(finding.kind.names.vi + place.vi, finding.kind.names.en + place.en)))
    }
    guard verified.findings.isEmpty else { return }
    for id in restored.projectionIDs { result.tables[id.description] = try figures(restored, id, nil, result.on) }
  }

  private func compare(_ restored: Ledger, _ original: Ledger, _ result: inout DrillResult) throws {
    guard result.faults.isEmpty, let head = result.head else { return }
    guard try original.holds(head) else {
      result.faults.append(
        (
          "backup.otherLog",
          Text(
            "Bản sao lưu không phải là đoạn đầu của nhật ký này.", "The backup is no beginning of this ledger's log.")
        ))
      return
    }
    for id in original.projectionIDs {
      let figures =
        head.position == nil ? result.tables[id.description] : try figures(original, id, head.position, result.on)
      guard figures != result.tables[id.description] else { continue }
      result.faults.append(
        ("backup.figuresDiffer", Text("Bảng \(id) cho số liệu khác.", "The table \(id) gives other figures.")))
    }
    result.isCompared = true
  }

  /// What a table says today by what was recorded up to `known`, as one digest.
  private func figures(_ ledger: Ledger, _ id: ProjectionID, _ known: Position?, _ now: Timestamp) throws -> String {
    // One table after the other: nobody asks for it again.
    defer { ledger.letGo(of: [id]) }
    return try ledger.ask(id.description, Question(asOf: now.dayInVietnam, knownAt: known)).digest
  }
}

/// What a drill found.
struct DrillResult {
  static let tooOld = "backup.tooOld"
  static let fromFuture = "backup.fromFuture"

  let backup: String
  let on: Timestamp
  let made: Timestamp
  var head: Head?
  /// The digest of what each table says.
  var tables: [String: String] = [:]
  var isCompared = false
  var faults: [(code: String, text: Text)] = []

  init(backup: String, on: Timestamp, made: Timestamp) { (self.backup, self.on, self.made) = (backup, on, made) }

  func json(_ language: Language) -> JSONValue {
    [
      "backup": .string(backup), "on": .string(on.description), "made": .string(made.description),
      "restored": .bool(faults.allSatisfy { [DrillResult.tooOld, DrillResult.fromFuture].contains($0.code) }),
      "passed": .bool(faults.isEmpty),
      "compared": .bool(isCompared), "size": JSONValue(head?.size),
      "root": JSONValue(head?.root),
      "tables": .object(tables.sorted { $0.key < $1.key }.map { JSONValue.Member($0.key, .string($0.value)) }),
      "faults": .array(faults.map { ["code": .string($0.code), "detail": .string($0.text(language))] }),
    ]
  }
}

extension CommandContext {
  fileprivate func print(_ result: DrillResult, _ file: String) throws {
    guard format == .table else { return try print(object: result.json(language), labels: []) }
    for fault in result.faults { try console.print("✗ \(fault.text(language)) [\(fault.code)]") }
    if result.faults.isEmpty, let head = result.head {
      try console.print(
        text(
          "✓ Khôi phục được, \(result.tables.count) bảng dựng lại", "✓ It restores, \(result.tables.count) tables built"
        )
          + (result.isCompared ? text(", giống hệt sổ cái.", ", the same as the ledger's.") : "."))
      try console.print(headLine(head))
    }
    try console.print(text("Kết quả: \(file)", "Result: \(file)"))
  }
}
