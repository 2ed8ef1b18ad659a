import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// The codes on paper, and the page that they lead to.
@Suite("Web: codes of certificates")
struct CertificateCodeTests {
  private static let keys = try! CertificateCodes(text: CertificateCodes.adding([UInt8](repeating: 7, count: 32)))

  @Test("a code is eighteen signs, the same for ever, read as people type it")
  func codes() throws {
    let code = Self.keys.code(of: Position(12), "cd", in: "ab")
    #expect(code.description.count == 18 && code == Self.keys.code(of: Position(12), "cd", in: "ab"))
    #expect(code != Self.keys.code(of: Position(12), "ce", in: "ab"), "of a log that went on otherwise")
    #expect(
      code != Self.keys.code(of: Position(13), "cd", in: "ab")
        && code != Self.keys.code(of: Position(12), "cd", in: "ac"))
    #expect(code.description == "0KV79T2T2NEVJKZKBN", "printed papers bear it")
    let typed = code.description.lowercased().replacing("0", with: "o").replacing("1", with: "l")
    #expect(CertificateCode(typed.prefix(6) + "-" + typed.dropFirst(6)) == code)
  }

  @Test("a sign read wrongly is told, wherever it stands, and nearly every swap of neighbours")
  func checked() throws {
    let text = Array(Self.keys.code(of: Position(12), "cd", in: "ab").description)
    let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
    var swaps = 0
    for place in text.indices {
      for sign in signs where sign != text[place] {
        var wrong = text
        wrong[place] = sign
        #expect(CertificateCode(String(wrong)) == nil)
      }
      guard place > 0, text[place] != text[place - 1] else { continue }
      var wrong = text
      wrong.swapAt(place, place - 1)
      if CertificateCode(String(wrong)) != nil { swaps += 1 }
    }
    #expect(swaps <= 1)
    for text in ["", "0", String(text.dropLast()), String(text) + "0", "U" + text.dropFirst(), "ГГГ"] {
      #expect(CertificateCode(text) == nil)
    }
  }

  @Test("a key more leaves codes under the earlier one good")
  func keys() throws {
    let one = try CertificateCodes.adding([UInt8](repeating: 1, count: 32))
    let two = try CertificateCodes.adding([UInt8](repeating: 2, count: 32), to: one)
    #expect(two.hasPrefix(one))
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    let position = try #require(try ledger.history(of: ProductID(1).stream).entries.last).position
    let old = try CertificateIndex(ledger, CertificateCodes(text: one)).code(of: position)
    let index = try CertificateIndex(ledger, CertificateCodes(text: two))
    #expect(try index.position(of: old) == position && index.position(of: index.code(of: position)) == position)
    #expect(try index.code(of: position) != old)
    for text in ["", "ocop-codes-1 32 00", one + one, "x 0 " + String(repeating: "0", count: 64)] {
      #expect(throws: LedgerError.self) { try CertificateCodes(text: text) }
    }
  }

  @Test("the page says how the certificate stands: in force, replaced, expired, revoked, struck out")
  func states() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition(.four, on: "2024-12-23"))
    let index = CertificateIndex(ledger, Self.keys)
    let first = try #require(try ledger.history(of: ProductID(1).stream).entries.last).position
    let code = try index.code(of: first).description
    func state(on today: String) throws -> (status: Int, state: String?) {
      let site = try Site(ledger, codes: Self.keys, version: "t") { day(today) }
      let page = site.answer(try WebRequest(target: "/kiem-tra/" + code))
      let answer = site.answer(try WebRequest(target: "/kiem-tra/\(code).json"))
      #expect(page.body.count < 30_000 && page.status == answer.status)
      guard case .string(let state)? = try JSONValue(parsing: answer.body)["state"] else { return (answer.status, nil) }
      return (answer.status, state)
    }
    #expect(try state(on: "2025-01-01") == (200, "inForce"))
    #expect(try state(on: "2028-06-01") == (200, "expired"))
    let page = String(
      decoding: try Site(ledger, codes: Self.keys, version: "t") { day("2025-01-01") }
        .answer(try WebRequest(target: "/kiem-tra/" + code)).body, as: UTF8.self)
    #expect(!page.contains("<script"), "whoever checks a paper runs nothing")
    #expect(page.contains("Mắm tôm") && page.contains("Lê Gia") && page.contains("4★") && page.contains("còn hiệu lực"))
    _ = try ledger.write { draft in
      try draft.record(
        Command(
          id: nil, actor: "t",
          act: .recognise(ProductID(1), RecognitionRequest(stars: .five, level: .centre, decision: "9/QĐ-BNN")),
          effectiveOn: LegalDate("2025-06-01")))
    }
    #expect(try state(on: "2025-07-01").state == "superseded" || state(on: "2025-07-01").state == "upgraded")
    _ = try ledger.write { draft in
      try draft.strikeOutFact(at: first, in: ProductID(1).stream, actor: "t", reason: "nhầm")
    }
    #expect(try state(on: "2025-07-01") == (200, "struckOut"))
  }

  @Test("what stands on the paper is told as it was printed, what is so today beside it; a suspended mark is said")
  func printed() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition(.four, on: "2025-02-01"))
    let stream = ProductID(1).stream
    let code = try CertificateIndex(ledger, Self.keys)
      .code(of: try #require(ledger.history(of: stream).entries.last).position).description
    func add(_ event: Event, on date: String) throws {
      let version = UInt64(try ledger.history(of: stream).entries.count)
      try ledger.appendBypassingDecider([
        Record(
          stream: stream, version: version, recordedAt: Timestamp(microseconds: 0), effectiveOn: LegalDate(date),
          actor: "t", command: nil, event: event)
      ])
    }
    func answer(_ today: String) throws -> (json: JSONValue, page: String) {
      let site = try Site(ledger, codes: Self.keys, version: "t") { day(today) }
      let page = site.answer(try WebRequest(target: "/kiem-tra?ma=" + code.lowercased()))
      return (
        try JSONValue(parsing: site.answer(try WebRequest(target: "/kiem-tra/\(code).json")).body),
        String(decoding: page.body, as: UTF8.self)
      )
    }
    try add(.productRenamed(ProductRenamed(name: "Mắm mới")), on: "2025-09-01")
    try add(
      .markUseSuspended(MarkUseSuspended(by: "UBND tỉnh", until: LegalDate("2026-03-31"))), on: "2025-10-01")
    let suspended = try answer("2025-12-01")
    #expect(suspended.json["product"] == "Mắm tôm" && suspended.json["nameNow"] == "Mắm mới")
    #expect(suspended.json["suspended"] == true && suspended.page.contains("tạm dừng sử dụng nhãn hiệu"))
    #expect(suspended.json["stars"] == 4 && suspended.json["through"] == "2028-02-01")
    #expect(try answer("2026-04-01").json["suspended"] == false && answer("2025-09-30").json["suspended"] == false)
    try add(.revoked(Revoked(ground: .lawBreach, level: .province)), on: "2026-05-01")
    let revoked = try answer("2026-06-01")
    #expect(revoked.json["state"] == "revoked" && revoked.json["through"] == "2028-02-01")
    #expect(revoked.json["validThrough"] == "2026-04-30" && revoked.page.contains("30/04/2026"))
    let site = try Site(ledger, codes: Self.keys, version: "t") { day("2026-06-01") }
    #expect(
      String(decoding: site.answer(try WebRequest(target: "/kiem-tra")).body, as: UTF8.self).contains("name=\"ma\""))
  }

  @Test("an extension, and a revocation, are of the same paper: also where days lay between the term and the extension")
  func extended() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition(.four, on: "2021-02-01"))
    let stream = ProductID(1).stream
    let entries = try ledger.history(of: stream).entries
    let code = try CertificateIndex(ledger, Self.keys).code(of: try #require(entries.last).position).description
    func state(on today: String) throws -> String? {
      let site = try Site(ledger, codes: Self.keys, version: "t") { day(today) }
      let answer = try JSONValue(parsing: site.answer(try WebRequest(target: "/kiem-tra/\(code).json")).body)
      guard case .string(let state)? = answer["state"] else { return nil }
      return state
    }
    #expect(try state(on: "2024-06-01") == "expired")
    func add(_ event: Event, on date: String) throws {
      let version = UInt64(try ledger.history(of: stream).entries.count)
      try ledger.appendBypassingDecider([
        Record(
          stream: stream, version: version, recordedAt: Timestamp(microseconds: 0), effectiveOn: LegalDate(date),
          actor: "t", command: nil, event: event)
      ])
    }
    let until = try #require(LegalDate("2024-10-30"))
    try add(.certificateExtended(CertificateExtended(until: until, legalBasis: "Điều 12")), on: "2024-05-01")
    #expect(try state(on: "2024-03-01") == "expired")
    #expect(try state(on: "2024-06-01") == "extended")
    #expect(try state(on: "2024-11-01") == "expired")
    // What is printed now is the code that was printed then.
    let site = try Site(ledger, codes: Self.keys, version: "t") { day("2024-06-01") }
    let extract = try JSONValue(
      parsing: site.answer(try WebRequest(target: "/san-pham/SP-0001/ban-ket-xuat.json")).body)
    #expect(extract["code"] == .string(code))
    try add(.revoked(Revoked(ground: .lawBreach, level: .province)), on: "2024-07-01")
    #expect(try state(on: "2024-07-02") == "revoked")
  }
}
