import ProjectionTesting
import Testing

@testable import OCOP

/// What events refer to follows from the types of their fields.
@Suite("What events refer to")
struct EventReferencesTests {
  @Test("things, places and dates are found wherever they stand in a payload")
  func found() throws {
    let place = Place(district: AreaRef(code: AreaCode(text: "399")!))
    let day = LegalDate("2024-02")!
    var fair = FairHeld()
    (fair.producers, fair.place) = ([ProducerID(3), ProducerID(9)], place)
    #expect(Event.fairHeld(fair).references == [ProducerID(3).stream, ProducerID(9).stream])
    #expect(Event.fairHeld(fair).named.places == [place])
    var delegated = PowerDelegated()
    (delegated.until, delegated.decision) = (day, DecisionName(number: "1/QĐ", date: LegalDate("2023-05-06")!))
    #expect(Set(Event.powerDelegated(delegated).dates) == [day, LegalDate("2023-05-06")!])
    let granted = Granted(grant: Grant(stars: .four, level: .province, validUntil: day, termBasis: .decided))
    #expect(Event.granted(granted).dates == [day] && Event.granted(granted).references.isEmpty)
    #expect(Event.productRegrouped(ProductRegrouped(group: .food)).references.isEmpty)
    // What is not there is not referred to; what names number 0 is, and is unknown.
    #expect(Event.exportOpened(ExportOpened(market: Market(text: "US")!)).references.isEmpty)
    #expect(
      Event.productRegistered(ProductRegistered(name: "a", producer: ProducerID(0))).references
        == [StreamID(.producer, 0)])
  }

  @Test("positions are put in each other's place, and nothing else changes")
  func positions() {
    let annulled = Event.annulled(Annulled(granted: Position(7), level: .centre))
    #expect(
      annulled.mappingPositions { Position($0.number + 1) } == .annulled(Annulled(granted: Position(8), level: .centre))
    )
    let withdrawn = Event.recognitionWithdrawn(RecognitionWithdrawn(granted: Position(4)))
    #expect(
      withdrawn.mappingPositions { _ in Position(1) }
        == .recognitionWithdrawn(RecognitionWithdrawn(granted: Position(1))))
    let moved = Event.productRenamed(ProductRenamed(name: "a"))
    #expect(moved.mappingPositions { _ in Position(1) } == moved)
  }
}
