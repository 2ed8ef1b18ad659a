/// The exact bytes of one append, worked out before anything is written: all of it goes in, or nothing.
struct AppendPlan {
  struct Record {
    let stream: StreamKey
    let stamp: Stamp
    let bytes: [UInt8]
    let leaf: Digest
  }

  private(set) var records: [Record] = []
  private(set) var commands: [CommandKey: Range<UInt64>] = [:]
  private(set) var blobs: [[UInt8]] = []
  private(set) var nodes: [(key: [UInt8], node: Digest)] = []
  private(set) var head: LogHead
  private var outcomes: [AppendOutcome] = []
  private var versions: [StreamKey: StreamVersion] = [:]

  var isEmpty: Bool { records.isEmpty && blobs.isEmpty }
  var receipt: Receipt { Receipt(outcomes: outcomes, tree: head.tree) }

  /// Judges `requests` in order, each one seeing those before it. One conflict, and none of them is written.
  init(_ requests: [AppendRequest], in view: borrowing LogView, now: LogTime) throws(LogFailure) {
    head = view.head
    for request in requests {
      let outcome = try judge(request, in: view, now: now)
      if case .conflict = outcome {
        let answer = requests.map { _ in outcome }
        self = AppendPlan(refusing: answer, head: view.head)
        return
      }
      outcomes.append(outcome)
    }
  }

  private init(refusing outcomes: [AppendOutcome], head: LogHead) {
    self.outcomes = outcomes
    self.head = head
  }

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
    let first = head.tree.size
    for record in request.records { try add(record, in: view, now: now) }
    let positions = first..<head.tree.size
    if let command = request.command, !positions.isEmpty { commands[command] = positions }
    blobs += request.blobs
    return .appended(positions)
  }

  private mutating func add(
    _ record: ProposedRecord, in view: borrowing LogView, now: LogTime
  ) throws(LogFailure) {
    let version = try version(of: record.stream, in: view).next
    let time = max(head.time, now)
    let stamp = Stamp(position: LogPosition(head.tree.size), version: version, recordedAt: time)
    let bytes = record.encode(stamp)
    precondition(bytes.count <= LogFormat.maxRecordBytes, "a record has at most \(LogFormat.maxRecordBytes) bytes")
    let leaf = MerkleTree.leaf(bytes.span.bytes)
    records.append(Record(stream: record.stream, stamp: stamp, bytes: bytes, leaf: leaf))
    versions[record.stream] = version
    head.tree.append(leaf) { level, index, node in
      if level % StoredLevel.step == 0 { nodes.append((StoredLevel.key(level, index), node)) }
    }
    head.time = time
  }

  private func version(of stream: StreamKey, in view: borrowing LogView) throws(LogFailure) -> StreamVersion {
    if let version = versions[stream] { return version }
    return try view.head(of: stream).version
  }
}
