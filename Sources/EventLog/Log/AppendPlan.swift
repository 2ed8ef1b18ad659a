/// The exact bytes of one append, worked out before anything is written: all of it goes in, or nothing.
struct AppendPlan {
  /// The records, in order.
  private(set) var portions: [AppendPortion] = []
  private(set) var commands: [CommandKey: Range<UInt64>] = [:]
  private(set) var blobs: [[UInt8]] = []
  private(set) var nodes: [(key: [UInt8], node: Digest)] = []
  private(set) var tiles: FilledTiles
  private(set) var head: LogHead
  private var places: [AppendPlace] = []
  private var outcomes: [AppendOutcome] = []
  private var versions: [StreamKey: StreamVersion] = [:]

  var isEmpty: Bool { portions.isEmpty && blobs.isEmpty }
  var receipt: Receipt { Receipt(outcomes: outcomes, tree: head.tree) }

  /// Judges `requests` in order, each one seeing those before it. One conflict, and none of them is written.
  init(_ requests: [AppendRequest], in view: borrowing LogView, now: LogTime) throws(LogFailure) {
    head = view.head
    tiles = FilledTiles(after: head.tree.size)
    for request in requests {
      let outcome = try judge(request, in: view, now: now)
      if case .conflict = outcome {
        let answer = requests.map { _ in outcome }
        self = AppendPlan(refusing: answer, head: view.head)
        return
      }
      outcomes.append(outcome)
    }
    encode(requests, intoTiles: view.tables.tiles != nil)
  }

  private init(refusing outcomes: [AppendOutcome], head: LogHead) {
    self.outcomes = outcomes
    self.head = head
    tiles = FilledTiles(after: head.tree.size)
  }

  private var next: UInt64 { head.tree.size + UInt64(places.count) }

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
    if request.records.count > 0 { head.time = max(head.time, now) }
    for index in 0..<request.records.count {
      let stream = request.records.stream(index)
      let stamp = Stamp(
        position: LogPosition(next), version: try nextVersion(of: stream, in: view), recordedAt: head.time)
      places.append(AppendPlace(request: outcomes.count, index: index, stream: stream, stamp: stamp))
    }
    let positions = first..<next
    if let command = request.command, !positions.isEmpty { commands[command] = positions }
    blobs += request.blobs
    return .appended(positions)
  }

  /// Gives every record its bytes and its leaf, once all places are known.
  private mutating func encode(_ requests: [AppendRequest], intoTiles: Bool) {
    portions = AppendPortion.all(places, of: requests)
    places = []
    for portion in portions {
      if let root = portion.root {
        append(root, level: AppendPortion.level)
      } else {
        for leaf in portion.leaves { append(leaf, level: 0) }
      }
      guard intoTiles else { continue }
      for leaf in portion.leaves {
        head.tail.append(leaf)
        guard head.tail.count == LeafTile.size else { continue }
        tiles.add(head.tail)
        head.tail.removeAll(keepingCapacity: true)
      }
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
