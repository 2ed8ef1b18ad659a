public import Foundation
public import Ledger
public import OCOP
internal import OCOPKit
internal import ProjectionTesting

/// A ledger in a folder of its own, removed when the value goes. Its clock moves a second at every look.
public final class TestLedger {
  private let scratch = Scratch()
  public let path: String

  public init() throws {
    path = scratch.path + "/ledger"
    _ = try Ledger.initialise(at: path, LedgerSetup(name: "Thử", actor: "test"))
  }

  public func open(_ mode: Ledger.Mode = .writing(waiting: false)) throws -> Ledger { try Ledger(at: path, mode: mode) }

  /// The ledger with a history that `seed` determines, each command judged by the deciders, and all its records.
  public func drawn(seed: UInt64, count: Int) throws -> (ledger: Ledger, records: [Record]) {
    let ledger = try open()
    // The ledger has its own first records; the drawn ones follow.
    for command in RandomHistory(seed: seed, count: count).commands.dropFirst(NationalRulebooks.all.count) {
      _ = try? ledger.submit([command])
    }
    var records: [Record] = []
    try ledger.forEachRecord { event in
      records.append(event.record)
      return true
    }
    return (ledger, records)
  }

  /// The bytes of every file of the log.
  public func logBytes() throws -> [String: Data] { try scratch.contents("ledger/log") }
}

/// A producer and its product with stars.
public func recognition(_ stars: Stars = .four, on date: String = "2019-12-23", id: UInt8? = nil) -> [Command] {
  func command(_ act: Command.Act, _ date: String?) -> Command {
    Command(id: nil, actor: "test", act: act, effectiveOn: date.flatMap { LegalDate($0) })
  }
  var recognise = command(.recognise(ProductID(1), RecognitionRequest(stars: stars, decision: "5445/QĐ-UBND")), date)
  recognise.id = id.flatMap { CommandID([UInt8](repeating: $0, count: 16)) }
  return [
    command(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Lê Gia"))), nil),
    command(
      .record(StreamID(.product, 0), .productRegistered(ProductRegistered(name: "Mắm tôm", producer: ProducerID(1)))),
      nil),
    recognise,
  ]
}

public func day(_ text: String) -> Day { LegalDate(text)!.day }
