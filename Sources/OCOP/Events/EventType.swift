/// The types of events, by their field number in a record.
public enum EventType: Int, CaseIterable, Hashable, Sendable {
  /// A producer (chủ thể) is entered in the register.
  case producerRegistered = 16
  /// A producer takes another name.
  case producerRenamed = 17
  /// A producer changes its legal form.
  case producerFormChanged = 18
  /// A producer moves.
  case producerMoved = 19
  /// A producer ends.
  case producerClosed = 20
  /// Goods of a producer reach an export market (thị trường xuất khẩu).
  case exportOpened = 21
  /// A later report of an open market: a channel and its outlets.
  case exportReported = 22
  /// Goods of a producer leave an export market.
  case exportClosed = 23
  /// A quality certificate (ISO, HACCP, VietGAP, …) with its own issuer and its own end.
  case qualityCertificateGranted = 24
  /// A quality certificate ends before its time.
  case qualityCertificateEnded = 25
  /// A producer and a buyer sign a supply agreement (bản ghi nhớ, hợp đồng).
  case supplyAgreementSigned = 26
  /// A supply agreement ends.
  case supplyAgreementEnded = 27
  /// Support money (hỗ trợ) for a producer.
  case supportGranted = 28
  /// Intellectual property of a producer.
  case propertyRecorded = 29
  /// A product is entered in the register.
  case productRegistered = 40
  /// A product takes another name.
  case productRenamed = 41
  /// A product passes to another producer.
  case productTransferred = 42
  /// A product is made elsewhere, or its place becomes known.
  case productMoved = 43
  /// A product is counted in another group.
  case productRegrouped = 44
  /// A product is given a code (mã sản phẩm); a code is not an identity.
  case productCoded = 45
  /// A dossier (hồ sơ) is filed.
  case dossierFiled = 46
  /// A council, a member or the advisory team scores a dossier.
  case evaluated = 47
  /// A product is put forward to a higher level (đề xuất): proposed is not held.
  case proposed = 48
  /// The higher level does not grant what was proposed; what is held stays held.
  case proposalRefused = 49
  /// A proposal is taken back.
  case proposalWithdrawn = 50
  /// First recognition (công nhận) of a product, or one after a gap.
  case recognised = 51
  /// A product rises (nâng hạng): a new decision and a new term.
  case upgraded = 52
  /// The same stars again (đánh giá lại, công nhận lại).
  case renewed = 53
  /// A re-evaluation ends in fewer stars (xuống hạng).
  case lowered = 54
  /// A re-evaluation ends in no stars that are certified.
  case reevaluationFailed = 55
  /// A certificate holds on beyond its term (QĐ 26/2026 Art. 12.3: at most 180 days).
  case certificateExtended = 56
  /// A certificate is revoked (thu hồi) for cause.
  case revoked = 57
  /// A product is taken off the list (đưa ra khỏi danh sách): an administrative clean-up.
  case removedFromList = 58
  /// A recognition decision is annulled (hủy quyết định) for a wrong procedure: it should never have been.
  case annulled = 59
  /// The paper is handed over: later than the decision, and no decision itself.
  case certificateHandedOver = 60
  /// A product receives an award; an award is not a star.
  case productAwarded = 61
  /// Stars by a recognition decision (quyết định công nhận).
  case granted = 62
  /// A certificate or a recognition decision is withdrawn (thu hồi), as far as a source tells.
  case recognitionWithdrawn = 63
  /// A source tells that the certificate has lapsed.
  case reportedLapsed = 64
  /// A certificate falls under the rule by which it goes on by law until the result of the re-evaluation (QĐ 26/2026 Art.
  case certificateContinues = 65
  /// An inspection after recognition (kiểm tra, giám sát), with what it found.
  case inspected = 66
  /// A fine or another penalty for a breach.
  case penalised = 67
  /// The right to use the certification mark is suspended.
  case markUseSuspended = 68
  /// The right to use the certification mark is restored.
  case markUseRestored = 69
  /// A council session (kỳ họp hội đồng) with the regulation (quy chế) it works under.
  case sessionOpened = 70
  /// What a session did: submitted, kept by the advisory team, assessed, and how it ended.
  case sessionClosed = 71
  /// A complaint (khiếu nại) or a lawsuit (khởi kiện) about a product's recognition.
  case disputeOpened = 72
  /// How a complaint or a lawsuit ended.
  case disputeSettled = 73
  /// The ledger begins.
  case ledgerOpened = 75
  /// An award to collectives or persons. Persons stand by id or by number only, never by name.
  case awardGiven = 76
  /// A fair, exhibition or supermarket week.
  case fairHeld = 77
  /// A point that shows and sells OCOP products (điểm giới thiệu và bán) opens; QĐ 950/QĐ-BCT of 2023.
  case salesPointOpened = 78
  /// A sales point closes.
  case salesPointClosed = 79
  /// A figure as somebody published it, beside what the ledger counts.
  case figureReported = 80
  /// The digest of a view's rows, so that years later the same records are seen to give the same figures.
  case viewAttested = 81
  /// Somebody went on with a log that is not the one its last checkpoint was signed for.
  case rollbackAccepted = 82
  /// The office's regulation says how the last valid day of a term is found.
  case termRuleSet = 83
  /// A decision as a thing of its own.
  case decisionRecorded = 84
  /// A target (chỉ tiêu): dated, with its source; targets may contradict each other.
  case targetSet = 85
  /// A unit of the administrative map exists from a day on; without a day: it existed already.
  case areaEstablished = 86
  /// A unit ends: the day named is the first without it.
  case areaAbolished = 87
  /// What became of a unit, wholly or in part.
  case areaSucceeded = 88
  /// A decision is amended, corrected by its issuer, replaced or withdrawn by another paper.
  case decisionChanged = 89
  /// A rulebook (bộ tiêu chí và quy trình) with its legal reference; old ratings keep their own for ever.
  case rulebookAdopted = 90
  /// A rulebook ends earlier or later than was known: the event's day is its last.
  case rulebookLapsed = 91
  /// An office hands its register to another, with minutes and counts (districts on 1 July 2025, merged provinces).
  case registerHandedOver = 92
  /// A power is handed on to another level by a decision (ủy quyền, phân cấp): what that level does then is no breach.
  case powerDelegated = 93
  /// The state of every stream before this record, as one root.
  case streamsCommitted = 94
  /// The event named by `corrects` is struck out, with nothing in its place.
  case voided = 95

