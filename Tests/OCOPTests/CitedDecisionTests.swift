import OCOP
import Testing

@Suite("A decision as somebody names it")
struct CitedDecisionTests {
  private func record(_ number: String, on date: String, by issuer: String? = nil) throws -> Record {
    let day = try #require(LegalDate(date))
    var grant = Grant(stars: .three, level: .province, validUntil: day, termBasis: .decided)
    (grant.decision, grant.issuer) = (number, issuer)
    return Record(
      stream: StreamID(.product, 1), version: 1, recordedAt: Timestamp(microseconds: 0), effectiveOn: day, actor: "t",
      command: nil,
      event: .granted(Granted(grant: grant)))
  }

  @Test("a number with its day names the decision of that day; the authority tells those of one day apart")
  func day() throws {
    let cited = try #require(CitedDecision("Số 15/qđ-ubnd ngày 16/1/2023"))
    #expect(cited.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16")))
    #expect(!cited.isNamed(by: try record("15/QĐ-UBND", on: "2021-03-02")))
    #expect(cited.isNamed(by: try record("15/QĐ-UBND", on: "2023")))
    #expect(!cited.isNamed(by: try record("16/QĐ-UBND", on: "2023-01-16")))
    let authority = try #require(CitedDecision("15/QĐ-UBND, ngày 16/01/2023 của UBND tỉnh Thanh Hoá"))
    #expect(
      authority.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16", by: "Ủy ban nhân dân tỉnh Thanh Hóa")))
    #expect(!authority.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16", by: "UBND tỉnh Nghệ An")))
    #expect(authority.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16")))
  }

  @Test("an authority may be named without a day, a month or a year as well; what is suggested is read")
  func other() throws {
    let cited = try #require(CitedDecision("15/QĐ-UBND của UBND tỉnh Hà Nam"))
    #expect(cited.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16", by: "UBND tỉnh Hà Nam")))
    #expect(!cited.isNamed(by: try record("15/QĐ-UBND", on: "2023-01-16", by: "UBND tỉnh Nam Hà")))
    for date in ["2023-01-16", "2021-02", "2021"] {
      let one = try record("15/QĐ-UBND", on: date, by: "UBND tỉnh A")
      let shown = try #require(CitedDecision(of: one)).text
      #expect(CitedDecision(shown)?.isNamed(by: one) == true, "\(shown)")
    }
  }

  @Test("one that leaves its authority open is none beside those that do not, in any order")
  func open() throws {
    let cited = try #require(CitedDecision("15/QĐ-UBND"))
    let records = try ["A", nil, "B"].map { name in
      try record("15/QĐ-UBND", on: "2023-01-16", by: name.map { "UBND tỉnh \($0)" })
    }
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
      #expect(cited.candidates(among: order.map { records[$0] }).count == 2, "\(order)")
    }
    #expect(cited.candidates(among: [records[1]]).count == 1)
  }

  @Test("a number alone names all that bear it, each told once; a day that cannot be read is none")
  func number() throws {
    let cited = try #require(CitedDecision("15/QĐ-UBND"))
    let records = try [("2023-01-16", "A"), ("2021-03-02", "A"), ("2023-01-16", "B"), ("2023-01-16", "a")].map {
      try record("15/QĐ-UBND", on: $0.0, by: "UBND tỉnh \($0.1)")
    }
    #expect(
      cited.candidates(among: records).map(\.text) == [
        "15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh A", "15/QĐ-UBND ngày 02/03/2021 của UBND tỉnh A",
        "15/QĐ-UBND ngày 16/01/2023 của UBND tỉnh B",
      ])
    for candidate in cited.candidates(among: records) {
      #expect(CitedDecision(candidate.text)?.candidates(among: records).map(\.text) == [candidate.text])
    }
    #expect(CitedDecision("15/QĐ-UBND ngày kia") == nil)
  }
}
