import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@Suite("Ledger: domain verbs")
struct VerbsTests {
  private let by = Provenance(actor: "test", source: "5445/QĐ-UBND")
  private let day = LegalDate("2019-12-23")!

  @Test("register, recognise, renew, revoke: each says what became of the product")
  func life() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    let producer = try ledger.register(ProducerRegistered(name: "Lê Gia"), on: nil, by).result
    #expect(producer == ProducerID(1))
    let product = try ledger.register(ProductRegistered(name: "Mắm tôm", producer: producer), on: nil, by).result
    #expect(throws: LedgerError.refused(.holdsNothing(product, on: day))) {
      _ = try ledger.renew(product, decision: "1/QĐ", on: day, by)
    }
    let four = RecognitionRequest(stars: .four, decision: "5445/QĐ-UBND")
    #expect(try type(ledger.recognise(product, four, on: day, by)) == .granted)
    let again = LegalDate("2022-12-20")!
    #expect(try type(ledger.renew(product, decision: "9/QĐ-UBND", on: again, by)) == .granted)
    #expect(try ledger.history(of: product.stream).ratings.last(by: again.day)?.stars == .four)
    let revoked = Revoked(ground: .criteriaNotMet, level: .province)
    let receipt = try ledger.revoke(product, revoked, on: LegalDate("2023-02-01")!, by)
    #expect(type(receipt) == .revoked && receipt.result.record.record.source == by.source)
  }

  @Test("a correction takes the place, a strike-out takes it away; both need a reason")
  func corrections() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    let receipt = try ledger.register(ProducerRegistered(name: "Lê Gai"), on: nil, by)
    let (stream, at) = (receipt.result.stream, Position(receipt.positions.lowerBound))
    let right = Event.producerRegistered(ProducerRegistered(name: "Lê Gia"))
    #expect(throws: LedgerError.refused(.noReason)) {
      _ = try ledger.correct(stream, at: at, to: right, on: nil, because: "", by)
    }
    _ = try ledger.correct(stream, at: at, to: right, on: nil, because: "gõ nhầm", by)
    let effective = try ledger.history(of: stream).effective.map(\.record.event)
    #expect(effective == [right])
    let renamed = try ledger.submit([
      Command(
        id: nil, actor: "test", act: .record(stream, .producerRenamed(ProducerRenamed(name: "X"))), effectiveOn: day)
    ])
    _ = try ledger.strikeOut(stream, at: Position(renamed.positions.lowerBound), because: "không có", by)
    #expect(try ledger.history(of: stream).effective.map(\.record.event) == [right])
  }

  private func type(_ receipt: WriteReceipt<CommandOutcome>) -> EventType { receipt.result.record.record.event.type }
}
