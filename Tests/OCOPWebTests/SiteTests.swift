import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// What an address and the log come to.
@Suite("Web: pages")
struct SiteTests {
  static let today = day("2026-11-30")

  static func site(_ ledger: Ledger, codes: CertificateCodes? = nil) throws -> Site {
    try Site(ledger, codes: codes, version: "t") { today }
  }

  /// A ledger with a random history, as long as it is held.
  private final class Drawn {
    private let held: TestLedger
    let ledger: Ledger

    init(_ seed: UInt64) throws {
      held = try TestLedger()
      ledger = try held.drawn(seed: seed, count: 400).ledger
    }
  }

  private static let paths = [
    "/", "/san-pham", "/san-pham?search=a", "/san-pham/SP-0001", "/san-pham/SP-0001/phieu-cham",
    "/san-pham/SP-0001/ban-ket-xuat", "/giay-chung-nhan/ban-in",
    "/san-pham/SP-0001/so-sanh?aAsOf=2019-01-01&bAsOf=2023-01-01", "/chu-the", "/chu-the/CT-0001", "/quyet-dinh",
    "/giay-chung-nhan", "/thong-ke", "/thong-ke?by=group", "/thong-ke/san-pham?by=level", "/so-sanh",
    "/so-sanh?aAsOf=2021-06-30&bAsOf=2023-06-30&bCounting=ever-recognised",
    "/phat-lai?asOf=2022-06-30", "/phat-lai?product=SP-0001&from=2019-01-01&order=recorded&step=0", "/xuat-khau",
    "/khen-thuong",
    "/ke-hoach", "/so-lieu-cong-bo", "/bang", "/bang/councils", "/nhat-ky", "/nhat-ky/3", "/kiem-chung", "/kiem-tra",
    "/doi-chieu",
    "/khong-co",
  ]

  @Test("every page is whole without scripts, below 100 kB, and names no other site", arguments: [UInt64(1), 2])
  func whole(seed: UInt64) throws {
    let drawn = try Drawn(seed)
    let site = try Self.site(drawn.ledger)
    for path in Self.paths {
      for language in ["vi", "en"] {
        let target = path + (path.contains("?") ? "&" : "?") + "lang=" + language
        let answer = site.answer(try WebRequest(target: target, hasAccess: true))
        let page = String(decoding: answer.body, as: UTF8.self)
        #expect(answer.status == (path == "/khong-co" ? 404 : 200), "\(target) \(page.prefix(2_000))")
        #expect(answer.body.count < 100_000, "\(target)")
        #expect(page.hasPrefix("<!doctype html>") && page.contains("<html lang=\"\(language)\">"))
        #expect(page.matches(of: #/<h1>/#).count == 1, "\(target)")
        #expect(!page.contains("style=") && !page.contains("onclick") && !page.contains("<script>"), "\(target)")
        #expect(page.matches(of: #/(?:src|href|action)="https?:/#).isEmpty, "\(target)")
        let ids = page.matches(of: #/ id="([^"]*)"/#).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count, "\(target): \(ids)")
      }
    }
  }

  @Test("every number of the statistics leads to so many products", arguments: [UInt64(3), 4, 5])
  func numbers(seed: UInt64) throws {
    let drawn = try Drawn(seed)
    let site = try Self.site(drawn.ledger)
    var followed = 0
    for by in StarDimension.allCases {
      for counting in Counting.allCases {
        let target = "/thong-ke?asOf=2023-06-30&by=\(by.rawValue)&counting=\(counting.rawValue)"
        let page = String(decoding: site.answer(try WebRequest(target: target)).body, as: UTF8.self)
        for match in page.matches(of: #/<a href="(/thong-ke/san-pham[^"]*)">([\d.]+)</a>/#) {
          let address = match.output.1.replacing("&amp;", with: "&")
          let path = address.replacing("/thong-ke/san-pham?", with: "/thong-ke/san-pham.json?")
          let answer = site.answer(try WebRequest(target: String(path)))
          let rows = try JSONValue(parsing: answer.body)["rows"]
          guard case .array(let products)? = rows else {
            Issue.record("\(path): \(String(decoding: answer.body, as: UTF8.self))")
            continue
          }
          #expect("\(products.count)" == match.output.2.replacing(".", with: ""), "\(path)")
          followed += 1
        }
      }
    }
    #expect(followed > 20)
  }

  @Test("the picture says what the table says", arguments: [UInt64(3), 4])
  func pictures(seed: UInt64) throws {
    let history = try Drawn(seed)
    let site = try Self.site(history.ledger)
    let page = String(
      decoding: site.answer(try WebRequest(target: "/thong-ke?asOf=2023-06-30&by=group")).body, as: UTF8.self)
    var drawn: [String: [Int: Int]] = [:]
    for match in page.matches(of: #/data-key="([^"]*)" data-stars="(\d)" data-count="(\d+)"/#) {
      drawn[String(match.output.1), default: [:]][Int(match.output.2)!] = Int(match.output.3)!
    }
    var told: [String: [Int: Int]] = [:]
    for row in try history.ledger.ask(StarCounts.Query(by: .group), asOf: day("2023-06-30")).answer.rows {
      for number in 1...5 {
        guard let stars = Stars(number), row.stars[stars] > 0 else { continue }
        told[row.key, default: [:]][number] = Int(row.stars[stars])
      }
    }
    #expect(drawn == told && !told.isEmpty)
    let entries = try history.ledger.ask(RatingHistory.Query(product: ProductID(1)), asOf: Self.today).answer.rows
    let product = String(decoding: site.answer(try WebRequest(target: "/san-pham/SP-0001")).body, as: UTF8.self)
    let steps = product.matches(of: #/data-stars="(\d)" data-from="([^"]*)" data-through="([^"]*)"/#).map {
      "\($0.output.1) \($0.output.2) \($0.output.3)"
    }
    let rows = entries.compactMap { entry in
      entry.from.flatMap { from in
        entry.stars.map { "\($0.number) \(from.text) \(entry.through?.text ?? "")" }
      }
    }
    #expect(steps == rows)
  }

  @Test("what a name holds is shown, and never obeyed")
  func hostile() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    var commands = recognition()
    let name = "Mắm <script>alert(1)</script>\"'& =HYPERLINK(\"x\")"
    commands[1] = Command(
      id: nil, actor: "test",
      act: .record(
        StreamID(.product, 0), .productRegistered(ProductRegistered(name: name, producer: ProducerID(1)))),
      effectiveOn: nil)
    _ = try ledger.submit(commands)
    let site = try Self.site(ledger)
    for target in ["/san-pham", "/san-pham/SP-0001", "/san-pham?search=%3Cscript%3E", "/san-pham?lang=%22%3E%3Cb%3E"] {
      let page = String(decoding: site.answer(try WebRequest(target: target)).body, as: UTF8.self)
      #expect(!page.contains("<script>") && !page.contains("<b>"), "\(target)")
    }
    let csv = String(decoding: site.answer(try WebRequest(target: "/san-pham.csv")).body, as: UTF8.self)
    #expect(csv.hasPrefix("\u{feff}") && csv.contains("=HYPERLINK"))
    #expect(!csv.contains(";=HYPERLINK") && !csv.contains("\n=HYPERLINK"))
  }

