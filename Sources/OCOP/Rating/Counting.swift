/// What "a product with stars on that day" means. Published totals mix these ways; every answer names its own.
public enum Counting: String, Vocabulary {
  /// The certificate's own term covers the day.
  case inForce = "in-force"
  /// Recognised at some time up to the day, whatever became of it; with the stars of the last decision by then.
  case everRecognised = "ever-recognised"
  /// In force, or held on beyond its term (QĐ 26/2026 Art. 12.3: until the authority answers).
  case inForceIncludingGrace = "in-force-including-grace"
  /// The stars last known, unless a decision took them away: lapsed terms count, since renewals are often not reported.
  case latestKnown = "latest-known"

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .inForce: Text("còn hiệu lực", "in force")
    case .everRecognised: Text("lũy kế đã công nhận", "ever recognised")
    case .inForceIncludingGrace: Text("kể cả kéo dài hiệu lực", "in force or extended")
    case .latestKnown: Text("hạng gần nhất đã biết", "latest known")
    }
  }
}

extension RatingTimeline {
  /// The interval whose stars count on `day`; `nil`: none does.
  public func interval(on day: Day, counting: Counting) -> RatingInterval? {
    switch counting {
    case .inForceIncludingGrace: return held(on: day)
    case .inForce: return held(on: day).flatMap { day <= $0.termThrough ? $0 : nil }
    case .everRecognised: return last(by: day)
    case .latestKnown:
      guard let last = last(by: day) else { return nil }
      return last.takenFrom.map { $0 <= day } == true ? nil : last
    }
  }
}
