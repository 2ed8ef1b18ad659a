internal import OCOP

/// The producers of the products that are replayed, each read once: where they were, and as what was known.
final class ProducerHistories {
  /// Up to which record a producer's history is taken, that record included.
  enum Moment {
    /// Everything recorded up to a position, on the day asked about.
    case recorded(Position)
    /// What stands, by legal days up to a day, and on that day up to a position.
    case legal(Day, Position)
  }

  private let asOf: Day
  private let read: (StreamID) throws -> [RecordedEvent]
  private var known: [ProducerID: [RecordedEvent]] = [:]

  /// `asOf` is the day of which states are told in the order recorded; `read` reads a stream.
  init(asOf: Day, read: @escaping (StreamID) throws -> [RecordedEvent]) { (self.asOf, self.read) = (asOf, read) }

  private func events(of producer: ProducerID) throws -> [RecordedEvent] {
    if let events = known[producer] { return events }
    let events = try read(producer.stream)
    known[producer] = events
    return events
  }

  /// The records of `producers`, each producer's in the order recorded.
  func events(of producers: Set<ProducerID>) throws -> [RecordedEvent] {
    try producers.sorted { $0.number < $1.number }.flatMap { try events(of: $0) }
  }

  /// What stands of `producers` and says where they are, with the record of each.
  func effective(of producers: Set<ProducerID>) throws -> [(event: RecordedEvent?, day: Day)] {
    try producers.sorted { $0.number < $1.number }.flatMap { producer in
      let events = try events(of: producer)
      return History(events).effective.filter { $0.record.event.place != nil }.map { entry in
        (events.first { $0.position == entry.position }, entry.day)
      }
    }
  }

  /// Where `producer` is at `moment`.
  func place(of producer: ProducerID, _ moment: Moment) throws -> Place? {
    let events = try events(of: producer)
    switch moment {
    case .recorded(let last): return History(events.filter { $0.position <= last }).place(on: asOf)
    case .legal(let day, let last):
      return History(events).effective.last {
        ($0.day, $0.position) <= (day, last) && $0.record.event.place != nil
      }?.record.event.place
    }
  }
}
