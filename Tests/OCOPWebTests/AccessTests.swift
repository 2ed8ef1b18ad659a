import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// What everybody sees, and what only those with access do.
@Suite("Web: who sees what")
struct AccessTests {
  private static let paths = [
    "/san-pham", "/san-pham/SP-0001", "/san-pham/SP-0001/so-sanh?aAsOf=2019-01-01", "/chu-the/CT-0001", "/quyet-dinh",
    "/giay-chung-nhan", "/thong-ke/san-pham?by=level", "/so-sanh?aAsOf=2019-01-01",
    "/phat-lai?from=1900-01-01&to=2100-01-01", "/xuat-khau", "/khen-thuong", "/so-lieu-cong-bo", "/bang",
    "/bang/rating-history", "/bang/councils", "/bang/score-sheets", "/bang/contradictions", "/bang/decisions",
  ]

  @Test("no form of a page for everybody tells who recorded, what was remarked, or what was irregular")
  func withheld() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    var commands = recognition()
    for index in commands.indices {
      let command = commands[index]
      commands[index] = Command(
        id: nil, actor: "kế-toán-7", act: command.act, effectiveOn: command.effectiveOn, note: "ghi chú kín",
        irregular: index == 2 ? "biết là trái" : nil)
    }
    _ = try ledger.submit(commands)
    let site = try SiteTests.site(ledger)
    var seen = 0
    for path in Self.paths {
      let halves = path.split(separator: "?", maxSplits: 1)
      for form in ["", ".json", ".csv"] {
        let target = "\(halves[0])\(form)" + (halves.count > 1 ? "?" + halves[1] : "")
        let answer = site.answer(try WebRequest(target: target))
        guard answer.status == 200 else { continue }
        seen += 1
        let text = String(decoding: answer.body, as: UTF8.self)
        for secret in ["kế-toán-7", "ghi chú kín", "biết là trái", "\"irregular\":true", "chưa phù hợp"] {
          #expect(!text.contains(secret), "\(target): \(secret)")
        }
        #expect(!text.contains("href=\"/nhat-ky"), "\(target) links to the log")
      }
    }
    #expect(seen > 40)
    let inside = site.answer(try WebRequest(target: "/san-pham/SP-0001.json", hasAccess: true))
    #expect(String(decoding: inside.body, as: UTF8.self).contains("kế-toán-7"))
  }

  @Test(
    "who had an answer is not told that it is unchanged where he may not see it, or where there is none",
    arguments: [
      ("/doi-chieu", 401), ("/bang/breaches", 401), ("/nhat-ky/0", 401), ("/api/records", 401), ("/nope", 404),
      ("/san-pham?asOf=zzz", 400), ("/san-pham?lang=xx", 400), ("/san-pham?page=99", 404), ("/so-sanh/x", 404),
      ("/giay-chung-nhan/a/b", 404), ("/phat-lai?product=SP-9999", 404), ("/quyet-dinh?so=999/Q%C4%90", 404),
    ])
  func unchanged(target: String, status: Int) throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    let site = try SiteTests.site(ledger)
    let open = try #require(site.answer(try WebRequest(target: "/")).tag)
    let inner = try #require(site.answer(try WebRequest(target: "/nhat-ky", hasAccess: true)).tag)
    #expect(open != inner)
    for tag in [open, inner, "*"] {
      #expect(site.answer(try WebRequest(target: target, knownTag: tag)).status == status)
    }
    #expect(site.answer(try WebRequest(target: "/", knownTag: "W/" + open)).status == 304)
    #expect(site.answer(try WebRequest(target: "/", knownTag: inner)).status == 200)
  }

  @Test("a page says nothing that was not known at the position asked about")
  func known() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    let granted = try #require(try ledger.history(of: ProductID(1).stream).entries.last).position.number
    let site = try SiteTests.site(ledger)
    func page(_ known: UInt64) throws -> (status: Int, text: String) {
      let answer = site.answer(try WebRequest(target: "/san-pham/SP-0001?asOf=2020-06-01&knownAt=\(known)"))
      return (answer.status, String(decoding: answer.body, as: UTF8.self))
    }
    #expect(try page(granted).text.contains("<dd>còn hiệu lực</dd>"))
    #expect(try !page(granted - 1).text.contains("<dd>còn hiệu lực</dd>"))
    #expect(try page(granted - 3).status == 404)
  }

  @Test("a page keeps the question: its links, its forms and its menu ask the same")
  func kept() throws {
    let held = try TestLedger()
    let ledger = try held.open()
    _ = try ledger.submit(recognition())
    let site = try SiteTests.site(ledger)
    let asked = "asOf=2021-06-30&knownAt=12&areas=2021-01-01&counting=ever-recognised&lang=en"
    for path in ["/", "/san-pham", "/chu-the", "/giay-chung-nhan", "/thong-ke", "/phat-lai"] {
      let page = String(decoding: site.answer(try WebRequest(target: "\(path)?\(asked)")).body, as: UTF8.self)
      for form in page.matches(of: #/<form class="question"[\s\S]*?<\/form>/#) {
        for name in ["knownAt", "areas", "counting", "lang"] {
          #expect(form.output.contains("name=\"\(name)\""), "\(path): \(name)")
        }
      }
      let menu = page.matches(of: #/<li><a href="(\/thong-ke[^"]*)"/#).first.map { String($0.output.1) }
      #expect(menu?.contains("asOf=2021-06-30") == true && menu?.contains("knownAt=12") == true, "\(path)")
    }
    let initial = String(decoding: site.answer(try WebRequest(target: "/thong-ke?areas=initial")).body, as: UTF8.self)
    #expect(initial.contains("value=\"initial\""))
  }
}
