/// One append, judged before anything is written: all of it goes in, or nothing.
///
/// Where every record stands is known once it is judged. What follows from the records' bytes, leaves and nodes of the tree, is
/// added portion by portion (``add(_:)``), as they are written.
struct AppendPlan {
  let requests: [AppendRequest]
  /// The places of the records, in order.
  private(set) var places: [AppendPlace] = []
  private(set) var commands: [CommandKey: Range<UInt64>] = [:]
  private(set) var blobs: [[UInt8]] = []
  private(set) var nodes: [(key: [UInt8], node: Digest)] = []
  private(set) var tiles: FilledTiles
  /// The format that a reader of the records must know.
  private(set) var format: UInt32 = 0
  private(set) var head: LogHead
  private let keepsTiles: Bool
  private var outcomes: [AppendOutcome] = []
  private let start: UInt64
  private var versions: [StreamKey: StreamVersion] = [:]

  var isEmpty: Bool { places.isEmpty && blobs.isEmpty }
  /// The answer, once all portions are added.
  var receipt: Receipt { Receipt(outcomes: outcomes, tree: head.tree) }

  /// Judges `requests` in order, each one seeing those before it. One conflict, and none of them is written.
  init(_ requests: [AppendRequest], in view: borrowing LogView, now: LogTime) throws(LogFailure) {
    self.requests = requests
    head = view.head
    start = head.tree.size
    tiles = FilledTiles(after: start)
    keepsTiles = view.tables.tiles != nil
    for request in requests {
      let outcome = try judge(request, in: view, now: now)
      if case .conflict = outcome {
        head = view.head
        (places, commands, blobs, format) = ([], [:], [], 0)
        outcomes = requests.map { _ in outcome }
        return
      }
      outcomes.append(outcome)
    }
  }

  private var next: UInt64 { start + UInt64(places.count) }

  private mutating func judge(
    _ request: AppendRequest, in view: borrowing LogView, now: LogTime
  ) throws(LogFailure) -> AppendOutcome {
    if let command = request.command {
      if let positions = commands[command] { return .duplicate(of: positions) }
      if let positions = try view.positions(of: command) { return .duplicate(of: positions) }
    }
    for (stream, expected) in request.expecting {
      guard expected.holds(for: try version(of: stream, in: view)) else {
        return .conflict(stream: stream, at: try view.head(of: stream).position)
      }
    }
    let first = next
    if request.records.count > 0, request.records.time == nil { head.time = max(head.time, now) }
    for index in 0..<request.records.count {
      if let time = request.records.time { head.time = max(head.time, time(index)) }
      let stream = request.records.stream(index)
      let stamp = Stamp(
        position: LogPosition(next), version: try nextVersion(of: stream, in: view), recordedAt: head.time)
      places.append(AppendPlace(request: outcomes.count, index: index, stream: stream, stamp: stamp))
    }
    let positions = first..<next
    if let command = request.command, !positions.isEmpty { commands[command] = positions }
    blobs += request.blobs
    format = max(format, request.format)
    return .appended(positions)
  }

  /// Adds what follows from the bytes of the next portion to the tree and the tiles.
  mutating func add(_ portion: AppendPortion) {
    if let root = portion.root {
      append(root, level: AppendPortion.level)
    } else {
      for leaf in portion.leaves { append(leaf, level: 0) }
    }
    guard keepsTiles else { return }
    for leaf in portion.leaves {
      head.tail.append(leaf)
      guard head.tail.count == LeafTile.size else { continue }
      tiles.add(head.tail)
      head.tail.removeAll(keepingCapacity: true)
    }
  }

  private mutating func append(_ node: Digest, level: Int) {
    head.tree.append(node, level: level) { level, index, node in
      if level % StoredLevel.step == 0 { nodes.append((StoredLevel.key(level, index), node)) }
    }
  }

  private func version(of stream: StreamKey, in view: borrowing LogView) throws(LogFailure) -> StreamVersion {
    if let version = versions[stream] { return version }
    return try view.head(of: stream).version
  }

  private mutating func nextVersion(
    of stream: StreamKey, in view: borrowing LogView
  ) throws(LogFailure) -> StreamVersion {
    if let known = versions.index(forKey: stream) {
      let next = versions.values[known].next
      versions.values[known] = next
      return next
    }
    let next = try view.head(of: stream).version.next
    versions[stream] = next
    return next
  }
}
