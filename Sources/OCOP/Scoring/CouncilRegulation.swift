/// What a council's own regulation (quy chế) says about its sheets. Nothing of it is in a national rulebook.
///
/// Decision 26/2026/QĐ-TTg says who sits on a council and leaves quorum, mean and spread to its regulation.
public struct CouncilRegulation: Hashable, Sendable {
  /// Members who must have scored, in percent of all; `nil`: not said.
  public var quorumPercent: UInt32?
  /// How many members the council has; `nil`: not said, and then no quorum can be checked.
  public var members: UInt32?
  /// Above this difference between two members they discuss and score again.
  public var spreadLimit: Points?
  /// How the result comes from the sheets.
  public var combination: Combination
  /// How the mean is rounded before it is held against the bands.
  public var rounding: Rounding

  /// A regulation; unless told otherwise the exact mean of all sheets.
  public init(
    quorumPercent: UInt32? = nil, members: UInt32? = nil, spreadLimit: Points? = nil, combination: Combination = .mean,
    rounding: Rounding = .exact
  ) {
    self.quorumPercent = quorumPercent
    self.members = members
    self.spreadLimit = spreadLimit
    self.combination = combination
    self.rounding = rounding
  }

  /// As recorded with a session.
  public init(_ session: SessionOpened) {
    self.init(
      quorumPercent: session.quorumPercent, members: session.members, spreadLimit: session.spreadLimit,
      combination: session.combination ?? .mean, rounding: session.rounding ?? .exact)
  }

  /// Why the sheets make no result yet; `nil`: they do.
  public func objection(to tally: Tally) -> CouncilObjection? {
    if let quorumPercent, let members, combination == .mean {
      let needed = UInt32(clamping: (UInt64(members) * UInt64(quorumPercent) + 99) / 100)
      if tally.sheets < needed { return .noQuorum(present: tally.sheets, needed: needed, of: members) }
    }
    if combination == .vote && tally.sheets != 1 { return .notOneAdvisorySheet(tally.sheets) }
    // A sheet that ended early has fewer points for that reason: nothing there to discuss.
    if let spreadLimit, let range = tally.range, tally.endings.isEmpty {
      let spread = Points(hundredths: range.highest.hundredths - range.lowest.hundredths)
      if spread > spreadLimit { return .spread(spread, limit: spreadLimit) }
    }
    return nil
  }
}

/// Why sheets make no result yet.
public enum CouncilObjection: Hashable, Sendable {
  /// Too few members scored.
  case noQuorum(present: UInt32, needed: UInt32, of: UInt32)
  /// Two members differ by more than the limit: they discuss and score again.
  case spread(Points, limit: Points)
  /// A vote takes exactly one sheet, the advisory team's.
  case notOneAdvisorySheet(UInt32)

  /// The stable code.
  public var code: String {
    switch self {
    case .noQuorum: "council.noQuorum"
    case .spread: "council.spread"
    case .notOneAdvisorySheet: "council.notOneAdvisorySheet"
    }
  }

  /// What is wrong and what to do.
  public var text: Text {
    switch self {
    case .noQuorum(let present, let needed, let members):
      Text(
        "Mới có \(present) phiếu; phải có ít nhất \(needed) trong \(members) thành viên.",
        "There are \(present) sheets; at least \(needed) of \(members) members must score.")
    case .spread(let spread, let limit):
      Text(
        "Hai thành viên lệch nhau \(RulePoints(spread)) điểm, quá \(RulePoints(limit)): trao đổi rồi chấm lại.",
        "Two members differ by \(RulePoints(spread)) points, more than \(RulePoints(limit)): discuss and score again.")
    case .notOneAdvisorySheet(let count):
      Text(
        "Biểu quyết chỉ dùng một phiếu của tổ tư vấn, không phải \(count).",
        "A vote takes one sheet, the advisory team's, not \(count).")
    }
  }
}
