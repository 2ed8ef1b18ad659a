import Foundation
import TestSupport
import Testing

/// Other implementations that ours is held against. Where one is missing the test says so; in CI it fails.
enum Oracle {
  private static let folder = Program.fixtures + "/../oracles"

  static func missing(_ what: String) {
    let message: Comment = "\(what) is missing; .ci/run installs it"
    if ProcessInfo.processInfo.environment["OCOP_ORACLES"] == "required" {
      Issue.record(message)
    } else {
      Issue.record(message, severity: .warning)
    }
  }

  /// Runs Python, which must have the library cryptography; `nil` where it is missing.
  static func python(_ arguments: [String]) throws -> (status: Int32, output: String)? {
    let python = "/usr/bin/python3"
    guard FileManager.default.isExecutableFile(atPath: python),
      try Program.Running(python, ["-c", "import cryptography"], [:]).finish().status == 0
    else {
      missing("python3-cryptography")
      return nil
    }
    let run = try Program.Running(python, arguments, ["LC_ALL": "C.UTF-8"]).finish()
    return (run.status, run.output + run.errors)
  }

  /// Runs `workbooks.py`, which writes and reads workbooks by other libraries; `nil` where they are missing.
  static func workbooks(_ arguments: [String]) throws -> Program.Outcome? {
    let libraries = Program.fixtures + "/../../.build/oracles"
    let environment = [
      "LC_ALL": "C.UTF-8", "PYTHONPATH": libraries, "PATH": "/usr/bin:/bin", "HOME": NSTemporaryDirectory(),
      "PYTHONWARNINGS": "ignore",
    ]
    guard
      try Program.Running("/usr/bin/python3", ["-c", "import openpyxl, xlsxwriter, pandas"], environment).finish()
        .status == 0
    else {
      missing("openpyxl, xlsxwriter or pandas")
      return nil
    }
    return try Program.Running("/usr/bin/python3", [folder + "/workbooks.py"] + arguments, environment).finish()
  }

  /// Whether LibreOffice is there; a test says so where it is not.
  static func hasLibreOffice() -> Bool {
    let isThere = FileManager.default.isExecutableFile(atPath: "/usr/bin/soffice")
    if !isThere { missing("libreoffice-calc-nogui") }
    return isThere
  }

  /// The Go program, built once.
  static func go() throws -> String? {
    let built = try goTool.get()
    if built == nil { missing("golang-golang-x-mod-dev") }
    return built
  }

  private static let goScratch = Scratch()
  private static let goTool = Result { () throws -> String? in
    guard FileManager.default.fileExists(atPath: "/usr/share/gocode/src/golang.org/x/mod/sumdb/note/note.go") else {
      return nil
    }
    let tool = goScratch.path + "/tlog"
    let script = "cd '\(goScratch.path)' && cp '\(folder)/tlog.go' . && go build -o tlog tlog.go"
    let environment = [
      "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "", "GOCACHE": goScratch.path + "/cache",
      "HOME": goScratch.path, "PATH": "/usr/bin:/bin:/usr/local/bin:/usr/local/go/bin",
    ]
    let outcome = try Program.Running("/bin/sh", ["-c", script], environment).finish()
    #expect(outcome.status == 0, "\(outcome.errors)")
    return tool
  }

  static func run(_ command: [String]) throws -> String {
    let outcome = try Program.Running(command[0], Array(command.dropFirst()), ["PATH": "/usr/bin:/bin"]).finish()
    return outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
