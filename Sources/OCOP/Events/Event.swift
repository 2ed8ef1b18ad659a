public import Wire

/// What happened, or what is to be recorded as having happened: the closed catalogue of the domain. What each event says is told by the type
/// of its payload.
///
/// A type is never changed: where its meaning must change, a new one is added beside it, under a new number.
public enum Event: Hashable, Sendable {
  case producerRegistered(ProducerRegistered)
  case producerRenamed(ProducerRenamed)
  case producerFormChanged(ProducerFormChanged)
  case producerMoved(ProducerMoved)
  case producerClosed(ProducerClosed)
  case exportOpened(ExportOpened)
  case exportReported(ExportReported)
  case exportClosed(ExportClosed)
  case qualityCertificateGranted(QualityCertificateGranted)
  case qualityCertificateEnded(QualityCertificateEnded)
  case supplyAgreementSigned(SupplyAgreementSigned)
  case supplyAgreementEnded(SupplyAgreementEnded)
  case supportGranted(SupportGranted)
  case propertyRecorded(PropertyRecorded)
  case productRegistered(ProductRegistered)
  case productRenamed(ProductRenamed)
  case productTransferred(ProductTransferred)
  case productMoved(ProductMoved)
  case productRegrouped(ProductRegrouped)
  case productCoded(ProductCoded)
  case dossierFiled(DossierFiled)
  case evaluated(Evaluated)
  case proposed(Proposed)
  case proposalRefused(ProposalRefused)
  case proposalWithdrawn(ProposalWithdrawn)
  case recognised(Recognised)
  case upgraded(Upgraded)
  case renewed(Renewed)
  case lowered(Lowered)
  case reevaluationFailed(ReevaluationFailed)
  case certificateExtended(CertificateExtended)
  case revoked(Revoked)
  case removedFromList(RemovedFromList)
  case annulled(Annulled)
  case certificateHandedOver(CertificateHandedOver)
  case productAwarded(ProductAwarded)
  case granted(Granted)
  case recognitionWithdrawn(RecognitionWithdrawn)
  case reportedLapsed(ReportedLapsed)
  case certificateContinues(CertificateContinues)
  case inspected(Inspected)
  case penalised(Penalised)
  case markUseSuspended(MarkUseSuspended)
  case markUseRestored(MarkUseRestored)
  case sessionOpened(SessionOpened)
  case sessionClosed(SessionClosed)
  case disputeOpened(DisputeOpened)
  case disputeSettled(DisputeSettled)
  case ledgerOpened(LedgerOpened)
  case awardGiven(AwardGiven)
  case fairHeld(FairHeld)
  case salesPointOpened(SalesPointOpened)
  case salesPointClosed(SalesPointClosed)
  case figureReported(FigureReported)
  case viewAttested(ViewAttested)
  case listImported(ListImported)
  case rollbackAccepted(RollbackAccepted)
  case termRuleSet(TermRuleSet)
  case decisionRecorded(DecisionRecorded)
  case targetSet(TargetSet)
  case areaEstablished(AreaEstablished)
  case areaAbolished(AreaAbolished)
  case areaSucceeded(AreaSucceeded)
  case decisionChanged(DecisionChanged)
  case rulebookAdopted(RulebookAdopted)
  case rulebookLapsed(RulebookLapsed)
  case registerHandedOver(RegisterHandedOver)
  case powerDelegated(PowerDelegated)
  case streamsCommitted(StreamsCommitted)
  case voided(Voided)

