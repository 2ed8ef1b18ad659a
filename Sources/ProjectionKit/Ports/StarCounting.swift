public import OCOP

/// What products with stars are broken down by.
public enum StarDimension: String, Vocabulary {
  /// Tỉnh.
  case province
  /// Huyện.
  case district
  /// Xã.
  case commune
  /// Nhóm sản phẩm.
  case group
  /// Loại hình chủ thể.
  case form
  /// Cấp công nhận.
  case level

  /// The level of its units, where it is one of areas.
  public var areaLevel: AreaLevel? {
    switch self {
    case .province: .province
    case .district: .district
    case .commune: .commune
    case .group, .form, .level: nil
    }
  }

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .province: Text("Tỉnh", "Province")
    case .district: Text("Huyện", "District")
    case .commune: Text("Xã", "Commune")
    case .group: Text("Nhóm sản phẩm", "Product group")
    case .form: Text("Loại hình chủ thể", "Legal form")
    case .level: Text("Cấp công nhận", "Deciding level")
    }
  }
}

/// A product with stars, as it counts on the day asked about: no more than what tells two answers apart.
public struct RatedProduct: Hashable, Sendable {
  /// The product.
  public let product: ProductID
  /// The row of the table in which it counts.
  public let cell: String
  /// The stars.
  public let stars: Stars
  /// The record that grants them.
  public let position: Position
  /// The first day on which it counts with them.
  public let from: Day
  /// The last day.
  public let through: Day
  /// How they end.
  public let ending: RatingInterval.Ending
  /// From which day a decision takes them away; the distant future where none does.
  public let takenFrom: Day

  /// A product as it counts.
  public init(
    product: ProductID, cell: String, stars: Stars, position: Position, from: Day, through: Day,
    ending: RatingInterval.Ending, takenFrom: Day
  ) {
    (self.product, self.cell, self.stars, self.position) = (product, cell, stars, position)
    (self.from, self.through, self.ending, self.takenFrom) = (from, through, ending, takenFrom)
  }
}

/// How many products and producers count, of a row of the table or of all.
public struct StarTally: Hashable, Sendable {
  /// Products with stars.
  public var products: Int64 = 0
  /// Their producers.
  public var producers: Int64 = 0
  /// Products with one star, two, … five.
  public var stars: [Int64] = [0, 0, 0, 0, 0]
  /// Products put forward for five stars.
  public var proposed5: Int64 = 0

  /// None.
  public init() {}
}

/// A projection that counts products with stars. Comparisons and published figures ask through it, whichever it is.
public protocol StarCounting: Projection {
  /// Every product that counts, in the order of their numbers.
  func ratedProducts(by dimension: StarDimension, in scope: QuestionScope) throws -> [RatedProduct]
  /// How many count in each row of the table, by its key, and in all.
  func tallies(
    by dimension: StarDimension, in scope: QuestionScope
  ) throws -> (cells: [String: StarTally], whole: StarTally)
}
