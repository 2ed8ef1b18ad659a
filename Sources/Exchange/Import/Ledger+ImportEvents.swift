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
    let bytes = try fileBytes(path)
    let isMarked = [[0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]].contains { bytes.starts(with: $0) }
    let text = isMarked ? decodedText(bytes).map { Array($0.utf8) } : nil
    let lines = (text ?? bytes).split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let name = sourceName(path)
    return try importing(options) { setting, draft in
      var report = ImportReport(file: name, isRehearsal: options.isRehearsal)
      var reader = EventLines(setting(name), takesForeign: options.takesForeign)
      let start = draft.bookmark()
      for (index, line) in lines.enumerated() {
        if index & 0xff == 0 { progress(index, lines.count) }
        guard line.contains(where: { $0 > 32 }) else { continue }
        report.read += 1
        do {
          let outcome = try reader.take(Array(line), &draft)
          if outcome?.isNew == true { report.accepted += 1 } else { report.alreadyThere += 1 }
          if let note = try reader.note(outcome, index + 1, &draft) { report.notes.append(note) }
        } catch var problem as ImportProblem {
          problem.row = index + 1
          report.rejected += 1
          report.problems.append(problem)
          // What holds of one line of such a file holds of all.
          if problem.code == EventLines.foreignCode { break }
        }
      }
      if !report.problems.isEmpty && !options.acceptsGood { draft.goBack(to: start) }
      report.positions = draft.size..<draft.size + UInt64(draft.drafted.count)
      return report
    }
  }
}
