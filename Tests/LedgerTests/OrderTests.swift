import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import ProjectionTesting
import TestSupport
import Testing

/// The same facts recorded in other orders, nothing before what it refers to: what is shown is the same.
@Suite("Ledger: orders of recording")
struct OrderTests {
  /// A fact to be recorded, and those that it refers to.
  private struct Fact {
    let name: String
    let date: String?
    let needs: [String]
    let act: @Sendable ([String: Position]) -> Command.Act
  }

  private static func stars(
    _ name: String, _ product: UInt32, _ stars: Stars, _ date: String, until: String? = nil, from: String? = nil
  ) -> Fact {
    let request = RecognitionRequest(
      stars: stars, decision: "\(name)/QĐ-UBND", validFrom: from.flatMap { LegalDate($0) },
      validUntil: until.flatMap { LegalDate($0) })
    return Fact(name: name, date: date, needs: []) { _ in .recognise(ProductID(product), request) }
  }

  private static func event(_ name: String, _ stream: StreamID, _ event: Event, _ date: String, after: [String] = [])
    -> Fact
  {
    Fact(name: name, date: date, needs: after) { _ in .record(stream, event) }
  }

  private static func about(_ product: UInt32, _ name: String, _ date: String, _ grant: String, _ event: Event) -> Fact
  {
    self.event(name, ProductID(product).stream, event, date, after: [grant])
  }

  private static func tested(until end: String) -> QualityCertificateGranted {
    QualityCertificateGranted(standard: "HACCP", number: "1", validUntil: LegalDate(end))
  }

