public import OCOP
internal import ProjectionKit

/// How two answers about products with stars differ: product by product, each once, with the reason.
public struct AnswerDifference: Sendable {
  /// A product that counts otherwise on one side than on the other.
  public struct Product: Hashable, Sendable {
    /// The product.
    public let id: String
    /// How it counts on side A; `nil`: not at all.
    public let a: Standing?
    /// How it counts on side B; `nil`: not at all.
    public let b: Standing?
    /// Why.
    public let reason: Reason
  }

  /// How a product counts.
  public struct Standing: Hashable, Sendable {
    /// The row of the table.
    public let cell: String
    /// The stars.
    public let stars: Int64
    /// The record that grants them.
    public let position: Int64
    let from: Int64
    let through: Int64
    let ending: String
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

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .expired: Text("hết hạn", "expired")
      case .revoked: Text("bị thu hồi", "revoked")
      case .removed: Text("đưa ra khỏi danh sách", "removed from the list")
      case .failed: Text("đánh giá lại không đạt", "re-evaluation failed")
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
  /// The first record behind a difference: where the two part. `nil`: none does.
  public let firstPosition: Int64?
}

extension Ledger {
  /// The products that count in `question`, by id, each with what tells it apart.
  public func standings(_ question: Question) throws -> (standings: [String: AnswerDifference.Standing], answer: Answer)
  {
    var asked = question
    asked.parameters["explain"] = "brief"
    let answer = try ask("star-counts", asked)
    var standings: [String: AnswerDifference.Standing] = [:]
    standings.reserveCapacity(answer.sheet.rows.count)
    for row in answer.sheet.rows {
      guard case .string(let id) = row[0], case .string(let cell) = row[1], case .int(let stars) = row[2],
        case .int(let position) = row[3], case .int(let from) = row[4], case .int(let through) = row[5],
        case .string(let ending) = row[6]
      else { preconditionFailure("brief products have these columns") }
      standings[id] = AnswerDifference.Standing(
        cell: cell, stars: stars, position: position, from: from, through: through, ending: ending)
    }
    return (standings, answer)
  }
}

extension AnswerDifference {
  /// Holds two sides against each other. Swapping the sides swaps what is on each side and nothing else.
  public init(
    _ a: [String: Standing], _ questionA: Question, _ b: [String: Standing], _ questionB: Question
  ) {
    var found: [Product] = []
    for id in Set(a.keys).union(b.keys).sorted(by: Self.precedes) {
      let (one, other) = (a[id], b[id])
      guard one?.cell != other?.cell || one?.stars != other?.stars else { continue }
      found.append(
        Product(id: id, a: one, b: other, reason: Self.reason(one, questionA, other, questionB)))
    }
    products = found
    counts = (a.count, b.count)
    firstPosition = found.flatMap { [$0.a?.position, $0.b?.position].compactMap(\.self) }.min()
  }

  /// The same side with other stars for the products that were scored under other rules.
  public static func rescored(_ standings: [String: Standing], _ stars: [String: Int64]) -> [String: Standing] {
    var rescored = standings
    for (id, number) in stars {
      guard let standing = standings[id] else { continue }
      rescored[id] =
        number < 3
        ? nil
        : Standing(
          cell: standing.cell, stars: number, position: standing.position, from: standing.from,
          through: standing.through, ending: standing.ending)
    }
    return rescored
  }

  /// By number.
  private static func precedes(_ a: String, _ b: String) -> Bool { (a.count, a) < (b.count, b) }

  private static func reason(_ a: Standing?, _ questionA: Question, _ b: Standing?, _ questionB: Question) -> Reason {
    guard let a else {
      guard let b else { return .decision }
      return reason(b, questionB, nil, questionA)
    }
    if let b {
      if a.position == b.position { return a.stars == b.stars ? .place : .rules }
      return .decision
    }
    // Counts on this side only.
    let day = Int64(questionB.asOf.number)
    if questionA.counting == questionB.counting, questionA.knownAt == questionB.knownAt,
      questionA.asOf == questionB.asOf
    {
      return .rules
    }
    if day < a.from { return .recognised }
    if questionA.knownAt != questionB.knownAt, questionA.asOf == questionB.asOf { return .known }
    if day > a.through {
      switch a.ending {
      case "revoked": return .revoked
      case "removed": return .removed
      case "failed": return .failed
      case "expired": return questionA.counting == questionB.counting ? .expired : .counting
      default: return .decision
      }
    }
    return questionA.counting == questionB.counting ? .known : .counting
  }
}
