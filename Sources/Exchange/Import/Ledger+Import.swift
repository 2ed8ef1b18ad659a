internal import Foundation
public import Ledger
public import OCOP

/// What a file is a list of.
public enum ImportKind: String, CaseIterable, Sendable {
  /// Recognised products.
  case recognitions
  /// Export markets.
  case exports
  /// Awards.
  case awards
  /// Targets.
  case targets
  /// Units of the map, or what became of them; the header tells.
  case areas

  /// The columns that a file may have; those of each form, where a list has several.
  public var columns: [[String]] {
    switch self {
    case .recognitions: [RecognitionImport.columns]
    case .exports: [ExportImport.columns]
    case .awards: [AwardImport.columns]
    case .targets: [TargetImport.columns]
    case .areas: [AreaImport.columns, AreaChangeImport.columns]
    }
  }
}

extension ImportKind {
  var list: ImportedList {
    switch self {
    case .recognitions: .recognitions
    case .exports: .exports
    case .awards: .awards
    case .targets: .targets
    case .areas: .areas
    }
  }
}

/// How a file is imported.
public struct ImportOptions: Sendable {
  /// Who records.
  public var actor: String
  /// Only say what would happen.
  public var isRehearsal: Bool
  /// Write the good rows though others are bad.
  public var acceptsGood: Bool
  /// Take events of another ledger's export, though this one has things of its own.
  public var takesForeign: Bool
  /// The day of a provincial list, on whose map a commune is looked up that the day of its row does not have; `nil`: nowhere else.
  public var listDay: Day?
  /// How many rows or lines are drafted before they are appended: as many as this are in memory.
  package var mostInPortion = 4_096

  /// Options.
  public init(actor: String, isRehearsal: Bool = false, acceptsGood: Bool = false, takesForeign: Bool = false) {
    self.takesForeign = takesForeign
    self.actor = actor
    self.isRehearsal = isRehearsal
    self.acceptsGood = acceptsGood
  }
}

extension Ledger {
  /// Imports the CSV file `path`. Throws ``ImportProblem`` where it is no such list at all, ``LedgerFailure`` where the
  /// disk refuses; what is wrong with rows is in the report.
  ///
  /// A row is known by what it says, so importing a file again adds nothing. One commit: all or nothing.
  public func importList(
    _ kind: ImportKind, file path: String, options: ImportOptions,
    progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> ImportReport {
    let bytes = try fileBytes(path)
    let file = ListFile(name: sourceName(path), list: kind.list, digest: Self.contentHash(bytes))
    func read(_ columns: [String]) throws -> CSVTable { try CSVTable(bytes, columns: columns) }
    switch kind {
    case .recognitions: return try run(RecognitionImport.self, read(RecognitionImport.columns), file, options, progress)
    case .exports: return try run(ExportImport.self, read(ExportImport.columns), file, options, progress)
    case .awards: return try run(AwardImport.self, read(AwardImport.columns), file, options, progress)
    case .targets: return try run(TargetImport.self, read(TargetImport.columns), file, options, progress)
    case .areas:
      let table = try read(AreaImport.columns + AreaChangeImport.columns)
      return table.columns.contains("from_code")
        ? try run(AreaChangeImport.self, table, file, options, progress)
        : try run(AreaImport.self, table, file, options, progress)
    }
  }

  private struct ListFile {
    let name: String
    let list: ImportedList
    let digest: String
  }

  private func run<Kind: RowImport>(
    _ kind: Kind.Type, _ table: consuming CSVTable, _ file: ListFile, _ options: ImportOptions,
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) throws -> ImportReport {
    try table.require(columns: Kind.columns, needing: Kind.needed)
    let isSmall = table.rows.count <= options.mostInPortion
    let run = ImportRun(file.name, (file.list, file.digest), options, progress) { [rows = table.rows] in
      var next = rows.makeIterator()
      let read = Kind.reading($0)
      return try RowReader(Kind($0), count: rows.count, options.mostInPortion) {
        next.next().map { .row(read($0), lines: 1) }
      }
    }
    return try importing(run, isSmall: isSmall)
  }

  /// Names are looked up, and what the file says is decided, over the log as it is at that moment.
  func importing(_ run: ImportRun, isSmall: Bool) throws -> ImportReport {
    if run.options.isRehearsal {
      var report = try rehearseInPortions(isSmall: isSmall) { try run.take(&$0) }
      report.head = try head()
      return report
    }
    let receipt = try writeInPortions { try run.take(&$0) }
    var report = receipt.result
    report.head = receipt.head
    return report
  }
}