  private static let facts: [Fact] = {
    let market = Market(text: "JP")!
    let producer = ProducerID(1).stream
    return [
      stars("1", 1, .three, "2019-12-23"), stars("2", 1, .four, "2021"), stars("3", 1, .four, "2024-08-01"),
      about(1, "revoked 3", "2026-02-01", "3", .revoked(Revoked(ground: .lawBreach, level: .province))),
      stars("4", 2, .four, "2020-02-29"),
      about(2, "removed 4", "2023-08-15", "4", .removedFromList(RemovedFromList(ground: .notReregistered))),
      about(2, "withdrawn 4", "2023-09-01", "4", .recognitionWithdrawn(RecognitionWithdrawn())),
      stars("5", 3, .three, "2020-06-01"), stars("6", 3, .three, "2023-04-20", from: "2023-06-02"),
      about(3, "failed 6", "2026-05-01", "6", .reevaluationFailed(ReevaluationFailed(level: .province))),
      stars("7", 4, .four, "2020-01-10"), stars("8", 4, .three, "2022-03-10"),
      Fact(name: "annulled 8", date: "2022-06-01", needs: ["8"]) { at in
        .record(ProductID(4).stream, .annulled(Annulled(granted: at["8"]!, level: .centre)))
      },
      Fact(name: "corrected 8", date: "2022-03-10", needs: ["8"]) { at in
        let grant = Grant(
          stars: .five, level: .centre, decision: "8/QĐ-BNN", validUntil: LegalDate("2025-03-10")!, termBasis: .decided)
        return .correct(ProductID(4).stream, at["8"]!, .granted(Granted(grant: grant)))
      },
      event("asked", ProductID(1).stream, .proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)), "2021-06-01"),
      event(
        "asked again", ProductID(1).stream, .proposed(Proposed(stars: .five, to: .centre, kind: .upgrade)), "2022-09-01"
      ),
      event(
        "refused", ProductID(1).stream, .proposalRefused(ProposalRefused(stars: .five, level: .centre)), "2022-01-15",
        after: ["asked"]),
      event("renamed", ProductID(2).stream, .productRenamed(ProductRenamed(name: "Chè xanh sạch")), "2022-01-01"),
      event(
        "given", ProductID(3).stream, .productTransferred(ProductTransferred(producer: ProducerID(2))), "2022-05-05"),
      event("exported", producer, .exportOpened(ExportOpened(market: market)), "2020-05-01"),
      event("left", producer, .exportClosed(ExportClosed(market: market)), "2021-05-01", after: ["exported"]),
      event("exported again", producer, .exportOpened(ExportOpened(market: market)), "2023-05-01"),
      event("gone", ProductID(5).stream, .removedFromList(RemovedFromList()), "2021-01-01"),
      // One day has an order of its own.
      stars("10", 6, .three, "2021-05-05"), stars("11", 6, .four, "2021-05-05"), stars("12", 6, .three, "2022-05-05"),
      Fact(name: "revoked 11", date: "2022-05-05", needs: ["10", "11"]) { _ in
        .record(ProductID(6).stream, .revoked(Revoked(ground: .markMisuse, level: .province)))
      },
      // After the term, and a decision that is replaced before it begins.
      stars("13", 7, .three, "2020-01-01", until: "2023-01-01"),
      about(
        7, "longer 13", "2023-03-01", "13",
        .certificateExtended(CertificateExtended(until: LegalDate("2023-06-30")!, legalBasis: "Điều 12"))),
      stars("14", 7, .four, "2023-09-01", from: "2023-12-01"), stars("15", 7, .three, "2023-11-01"),
      event("tested", producer, .qualityCertificateGranted(tested(until: "2022-12-31")), "2020-01-01"),
      event("tested again", producer, .qualityCertificateGranted(tested(until: "2024-12-31")), "2022-06-01"),
      event(
        "ended", producer, .qualityCertificateEnded(QualityCertificateEnded(standard: "HACCP", number: "1")),
        "2023-02-01", after: ["tested", "tested again"]),
      Fact(name: "earlier", date: "2020-04-01", needs: ["exported"]) { at in
        .correct(producer, at["exported"]!, .exportOpened(ExportOpened(market: market)))
      },
      event("wrong", producer, .exportOpened(ExportOpened(market: Market(text: "KR")!)), "2020-05-01"),
      Fact(name: "not so", date: nil, needs: ["wrong"]) { at in .void(producer, at["wrong"]!) },
      event(
        "praised", ProductID(2).stream, .productAwarded(ProductAwarded(title: "Bằng khen", awardedBy: "UBND tỉnh")),
        "2022-10-10"),
    ]
  }()

  @Test(
    "tables, histories and what decisions were are the same in every order",
    arguments: 0..<UInt64(Effort.rounds(4, thorough: 20)))
  func orders(seed: UInt64) throws {
    #expect(try Self.answers(seed: seed) == Self.answers(seed: nil), "seed \(seed)")
  }

  /// What is answered once the facts are recorded in the order that `seed` draws; `nil`: as they stand.
  private static func answers(seed: UInt64?) throws -> [String] {
    let test = try TestLedger()
    let ledger = try test.open()
    func submit(_ act: Command.Act, _ date: String?) throws -> Position {
      let command = Command(
        id: nil, actor: "test", act: act, effectiveOn: date.flatMap { LegalDate($0) }, reason: "ghi chép")
      return try Position(ledger.submit([command]).positions.lowerBound)
    }
    for name in ["HTX Một", "HTX Hai"] {
      _ = try submit(.record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: name))), nil)
    }
    for name in ["Mật ong", "Chè sạch", "Miến gạo", "Nón lá", "Mứt dừa", "Bún khô", "Rượu cần"] {
      let product = ProductRegistered(name: name, producer: ProducerID(1))
      _ = try submit(.record(StreamID(.product, 0), .productRegistered(product)), nil)
    }
    var random = seed.map { SeededGenerator(seed: $0) }
    var (left, at): ([Fact], [String: Position]) = (facts, [:])
    while !left.isEmpty {
      let ready = left.indices.filter { index in left[index].needs.allSatisfy { at[$0] != nil } }
      let next = random == nil ? ready[0] : ready[Int.random(in: ready.indices, using: &random!)]
      let fact = left.remove(at: next)
      at[fact.name] = try submit(fact.act(at), fact.date)
    }
    var answers: [String] = []
    for day in ["2020-12-31", "2022-03-15", "2023-05-01", "2023-10-01", "2026-06-01"] {
      for counting in Counting.allCases {
        for parameters in [["explain": "yes"], [:]] {
          answers.append(
            shown(
              try ledger.ask(
                "star-counts", WordedQuestion(asOf: self.day(day), counting: counting, parameters: parameters))))
        }
      }
      for id in ["rating-history", "register", "exporters", "quality-certificates", "award-history"] {
        let parameters = id == "exporters" ? ["closed": "yes"] : id == "quality-certificates" ? ["all": "yes"] : [:]
        answers.append(shown(try ledger.ask(id, WordedQuestion(asOf: self.day(day), parameters: parameters))))
      }
    }
    return answers
  }

  private static func day(_ text: String) -> Day { LegalDate(text)!.day }

  /// An answer without the positions, which follow the order of recording.
  private static func shown(_ answer: Answered<AnswerTable>) -> String {
    let positions: Set = ["position", "proposedPosition", "endedBy"]
    return answer.table.objects.map { row -> String in
      guard case .object(let members) = row else { return row.text }
      return JSONValue.object(members.filter { !positions.contains($0.name) }).text
    }.joined(separator: "\n")
  }
}
