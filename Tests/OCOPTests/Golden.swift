import Foundation
import OCOP
import Testing

/// The folder `Fixtures` of the source tree.
private let fixtures = URL(fileURLWithPath: #filePath)
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Fixtures")

func fixture(_ name: String) throws -> String {
  try String(contentsOf: fixtures.appendingPathComponent(name), encoding: .utf8)
}

/// Compares with what was recorded. `RECORD_GOLDEN=1` records anew, and fails the run so that nobody does so unseen.
func golden(_ name: String, _ text: String) throws {
  let url = fixtures.appendingPathComponent(name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
    try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
    Issue.record("\(name) was recorded anew; look at the change, then run without RECORD_GOLDEN")
    return
  }
  #expect(try fixture(name) == text, "\(name) differs")
}

/// A JSON text as a tree, for tests of a room that does not read files.
func parsed(_ text: String) -> JSONValue {
  func value(_ any: Any) -> JSONValue {
    switch any {
    case let text as String: .string(text)
    case let number as NSNumber: .int(number.int64Value)
    case let list as [Any]: .array(list.map(value))
    case let object as [String: Any]: .object(object.keys.sorted().map { .init($0, value(object[$0]!)) })
    default: .null
    }
  }
  guard let any = try? JSONSerialization.jsonObject(with: Data(text.utf8)) else {
    preconditionFailure("no JSON: \(text)")
  }
  return value(any)
}
