import OCOP
import ProjectionTesting
import Testing

@Suite("RandomHistory")
struct RandomHistoryTests {
  @Test("draws a payload of every type of event in the catalogue, and it is read back as it was written")
  func everyType() throws {
    var history = RandomHistory(seed: 1, count: 60)
    for type in EventType.allCases {
      for _ in 0..<20 {
        let drawn = history.randomEvent(type)
        let event = try #require(drawn, "nothing draws a field of \(type)")
        #expect(event.type == type)
        #expect(try Event(type, json: event.payload.json) == event, "\(event)")
      }
    }
  }

  @Test("meets the types it is asked to meet", arguments: 1...3 as ClosedRange<UInt64>)
  func meets(seed: UInt64) {
    let history = RandomHistory(seed: seed, count: 60, meeting: .all)
    let met = Set(history.records.map(\.event.type))
    #expect(EventType.allCases.filter { !met.contains($0) } == [], "seed \(seed)")
  }
}
