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
  /// The first day of the stretch in which the legal day lies, as days since 1970-01-01; missing where it is no stretch.
  var firstDay: Int64?
  /// The rulebooks under one of which it was decided, where it is not known under which.
  public var rulebooks: [RulebookID]
  /// What was told beside what the record says.
  public var told: [Telling]
  /// What the decision or the score rests on.
  public var grounds: Grounds?

  /// An extension with these fields; `nil`: it would say nothing.
  public init?(
    irregular: Irregularity?, rulebooks: [RulebookID] = [], told: [Telling] = [], grounds: Grounds = Grounds()
  ) {
    (self.irregular, self.rulebooks, self.told) = (irregular, rulebooks, told)
    self.grounds = grounds.isEmpty ? nil : grounds
    if isEmpty { return nil }
  }

  /// Nothing is said.
  public init() { (irregular, firstDay, rulebooks, told, grounds) = (nil, nil, [], [], nil) }

  /// Whether nothing is said.
  var isEmpty: Bool { irregular == nil && firstDay == nil && rulebooks.isEmpty && told.isEmpty && grounds == nil }

  static let firstDayField = 2

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.optional(1, "irregular", &irregular, "Why it is recorded although the law forbids it")
    try coder.optional(
      Self.firstDayField, "firstDay", &firstDay,
      "The first day of the stretch in which the legal day lies, as days since 1970-01-01; the least number of 32 bits: only the last is known"
    )
    try coder.list(
      3, "rulebooks", &rulebooks, "The rulebooks under one of which it was decided, where it is not known under which")
    try coder.list(4, "told", &told, "What was told beside what the record says")
    try coder.optional(5, "grounds", &grounds, "What the decision or the score rests on")
  }
}

extension Record {
  /// The format of the log that holds the record: a program that knows only earlier formats would read it wrongly.
  ///
  /// 2: all that the first release wrote. 3: an extension, or an event that the first release does not know all of.
  public var format: UInt32 {
    details == nil && effectiveOn?.start == nil && event.isOfFirstRelease ? 2 : 3
  }
}

extension Event {
  /// Whether the first release knows all that the event says.
  fileprivate var isOfFirstRelease: Bool {
    if dates.contains(where: { $0.start != nil }) { return false }
    guard EventTypes.ofFirstRelease.contains(type) else { return false }
    return switch self {
    case .removedFromList(let e): e.ground == nil
    case .rulebookAdopted(let e): e.law == nil
    case .areaEstablished(let e): e.unchecked == nil
    case .areaSucceeded(let e): e.unchecked == nil
    default: grant?.termRule == nil
    }
  }
}

extension EventTypes {
  /// Those that the first release knows. No type is ever added: a record of another has a higher format.
  package static let ofFirstRelease: EventTypes = [
    .producerRegistered, .producerRenamed, .producerFormChanged, .producerMoved, .producerClosed, .exportOpened,
    .exportReported, .exportClosed, .qualityCertificateGranted, .qualityCertificateEnded, .supplyAgreementSigned,
    .supplyAgreementEnded, .supportGranted, .propertyRecorded, .productRegistered, .productRenamed, .productTransferred,
    .productMoved, .productRegrouped, .productCoded, .dossierFiled, .evaluated, .proposed, .proposalRefused,
    .proposalWithdrawn, .recognised, .upgraded, .renewed, .lowered, .reevaluationFailed, .certificateExtended, .revoked,
    .removedFromList, .annulled, .certificateHandedOver, .productAwarded, .sessionOpened, .sessionClosed, .ledgerOpened,
    .awardGiven, .fairHeld, .salesPointOpened, .salesPointClosed, .figureReported, .viewAttested, .rollbackAccepted,
    .targetSet, .areaEstablished, .areaAbolished, .areaSucceeded, .rulebookAdopted, .rulebookLapsed, .voided,
  ]
}
