import OCOP
import ProjectionKit
import ProjectionTesting
import Promotion
import TestSupport
import Testing

@Suite("Promotion")
struct PromotionTests {
  private func story() -> Story {
    var story = Story()
    story.product(1, "Mắm tôm")
    let map = StreamID(.area, 38)
    let district = AreaCode(text: "399")!
    story.record(
      .areaEstablished(AreaEstablished(code: AreaCode(text: "38")!, level: .province, name: "Thanh Hóa", kind: "tỉnh")),
      map)
    story.record(
      .areaEstablished(
        AreaEstablished(
          code: district, level: .district, name: "Hoằng Hóa", kind: "huyện", parent: AreaCode(text: "38"))), map)
    let place = Place(district: AreaRef(code: district))
    story.record(.fairHeld(FairHeld(name: "Hội chợ xuân", scope: .inProvince, place: place)), .office, on: "2020-01-15")
    story.record(.salesPointOpened(SalesPointOpened(name: "Điểm 1", place: place)), .office, on: "2022-01-01")
    story.record(.salesPointClosed(SalesPointClosed(name: "Điểm 1", place: place)), .office, on: "2023-01-01")
    let signed = SupplyAgreementSigned(counterparty: "Siêu thị", kind: .memorandum, validUntil: LegalDate("2021-12-31"))
    story.record(.supplyAgreementSigned(signed), ProducerID(1).stream, on: "2020-12-31")
    return story
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let questions = [[:], ["all": "yes"]].map { WrittenQuestion(asOf: LegalDate("2026-01-01")!.day, parameters: $0) }
    let laws = ProjectionLaws(Promotion.self, asking: questions)
    let random = RandomHistory(seed: seed, count: 120, meeting: Promotion.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(Promotion.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: Promotion.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: Promotion.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("points close, agreements lapse, fairs have been")
  func open() throws {
    func names(_ day: String, _ all: String = "no") throws -> [JSONValue?] {
      try story().ask(Promotion.self, asOf: day, ["all": all]).objects.map { $0["name"] }
    }
    #expect(try names("2021-06-01") == ["Hội chợ xuân", "Siêu thị"])
    #expect(try names("2022-06-01") == ["Hội chợ xuân", "Điểm 1"])
    // The day of a closing is the last.
    #expect(try names("2023-01-01") == ["Hội chợ xuân", "Điểm 1"])
    #expect(try names("2023-01-02") == ["Hội chợ xuân"])
    #expect(try names("2023-01-01", "yes") == ["Hội chợ xuân", "Điểm 1", "Siêu thị"])
    let point = try story().ask(Promotion.self, asOf: "2022-06-01", ["kind": "salesPoint"]).objects
    #expect(point.map { $0["districtName"] } == ["Huyện Hoằng Hóa"])
  }
}
