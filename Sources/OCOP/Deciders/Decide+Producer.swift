extension Decider {
  func judgeProducer(_ event: Event) throws(Rejection) {
    let producer = ProducerID(stream.number)
    switch event {
    case .producerRegistered(let e):
      try require(e.name, "name")
      if let code = e.taxCode {
        switch TaxCode.read(code) {
        case .personalNumber: throw .personalNumber(field: "taxCode")
        case .unreadable: throw .noTaxCode(code)
        // Papers print wrong codes, too; who records is asked before.
        case .right, .wrongCheckDigit: break
        }
      }
      return
    default:
      let date = try date(event)
      // What happened before it ended may be recorded later.
      if let closed = history.end(.producerClosed), closed.day < date.day || event.type == .producerClosed {
        throw .producerClosed(producer)
      }
    }
    try checkOwnProduct(event, producer)
    switch event {
    case .producerRenamed(let e): try require(e.name, "name")
    case .exportOpened, .exportReported, .exportClosed, .qualityCertificateEnded, .supplyAgreementEnded:
      try judgeSpell(event)
    case .qualityCertificateGranted(let e):
      try require(e.standard, "standard")
      try judgeSpell(event)
    case .supplyAgreementSigned(let e):
      try require(e.counterparty, "counterparty")
      try judgeSpell(event)
    case .supportGranted(let e):
      if let amount = e.amount { try require(amount, "amount", in: 0...Int64.max) }
    default: break
    }
  }

  /// A product named by a producer's event is that producer's, unless the event is older than its transfer.
  private func checkOwnProduct(_ event: Event, _ producer: ProducerID) throws(Rejection) {
    for stream in event.references where stream.kind == .product {
      let owners = context.history(of: stream).effective.compactMap(\.record.event.owner)
      guard owners.contains(producer) else { throw .notItsProduct(producer, ProductID(stream.number)) }
    }
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
