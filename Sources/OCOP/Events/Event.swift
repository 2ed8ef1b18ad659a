/// What happened, or what is to be recorded as having happened: the closed catalogue of the domain.
///
/// A type is never changed: where its meaning must change, a new one is added beside it, under a new number.
public enum Event: Hashable, Sendable {
  /// A producer (chủ thể) is entered in the register.
  case producerRegistered(ProducerRegistered)
  /// A producer takes another name.
  case producerRenamed(ProducerRenamed)
  /// A producer changes its legal form.
  case producerFormChanged(ProducerFormChanged)
  /// A producer moves.
  case producerMoved(ProducerMoved)
  /// A producer ends.
  case producerClosed(ProducerClosed)
  /// Goods of a producer reach an export market (thị trường xuất khẩu).
  case exportOpened(ExportOpened)
  /// A later report of an open market: a channel and its outlets.
  case exportReported(ExportReported)
  /// Goods of a producer leave an export market.
  case exportClosed(ExportClosed)
  /// A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end.
  case qualityCertificateGranted(QualityCertificateGranted)
  /// A quality certificate ends before its time.
  case qualityCertificateEnded(QualityCertificateEnded)
  /// A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng).
  case supplyAgreementSigned(SupplyAgreementSigned)
  /// A supply agreement ends.
  case supplyAgreementEnded(SupplyAgreementEnded)
  /// Support money (hỗ trợ) for a producer.
  case supportGranted(SupportGranted)
  /// Intellectual property of a producer.
  case propertyRecorded(PropertyRecorded)
  /// A product is entered in the register.
  case productRegistered(ProductRegistered)
  /// A product takes another name.
  case productRenamed(ProductRenamed)
  /// A product passes to another producer.
  case productTransferred(ProductTransferred)
  /// A product is made elsewhere, or its place becomes known.
  case productMoved(ProductMoved)
  /// A product is counted in another group.
  case productRegrouped(ProductRegrouped)
  /// A product is given a code (mã sản phẩm); a code is not an identity.
  case productCoded(ProductCoded)
  /// A dossier (hồ sơ) is filed.
  case dossierFiled(DossierFiled)
  /// A council, a member or the advisory team scores a dossier.
  case evaluated(Evaluated)
  /// A product is put forward to a higher level (đề xuất): proposed is not held.
  case proposed(Proposed)
  /// The higher level does not grant what was proposed; what is held stays held.
  case proposalRefused(ProposalRefused)
  /// A proposal is taken back.
  case proposalWithdrawn(ProposalWithdrawn)
  /// First recognition (công nhận) of a product, or one after a gap.
  case recognised(Recognised)
  /// A product rises (nâng hạng): a new decision and a new term.
  case upgraded(Upgraded)
  /// The same stars again (đánh giá lại, công nhận lại).
  case renewed(Renewed)
  /// A re-evaluation ends in fewer stars (xuống hạng).
  case lowered(Lowered)
  /// A re-evaluation ends in no stars that are certified.
  case reevaluationFailed(ReevaluationFailed)
  /// A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days).
  case certificateExtended(CertificateExtended)
  /// A certificate is revoked (thu hồi) for cause.
  case revoked(Revoked)
  /// A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up.
  case removedFromList(RemovedFromList)
  /// A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been.
  case annulled(Annulled)
  /// The paper is handed over: later than the decision, and no decision itself.
  case certificateHandedOver(CertificateHandedOver)
  /// A product receives an award; an award is not a star.
  case productAwarded(ProductAwarded)
  /// Stars by a recognition decision (quyết định công nhận).
  case granted(Granted)
  /// A certificate or a recognition decision is withdrawn (thu hồi), as far as a source tells.
  case recognitionWithdrawn(RecognitionWithdrawn)
  /// A source tells that the certificate has lapsed.
  case reportedLapsed(ReportedLapsed)
  /// A certificate falls under the rule by which it goes on by law until the result of the re-evaluation (QĐ 26/2026 Art.
  case certificateContinues(CertificateContinues)
  /// An inspection after recognition (kiểm tra, giám sát), with what it found.
  case inspected(Inspected)
  /// A fine or another penalty for a breach.
  case penalised(Penalised)
  /// The right to use the certification mark is suspended.
  case markUseSuspended(MarkUseSuspended)
  /// The right to use the certification mark is restored.
  case markUseRestored(MarkUseRestored)
  /// A council session (kỳ họp hội đồng) with the regulation (quy chế) it works under.
  case sessionOpened(SessionOpened)
  /// What a session did: submitted, kept by the advisory team, assessed, and how it ended.
  case sessionClosed(SessionClosed)
  /// A complaint (khiếu nại) or a lawsuit (khởi kiện) about a product's recognition.
  case disputeOpened(DisputeOpened)
  /// How a complaint or a lawsuit ended.
  case disputeSettled(DisputeSettled)
  /// The ledger begins.
  case ledgerOpened(LedgerOpened)
  /// An award to collectives or persons. Persons stand by id or by number only, never by name.
  case awardGiven(AwardGiven)
  /// A fair, exhibition or supermarket week.
  case fairHeld(FairHeld)
  /// A point that shows and sells OCOP products (điểm giới thiệu và bán) opens; QĐ 950/QĐ-BCT of 2023.
  case salesPointOpened(SalesPointOpened)
  /// A sales point closes.
  case salesPointClosed(SalesPointClosed)
  /// A figure as somebody published it, beside what the ledger counts.
  case figureReported(FigureReported)
  /// The digest of a view's rows, so that years later the same records are seen to give the same figures.
  case viewAttested(ViewAttested)
  /// Somebody went on with a log that is not the one its last checkpoint was signed for.
  case rollbackAccepted(RollbackAccepted)
  /// The office's regulation says how the last valid day of a term is found.
  case termRuleSet(TermRuleSet)
  /// A decision as a thing of its own.
  case decisionRecorded(DecisionRecorded)
  /// A target (chỉ tiêu): dated, with its source; targets may contradict each other.
  case targetSet(TargetSet)
  /// A unit of the administrative map exists from a day on; without a day: it existed already.
  case areaEstablished(AreaEstablished)
  /// A unit ends: the day named is the first without it.
  case areaAbolished(AreaAbolished)
  /// What became of a unit, wholly or in part.
  case areaSucceeded(AreaSucceeded)
  /// A decision is amended, corrected by its issuer, replaced or withdrawn by another paper.
  case decisionChanged(DecisionChanged)
  /// A rulebook (bộ tiêu chí và quy trình) with its legal reference; old ratings keep their own for ever.
  case rulebookAdopted(RulebookAdopted)
  /// A rulebook ends earlier or later than was known: the event's day is its last.
  case rulebookLapsed(RulebookLapsed)
  /// An office hands its register to another, with minutes and counts (districts on 1 July 2025, merged provinces).
  case registerHandedOver(RegisterHandedOver)
  /// A power is handed on to another level by a decision (ủy quyền, phân cấp): what that level does then is no breach.
  case powerDelegated(PowerDelegated)
  /// The state of every stream before this record, as one root.
  case streamsCommitted(StreamsCommitted)
  /// The event named by `corrects` is struck out, with nothing in its place.
  case voided(Voided)

