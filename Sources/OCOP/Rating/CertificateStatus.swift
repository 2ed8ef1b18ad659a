/// What a product's certificate is on a day: one meaning in every table, list and page.
///
/// The own term: Decision 26/2026/QĐ-TTg Art. 4.3; holding on after it: Art. 12.3; revocation: Art. 8.2; withdrawal: Art. 10.1.
public enum CertificateStatus: String, Vocabulary {
  /// Còn hiệu lực: the certificate's own term covers the day.
  case inForce
  /// Kéo dài hiệu lực: the own term has ended, and the certificate holds on.
  case extended
  /// Hết hiệu lực: the term ended by itself.
  case expired
  /// Đã được thay thế: a later decision took its place, and is not in force.
  case superseded
  /// Thu hồi giấy chứng nhận: revoked for cause.
  case revoked
  /// Đưa ra khỏi danh sách: removed from the list.
  case removed
  /// Thu hồi quyết định công nhận từ đầu: no recognition was ever good.
  case annulled
  /// Đánh giá lại không đạt: a re-evaluation ended without stars.
  case failed
  /// Thu hồi quyết định công nhận: the recognition decision was withdrawn.
  case decisionWithdrawn
  /// Thu hồi: withdrawn, and no source tells whether that is the certificate or the decision.
  case withdrawn
  /// Chưa công nhận: the ledger knows of no recognition.
  case none

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .inForce: Text("còn hiệu lực", "in force")
    case .extended: RatingFact.Kind.extended.names
    case .expired, .superseded, .revoked, .removed, .annulled, .failed, .decisionWithdrawn, .withdrawn:
      RatingInterval.Ending(rawValue: rawValue)?.names ?? Text(rawValue)
    case .none: Text("chưa công nhận", "not recognised")
    }
  }

  init(_ ending: RatingInterval.Ending) {
    self =
      switch ending {
      case .expired: .expired
      case .superseded: .superseded
      case .revoked: .revoked
      case .removed: .removed
      case .annulled: .annulled
      case .failed: .failed
      case .decisionWithdrawn: .decisionWithdrawn
      case .withdrawn: .withdrawn
      }
  }
}

extension RatingInterval {
  /// What the certificate is on `day`, on which it holds.
  public func heldStatus(on day: Day) -> CertificateStatus { day <= termThrough ? .inForce : .extended }
}

/// How it is known that a certificate's term has ended.
public enum Lapse: String, Vocabulary {
  /// A source tells it.
  case reported
  /// The term is over, and nobody tells more.
  case assumed

  /// The term as people say it.
  public var names: Text {
    switch self {
    case .reported: Text("có nguồn ghi", "reported")
    case .assumed: Text("theo thời hạn", "by its term")
    }
  }
}

extension RatingTimeline {
  /// How it is known on `day` that the certificate has expired; `nil`: it has not, or ended otherwise.
  public func lapse(on day: Day) -> Lapse? {
    guard held(on: day) == nil, let last = last(by: day), last.ending == .expired else { return nil }
    return lapses.contains { $0.day <= day && last.from <= $0.day } ? .reported : .assumed
  }

  /// What the product's certificate is on `day`: the one that is held, or else the way in which the last one ended.
  ///
  /// In force exactly where ``Counting/inForce`` counts the product; in force or extended exactly where
  /// ``Counting/inForceIncludingGrace`` does.
  public func status(on day: Day) -> CertificateStatus {
    if let held = held(on: day) { return held.heldStatus(on: day) }
    if let last = last(by: day) { return CertificateStatus(last.ending) }
    return intervals.contains { $0.ending == .annulled } ? .annulled : .none
  }
}
