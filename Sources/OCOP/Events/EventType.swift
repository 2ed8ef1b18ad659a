internal import Wire

/// The types of events, by their field numbers in a record: a number means the same for ever. What each says is told by its payload's type.
public enum EventType: Int, CaseIterable, Hashable, Sendable {
  case producerRegistered = 16
  case producerRenamed = 17
  case producerFormChanged = 18
  case producerMoved = 19
  case producerClosed = 20
  case exportOpened = 21
  case exportReported = 22
  case exportClosed = 23
  case qualityCertificateGranted = 24
  case qualityCertificateEnded = 25
  case supplyAgreementSigned = 26
  case supplyAgreementEnded = 27
  case supportGranted = 28
  case propertyRecorded = 29
  case productRegistered = 40
  case productRenamed = 41
  case productTransferred = 42
  case productMoved = 43
  case productRegrouped = 44
  case productCoded = 45
  case dossierFiled = 46
  case evaluated = 47
  case proposed = 48
  case proposalRefused = 49
  case proposalWithdrawn = 50
  case recognised = 51
  case upgraded = 52
  case renewed = 53
  case lowered = 54
  case reevaluationFailed = 55
  case certificateExtended = 56
  case revoked = 57
  case removedFromList = 58
  case annulled = 59
  case certificateHandedOver = 60
  case productAwarded = 61
  case granted = 62
  case recognitionWithdrawn = 63
  case reportedLapsed = 64
  case certificateContinues = 65
  case inspected = 66
  case penalised = 67
  case markUseSuspended = 68
  case markUseRestored = 69
  case sessionOpened = 70
  case sessionClosed = 71
  case disputeOpened = 72
  case disputeSettled = 73
  case listImported = 74
  case ledgerOpened = 75
  case awardGiven = 76
  case fairHeld = 77
  case salesPointOpened = 78
  case salesPointClosed = 79
  case figureReported = 80
  case viewAttested = 81
  case rollbackAccepted = 82
  case termRuleSet = 83
  case decisionRecorded = 84
  case targetSet = 85
  case areaEstablished = 86
  case areaAbolished = 87
  case areaSucceeded = 88
  case decisionChanged = 89
  case rulebookAdopted = 90
  case rulebookLapsed = 91
  case registerHandedOver = 92
  case powerDelegated = 93
  case streamsCommitted = 94
  case voided = 95

  /// The type's code in JSON: its name.
  public var code: String { "\(self)" }

  /// Reads a code; `nil` for an unknown one.
  public init?(code: String) {
    guard let type = Self.byCode[code] else { return nil }
    self = type
  }

  private static let byCode = Dictionary(uniqueKeysWithValues: allCases.map { ($0.code, $0) })

  /// What the catalogue says of it.
  public var entry: CatalogueEntry { payload.entry }
  /// The event as people say it.
  public var names: Text { entry.names }
  /// The kind of stream that holds events of this type; `nil`: any.
  public var stream: StreamKind? { entry.stream }
  /// The payload's type.
  public var payload: any EventPayload.Type { Self.codings[rawValue]!.payload }

  /// Reads a payload of this type from its bytes. Throws ``WireError``.
  func event(wire bytes: UnsafeRawBufferPointer) throws(WireError) -> Event { try Self.codings[rawValue]!.wire(bytes) }

  /// Reads a payload of this type from JSON. Throws ``MessageError`` naming the field at fault.
  func event(json: JSONValue) throws(MessageError) -> Event { try Self.codings[rawValue]!.json(json) }

  /// The event with a payload of this type.
  package func event(with payload: any EventPayload) -> Event {
    guard let event = Self.codings[rawValue]!.event(payload) else {
      preconditionFailure("a payload has the type it says")
    }
    return event
  }

  /// By number.
  private static let codings: [EventCoding?] = {
    var codings = [EventCoding?](repeating: nil, count: 1 + (allCases.map(\.rawValue).max() ?? 0))
    for type in allCases { codings[type.rawValue] = type.coding }
    return codings
  }()

