extension Event {
  /// The name that the event gives a product.
  public var productName: String? {
    switch self {
    case .productRegistered(let e): e.name
    case .productRenamed(let e): e.name
    default: nil
    }
  }

  /// The name that the event gives a producer.
  public var producerName: String? {
    switch self {
    case .producerRegistered(let e): e.name
    case .producerRenamed(let e): e.name
    default: nil
    }
  }
}
