internal import Exchange
internal import Foundation
internal import OCOP
internal import OCOPKit
internal import Synchronization

/// One JSON object a line on stderr for each answer: no person, no address, no token, nothing of what was searched for.
struct RequestLog: Sendable {
  private let numbers = Numbers()

  /// What is counted for `/metrics`.
  final class Numbers: Sendable {
    let answers = Mutex<[String: (count: UInt64, micros: UInt64)]>([:])
  }

  /// The kind of page of a path: `/san-pham/SP-0001` is one of `/san-pham/{id}`.
  static func route(_ parts: [String]) -> String {
    guard let first = parts.first else { return "/" }
    return "/" + (Site.rooms.contains(first) ? first : "…") + (parts.count > 1 ? "/{id}" : "")
  }

  func note(
    _ method: String, _ route: String, _ status: Int, _ micros: UInt64, _ bytes: Int, _ id: String, _ trace: String?
  ) {
    numbers.answers.withLock { answers in
      let old = answers["\(route) \(status)"] ?? (0, 0)
      answers["\(route) \(status)"] = (old.count + 1, old.micros + micros)
    }
    var members: [JSONValue.Member] = [
      .init("time", .string(Timestamp.now().description)), .init("method", .string(method)),
      .init("route", .string(route)),
      .init("status", JSONValue(status)), .init("micros", JSONValue(micros)), .init("bytes", JSONValue(bytes)),
      .init("request", .string(id)),
    ]
    if let trace { members.append(.init("trace", .string(trace))) }
    FileHandle.standardError.write(Data((JSONLine.text(.object(members)) + "\n").utf8))
  }

  /// The counts in the text format of Prometheus.
  var metrics: String {
    var text = "# TYPE ocop_web_answers_total counter\n"
    let answers = numbers.answers.withLock(\.self).sorted { $0.key < $1.key }
    for (name, numbers) in answers {
      let parts = name.split(separator: " ")
      text += "ocop_web_answers_total{route=\"\(parts[0])\",status=\"\(parts[1])\"} \(numbers.count)\n"
    }
    text += "# TYPE ocop_web_answer_seconds_sum counter\n"
    for (name, numbers) in answers {
      let parts = name.split(separator: " ")
      let (whole, rest) = numbers.micros.quotientAndRemainder(dividingBy: 1_000_000)
      let fraction = String(String(1_000_000 + rest).dropFirst())
      text += "ocop_web_answer_seconds_sum{route=\"\(parts[0])\",status=\"\(parts[1])\"} \(whole).\(fraction)\n"
    }
    return text
  }
}
