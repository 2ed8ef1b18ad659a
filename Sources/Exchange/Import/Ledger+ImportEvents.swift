internal import Foundation
public import Ledger
internal import OCOP

extension Ledger {
  /// Imports events, one JSON object a line, in the form that ``exportEvents(from:_:)`` writes.
  ///
  /// A line names its stream (`product/12`), or, for a thing already registered, the thing by its name (`about`). The
  /// deciders judge each line. Positions, versions and times of another ledger are not taken over; positions that a line
  /// refers to are translated, and the other ledger's opening is passed over.
  public func importEvents(
    file path: String, options: ImportOptions, progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
  ) throws -> ImportReport {
    let lines = try EventFile(path)
    let run = ImportRun(sourceName(path), nil, options, progress) { [lines] setting in
      EventReader(EventLines(setting, takesForeign: options.takesForeign), lines, options.mostInPortion)
    }
    return try importing(run, isSmall: lines.count <= options.mostInPortion)
  }
}

/// Goes through the lines of a file, as ``RowReader`` through rows.
struct EventReader: ImportReader {
  private var reader: EventLines
  private var lines: EventFile
  private var number = 0
  private let count: Int
  private let most: Int

  init(_ reader: EventLines, _ lines: EventFile, _ most: Int) {
    (self.reader, self.lines, self.most) = (reader, lines, most)
    count = lines.count
  }

  mutating func take(
    _ draft: inout WriteSession, _ report: inout ImportReport, _ progress: (Int, Int) -> Void
  ) throws -> Bool {
    var (taken, bytes) = (0, 0)
    while taken < most, bytes < Self.mostBytes {
      guard let line = try lines.next() else {
        progress(count, count)
        return false
      }
      if number & 0xff == 0 { progress(number, count) }
      number += 1
      taken += 1
      bytes += line.count
      guard line.contains(where: { $0 > 32 }) else { continue }
      report.read += 1
      do {
        let outcome = try reader.take(line, &draft)
        if outcome?.isNew == true { report.accepted += 1 } else { report.alreadyThere += 1 }
        if let note = try reader.note(outcome, number, &draft) { report.add(ImportNote(note)) }
      } catch var problem as ImportProblem {
        problem.row = number
        report.rejected += 1
        report.add(problem)
        // What holds of one line of such a file holds of all.
        if problem.code == EventLines.foreignCode { return false }
      }
    }
    return true
  }

  /// Lines with attachments are long.
  private static let mostBytes = 16 << 20
}
