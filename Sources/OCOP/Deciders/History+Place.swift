extension History {
  /// Where a product or a producer is on `day`, as its own records say; `nil`: they say nothing. What has no date counts
  /// from the beginning.
  public func place(on day: Day) -> Place? {
    standing.last { $0.day <= day && $0.record.event.place != nil }?.record.event.place
  }
}

extension Event {
  /// Where the event puts a thing.
  public var place: Place? {
    switch self {
    case .productRegistered(let e): e.place
    case .productMoved(let e): e.place
    case .producerRegistered(let e): e.place
    case .producerMoved(let e): e.place
    default: nil
    }
  }
}
