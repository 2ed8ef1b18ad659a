public import OCOP

/// Something in what is recorded that wants a look: at which record, and what would mend it.
public struct DataFinding: Hashable, Sendable {
  /// What kind of thing it is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// Stars of three and more without the number of their decision.
    case decisionMissing = "decision.missing"
    /// A term other than the law's months from the first day.
    case termOther = "term.other"
    /// A decision that is written with another day or year than it was recorded for.
    case decisionYear = "decision.year"
    /// A product whose producer nobody named.
    case producerBlank = "producer.blank"
    /// Two producers with names that are nearly one.
    case producerNear = "producer.near"
    /// A product whose commune ended without one heir.
    case communeDead = "commune.dead"
    /// A product without a commune.
    case communeMissing = "commune.missing"
  }

  /// What kind of thing it is.
  public let kind: Kind
  /// The product or the producer.
  public let stream: StreamID
  /// Its name.
  public let name: String
  /// The record to be mended.
  public let position: Position
  /// What is there.
  public let detail: Text
  /// What would mend it.
  public let remedy: Remedy
}

extension DataFinding.Kind {
  /// The kind as people say it.
  public var names: Text {
    switch self {
    case .decisionMissing: Text("thiếu số quyết định", "no decision number")
    case .termOther: Text("thời hạn khác quy định", "a term other than the law's")
    case .decisionYear: Text("số quyết định ghi ngày khác", "decision written with another day")
    case .producerBlank: Text("chưa rõ chủ thể", "producer not known")
    case .producerNear: Text("tên chủ thể gần giống nhau", "producers of nearly one name")
    case .communeDead: Text("xã đã hết, cần phân bổ", "commune ended, to be assigned")
    case .communeMissing: Text("chưa rõ xã", "commune not known")
    }
  }
}
