public import OCOP
public import ProjectionKit

/// How two answers about products with stars differ: product by product, each once, with the reason.
public struct AnswerDifference: Sendable {
  /// A product that counts otherwise on one side than on the other.
  public struct Product: Hashable, Sendable {
    /// The product.
    public let id: ProductID
    /// How it counts on side A; `nil`: not at all.
    public let a: RatedProduct?
    /// How it counts on side B; `nil`: not at all.
    public let b: RatedProduct?
    /// Why.
    public let reason: Reason
    /// The last day of its term, where that is why.
    public var lapsed: Day?
    /// What was decided on its stars after they had lapsed, and from which day that counts; `nil`: nothing was.
    public var afterwards: Afterwards?
  }

  /// A decision on stars that had ended by themselves.
  public struct Afterwards: Hashable, Sendable {
    /// What it did.
    public let reason: Reason
    /// The first day on which it counts.
    public let from: Day
  }

  /// Why a product counts otherwise.
  public enum Reason: String, Vocabulary {
    /// Its term ended in between.
    case expired
    /// Revoked in between.
    case revoked
    /// Taken off the list in between.
    case removed
    /// A re-evaluation without stars in between.
    case failed
    /// The recognition decision withdrawn in between, or no source tells whether that or the certificate.
    case withdrawn
    /// First recognised in between.
    case recognised
    /// Another decision holds.
    case decision
    /// Counted by one way of counting and not by the other.
    case counting
    /// Known on one side and not yet on the other.
    case known
    /// The rules of one side give its sheets other stars (giả định).
    case rules
    /// The same stars in another row: its place or group changed, or the map.
    case place

    /// That of an ending by which stars are taken away; `nil`: by the others they are not.
    init?(taking ending: RatingInterval.Ending) {
      switch ending {
      case .revoked: self = .revoked
      case .removed: self = .removed
      case .failed: self = .failed
      case .decisionWithdrawn, .withdrawn: self = .withdrawn
      case .expired, .superseded, .annulled: return nil
      }
    }

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .expired: RatingInterval.Ending.expired.names
      case .revoked: RatingInterval.Ending.revoked.names
      case .removed: RatingInterval.Ending.removed.names
      case .failed: RatingInterval.Ending.failed.names
      case .withdrawn: Text("thu hồi", "withdrawn")
      case .recognised: Text("mới công nhận", "recognised")
      case .decision: Text("quyết định khác", "another decision")
      case .counting: Text("cách đếm khác", "another counting")
      case .known: Text("biết sau", "known later")
      case .rules: Text("bộ tiêu chí khác (giả định)", "other rules (what-if)")
      case .place: Text("địa bàn hoặc nhóm khác", "another place or group")
      }
    }
  }

  /// The products that differ, in order.
  public let products: [Product]
  /// How many products count on each side.
  public let counts: (a: Int, b: Int)
  /// The first record by which the two part: one that only one side counts, or that ended what the other counts. `nil`:
  /// time, rules or the map alone make the difference.
  public let firstPosition: Position?
}

extension AnswerDifference {
  /// How a product's stars ended, as one side knows it: the last interval that began by its day.
  public struct End: Sendable {
    let ending: RatingInterval.Ending
    let by: Position?
    /// What was decided on them afterwards.
    let afterwards: Afterwards?
  }

  /// Holds two sides against each other. Swapping the sides swaps what is on each side and nothing else.
  ///
  /// `end` is asked how the stars of a product ended that no longer counts on the side of a question, where a decision
  /// may have ended them; see ``Ledger/end(of:_:)``.
  ///
  /// Throws ``LedgerFailure`` where the log cannot be read, or where a newer program wrote what is asked for.
  public init(
    _ a: [ProductID: RatedProduct], _ questionA: Question, _ b: [ProductID: RatedProduct], _ questionB: Question,
    end: (_ product: ProductID, Question) throws -> End? = { _, _ in nil }
  ) rethrows {
    var found: [Product] = []
    var first: Position?
    for id in Set(a.keys).union(b.keys).sorted() {
      let (one, other) = (a[id], b[id])
      guard one?.cell != other?.cell || one?.stars != other?.stars else { continue }
      var afterwards: Afterwards?
      func ended(_ question: Question) throws -> End? {
        let end = try end(id, question)
        afterwards = end?.afterwards
        return end
      }
      let (reason, parting) =
        if let one, let other {
          Self.between(one, questionA, other, questionB)
        } else if let one {
          try Self.only(one, questionA, questionB) { try ended(questionB) }
        } else if let other {
          try Self.only(other, questionB, questionA) { try ended(questionA) }
        } else {
          preconditionFailure("an id stands on one side at least")
        }
      var product = Product(id: id, a: one, b: other, reason: reason)
      if let effective = one ?? other, one == nil || other == nil, [.expired, .counting].contains(reason) {
        let there = one == nil ? questionA : questionB
        if effective.through < there.asOf { product.lapsed = effective.through }
        if reason == .counting, effective.takenFrom <= there.asOf { _ = try ended(there) }
        product.afterwards = afterwards
      }
      found.append(product)
      first = [first, parting].compactMap(\.self).min()
    }
    products = found
    counts = (a.count, b.count)
    firstPosition = first
  }

