extension History {
  /// Where a product or a producer is on `day`, as its own records say; `nil`: they say nothing. What has no date counts
  /// from the beginning.
  public func place(on day: Day) -> Place? {
    standing.last { $0.day <= day && $0.record.event.place != nil }?.record.event.place
  }
}

extension Event {
  /// Where the event puts a product or a producer.
  public var place: Place? { [.product, .producer].contains(type.stream) ? places.first : nil }
}