  /// What the event says, whatever its type.
  public var payload: any EventPayload {
    switch self {
    case .producerRegistered(let payload): payload
    case .producerRenamed(let payload): payload
    case .producerFormChanged(let payload): payload
    case .producerMoved(let payload): payload
    case .producerClosed(let payload): payload
    case .exportOpened(let payload): payload
    case .exportReported(let payload): payload
    case .exportClosed(let payload): payload
    case .qualityCertificateGranted(let payload): payload
    case .qualityCertificateEnded(let payload): payload
    case .supplyAgreementSigned(let payload): payload
    case .supplyAgreementEnded(let payload): payload
    case .supportGranted(let payload): payload
    case .propertyRecorded(let payload): payload
    case .productRegistered(let payload): payload
    case .productRenamed(let payload): payload
    case .productTransferred(let payload): payload
    case .productMoved(let payload): payload
    case .productRegrouped(let payload): payload
    case .productCoded(let payload): payload
    case .dossierFiled(let payload): payload
    case .evaluated(let payload): payload
    case .proposed(let payload): payload
    case .proposalRefused(let payload): payload
    case .proposalWithdrawn(let payload): payload
    case .recognised(let payload): payload
    case .upgraded(let payload): payload
    case .renewed(let payload): payload
    case .lowered(let payload): payload
    case .reevaluationFailed(let payload): payload
    case .certificateExtended(let payload): payload
    case .revoked(let payload): payload
    case .removedFromList(let payload): payload
    case .annulled(let payload): payload
    case .certificateHandedOver(let payload): payload
    case .productAwarded(let payload): payload
    case .granted(let payload): payload
    case .recognitionWithdrawn(let payload): payload
    case .reportedLapsed(let payload): payload
    case .certificateContinues(let payload): payload
    case .inspected(let payload): payload
    case .penalised(let payload): payload
    case .markUseSuspended(let payload): payload
    case .markUseRestored(let payload): payload
    case .sessionOpened(let payload): payload
    case .sessionClosed(let payload): payload
    case .disputeOpened(let payload): payload
    case .disputeSettled(let payload): payload
    case .ledgerOpened(let payload): payload
    case .awardGiven(let payload): payload
    case .fairHeld(let payload): payload
    case .salesPointOpened(let payload): payload
    case .salesPointClosed(let payload): payload
    case .figureReported(let payload): payload
    case .viewAttested(let payload): payload
    case .rollbackAccepted(let payload): payload
    case .termRuleSet(let payload): payload
    case .decisionRecorded(let payload): payload
    case .targetSet(let payload): payload
    case .areaEstablished(let payload): payload
    case .areaAbolished(let payload): payload
    case .areaSucceeded(let payload): payload
    case .decisionChanged(let payload): payload
    case .rulebookAdopted(let payload): payload
    case .rulebookLapsed(let payload): payload
    case .registerHandedOver(let payload): payload
    case .powerDelegated(let payload): payload
    case .streamsCommitted(let payload): payload
    case .voided(let payload): payload
    }
  }