  /// The type's code in JSON: its name.
  public var code: String { "\(self)" }

  /// Reads a code; `nil` for an unknown one.
  public init?(code: String) {
    guard let type = Self.byCode[code] else { return nil }
    self = type
  }

  private static let byCode = Dictionary(uniqueKeysWithValues: allCases.map { ($0.code, $0) })

  /// The payload's type, for the schema.
  public var payload: any EventPayload.Type {
    switch self {
    case .producerRegistered: ProducerRegistered.self
    case .producerRenamed: ProducerRenamed.self
    case .producerFormChanged: ProducerFormChanged.self
    case .producerMoved: ProducerMoved.self
    case .producerClosed: ProducerClosed.self
    case .exportOpened: ExportOpened.self
    case .exportReported: ExportReported.self
    case .exportClosed: ExportClosed.self
    case .qualityCertificateGranted: QualityCertificateGranted.self
    case .qualityCertificateEnded: QualityCertificateEnded.self
    case .supplyAgreementSigned: SupplyAgreementSigned.self
    case .supplyAgreementEnded: SupplyAgreementEnded.self
    case .supportGranted: SupportGranted.self
    case .propertyRecorded: PropertyRecorded.self
    case .productRegistered: ProductRegistered.self
    case .productRenamed: ProductRenamed.self
    case .productTransferred: ProductTransferred.self
    case .productMoved: ProductMoved.self
    case .productRegrouped: ProductRegrouped.self
    case .productCoded: ProductCoded.self
    case .dossierFiled: DossierFiled.self
    case .evaluated: Evaluated.self
    case .proposed: Proposed.self
    case .proposalRefused: ProposalRefused.self
    case .proposalWithdrawn: ProposalWithdrawn.self
    case .recognised: Recognised.self
    case .upgraded: Upgraded.self
    case .renewed: Renewed.self
    case .lowered: Lowered.self
    case .reevaluationFailed: ReevaluationFailed.self
    case .certificateExtended: CertificateExtended.self
    case .revoked: Revoked.self
    case .removedFromList: RemovedFromList.self
    case .annulled: Annulled.self
    case .certificateHandedOver: CertificateHandedOver.self
    case .productAwarded: ProductAwarded.self
    case .granted: Granted.self
    case .recognitionWithdrawn: RecognitionWithdrawn.self
    case .reportedLapsed: ReportedLapsed.self
    case .certificateContinues: CertificateContinues.self
    case .inspected: Inspected.self
    case .penalised: Penalised.self
    case .markUseSuspended: MarkUseSuspended.self
    case .markUseRestored: MarkUseRestored.self
    case .sessionOpened: SessionOpened.self
    case .sessionClosed: SessionClosed.self
    case .disputeOpened: DisputeOpened.self
    case .disputeSettled: DisputeSettled.self
    case .ledgerOpened: LedgerOpened.self
    case .awardGiven: AwardGiven.self
    case .fairHeld: FairHeld.self
    case .salesPointOpened: SalesPointOpened.self
    case .salesPointClosed: SalesPointClosed.self
    case .figureReported: FigureReported.self
    case .viewAttested: ViewAttested.self
    case .rollbackAccepted: RollbackAccepted.self
    case .termRuleSet: TermRuleSet.self
    case .decisionRecorded: DecisionRecorded.self
    case .targetSet: TargetSet.self
    case .areaEstablished: AreaEstablished.self
    case .areaAbolished: AreaAbolished.self
    case .areaSucceeded: AreaSucceeded.self
    case .decisionChanged: DecisionChanged.self
    case .rulebookAdopted: RulebookAdopted.self
    case .rulebookLapsed: RulebookLapsed.self
    case .registerHandedOver: RegisterHandedOver.self
    case .powerDelegated: PowerDelegated.self
    case .streamsCommitted: StreamsCommitted.self
    case .voided: Voided.self
    }
  }

