internal import Foundation
internal import OCOP

/// What was measured: a table for eyes, or an object a line.
struct Report {
  private let isJSON: Bool
  private var lines: [(name: String, samples: Samples)] = []

  init(isJSON: Bool) { self.isJSON = isJSON }

  /// A number that is no time.
  func note(_ name: String, _ number: Int) {
    let object: JSONValue = ["case": .string(name), "value": JSONValue(number)]
    print(isJSON ? object.text : "\(name): \(number)")
  }

  mutating func add(_ name: String, _ samples: Samples) {
    lines.append((name, samples))
    guard isJSON else { return }
    let object: JSONValue = [
      "case": .string(name), "runs": JSONValue(samples.micros.count), "minMicros": .int(Int64(samples.least)),
      "medianMicros": .int(Int64(samples.median)), "maxMicros": .int(Int64(samples.most)),
    ]
    print(object.text)
  }

  func finish() {
    guard !isJSON else { return }
    let width = lines.map(\.name.count).max() ?? 0
    func cell(_ text: String) -> String { String(repeating: " ", count: max(0, 12 - text.count)) + text }
    print(String(repeating: " ", count: width) + cell("min ms") + cell("median ms") + cell("max ms"))
    for line in lines {
      let numbers = [line.samples.least, line.samples.median, line.samples.most].map { cell(Self.milliseconds($0)) }
      print(line.name.padding(toLength: width, withPad: " ", startingAt: 0) + numbers.joined())
    }
  }

  /// Memory of the process's own, in MiB: pages of mapped files are the system's and left out.
  static var ownMebibytes: Int { ownKibibytes(of: "self") / 1024 }

  /// The same of the process `pid`, in KiB; 0 where there is none.
  static func ownKibibytes(of pid: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") } ?? ""
    return line.split(separator: " ").compactMap { Int($0) }.first ?? 0
  }

  private static func milliseconds(_ micros: Double) -> String { String(format: "%.2f", micros / 1000) }
}
