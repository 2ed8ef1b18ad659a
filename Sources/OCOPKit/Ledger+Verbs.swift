public import Ledger
public import OCOP

/// The commonest commands, one each, as one write. ``Ledger/submit(_:)`` takes several, and every other event.
///
/// All throw ``LedgerError``: refused where the domain says no, failed where the disk does; nothing is recorded then.
extension Ledger {
  /// Enters a producer (chủ thể) in the register, and answers its id.
  public func register(
    _ producer: ProducerRegistered, on date: LegalDate?, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<ProducerID> {
    try record(.record(StreamID(.producer, 0), .producerRegistered(producer)), on: date, provenance)
      .map { ProducerID($0.record.record.stream.number) }
  }

  /// Enters a product (sản phẩm) in the register, and answers its id.
  public func register(
    _ product: ProductRegistered, on date: LegalDate?, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<ProductID> {
    try record(.record(StreamID(.product, 0), .productRegistered(product)), on: date, provenance)
      .map { ProductID($0.record.record.stream.number) }
  }

  /// Gives a product stars by a decision (công nhận). Whether that is a first recognition, an upgrade, a renewal or a lowering
  /// follows from what the product has on the day.
  public func recognise(
    _ product: ProductID, _ request: RecognitionRequest, on date: LegalDate?, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    try record(.recognise(product, request), on: date, provenance)
  }

  /// Gives a product the stars again that it had last, by a decision (công nhận lại). Refused where it never had any.
  public func renew(
    _ product: ProductID, decision: String?, issuer: String? = nil, on date: LegalDate, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    try alone { draft in
      guard let last = try draft.history(of: product.stream).ratings.last(by: date.day) else {
        throw Rejection.holdsNothing(product, on: date)
      }
      let request = RecognitionRequest(stars: last.stars, issuer: issuer, decision: decision)
      return try draft.record(provenance.command(.recognise(product, request), on: date))
    }
  }

  /// Revokes the certificate of a product for cause (thu hồi).
  public func revoke(
    _ product: ProductID, _ revoked: Revoked, on date: LegalDate, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    try record(.record(product.stream, .revoked(revoked)), on: date, provenance)
  }

  /// Puts `event` in the place of what the record at `position` of `stream` says. The record stays in the log.
  public func correct(
    _ stream: StreamID, at position: Position, to event: Event, on date: LegalDate?, because reason: String,
    _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    try record(.correct(stream, position, event), on: date, reason: reason, provenance)
  }

  /// Strikes out the record at `position` of `stream`: nothing counts it any more. The record stays in the log.
  public func strikeOut(
    _ stream: StreamID, at position: Position, because reason: String, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    let date = try record(at: position)?.record.effectiveOn
    return try record(.void(stream, position), on: date, reason: reason, provenance)
  }

  private func record(
    _ act: Command.Act, on date: LegalDate?, reason: String? = nil, _ provenance: Provenance
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    try alone { try $0.record(provenance.command(act, on: date, reason: reason)) }
  }

  private func alone(
    _ body: @escaping @Sendable (inout WriteSession) throws -> CommandOutcome
  ) throws(LedgerError) -> WriteReceipt<CommandOutcome> {
    do {
      return try write(body)
    } catch {
      guard let known = error as? LedgerError else {
        preconditionFailure("a draft throws what the ledger throws: \(error)")
      }
      throw known
    }
  }
}