  /// The event's type.
  public var type: EventType {
    switch self {
    case .producerRegistered: .producerRegistered
    case .producerRenamed: .producerRenamed
    case .producerFormChanged: .producerFormChanged
    case .producerMoved: .producerMoved
    case .producerClosed: .producerClosed
    case .exportOpened: .exportOpened
    case .exportReported: .exportReported
    case .exportClosed: .exportClosed
    case .qualityCertificateGranted: .qualityCertificateGranted
    case .qualityCertificateEnded: .qualityCertificateEnded
    case .supplyAgreementSigned: .supplyAgreementSigned
    case .supplyAgreementEnded: .supplyAgreementEnded
    case .supportGranted: .supportGranted
    case .propertyRecorded: .propertyRecorded
    case .productRegistered: .productRegistered
    case .productRenamed: .productRenamed
    case .productTransferred: .productTransferred
    case .productMoved: .productMoved
    case .productRegrouped: .productRegrouped
    case .productCoded: .productCoded
    case .dossierFiled: .dossierFiled
    case .evaluated: .evaluated
    case .proposed: .proposed
    case .proposalRefused: .proposalRefused
    case .proposalWithdrawn: .proposalWithdrawn
    case .recognised: .recognised
    case .upgraded: .upgraded
    case .renewed: .renewed
    case .lowered: .lowered
    case .reevaluationFailed: .reevaluationFailed
    case .certificateExtended: .certificateExtended
    case .revoked: .revoked
    case .removedFromList: .removedFromList
    case .annulled: .annulled
    case .certificateHandedOver: .certificateHandedOver
    case .productAwarded: .productAwarded
    case .granted: .granted
    case .recognitionWithdrawn: .recognitionWithdrawn
    case .reportedLapsed: .reportedLapsed
    case .certificateContinues: .certificateContinues
    case .inspected: .inspected
    case .penalised: .penalised
    case .markUseSuspended: .markUseSuspended
    case .markUseRestored: .markUseRestored
    case .sessionOpened: .sessionOpened
    case .sessionClosed: .sessionClosed
    case .disputeOpened: .disputeOpened
    case .disputeSettled: .disputeSettled
    case .ledgerOpened: .ledgerOpened
    case .awardGiven: .awardGiven
    case .fairHeld: .fairHeld
    case .salesPointOpened: .salesPointOpened
    case .salesPointClosed: .salesPointClosed
    case .figureReported: .figureReported
    case .viewAttested: .viewAttested
    case .rollbackAccepted: .rollbackAccepted
    case .termRuleSet: .termRuleSet
    case .decisionRecorded: .decisionRecorded
    case .targetSet: .targetSet
    case .areaEstablished: .areaEstablished
    case .areaAbolished: .areaAbolished
    case .areaSucceeded: .areaSucceeded
    case .decisionChanged: .decisionChanged
    case .rulebookAdopted: .rulebookAdopted
    case .rulebookLapsed: .rulebookLapsed
    case .registerHandedOver: .registerHandedOver
    case .powerDelegated: .powerDelegated
    case .streamsCommitted: .streamsCommitted
    case .voided: .voided
    }
  }
}