  @Test("a product with thousands of records has pages below 100 kB, and each record is reached")
  func many() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    let stream = ProductID(1).stream
    let begun = try ledger.history(of: stream).entries.count
    try ledger.appendBypassingDecider(
      (0..<1_500).map { number in
        Record(
          stream: stream, version: UInt64(begun + number), recordedAt: Timestamp(microseconds: 0), effectiveOn: nil,
          actor: "t", command: nil, event: .productRenamed(ProductRenamed(name: "Mắm số \(number)")))
      })
    let site = try Self.site(ledger)
    var address = "/san-pham/SP-0001"
    var seen: Set<String> = []
    for _ in 0..<16 {
      let page = String(decoding: site.answer(try WebRequest(target: address)).body, as: UTF8.self)
      #expect(page.utf8.count < 100_000)
      seen.formUnion(page.matches(of: #/<tr id="p(\d+)">/#).map { String($0.output.1) })
      guard let earlier = page.firstMatch(of: #/href="(\/san-pham\/SP-0001\?record=\d+)#records">Trước đó/#) else {
        break
      }
      address = String(earlier.output.1)
    }
    #expect(seen.count == begun + 1_500)
  }

  @Test(
    "a moment is read as pages show it, by Vietnam's clock, or as a day, to its end",
    arguments: [
      ("2026-11-24T08:14:39Z", "2026-11-24T08:14:39.000000Z"), ("24/11/2026 15:14:39", "2026-11-24T08:14:39.999999Z"),
      ("24/11/2026 15:14", "2026-11-24T08:14:59.999999Z"), ("24/11/2026", "2026-11-24T16:59:59.999999Z"),
      ("2026-11-24", "2026-11-24T16:59:59.999999Z"), ("01/01/2026 00:00:00", "2025-12-31T17:00:00.999999Z"),
    ])
  func moments(written: String, meant: String) {
    #expect(WrittenMoment(written)?.time.description == meant)
    for wrong in [
      "", " ", "11/2026", "24/11/2026 25:00", "24/11/2026 15", "24/11/2026 15:14:39:1", "24/11/2026 a:b", "31/02/2026",
    ] {
      #expect(WrittenMoment(wrong) == nil, "\(wrong)")
    }
  }

  @Test("bytes that a terminal or a reader of text would obey go out by their names, whoever put them into the log")
  func obeyed() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    // No decider lets them in: another program may have.
    let name = "Mắm \u{1b}[31mđỏ \u{202e}gnợưgn\u{0}"
    let stream = ProductID(1).stream
    try ledger.appendBypassingDecider([
      Record(
        stream: stream, version: UInt64(try ledger.history(of: stream).entries.count),
        recordedAt: Timestamp(microseconds: 0), effectiveOn: nil, actor: "a\u{1b}]0;x\u{7}", command: nil,
        event: .productRenamed(ProductRenamed(name: name)))
    ])
    let site = try Self.site(ledger)
    for path in ["/", "/san-pham", "/san-pham/SP-0001", "/san-pham/SP-0001/ban-ket-xuat", "/nhat-ky", "/bang/register"]
    {
      for form in ["", ".json", ".csv"] where path != "/" {
        let answer = site.answer(try WebRequest(target: path + form, hasAccess: true))
        #expect(answer.status == 200, "\(path)\(form)")
        let text = String(decoding: answer.body, as: UTF8.self)
        let obeyed = text.unicodeScalars.filter { ["\u{1b}", "\u{202e}", "\u{0}", "\u{7}"].contains($0) }
        #expect(obeyed.isEmpty, "\(path)\(form)")
      }
    }
    let records = site.answer(try WebRequest(target: "/api/records", hasAccess: true))
    #expect(!records.body.contains(0x1b) && !records.body.contains(0))
  }

