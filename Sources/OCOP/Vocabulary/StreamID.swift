/// What a stream is about.
public enum StreamKind: String, Vocabulary {
  /// The office itself: awards to people, fairs, sales points, published figures.
  case office
  /// A producer (chủ thể).
  case producer
  /// A product (sản phẩm).
  case product
  /// A council session (kỳ họp hội đồng).
  case session
  /// A rulebook (bộ tiêu chí).
  case rulebook
  /// The administrative map of a province (địa bàn).
  case area
  /// A target (chỉ tiêu).
  case target

  /// Its place in the list, from 1, told without the list: every look at a stream asks.
  public var wireInteger: UInt64 {
    switch self {
    case .office: 1
    case .producer: 2
    case .product: 3
    case .session: 4
    case .rulebook: 5
    case .area: 6
    case .target: 7
    }
  }

  /// Whether both are one kind.
  public static func == (a: StreamKind, b: StreamKind) -> Bool { a.wireInteger == b.wireInteger }

  /// By its place in the list.
  public func hash(into hasher: inout Hasher) { hasher.combine(wireInteger) }

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .office: Text("văn phòng", "office")
    case .producer: Text("chủ thể", "producer")
    case .product: Text("sản phẩm", "product")
    case .session: Text("kỳ họp hội đồng", "council session")
    case .rulebook: Text("bộ tiêu chí", "rulebook")
    case .area: Text("địa bàn", "area")
    case .target: Text("chỉ tiêu", "target")
    }
  }
}

/// A stream: the history of one thing.
public struct StreamID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// What the stream is about.
  public let kind: StreamKind
  /// Which one; 0 where there is only one.
  public let number: UInt32

  /// A stream.
  public init(_ kind: StreamKind, _ number: UInt32) {
    self.kind = kind
    self.number = number
  }

  /// The one stream of the office.
  public static let office = StreamID(.office, 0)

  /// Reads `product/12`.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = StreamKind(rawValue: String(parts[0])), let number = UInt32(parts[1]),
      String(number) == parts[1]
    else { return nil }
    self.init(kind, number)
  }

  /// `product/12`
  public var description: String { "\(kind.rawValue)/\(number)" }

  /// One number for both: streams are what is looked up most.
  private var packed: UInt64 { kind.wireInteger << 32 | UInt64(number) }

  /// Whether both are one stream.
  public static func == (a: StreamID, b: StreamID) -> Bool { a.packed == b.packed }

  /// By kind and number.
  public func hash(into hasher: inout Hasher) { hasher.combine(packed) }

  /// By kind, then by number.
  public static func < (a: StreamID, b: StreamID) -> Bool {
    (a.kind.wireInteger, a.number) < (b.kind.wireInteger, b.number)
  }
}
