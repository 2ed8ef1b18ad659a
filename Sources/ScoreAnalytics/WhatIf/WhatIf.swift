public import OCOP

/// What the sheets of the past would have come to under another rulebook (giả định / what-if). It never touches an award.
public struct WhatIf: Sendable {
  /// What becomes of a product.
  public enum Change: String, Vocabulary {
    /// More stars.
    case rises
    /// Fewer stars, but a certificate still.
    case falls
    /// No certificate any more: fewer than three stars, or none at all.
    case losesAll
    /// The same.
    case same

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .rises: Text("lên hạng", "rises")
      case .falls: Text("xuống hạng", "falls")
      case .losesAll: Text("mất hạng", "loses all")
      case .same: Text("giữ nguyên", "same")
      }
    }
  }

  /// Why a product could not be scored.
  public enum Obstacle: String, Vocabulary {
    /// History left a bare total, or less: no sheet is there.
    case noSheets
    /// Its sheets are of a criteria set that the rulebook does not have.
    case otherSet
    /// Its sheets do not answer what the rulebook asks.
    case sheetDiffers
    /// The rulebook of its own time is not in the ledger in full.
    case ownRulesUnknown

    /// The term as people say it.
    public var names: Text {
      switch self {
      case .noSheets: Text("không có phiếu chấm chi tiết", "no sheets")
      case .otherSet: Text("phiếu theo bộ tiêu chí khác", "sheets of another set")
      case .sheetDiffers: Text("phiếu không trả lời đủ tiêu chí mới", "sheets do not answer the new criteria")
      case .ownRulesUnknown: Text("chưa có nội dung bộ tiêu chí gốc", "its own rulebook is not known in full")
      }
    }
  }

  /// One product that was scored.
  public struct Product: Sendable {
    /// The product.
    public let id: ProductID
    /// Its name on the day asked about.
    public let name: String
    /// Its group.
    public let group: ProductGroup?
    /// Where it is, as recorded.
    public let place: Place?
    /// The stars of its sheets under the rulebook of their time.
    public let before: Stars?
    /// The stars of the same sheets under the other rulebook.
    public let after: Stars?
    /// What becomes of it.
    public let change: Change
    /// The criterion that decides, or `points`; `nil` where nothing changes.
    public let deciding: String?
  }

  /// Counts of what becomes of products.
  public struct Counts: Hashable, Sendable {
    /// By change.
    public var changes: [Change: Int] = [:]

    /// None.
    public init() {}

    /// How many were scored.
    public var scored: Int { changes.values.reduce(0, +) }
  }

  /// All products.
  public internal(set) var whole = Counts()
  /// By place, as recorded.
  public internal(set) var byPlace: [Place?: Counts] = [:]
  /// By group.
  public internal(set) var byGroup: [ProductGroup?: Counts] = [:]
  /// How many cases each criterion decides; `points`: the mean alone.
  public internal(set) var deciding: [String: Int] = [:]
  /// How many could not be scored, and why.
  public internal(set) var unscored: [Obstacle: Int] = [:]
}