  private var coding: EventCoding {
    switch self {
    case .producerRegistered: EventCoding(Event.producerRegistered)
    case .producerRenamed: EventCoding(Event.producerRenamed)
    case .producerFormChanged: EventCoding(Event.producerFormChanged)
    case .producerMoved: EventCoding(Event.producerMoved)
    case .producerClosed: EventCoding(Event.producerClosed)
    case .exportOpened: EventCoding(Event.exportOpened)
    case .exportReported: EventCoding(Event.exportReported)
    case .exportClosed: EventCoding(Event.exportClosed)
    case .qualityCertificateGranted: EventCoding(Event.qualityCertificateGranted)
    case .qualityCertificateEnded: EventCoding(Event.qualityCertificateEnded)
    case .supplyAgreementSigned: EventCoding(Event.supplyAgreementSigned)
    case .supplyAgreementEnded: EventCoding(Event.supplyAgreementEnded)
    case .supportGranted: EventCoding(Event.supportGranted)
    case .propertyRecorded: EventCoding(Event.propertyRecorded)
    case .productRegistered: EventCoding(Event.productRegistered)
    case .productRenamed: EventCoding(Event.productRenamed)
    case .productTransferred: EventCoding(Event.productTransferred)
    case .productMoved: EventCoding(Event.productMoved)
    case .productRegrouped: EventCoding(Event.productRegrouped)
    case .productCoded: EventCoding(Event.productCoded)
    case .dossierFiled: EventCoding(Event.dossierFiled)
    case .evaluated: EventCoding(Event.evaluated)
    case .proposed: EventCoding(Event.proposed)
    case .proposalRefused: EventCoding(Event.proposalRefused)
    case .proposalWithdrawn: EventCoding(Event.proposalWithdrawn)
    case .recognised: EventCoding(Event.recognised)
    case .upgraded: EventCoding(Event.upgraded)
    case .renewed: EventCoding(Event.renewed)
    case .lowered: EventCoding(Event.lowered)
    case .reevaluationFailed: EventCoding(Event.reevaluationFailed)
    case .certificateExtended: EventCoding(Event.certificateExtended)
    case .revoked: EventCoding(Event.revoked)
    case .removedFromList: EventCoding(Event.removedFromList)
    case .annulled: EventCoding(Event.annulled)
    case .certificateHandedOver: EventCoding(Event.certificateHandedOver)
    case .productAwarded: EventCoding(Event.productAwarded)
    case .granted: EventCoding(Event.granted)
    case .recognitionWithdrawn: EventCoding(Event.recognitionWithdrawn)
    case .reportedLapsed: EventCoding(Event.reportedLapsed)
    case .certificateContinues: EventCoding(Event.certificateContinues)
    case .inspected: EventCoding(Event.inspected)
    case .penalised: EventCoding(Event.penalised)
    case .markUseSuspended: EventCoding(Event.markUseSuspended)
    case .markUseRestored: EventCoding(Event.markUseRestored)
    case .sessionOpened: EventCoding(Event.sessionOpened)
    case .sessionClosed: EventCoding(Event.sessionClosed)
    case .disputeOpened: EventCoding(Event.disputeOpened)
    case .disputeSettled: EventCoding(Event.disputeSettled)
    case .listImported: EventCoding(Event.listImported)
    case .ledgerOpened: EventCoding(Event.ledgerOpened)
    case .awardGiven: EventCoding(Event.awardGiven)
    case .fairHeld: EventCoding(Event.fairHeld)
    case .salesPointOpened: EventCoding(Event.salesPointOpened)
    case .salesPointClosed: EventCoding(Event.salesPointClosed)
    case .figureReported: EventCoding(Event.figureReported)
    case .viewAttested: EventCoding(Event.viewAttested)
    case .rollbackAccepted: EventCoding(Event.rollbackAccepted)
    case .termRuleSet: EventCoding(Event.termRuleSet)
    case .decisionRecorded: EventCoding(Event.decisionRecorded)
    case .targetSet: EventCoding(Event.targetSet)
    case .areaEstablished: EventCoding(Event.areaEstablished)
    case .areaAbolished: EventCoding(Event.areaAbolished)
    case .areaSucceeded: EventCoding(Event.areaSucceeded)
    case .decisionChanged: EventCoding(Event.decisionChanged)
    case .rulebookAdopted: EventCoding(Event.rulebookAdopted)
    case .rulebookLapsed: EventCoding(Event.rulebookLapsed)
    case .registerHandedOver: EventCoding(Event.registerHandedOver)
    case .powerDelegated: EventCoding(Event.powerDelegated)
    case .streamsCommitted: EventCoding(Event.streamsCommitted)
    case .voided: EventCoding(Event.voided)
    }
  }
}
