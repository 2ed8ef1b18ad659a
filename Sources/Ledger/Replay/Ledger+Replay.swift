internal import EventLog
internal import OCOP

extension Ledger {
  /// Steps through what happened. Reads only; nothing is ever recorded by it. All streams are held against all records
  /// first (``requireWholeStreams()``), which costs a look at each; throws as that does.
  public func replay(_ question: ReplayQuestion) throws(LedgerError) -> Replay {
    try failing {
      let head = try failing { try log.read { try $0.head(ofSize: $0.size(knownAt: question.knownAt)) } }
      let size = head.size
      let last = Position(max(size, 1) - 1)
      var replaying = Replaying(question: question, size: size)
      try requireWholeStreams()
      for stream in try streams(question, size) {
        replaying.add(try records(of: stream).filter { $0.position.number < size }, of: stream)
      }
      let makers = ProducerHistories(asOf: question.asOf) { stream in
        try self.records(of: stream).filter { $0.position.number < size }
      }
      let steps = try replaying.steps(makers)
      let named = Set(steps.compactMap { $0.event?.record.rulebook })
      return Replay(
        question: question, steps: steps,
        rulebooks: try rulebooks(knownAt: last).rulebooks.filter { named.contains($0.id) }, head: head)
    }
  }

  private func streams(_ question: ReplayQuestion, _ size: UInt64) throws -> [StreamID] {
    func streams(_ kind: StreamKind, where takes: (Record) -> Bool) throws -> [StreamID] {
      try self.streams(kind).filter { stream in
        try records(of: stream).contains { $0.position.number < size && takes($0.record) }
      }
    }
    switch question.subject {
    case .product(let id): return [id.stream]
    case .producer(let id): return [id.stream] + (try streams(.product) { $0.event.maker == id })
    case .district(let code):
      let makers = Set(try streams(.producer) { $0.event.place?.district?.code == code })
      return try streams(.product) { record in
        record.event.place?.district?.code == code || record.event.maker.map { makers.contains($0.stream) } ?? false
      }
    case .decision(let cited): return try streams(.product) { cited.isNamed(by: $0) }
    case .everything: return try streams(.product) { _ in true }
    }
  }
}

extension Event {
  /// The producer that the event makes the owner of a product.
  var maker: ProducerID? {
    switch self {
    case .productRegistered(let e): e.producer
    case .productTransferred(let e): e.producer
    default: nil
    }
  }
}
