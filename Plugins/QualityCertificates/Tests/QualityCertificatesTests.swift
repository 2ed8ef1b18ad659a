import OCOP
import ProjectionKit
import ProjectionTesting
import QualityCertificates
import TestSupport
import Testing

@Suite("QualityCertificates")
struct QualityCertificatesTests {
  private let holder = ProducerID(1).stream

  private func story() -> Story {
    var story = Story()
    story.product(1, "Mắm tôm")
    func granted(_ standard: String, _ until: String?) -> Event {
      .qualityCertificateGranted(
        QualityCertificateGranted(
          standard: standard, number: "1", issuer: "QUATEST", validUntil: until.flatMap { LegalDate($0) }))
    }
    story.record(granted("HACCP", "2022-12-31"), holder, on: "2020-01-01")
    story.record(granted("ISO 22000", nil), holder, on: "2020-02-01")
    let ended = QualityCertificateEnded(standard: "ISO 22000", number: "1")
    let end = story.record(.qualityCertificateEnded(ended), holder, on: "2021-05-01")
    let mistake = story.record(granted("GMP", nil), holder, on: "2020-03-01")
    story.record(.voided(Voided()), holder, corrects: mistake)
    _ = end
    return story
  }

  @Test("laws", arguments: 1...UInt64(Effort.rounds(2, thorough: 4)))
  func laws(seed: UInt64) throws {
    let questions = [[:], ["all": "yes"]].map { WrittenQuestion(asOf: LegalDate("2026-01-01")!.day, parameters: $0) }
    let laws = ProjectionLaws(QualityCertificates.self, asking: questions)
    let random = RandomHistory(seed: seed, count: 120, meeting: QualityCertificates.descriptor.events)
    let broken = try laws.violations(over: story().records, random.records, seed: seed)
    #expect(broken.isEmpty, "seed \(seed): \(broken)")
  }

  @Test("the same records give the same rows until the version is raised")
  func goldenRows() throws {
    let broken = try ProjectionLaws(QualityCertificates.self, asking: []).violations(
      againstGolden: GoldenFolder.path(of: QualityCertificates.self),
      recording: RandomHistory(seed: 1, count: 60, meeting: QualityCertificates.descriptor.events).records)
    #expect(broken.isEmpty, "\(broken)")
  }

  @Test("each lapses by its own term or is ended; what was struck out never was")
  func states() throws {
    func states(_ day: String, _ all: String) throws -> [String] {
      try story().ask(QualityCertificates.self, asOf: day, ["all": all]).objects.map {
        "\(($0["standard"] ?? nil).text) \(($0["state"] ?? nil).text)".replacing("\"", with: "")
      }
    }
    #expect(try states("2020-12-31", "no") == ["HACCP inForce", "ISO 22000 inForce"])
    // The day of its end is its last.
    #expect(try states("2021-05-01", "no") == ["HACCP inForce", "ISO 22000 inForce"])
    #expect(try states("2021-05-02", "no") == ["HACCP inForce"])
    #expect(try states("2023-01-01", "yes") == ["HACCP expired", "ISO 22000 ended"])
  }
}
