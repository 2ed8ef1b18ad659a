internal import Foundation
public import OCOP
internal import ProjectionKit

extension ProjectionLaws {
  /// What differs from the rows kept in the file at `path`: records, and the rows that this version of the projection gave for them.
  ///
  /// Where `RECORD_GOLDEN=1` is set, `records` and their rows are written there, and that, too, is a violation: a run that records
  /// proves nothing. Raise the projection's version first: views that were built keep their rows until it is raised.
  ///
  /// Throws what the projection throws.
  public func violations(
    againstGolden path: String, recording records: @autoclosure () throws -> [Record]
  ) throws -> [LawViolation] {
    let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil
    func violation(_ detail: String) -> [LawViolation] { [LawViolation(law: .version, detail: detail)] }
    guard !isRecording else {
      let url = URL(fileURLWithPath: path)
      try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(goldenText(of: records()).utf8).write(to: url)
      return violation("recorded anew in \(path): look at the change, then run without RECORD_GOLDEN")
    }
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      return violation("no rows are kept in \(path): record them with RECORD_GOLDEN=1")
    }
    guard let kept = GoldenRows(text) else { return violation("\(path) does not hold rows as they are kept") }
    return try violations(against: kept)
  }

  /// The records and their rows as ``violations(againstGolden:recording:)`` keeps them in a file.
  ///
  /// Throws what the projection throws.
  public func goldenText(of records: [Record]) throws -> String { try goldenRows(of: records).text }

  /// What differs from rows that were kept.
  func violations(against kept: GoldenRows) throws -> [LawViolation] {
    let version = projection.descriptor.version
    guard kept.version == version else {
      return [
        LawViolation(
          law: .version,
          detail: "kept under version \(kept.version), now it is \(version): record them with RECORD_GOLDEN=1")
      ]
    }
    let now = try goldenRows(of: kept.records)
    let keys = Set(kept.rows.keys).union(now.rows.keys).filter { kept.rows[$0]?.row != now.rows[$0]?.row }
    guard let key = keys.min() else { return [] }
    var violation = LawViolation(
      law: .version, detail: "\(keys.count) rows differ under version \(version): raise it",
      row: "row \(hexadecimal(key.key)) of table \(key.table)", expected: kept.rows[key].map { hexadecimal($0.row) },
      found: now.rows[key].map { hexadecimal($0.row) })
    violation.position = [kept.rows[key], now.rows[key]].compactMap { $0?.position }.min()
    return [violation.naming(kept.records)]
  }

  /// The rows after the records, each with the record that gave it its last value.
  func goldenRows(of records: [Record]) throws -> GoldenRows {
    let written = WrittenRows()
    let tables = TableStore()
    var folding = projection.init(tables: tables)
    tables.source = written
    var golden = GoldenRows(version: projection.descriptor.version, records: records)
    for (index, record) in records.enumerated() {
      let position = Position(UInt64(index))
      let bytes = record.wireBytes
      let record = try RecordView(bytes.span.bytes, at: position)
      guard let type = record.type, projection.descriptor.events.contains(type) else { continue }
      try folding.apply(record)
      try folding.prepareToRead()
      for change in try tables.takeChanges() {
        written.put(change.row, table: change.table, key: change.key)
        let key = GoldenRows.Key(table: change.table, key: change.key)
        if golden.rows[key]?.row != change.row { golden.rows[key] = (change.row, position) }
      }
    }
    return golden
  }
}
