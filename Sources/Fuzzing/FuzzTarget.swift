internal import Exchange
internal import Foundation
internal import Ledger
internal import OCOP
internal import OCOPKit
internal import Synchronization

/// What takes bytes from outside: each must take any bytes whatever, without a trap, and answer or refuse.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// A record as the log holds it.
  case record
  /// A rulebook's content, as a blob.
  case content
  /// A CSV list of recognitions.
  case recognitions
  /// A CSV list of areas.
  case areas
  /// Events, one JSON object a line.
  case events
  /// Score sheets, CSV or JSON.
  case sheets
  /// A rulebook's file.
  case rulebook
  /// A signed note.
  case note
  /// A proof file.
  case proof
  /// A bundle, or a figure with its proof.
  case bundle
  /// A policy of witnesses.
  case policy
  /// A workbook: read, imported, and marked.
  case workbook
  /// A sheet of a workbook: no checksum keeps changes of its text away from who reads it.
  case sheet

  /// The verifier key that notes in the corpus are signed for.
  private static let verifier =
    "ocop-ledger/0b9f00d9af22000ffcbfdfe1b8cedcdd+55182183+AYWeBJhlkvuL2Ny15RTFySjVf4awoWOtrlUh2DSVl7WE"

  /// Takes `bytes`. Errors are answers; what was read must be written again as it was.
  public func take(_ bytes: [UInt8]) {
    do {
      switch self {
      case .record: try Self.record(bytes)
      case .content:
        let rulebook = try Rulebook(wire: bytes.span.bytes)
        _ = rulebook.problems
        let again = try Rulebook(wire: rulebook.wireBytes.span.bytes)
        precondition(again == rulebook, "a rulebook is read as written")
      case .recognitions: try Self.office.importing(.recognitions, bytes)
      case .areas: try Self.office.importing(.areas, bytes)
      case .events: try Self.office.importing(nil, bytes)
      case .sheets: try Self.office.withFile("sheet", bytes) { _ = try SheetFile($0) }
      case .rulebook:
        try Self.office.withFile("rules/rulebook.yaml", bytes) { file in
          _ = try RulebookFolder(URL(fileURLWithPath: file).deletingLastPathComponent().path)
        }
      case .note: try SignedCheckpoint(text: String(decoding: bytes, as: UTF8.self)).verify(by: [Self.verifier])
      case .proof: _ = try ProofFile.check(String(decoding: bytes, as: UTF8.self), by: [Self.verifier], from: nil)
      case .bundle:
        let archive = try Bundle.open(bytes)
        if FigureBundle.isOne(archive) {
          _ = try FigureBundle.check(archive, by: [Self.verifier], among: installedProjections)
        } else {
          _ = try Bundle.check(archive, by: [Self.verifier], among: installedProjections)
        }
      case .workbook: try Self.office.importing(workbook: bytes)
      case .sheet: try Self.office.importing(workbook: FuzzWorkbook.around(sheet: bytes))
      case .policy: try Self.cosigned.verify(policy: String(decoding: bytes, as: UTF8.self))
      }
    } catch LedgerError.failed {
      preconditionFailure("bytes from outside are no failure of the ledger")
    } catch {}
  }

  /// A checkpoint of nobody, with two cosignatures that do not verify.
  private static let cosigned: SignedCheckpoint = {
    let line = "\u{2014} a.example " + String(repeating: "A", count: 102) + "==\n"
    let root = String(repeating: "A", count: 43) + "="
    guard let checkpoint = try? SignedCheckpoint(text: "log.example\n1\n\(root)\n\n\(line)\(line)") else {
      preconditionFailure("it is a note")
    }
    return checkpoint
  }()

  private static func record(_ bytes: [UInt8]) throws {
    let record = try Record(wire: bytes.span.bytes)
    _ = record.json(at: .zero).text
    let again = try Record(wire: record.wireBytes.span.bytes)
    precondition(again == record, "a record is read as written")
  }

  private static let office = FuzzOffice()
}

/// A ledger to import into, in rehearsal; and a place for files.
private final class FuzzOffice: Sendable {
  private let folder = NSTemporaryDirectory() + "ocop-fuzz-\(UUID().uuidString)"
  private let ledger: Mutex<Ledger>

  init() {
    do {
      try FileManager.default.createDirectory(atPath: folder + "/rules", withIntermediateDirectories: true)
      _ = try Ledger.initialise(at: folder + "/ledger", LedgerSetup(name: "Thử", actor: "fuzz"))
      ledger = Mutex(try Ledger(at: folder + "/ledger", mode: .reading))
    } catch {
      preconditionFailure("no ledger to import into: \(error)")
    }
    removeAtExit(folder)
  }

  func importing(_ kind: ImportKind?, _ bytes: [UInt8]) throws {
    try withFile("list", bytes) { file in
      let options = ImportOptions(actor: "fuzz", isRehearsal: true, acceptsGood: true)
      try ledger.withLock { ledger in
        if let kind {
          _ = try ledger.importList(kind, file: file, options: options)
        } else {
          _ = try ledger.importEvents(file: file, options: options)
        }
      }
    }
  }

  /// What can be read can be marked, and read again.
  func importing(workbook bytes: [UInt8]) throws {
    try withFile("list.xlsx", bytes) { file in
      let list = try WorkbookList(file: file)
      let options = ImportOptions(actor: "fuzz", isRehearsal: true, acceptsGood: true)
      let report = try ledger.withLock { try $0.importWorkbook(list, options: options) }
      let marked = try list.marked(report, .vi)
      try withFile("marked.xlsx", marked) { again in
        do { _ = try WorkbookList(file: again) } catch { preconditionFailure("a marked file is read: \(error)") }
      }
    }
  }

  /// Several targets are tried at once, each with files of its own.
  func withFile(_ name: String, _ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let path = "\(folder)/\(UUID().uuidString)-\(name)"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    try body(path)
  }
}

private nonisolated(unsafe) var leftover = ""

/// Removes the folder when the program ends.
private func removeAtExit(_ folder: String) {
  leftover = folder
  atexit { try? FileManager.default.removeItem(atPath: leftover) }
}
