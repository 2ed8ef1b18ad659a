/// What is said of a record beyond the fields that every record had from the beginning.
///
/// An old program passes over what it does not know, so the commit that first writes an extension raises the log's format
/// (``Record/format``). Each thing added is an optional field here, and what a field says never depends on another being read.
public struct RecordExtension: Message {
  /// What it holds, for the schema.
  public static let summary = "What is said of a record beyond the fields that every record had from the beginning."

  static let layout = MessageLayout(of: RecordExtension.self)

  /// Why it is recorded although the law forbids it.
  public var irregular: Irregularity?

  /// An extension with these fields.
  public init(irregular: Irregularity?) { self.irregular = irregular }

  /// Nothing is said.
  public init() { irregular = nil }

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "irregular", &irregular, "Why it is recorded although the law forbids it")
  }
}

extension Record {
  /// The format of the log that holds the record: a program that knows only earlier formats would read it wrongly.
  ///
  /// 2: all that the first release wrote. 3: an extension, or an event that the first release does not know all of.
  public var format: UInt32 { details == nil && event.isOfFirstRelease ? 2 : 3 }
}

extension Event {
  /// Whether the first release knows all that the event says.
  fileprivate var isOfFirstRelease: Bool {
    switch self {
    case .granted, .recognitionWithdrawn, .termRuleSet: false
    case .removedFromList(let e): e.ground == nil
    case .rulebookAdopted(let e): e.law == nil
    case .areaEstablished(let e): e.unchecked == nil
    case .areaSucceeded(let e): e.unchecked == nil
    default: grant?.termRule == nil
    }
  }
}
