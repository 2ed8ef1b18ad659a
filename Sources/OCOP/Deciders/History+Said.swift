extension History {
  /// Where a product or a producer is on `day`, as its own records say; `nil`: they say nothing. What has no date counts
  /// from the beginning.
  public func place(on day: Day) -> Place? {
    said(by: day) { $0.place }?.value
  }

  /// What the records by `day` say last of something, and where; `nil`: nothing. What has no date counts from the beginning.
  public func said<Value>(by day: Day, _ value: (Event) -> Value?) -> (value: Value, at: Position)? {
    effective.said(by: day, value)
  }
}

extension [RecordedEntry] {
  /// What these entries, which stand in legal order, say last of something by `day`, and where; `nil`: nothing.
  func said<Value>(by day: Day, _ value: (Event) -> Value?) -> (value: Value, at: Position)? {
    for entry in reversed() where entry.day <= day {
      if let value = value(entry.record.event) { return (value, entry.position) }
    }
    return nil
  }
}

extension Event {
  /// Where the event puts a product or a producer.
  public var place: Place? { [.product, .producer].contains(type.stream) ? named.places.first : nil }
}

extension Event {
  /// The group into which the event puts a product.
  public var group: ProductGroup? {
    switch self {
    case .productRegistered(let e): e.group
    case .productRegrouped(let e): e.group
    default: nil
    }
  }

  /// The producer to whom the event gives a product.
  public var producer: ProducerID? {
    switch self {
    case .productRegistered(let e): e.producer
    case .productTransferred(let e): e.producer
    default: nil
    }
  }

  /// The legal form that the event gives a producer.
  public var form: LegalForm? {
    switch self {
    case .producerRegistered(let e): e.form
    case .producerFormChanged(let e): e.form
    default: nil
    }
  }
}
