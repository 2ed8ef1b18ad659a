/// What goes on from an opening to a closing.
public enum SpellName: Hashable, Sendable {
  /// Goods of a producer in a market: those of one product, or others.
  case market(Market, ProductID?)
  /// A quality certificate of a producer, for one product or for none by name. Without a number its issuer tells it from others,
  /// where both are known.
  case certificate(standard: String, number: String?, ProductID?, issuer: String? = nil)
  /// A supply agreement of a producer; of any kind where none is named.
  case agreement(counterparty: String, ProductID?, AgreementKind? = nil)
  /// A sales point.
  case salesPoint(name: String, Place)

  /// Whether both name one thing, however it is spelled.
  public func isSame(as other: SpellName) -> Bool {
    func same(_ a: String?, _ b: String?) -> Bool { a.map { Spelling($0).exact } == b.map { Spelling($0).exact } }
    return switch (self, other) {
    case (.market(let a, let p), .market(let b, let q)): a == b && p == q
    case (.certificate(let a, let m, let p, let i), .certificate(let b, let n, let q, let j)):
      p == q && same(a, b) && same(m, n) && (m != nil || i == nil || j == nil || same(i, j))
    case (.agreement(let a, let p, let k), .agreement(let b, let q, let l)):
      p == q && (k == nil || l == nil || k == l) && Naming(producer: a).exact == Naming(producer: b).exact
    case (.salesPoint(let a, let p), .salesPoint(let b, let q)): p == q && same(a, b)
    default: false
    }
  }

  /// How people name it.
  public var names: Text {
    func of(_ product: ProductID?, _ language: Language) -> String {
      product.map { language == .vi ? " của sản phẩm \($0)" : " for the product \($0)" } ?? ""
    }
    func both(_ vi: String, _ en: String, _ product: ProductID? = nil) -> Text {
      Text(vi + of(product, .vi), en + of(product, .en))
    }
    return switch self {
    case .market(let market, let product): both("thị trường \(market.name(.vi))", "market \(market.name(.en))", product)
    case .certificate(let standard, let number, let product, _):
      both(
        "giấy chứng nhận \(standard)\(number.map { " số \($0)" } ?? "")",
        "certificate \(standard)\(number.map { " number \($0)" } ?? "")", product)
    case .agreement(let counterparty, let product, _):
      both("thỏa thuận với \(counterparty)", "agreement with \(counterparty)", product)
    case .salesPoint(let name, _): both("điểm bán \(name)", "sales point \(name)")
    }
  }

  /// The first part of the codes of what is refused about it.
  var code: String {
    switch self {
    case .market: "market"
    case .certificate: "qualityCertificate"
    case .agreement: "agreement"
    case .salesPoint: "salesPoint"
    }
  }
}