  /// The same side with other stars for the products that were scored under other rules.
  public static func rescored(
    _ products: [ProductID: RatedProduct], _ stars: [ProductID: Stars?]
  ) -> [ProductID: RatedProduct] {
    var rescored = products
    for (id, now) in stars {
      guard let product = products[id] else { continue }
      rescored[id] = now.flatMap { $0 < .three ? nil : product.with(stars: $0) }
    }
    return rescored
  }

  /// Why a product counts otherwise on two sides, and the record by which they part; `nil`: no record does that.
  private static func between(
    _ a: RatedProduct, _ questionA: Question, _ b: RatedProduct, _ questionB: Question
  ) -> (Reason, Position?) {
    if a.position == b.position { return (a.stars == b.stars ? .place : .rules, nil) }
    let (earlier, later) = a.position < b.position ? (questionA, b) : (questionB, a)
    if earlier.knownAt.map({ later.position > $0 }) ?? false { return (.known, later.position) }
    if questionA.asOf == questionB.asOf {
      if questionA.knownAt != questionB.knownAt { return (.known, later.position) }
      if questionA.counting != questionB.counting { return (.counting, nil) }
    }
    return (.decision, later.position)
  }

  /// Why a product counts on one side only.
  private static func only(
    _ effective: RatedProduct, _ here: Question, _ there: Question, _ end: () throws -> End?
  ) rethrows -> (Reason, Position?) {
    if here.counting == there.counting, here.knownAt == there.knownAt, here.asOf == there.asOf { return (.rules, nil) }
    if there.knownAt.map({ effective.position > $0 }) ?? false { return (.known, effective.position) }
    if there.asOf < effective.from { return (.recognised, effective.position) }
    if there.asOf > effective.through || here.knownAt != there.knownAt {
      // What ended by time alone is told by the side that counts; of the rest the other side knows more.
      let isLapse =
        effective.ending == .expired && here.knownAt == there.knownAt && there.counting != .latestKnown
        && effective.takenFrom > there.asOf
      let end = isLapse ? nil : try end()
      let ending = end?.ending ?? effective.ending
      if let taken = Reason(taking: ending) { return (taken, end?.by) }
      if ending == .expired, there.asOf > effective.through {
        return (here.counting == there.counting ? .expired : .counting, nil)
      }
    }
    if here.knownAt != there.knownAt { return (.known, nil) }
    return (here.counting == there.counting ? .decision : .counting, nil)
  }
}

extension [RatedProduct] {
  /// The products by their ids.
  public var byID: [ProductID: RatedProduct] { Dictionary(map { ($0.product, $0) }) { first, _ in first } }
}

extension RatedProduct {
  fileprivate func with(stars: Stars) -> RatedProduct {
    RatedProduct(
      product: product, cell: cell, stars: stars, position: position, from: from, through: through, ending: ending,
      takenFrom: takenFrom)
  }
}

extension Ledger {
  /// How the stars of `product` ended, as far as `question` sees; `nil`: it never had any. Costs a read of its stream.
  public func end(of product: ProductID, _ question: Question) throws(LedgerError) -> AnswerDifference.End? {
    let timeline = try history(of: product.stream, knownAt: question.knownAt ?? Position(.max)).ratings
    return timeline.last(by: question.asOf).map { last in
      // A certificate that lapsed and was revoked afterwards counts as latest known until the revocation.
      let taking = last.taking
      if question.counting == .latestKnown, let taking {
        return AnswerDifference.End(ending: taking.ending, by: taking.by, afterwards: nil)
      }
      let afterwards = last.takenFrom.flatMap { day -> AnswerDifference.Afterwards? in
        guard day <= question.asOf, !last.ending.takesAway else { return nil }
        return taking.flatMap { AnswerDifference.Reason(taking: $0.ending) }.map { .init(reason: $0, from: day) }
      }
      return AnswerDifference.End(ending: last.ending, by: last.endedBy, afterwards: afterwards)
    }
  }
}