  @Test(
    "an address that says nothing that can be answered is refused by what is wrong with it",
    arguments: [
      ("/thong-ke?asOf=31/02/2020", 400, "usage"), ("/thong-ke?by=sao", 400, "question.notTaken"),
      ("/thong-ke?knownAt=99999999", 404, "notFound"), ("/thong-ke?counting=x", 400, "usage"),
      ("/thong-ke?areas=x", 400, "usage"), ("/san-pham/SP-9999", 404, "notFound"), ("/san-pham/x", 404, "notFound"),
      ("/nhat-ky", 401, "noAccess"), ("/nhat-ky/0", 401, "noAccess"), ("/doi-chieu", 401, "noAccess"),
      ("/bang/breaches", 401, "noAccess"), ("/bang/x", 404, "notFound"), ("/san-pham?page=0", 400, "usage"),
      ("/kiem-tra/0000", 404, "certificate.unknown"), ("/a/b/c", 404, "notFound"),
    ])
  func refused(target: String, status: Int, code: String) throws {
    let drawn = try Drawn(1)
    let site = try Self.site(drawn.ledger)
    let halves = target.split(separator: "?", maxSplits: 1)
    let address = "\(halves[0]).json" + (halves.count > 1 ? "?" + halves[1] : "")
    let answer = site.answer(try WebRequest(target: address))
    #expect(answer.status == status && answer.mediaType == "application/problem+json")
    let problem = try JSONValue(parsing: answer.body)
    #expect(problem["code"] == .string(code) && problem["status"] == .int(Int64(status)))
    #expect(site.answer(try WebRequest(target: target)).status == status)
  }

  @Test(
    "an address that is none is refused", arguments: ["x", "/%zz", "/%ff", "/../etc", "/a%00b", "/%2e%2e/x", "/?a=%c3"])
  func addresses(target: String) {
    #expect(throws: WebProblem.self) { try WebRequest(target: target) }
    #expect(throws: WebProblem.self) { try WebRequest(target: "/" + String(repeating: "a", count: 5_000)) }
  }

  @Test("what did not change is not sent again; one more record changes it")
  func tags() throws {
    let drawn = try Drawn(1)
    let site = try Self.site(drawn.ledger)
    let tag = try #require(site.answer(try WebRequest(target: "/thong-ke")).tag)
    let again = site.answer(try WebRequest(target: "/thong-ke", knownTag: "\"x\", " + tag))
    #expect(again.status == 304 && again.body.isEmpty)
    _ = try drawn.ledger.submit([
      Command(
        id: nil, actor: "t", act: .record(StreamID(.producer, 0), .producerRegistered(ProducerRegistered(name: "Mới"))),
        effectiveOn: nil)
    ])
    #expect(site.answer(try WebRequest(target: "/thong-ke", knownTag: tag)).status == 200)
  }
}
