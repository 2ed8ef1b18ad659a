/// Points as a rulebook prints them: `5`, or `2.5`. Kept as hundredths, like all points.
public struct RulePoints: IntegerFieldValue, Comparable, CustomStringConvertible {
  /// The points.
  public let points: Points

  /// Points.
  public init(_ points: Points) { self.points = points }
  /// Whole points.
  public init(_ whole: Int64) { points = Points(whole) }

  /// Reads `5`, `2.5`, `2.25`; `nil` for anything else.
  public init?(text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Self.digits(parts[0], atMost: 6) else { return nil }
    var hundredths = whole * 100
    if parts.count == 2 {
      guard let fraction = Self.digits(parts[1], atMost: 2) else { return nil }
      hundredths += parts[1].utf8.count == 1 ? fraction * 10 : fraction
    }
    points = Points(hundredths: hundredths)
  }

  private static func digits(_ text: Substring, atMost count: Int) -> Int64? {
    guard (1...count).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int64(text)
  }

  /// `sint64`
  public static var protoType: String { "sint64" }
  /// No points.
  public static var zero: RulePoints { RulePoints(0) }
  /// An option of no points is written, too.
  public static var omitsZero: Bool { false }
  /// Zigzag, hundredths.
  public var wireInteger: UInt64 { points.wireInteger }
  /// Undoes zigzag.
  public init?(wireInteger: UInt64) {
    guard let points = Points(wireInteger: wireInteger) else { return nil }
    self.points = points
  }

  /// A whole number where the points are whole, else a text.
  public var json: JSONValue {
    points.hundredths % 100 == 0 ? .int(points.hundredths / 100) : .string(description)
  }

  /// Reads a whole number or a text.
  public init?(json: JSONValue) {
    switch json {
    case .int(let whole) where (0...1_000_000).contains(whole): self.init(whole)
    case .string(let text): self.init(text: text)
    default: return nil
    }
  }

  /// A number of points.
  public static var expected: Text {
    Text("điểm từ 0, nguyên hoặc nhiều nhất hai số lẻ", "points from 0, whole or with at most two decimals")
  }

  /// `5`, `2.5`
  public var description: String {
    var text = points.description
    while text.hasSuffix("0") && text.contains(".") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  /// Fewer points are smaller.
  public static func < (a: RulePoints, b: RulePoints) -> Bool { a.points < b.points }
}

/// The floors of a criterion: for a star rank the least points that it accepts. In files an object, `{"3": 1, "5": 5}`.
public struct Floors: TextFieldValue {
  /// By rank, ascending.
  public let floors: [(stars: Stars, points: RulePoints)]

  /// Floors, in the order of ranks.
  public init(_ floors: [(stars: Stars, points: RulePoints)]) { self.floors = floors.sorted { $0.stars < $1.stars } }

  /// The floor of `stars`, where it has one of its own.
  public subscript(stars: Stars) -> RulePoints? { floors.first { $0.stars == stars }?.points }

  /// `3:1,5:5`
  public var text: String { floors.map { "\($0.stars.number):\($0.points)" }.joined(separator: ",") }

  /// Reads `3:1,5:5`.
  public init?(text: String) {
    var floors: [(stars: Stars, points: RulePoints)] = []
    for part in text.split(separator: ",") {
      let pair = part.split(separator: ":").map(String.init)
      guard pair.count == 2, let number = Int(pair[0]), let stars = Stars(number),
        let points = RulePoints(text: pair[1])
      else { return nil }
      floors.append((stars, points))
    }
    self.init(floors)
  }

  /// No floors.
  public static var zero: Floors { Floors([]) }

  /// An object of points by rank.
  public var json: JSONValue {
    .object(floors.map { JSONValue.Member(String($0.stars.number), $0.points.json) })
  }

  /// Reads an object.
  public init?(json: JSONValue) {
    guard case .object(let members) = json else { return nil }
    var floors: [(stars: Stars, points: RulePoints)] = []
    for member in members {
      guard let number = Int(member.name), let stars = Stars(number), let points = RulePoints(json: member.value),
        !floors.contains(where: { $0.stars == stars })
      else { return nil }
      floors.append((stars, points))
    }
    self.init(floors)
  }

  /// The form in files.
  public static var expected: Text { Text("mức sàn theo sao, như {3: 1, 4: 2}", "floors by stars, like {3: 1, 4: 2}") }

  /// Same floors.
  public static func == (a: Floors, b: Floors) -> Bool { a.text == b.text }
  /// By the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
