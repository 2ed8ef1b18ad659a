extension Decider {
  func judgeProducer(_ event: Event) throws(Rejection) {
    let producer = ProducerID(stream.number)
    switch event {
    case .producerRegistered(let e):
      try require(e.name, "name")
      return
    default:
      if history.ends(.producerClosed) { throw .producerClosed(producer) }
      _ = try date(event)
    }
    try checkOwnProduct(event, producer)
    switch event {
    case .producerRenamed(let e): try require(e.name, "name")
    case .exportOpened(let e):
      if isOpen(e.market, e.product) { throw .marketAlreadyOpen(e.market, e.product) }
    case .exportReported(let e):
      guard isOpen(e.market, e.product) else { throw .marketNotOpen(e.market, e.product) }
    case .exportClosed(let e):
      guard isOpen(e.market, e.product) else { throw .marketNotOpen(e.market, e.product) }
    case .qualityCertificateGranted, .qualityCertificateEnded: try judgeCertificate(event)
    case .supplyAgreementSigned, .supplyAgreementEnded: try judgeAgreement(event)
    case .supportGranted(let e):
      if let amount = e.amount { try require(amount, "amount", in: 0...Int64.max) }
    default: break
    }
  }

  /// A product named by a producer's event is that producer's, unless the event is older than its transfer.
  private func checkOwnProduct(_ event: Event, _ producer: ProducerID) throws(Rejection) {
    for stream in event.references where stream.kind == .product {
      let owners = context.history(of: stream).standing.compactMap(\.record.event.owner)
      guard owners.contains(producer) else { throw .notItsProduct(producer, ProductID(stream.number)) }
    }
  }

  private func isOpen(_ market: Market, _ product: ProductID?) -> Bool {
    var open = false
    for entry in upToNow {
      switch entry.record.event {
      case .exportOpened(let e) where e.market == market && e.product == product: open = true
      case .exportClosed(let e) where e.market == market && e.product == product: open = false
      default: break
      }
    }
    return open
  }

  /// What stands in the stream up to the command's legal day.
  private var upToNow: [History.Entry] {
    let day = command.effectiveOn?.day ?? .distantFuture
    return history.standing.filter { $0.day <= day }
  }

  private func judgeCertificate(_ event: Event) throws(Rejection) {
    let date = try date(event)
    switch event {
    case .qualityCertificateGranted(let e):
      try require(e.standard, "standard")
      try require(from: date, until: e.validUntil)
      if let number = e.number, isInForce(e.standard, number, e.product) {
        throw .certificateInForce(standard: e.standard, number: number)
      }
    case .qualityCertificateEnded(let e):
      guard isInForce(e.standard, e.number, e.product) else {
        throw .certificateNotInForce(standard: e.standard, number: e.number)
      }
    default: break
    }
  }

  private func isInForce(_ standard: String, _ number: String?, _ product: ProductID?) -> Bool {
    let day = command.effectiveOn?.day ?? .distantFuture
    var inForce = false
    for entry in upToNow {
      switch entry.record.event {
      case .qualityCertificateGranted(let e)
      where e.standard == standard && e.number == number && e.product == product:
        inForce = (e.validUntil?.day ?? .distantFuture) >= day
      case .qualityCertificateEnded(let e) where e.standard == standard && e.number == number && e.product == product:
        inForce = false
      default: break
      }
    }
    return inForce
  }

  private func judgeAgreement(_ event: Event) throws(Rejection) {
    let date = try date(event)
    switch event {
    case .supplyAgreementSigned(let e):
      try require(e.counterparty, "counterparty")
      try require(from: date, until: e.validUntil)
      if isSigned(e.counterparty, e.product) { throw .agreementInForce(counterparty: e.counterparty) }
    case .supplyAgreementEnded(let e):
      guard isSigned(e.counterparty, e.product) else { throw .agreementNotInForce(counterparty: e.counterparty) }
    default: break
    }
  }

  private func isSigned(_ counterparty: String, _ product: ProductID?) -> Bool {
    let day = command.effectiveOn?.day ?? .distantFuture
    var signed = false
    for entry in upToNow {
      switch entry.record.event {
      case .supplyAgreementSigned(let e) where e.counterparty == counterparty && e.product == product:
        signed = (e.validUntil?.day ?? .distantFuture) >= day
      case .supplyAgreementEnded(let e) where e.counterparty == counterparty && e.product == product: signed = false
      default: break
      }
    }
    return signed
  }
}

extension Event {
  /// The producer that the event makes the owner of a product.
  fileprivate var owner: ProducerID? {
    switch self {
    case .productRegistered(let e): e.producer
    case .productTransferred(let e): e.producer
    default: nil
    }
  }
}
