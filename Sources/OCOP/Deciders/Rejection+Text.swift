extension Rejection {
  /// The rejection's stable, dotted code.
  public var code: String {
    switch self {
    case .unknown(let stream): "\(stream.kind.rawValue).unknown"
    case .alreadyRegistered(let stream): "\(stream.kind.rawValue).exists"
    case .notNextNumber(let stream, _): "\(stream.kind.rawValue).notNextNumber"
    case .noNumberLeft(let kind): "\(kind.rawValue).noNumberLeft"
    case .notRegistered(let stream): "\(stream.kind.rawValue).notRegistered"
    case .wrongStream: "event.wrongStream"
    case .emptyText: "field.empty"
    case .noDigest: "digest.unreadable"
    case .continuesTooLate: "certificate.continuesTooLate"
    case .controlCharacter: "field.controlCharacter"
    case .badIdentifier: "id.alphabet"
    case .outOfRange: "field.outOfRange"
    case .noDate: "date.missing"
    case .dateInFuture: "date.inFuture"
    case .tooLarge: "event.tooLarge"
    case .commandReused: "command.reused"
    case .noRulebook: "rulebook.noneInForce"
    case .rulebookNotKnown: "rulebook.notKnown"
    case .unknownRulebook: "rulebook.unknown"
    case .rulebookExists: "rulebook.exists"
    case .rulebookDiffers: "rulebook.differs"
    case .sheetNotCheckable: "sheet.notCheckable"
    case .unknownSet: "sheet.unknownSet"
    case .sheetRefused: "sheet.refused"
    case .totalDiffers: "sheet.totalDiffers"
    case .noAuthority: "authority.none"
    case .authorityNotKnown: "authority.notKnown"
    case .notOnMap: "area.notOnMap"
    case .succeedsItself: "area.succeedsItself"
    case .issuerOfOtherLevel: "authority.contradicts"
    case .filedLater: "grounds.filedLater"
    case .toldOfNoField: "told.unknownField"
    case .toldNoValue: "told.unreadable"
    case .decisionKnown: "decision.known"
    case .changedBeforeDecided: "decision.changedBefore"
    case .partNotNamed: "decision.part"
    case .changesItself: "decision.changesItself"
    case .wrongAuthority: "authority.wrong"
    case .breaksLaw(let breaches): breaches.first?.rule.code ?? "law"
    case .emptyIrregularity: "irregular.empty"
    case .decisionDiffers: "decision.differs"
    case .decisionRecorded: "decision.recorded"
    case .recognisedThatDay: "rating.thatDay"
    case .effectOfNoDecision: "withdrawal.effectOfNoDecision"
    case .holdsNothing: "rating.holdsNothing"
    case .endsBeforeStart: "certificate.endsBeforeStart"
    case .endsTooLate: "certificate.endsTooLate"
    case .notAGrant: "rating.notAGrant"
    case .alreadyAnnulled: "rating.alreadyAnnulled"
    case .proposalNotHigher: "proposal.notHigher"
    case .alreadyProposed: "proposal.pending"
    case .notProposed: "proposal.none"
    case .alreadyOpened(let name, _): "\(name.code).alreadyOpen"
    case .notOpen(let name, _): "\(name.code).notOpen"
    case .closedAlready(let name, _, _): "\(name.code).closedAlready"
    case .notItsProduct: "product.otherProducer"
    case .producerClosed: "producer.closed"
    case .sessionClosed: "session.closed"
    case .personalNumber: "person.number"
    case .noTaxCode: "taxCode.unreadable"
    case .personNamed: "person.named"
    case .commitsToOthers: "streams.others"
    case .unknownArea: "area.unknown"
    case .areaExists: "area.exists"
    case .areaEnded: "area.ended"
    case .successionKnown: "area.successionKnown"
    case .nothingToCorrect: "correction.nothingThere"
    case .correctsOtherType: "correction.otherType"
    case .alreadyCorrected: "correction.alreadyCorrected"
    case .leavesIdle: "correction.leavesIdle"
    case .struckOut: "correction.struckOut"
    case .noImport: "import.unknown"
    case .termDiffers: "term.differs"
    case .beginsTooLate: "certificate.beginsTooLate"
    case .cannotStrikeOut: "correction.cannotStrikeOut"
    case .stillNamed: "correction.stillNamed"
    case .noReason: "correction.noReason"
    case .noActor: "actor.missing"
    }
  }

  /// What is wrong and what to do, in both languages.
  public var text: Text { Text(vietnamese, english) }
}

extension StreamID {
  /// As people name the thing: `SP-0012`, or the stream itself where it has no number of its own.
  public var shown: String {
    switch kind {
    case .product: ProductID(number).description
    case .producer: ProducerID(number).description
    case .session: SessionID(number).description
    case .target: TargetID(number).description
    default: description
    }
  }
}

extension AreaRef {
  /// The code, and the edition where it has one: `399`, `15658 (2025-07-01)`.
  public var shown: String {
    guard let edition else { return code.text }
    return "\(code.text) (\(Day(number: Int32(clamping: edition))))"
  }
}