  /// The kind of stream that holds events of this type; `nil`: any.
  public var stream: StreamKind? {
    switch self {
    case .producerRegistered, .producerRenamed, .producerFormChanged, .producerMoved, .producerClosed,
      .exportOpened, .exportReported, .exportClosed, .qualityCertificateGranted, .qualityCertificateEnded,
      .supplyAgreementSigned, .supplyAgreementEnded, .supportGranted, .propertyRecorded:
      .producer
    case .productRegistered, .productRenamed, .productTransferred, .productMoved, .productRegrouped,
      .productCoded, .dossierFiled, .evaluated, .proposed, .proposalRefused, .proposalWithdrawn, .recognised,
      .upgraded, .renewed, .lowered, .reevaluationFailed, .certificateExtended, .revoked, .removedFromList,
      .annulled, .certificateHandedOver, .productAwarded, .granted, .recognitionWithdrawn, .reportedLapsed,
      .certificateContinues, .inspected, .penalised, .markUseSuspended, .markUseRestored, .disputeOpened,
      .disputeSettled:
      .product
    case .sessionOpened, .sessionClosed:
      .session
    case .ledgerOpened, .awardGiven, .fairHeld, .salesPointOpened, .salesPointClosed, .figureReported,
      .viewAttested, .rollbackAccepted, .termRuleSet, .decisionRecorded, .decisionChanged, .registerHandedOver,
      .streamsCommitted:
      .office
    case .targetSet:
      .target
    case .areaEstablished, .areaAbolished, .areaSucceeded:
      .area
    case .rulebookAdopted, .rulebookLapsed, .powerDelegated:
      .rulebook
    case .voided:
      nil
    }
  }
}
