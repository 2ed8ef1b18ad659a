import OCOP
import TestSupport
import Testing

/// A copy of the sample with a key and a signed checkpoint.
struct Signed {
  let scratch: Scratch
  var ledger: String { scratch.path + "/ledger" }
  var key: String { scratch.path + "/key" }
  let verifier: String

  init() throws {
    scratch = try Sample.copy()
    let made = try Program.run(
      ["key", "create", "--key", scratch.path + "/key", "--format", "json"], ledger: scratch.path + "/ledger")
    #expect(made.status == 0, "\(made.errors)")
    guard case .string(let text)? = try made.json["verifier"] else {
      verifier = ""
      return
    }
    verifier = text
    #expect(try run(["checkpoint", "create", "--key", key]).status == 0)
  }

  func run(_ command: [String]) throws -> Program.Outcome { try Program.run(command, ledger: ledger) }
  func json(_ command: [String]) throws -> JSONValue {
    let run = try run(command + ["--format", "json"])
    #expect(run.status == 0, "\(command): \(run.errors)")
    return try run.json
  }
}
