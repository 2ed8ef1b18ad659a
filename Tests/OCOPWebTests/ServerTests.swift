import Foundation
import FoundationNetworking
import Ledger
import OCOP
import OCOPKit
import TestSupport
import Testing

@testable import OCOPWeb

/// The program on a port of its own, as the network meets it.
@Suite("Web: the server", .serialized)
struct ServerTests {
  @Test("pages, their headers and who may see the log")
  func served() async throws {
    let running = try Running(["--behind-tls"])
    let home = try await running.get("/")
    #expect(home.status == 200 && home.body.contains("<h1>Thử</h1>"))
    #expect(home.headers["content-security-policy"]?.contains("default-src 'none'") == true)
    #expect(home.headers["x-content-type-options"] == "nosniff" && home.headers["x-frame-options"] == "DENY")
    #expect(home.headers["strict-transport-security"] != nil && home.headers["set-cookie"] == nil)
    #expect(home.headers["server"] == nil && home.headers["x-request-id"] != nil)
    let tag = try #require(home.headers["etag"])
    #expect(try await running.status("/", ["If-None-Match": tag]) == 304)
    #expect(try await running.status("/nhat-ky") == 401)
    #expect(try await running.status("/nhat-ky", ["Authorization": "Bearer ocopweb_x"]) == 401)
    #expect(try await running.status("/nhat-ky", ["Authorization": "Bearer " + running.token]) == 200)
    #expect(try await running.status("/nhat-ky", ["X-Forwarded-User": "me"]) == 401)
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"] {
      let refused = try await running.get("/", method: method)
      #expect(refused.status == 405 && refused.headers["allow"] == "GET, HEAD", "\(method)")
    }
    #expect(try await running.status("/nhat-ky", ["Authorization": "bearer " + running.token]) == 200)
    #expect(try await running.get("/nhat-ky").headers["www-authenticate"] == "Bearer")
    #expect(
      try await running.get("/tile/entries/000.p/2", ["Authorization": "Bearer " + running.token])
        .headers["cache-control"]?.contains("private") == true)
    // Of two requests on one connection the second is answered behind the head of the first, and nothing else.
    let two = try running.raw(
      "HEAD /kiem-chung HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", whole: true
    )
    #expect(!two.contains("<!doctype") && two.components(separatedBy: "HTTP/1.1 200").count == 3, "\(two)")
    let head = try await running.get("/", method: "HEAD")
    #expect(head.status == 200 && head.body.isEmpty)
    // As long as what GET gives (RFC 9110, 8.6), so that no cache takes the page for empty.
    let lengths = two.matches(of: #/[Cc]ontent-[Ll]ength: (\d+)/#).compactMap { Int($0.output.1) }
    #expect(lengths.count == 2 && lengths.allSatisfy { $0 > 1_000 }, "\(two)")
  }

  @Test("what was acknowledged is seen at once")
  func fresh() async throws {
    let running = try Running()
    for number in 1...5 {
      try running.register("HTX Số \(number)")
      let page = try await running.get("/chu-the.json")
      #expect(page.body.contains("HTX Số \(number)"))
    }
  }

  @Test("records go on coming to who stays, and on from the last to who comes again")
  func stream() async throws {
    let running = try Running()
    let last = try running.size - 1
    let all = try running.follow(until: "id: \(last)-")
    #expect(all.contains(#/id: 0-[0-9a-f]{16}\nevent: record\ndata: \{/#) && all.contains("id: \(last)-"))
    try running.register("HTX Sau")
    let later = try running.follow(["Last-Event-ID: \(last)"], until: "HTX Sau")
    #expect(later.contains("id: \(last + 1)-") && !later.contains("id: \(last)-"), "\(later)")
    #expect(try await running.status("/api/records", ["Accept": "text/event-stream"]) == 401)
  }

  @Test("a thousand guesses are answered thirty times; others are answered on")
  func guesses() async throws {
    let running = try Running(["--behind-proxy"])
    var answers: [Int: Int] = [:]
    for number in 0..<200 {
      let guess = String(format: "%018d", number)
      let answer = try await running.get("/kiem-tra/" + guess, ["X-Forwarded-For": "203.0.113.9, 198.51.100.7"])
      answers[answer.status, default: 0] += 1
    }
    // A minute may have begun meanwhile.
    #expect(
      (30...60).contains(answers[404] ?? 0) && answers[404, default: 0] + answers[429, default: 0] == 200, "\(answers)")
    // Who names the first address himself is not believed.
    #expect(try await running.status("/kiem-tra/0", ["X-Forwarded-For": "203.0.113.9, 198.51.100.8"]) == 404)
    #expect(try await running.status("/", ["X-Forwarded-For": "203.0.113.9, 198.51.100.7"]) == 200)
  }

  @Test(
    "a request that is none ends in an answer or a closed connection, and the next is answered",
    arguments: [
      "", "\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
      "G E T / HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: \u{0}\r\n\r\n", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n", "GET http://other/ HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET /\u{1b}[31m HTTP/1.1\r\nHost: x\r\n\r\n",
      "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n\r\nx",
      "GET /" + String(repeating: "a", count: 100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "a", count: 100_000) + "\r\n\r\n",
      "GET / HTTP/1.1\r\n" + String(repeating: "X: y\r\n", count: 5_000) + "\r\n", "\u{16}\u{3}\u{1}TLS?",
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ])
  func malformed(text: String) async throws {
    let running = try Running()
    let line = try running.raw(text)
    #expect(line.isEmpty || line.hasPrefix("HTTP/1.1 "), "\(line)")
    #expect(!line.hasPrefix("HTTP/1.1 5"), "\(line)")
    #expect(try await running.status("/") == 200)
  }

  @Test("a thousand that say half a request and two hundred that follow the log keep no page from anybody")
  func crowded() throws {
    let running = try Running(["--questions-per-minute", "1000000"])
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("slow.py").path
    let streams = Effort.rounds(200, thorough: 5_000)
    let told = try WebOracleTests.shell(
      "echo \"$6\" | python3 \"$1\" \"$2\" \"$3\" \"$4\" \"$5\"",
      [script, "\(running.port)", "1000", "\(streams)", running.token, "\(running.processID)"])
    let numbers = told.output.split { $0 == " " || $0 == "\n" }.compactMap { Int($0) }
    try #require(numbers.count == 3, "\(told.output)")
    #expect(numbers[0] == 20 && numbers[1] == streams, "\(numbers)")
    #expect(numbers[2] < 400, "megabytes: a connection holds some tens of kilobytes")
  }

  @Test("told to end while many follow the log, it sends them away and ends with nothing wrong")
  func endsFollowed() throws {
    let running = try Running()
    let followed = try (0..<20).map { _ in try Followed(running) }
    let last = try running.size - 1
    for one in followed { #expect(try one.text(until: "id: \(last)-").contains("id: \(last)-")) }
    #expect(running.end() == 0)
    for one in followed {
      for _ in 0..<100 where !one.hasEnded { usleep(50_000) }
      #expect(one.hasEnded)
    }
  }

  @Test("told to end, it ends with nothing wrong")
  func ends() async throws {
    let running = try Running()
    #expect(try await running.status("/") == 200)
    #expect(running.end() == 0)
  }
}