  /// Shows the payload to `reader`, as what it is.
  @inline(__always)
  func read<R: PayloadReader>(by reader: inout R) {
    switch self {
    case .producerRegistered(let payload): reader.read(payload)
    case .producerRenamed(let payload): reader.read(payload)
    case .producerFormChanged(let payload): reader.read(payload)
    case .producerMoved(let payload): reader.read(payload)
    case .producerClosed(let payload): reader.read(payload)
    case .exportOpened(let payload): reader.read(payload)
    case .exportReported(let payload): reader.read(payload)
    case .exportClosed(let payload): reader.read(payload)
    case .qualityCertificateGranted(let payload): reader.read(payload)
    case .qualityCertificateEnded(let payload): reader.read(payload)
    case .supplyAgreementSigned(let payload): reader.read(payload)
    case .supplyAgreementEnded(let payload): reader.read(payload)
    case .supportGranted(let payload): reader.read(payload)
    case .propertyRecorded(let payload): reader.read(payload)
    case .productRegistered(let payload): reader.read(payload)
    case .productRenamed(let payload): reader.read(payload)
    case .productTransferred(let payload): reader.read(payload)
    case .productMoved(let payload): reader.read(payload)
    case .productRegrouped(let payload): reader.read(payload)
    case .productCoded(let payload): reader.read(payload)
    case .dossierFiled(let payload): reader.read(payload)
    case .evaluated(let payload): reader.read(payload)
    case .proposed(let payload): reader.read(payload)
    case .proposalRefused(let payload): reader.read(payload)
    case .proposalWithdrawn(let payload): reader.read(payload)
    case .recognised(let payload): reader.read(payload)
    case .upgraded(let payload): reader.read(payload)
    case .renewed(let payload): reader.read(payload)
    case .lowered(let payload): reader.read(payload)
    case .reevaluationFailed(let payload): reader.read(payload)
    case .certificateExtended(let payload): reader.read(payload)
    case .revoked(let payload): reader.read(payload)
    case .removedFromList(let payload): reader.read(payload)
    case .annulled(let payload): reader.read(payload)
    case .certificateHandedOver(let payload): reader.read(payload)
    case .productAwarded(let payload): reader.read(payload)
    case .granted(let payload): reader.read(payload)
    case .recognitionWithdrawn(let payload): reader.read(payload)
    case .reportedLapsed(let payload): reader.read(payload)
    case .certificateContinues(let payload): reader.read(payload)
    case .inspected(let payload): reader.read(payload)
    case .penalised(let payload): reader.read(payload)
    case .markUseSuspended(let payload): reader.read(payload)
    case .markUseRestored(let payload): reader.read(payload)
    case .sessionOpened(let payload): reader.read(payload)
    case .sessionClosed(let payload): reader.read(payload)
    case .disputeOpened(let payload): reader.read(payload)
    case .disputeSettled(let payload): reader.read(payload)
    case .ledgerOpened(let payload): reader.read(payload)
    case .awardGiven(let payload): reader.read(payload)
    case .fairHeld(let payload): reader.read(payload)
    case .salesPointOpened(let payload): reader.read(payload)
    case .salesPointClosed(let payload): reader.read(payload)
    case .figureReported(let payload): reader.read(payload)
    case .viewAttested(let payload): reader.read(payload)
    case .listImported(let payload): reader.read(payload)
    case .rollbackAccepted(let payload): reader.read(payload)
    case .termRuleSet(let payload): reader.read(payload)
    case .decisionRecorded(let payload): reader.read(payload)
    case .targetSet(let payload): reader.read(payload)
    case .areaEstablished(let payload): reader.read(payload)
    case .areaAbolished(let payload): reader.read(payload)
    case .areaSucceeded(let payload): reader.read(payload)
    case .decisionChanged(let payload): reader.read(payload)
    case .rulebookAdopted(let payload): reader.read(payload)
    case .rulebookLapsed(let payload): reader.read(payload)
    case .registerHandedOver(let payload): reader.read(payload)
    case .powerDelegated(let payload): reader.read(payload)
    case .streamsCommitted(let payload): reader.read(payload)
    case .voided(let payload): reader.read(payload)
    }
  }
}

/// What is done with the payload of an event, whatever its type is: code is made for each.
protocol PayloadReader {
  mutating func read<P: EventPayload>(_ payload: P)
}

extension Event {
  /// The event's payload.
  public var payload: any EventPayload {
    var reader = Boxing()
    read(by: &reader)
    return reader.payload
  }

  private struct Boxing: PayloadReader {
    var payload: any EventPayload = Voided()
    mutating func read<P: EventPayload>(_ payload: P) { self.payload = payload }
  }

  /// The event's type.
  public var type: EventType {
    var reader = TypeReading()
    read(by: &reader)
    return reader.type
  }

  private struct TypeReading: PayloadReader {
    var type = EventType.voided
    mutating func read<P: EventPayload>(_ payload: P) { type = P.type }
  }

  /// Writes the payload as the field of its type. Each one is written by code made for it: none is boxed.
  func write(to writer: inout WireWriter) {
    var reader = Writing(writer: WireWriter())
    swap(&reader.writer, &writer)
    read(by: &reader)
    swap(&reader.writer, &writer)
  }

  private struct Writing: PayloadReader {
    var writer: WireWriter
    mutating func read<P: EventPayload>(_ payload: P) { payload.write(P.type.rawValue, to: &writer) }
  }

  /// Reads the payload of an event of `type` from its bytes. Throws ``WireError``.
  public init(_ type: EventType, wire bytes: UnsafeRawBufferPointer) throws(WireError) {
    self = try type.event(wire: bytes)
  }

  /// Reads the payload of an event of `type` from JSON. Throws ``MessageError`` naming the field at fault.
  public init(_ type: EventType, json: JSONValue) throws(MessageError) { self = try type.event(json: json) }
}
