internal import EventLog
internal import Foundation
public import OCOP
internal import ProjectionKit

/// How the rows of one projection that were built anew differ from those that serve.
public struct RebuildComparison: Sendable {
  /// A row that differs.
  public struct Row: Sendable {
    /// What it is kept under.
    public let key: String
    /// What serves now; `nil`: nothing.
    public let before: JSONValue?
    /// What was built; `nil`: nothing.
    public let after: JSONValue?
    /// The first record that only one of the two knows of, where the row names its records.
    public let firstPosition: Position?
  }

  /// Why rows may differ.
  public enum Reason: String, Vocabulary {
    /// Nothing served before.
    case firstBuild
    /// The same projection, version, schema and rulebooks made both: rows that differ were altered or damaged.
    case rowsAltered
    /// Another version of the projection or of the schema, or other rulebooks, made what serves.
    case otherMaker

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .firstBuild: Text("lần dựng đầu", "first build")
      case .rowsAltered:
        Text("cùng cách dựng; khác là do bị sửa hoặc hỏng", "same maker; what differs was altered or damaged")
      case .otherMaker: Text("khác phiên bản, lược đồ hoặc bộ tiêu chí", "another version, schema or rulebooks")
      }
    }
  }

  /// The projection.
  public let projection: String
  /// What made the new rows.
  public let fingerprint: String
  /// How many records were folded.
  public let size: UInt64
  /// The digest of the new rows.
  public let digest: String
  /// Why rows may differ.
  public let reason: Reason
  /// How many rows serve, and how many were built: before + added − removed = after.
  public let counts: (before: Int, after: Int)
  /// How many rows are new, gone, and changed.
  public let added: Int, removed: Int, changed: Int
  /// The first record where the two folds part, where any row tells.
  public let firstPosition: Position?
}

extension Ledger {
  /// Builds the rows of the projections `ids` beside those that serve, all in one scan, and compares. What serves goes on
  /// serving. A build that was interrupted is gone on with: rows and checkpoint are committed every `step` records.
  ///
  /// Every row that differs is handed to `body`. Throws ``LedgerFailure/Kind/writerBusy`` while another program builds
  /// one of them.
  public func prepareRebuild(
    _ ids: [String], step: UInt64 = 250_000, progress: (UInt64, UInt64) -> Void = { _, _ in },
    _ body: (_ projection: String, RebuildComparison.Row) throws -> Void = { _, _ in }
  ) throws -> [RebuildComparison] {
    let chosen = try ids.map { try projection($0) }
    return try failing {
      try log.read { view in
        let rules = try view.rulesDigest(view.size)
        let built = try chosen.map { projection -> (View, ViewFolder, RowStore, any Projection.Type) in
          guard let folder = views.folder(of: projection, projection.descriptor.fingerprint(rules: rules)) else {
            throw LedgerFailure(.readOnly, path: path)
          }
          let store = try RowStore(at: folder.next, exclusive: true)
          return (View(projection, store: store), folder, store, projection)
        }
        try View.build(built.map(\.0), view, step: max(1, step), progress: progress)
        return try built.map { next, folder, store, projection in
          try compare(next, folder, store, projection, view, rules) { try body(projection.descriptor.id, $0) }
        }
      }
    }
  }

  /// Lets the rows that were built serve, each projection in one step, and removes those made in other ways.
  public func applyRebuild(_ ids: [String]) throws {
    try forEachFolder(ids) { id, folder in
      views.close([id])
      try folder.switchToNext()
      for other in folder.others(of: id) { other.remove() }
    }
  }

  /// Throws away what was built beside, and not applied.
  public func dropRebuild(_ ids: [String]) {
    try? forEachFolder(ids) { _, folder in folder.dropNext() }
  }

  private func forEachFolder(_ ids: [String], _ body: (String, ViewFolder) throws -> Void) throws {
    let rules = try failing { try log.read { view in try view.rulesDigest(view.size) } }
    for id in ids {
      let projection = try projection(id)
      if let folder = views.folder(of: projection, projection.descriptor.fingerprint(rules: rules)) {
        try body(id, folder)
      }
    }
  }

  private func compare(
    _ next: View, _ folder: ViewFolder, _ store: RowStore, _ projection: any Projection.Type,
    _ view: borrowing LogView, _ rules: Digest, _ body: (RebuildComparison.Row) throws -> Void
  ) throws -> RebuildComparison {
    let descriptor = projection.descriptor
    let snapshot = try store.snapshot()
    let serving = views.view(of: projection, descriptor.fingerprint(rules: rules))
    // Rows that only nobody has asked since are no difference.
    try serving.catchUpIfKept(view)
    var old = try serving.keptSnapshot
    var reason = RebuildComparison.Reason.rowsAltered
    var other: RowStore?
    if old?.checkpoint == nil {
      let latest = folder.others(of: descriptor.id).filter { $0.written != nil }.max {
        ($0.written ?? .distantPast) < ($1.written ?? .distantPast)
      }
      other = latest.flatMap { try? RowStore(at: $0.serving) }
      old = try other?.snapshot()
      reason = old?.checkpoint == nil ? .firstBuild : .otherMaker
    }
    var (added, removed, changed) = (0, 0, 0)
    var first: Position?
    var counts = (before: 0, after: try snapshot.count())
    if let old, old.checkpoint != nil {
      let found = try old.compare(with: snapshot) { table, key, before, after in
        if before == nil { added += 1 } else if after == nil { removed += 1 } else { changed += 1 }
        let row = row(next, table, key, before, after)
        first = [first, row.firstPosition].compactMap(\.self).min()
        try body(row)
      }
      counts = (found.here, found.there)
    } else {
      added = counts.after
    }
    return RebuildComparison(
      projection: descriptor.id, fingerprint: descriptor.fingerprint(rules: rules), size: view.size,
      digest: try snapshot.digest().description, reason: reason, counts: counts, added: added, removed: removed,
      changed: changed, firstPosition: first)
  }

  private func row(
    _ view: View, _ table: Int, _ key: [UInt8], _ before: [UInt8]?, _ after: [UInt8]?
  ) -> RebuildComparison.Row {
    let old = before.flatMap { view.shown((table, key, $0)) }
    let new = after.flatMap { view.shown((table, key, $0)) }
    let positions = (old?.row.positions ?? []).symmetricDifference(new?.row.positions ?? [])
    let unreadable = JSONValue.string("?")
    return RebuildComparison.Row(
      key: "\(table)/\(new?.key ?? old?.key ?? "?")", before: before.map { _ in old?.row ?? unreadable },
      after: after.map { _ in new?.row ?? unreadable }, firstPosition: positions.min().map { Position($0) })
  }
}

extension JSONValue {
  /// The positions of records that a row names.
  fileprivate var positions: Set<UInt64> {
    switch self {
    case .object(let members):
      members.reduce(into: []) { found, member in
        if member.name == "position", case .int(let number) = member.value, number >= 0 {
          found.insert(UInt64(number))
        } else {
          found.formUnion(member.value.positions)
        }
      }
    case .array(let values): values.reduce(into: []) { $0.formUnion($1.positions) }
    default: []
    }
  }
}
