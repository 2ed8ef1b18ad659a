internal import OCOP
internal import ProjectionKit

/// Rows as a store would keep them: table by table, keys in order.
final class WrittenRows: RowSource {
  private(set) var rows: [Int: [[UInt8]: [UInt8]]] = [:]
  /// The keys of each table, sorted when they are asked for.
  private var sorted: [Int: [[UInt8]]] = [:]

  func put(_ row: [UInt8], table: Int, key: [UInt8]) {
    if rows[table, default: [:]].updateValue(row, forKey: key) == nil { sorted[table] = nil }
  }

  func row(table: Int, key: [UInt8]) -> [UInt8]? { rows[table]?[key] }

  func lastRow(table: Int, from first: [UInt8], before end: [UInt8]) -> (key: [UInt8], row: [UInt8])? {
    let keys = keys(of: table)
    let place = firstIndex(in: keys, notBefore: end)
    guard place > 0, !keys[place - 1].lexicographicallyPrecedes(first) else { return nil }
    return rows[table]?[keys[place - 1]].map { (keys[place - 1], $0) }
  }

  func rows(
    table: Int, from first: [UInt8], before end: [UInt8]?, _ body: (RawSpan, RawSpan) throws -> Void
  ) rethrows {
    let keys = keys(of: table)
    for key in keys[firstIndex(in: keys, notBefore: first)...] {
      if let end, !key.lexicographicallyPrecedes(end) { return }
      if let row = rows[table]?[key] { try body(key.span.bytes, row.span.bytes) }
    }
  }

  private func keys(of table: Int) -> [[UInt8]] {
    if let known = sorted[table] { return known }
    let keys = (rows[table] ?? [:]).keys.sorted { $0.lexicographicallyPrecedes($1) }
    sorted[table] = keys
    return keys
  }

  private func firstIndex(in keys: [[UInt8]], notBefore key: [UInt8]) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
