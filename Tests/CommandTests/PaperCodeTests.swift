import Foundation
import OCOP
import TestSupport
import Testing

@Suite("ocop: codes on paper")
struct PaperCodeTests {
  /// A ledger with a copy of the sample, and keys.
  private struct Office {
    let scratch: Scratch
    let ledger: String
    let keys: String

    init() throws {
      scratch = try Sample.copy()
      ledger = scratch.path + "/ledger"
      keys = scratch.path + "/codes.key"
      #expect(try Program.run(["key", "codes", keys], ledger: ledger).status == 0)
    }

    func qr(_ more: [String], site: String = "https://ocop.example.vn") throws -> Program.Outcome {
      try Program.run(
        ["cert", "qr", "--codes", keys, "--site", site, "--as-of", "2021-06-01"] + more, ledger: ledger)
    }

    func rows(_ more: [String] = []) throws -> [[String: JSONValue]] {
      let run = try qr(["--format", "ndjson"] + more)
      #expect(run.status == 0, "\(run.errors)")
      return try run.lines.map { line in
        guard case .object(let members) = try jsonValue(line) else { return [:] }
        return Dictionary(members.map { ($0.name, $0.value) }) { first, _ in first }
      }
    }
  }

  /// What zbar reads in a picture; `nil`: it is not there.
  private static func read(_ picture: String) throws -> Set<String>? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/zbarimg") else {
      Oracle.missing("zbar-tools")
      return nil
    }
    let run = try Program.Running(
      "/usr/bin/zbarimg", ["-q", "--raw", picture], ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
    ).finish()
    return Set(run.lines)
  }

  @Test("every certificate in force has a code and an address, and a picture that a reader reads")
  func picture() throws {
    let office = try Office()
    let rows = try office.rows()
    #expect(rows.count > 20 && Set(rows.compactMap { $0["code"] }).count == rows.count)
    let listed = try Program.run(
      ["cert", "list", "--as-of", "2021-06-01", "--format", "ndjson"], ledger: office.ledger)
    let real = try listed.lines.filter { try jsonValue($0)["placeholder"] == false }
    #expect(
      rows.count == real.count && real.count < listed.lines.count, "those that are in force, and of a real product")
    let png = office.scratch.path + "/a.png"
    let svg = office.scratch.path + "/a.svg"
    let row = try #require(try office.rows(["SP-0002", "--image", png]).first)
    #expect(rows.contains(row))
    _ = try office.rows(["SP-0002", "--image", svg])
    guard case .string(let address)? = row["address"], case .string(let code)? = row["code"] else {
      Issue.record("no address")
      return
    }
    #expect(address == "https://ocop.example.vn/kiem-tra/" + code && address.utf8.count <= 60)
    #expect(try String(contentsOfFile: svg, encoding: .utf8).hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\""))
    if let read = try Self.read(png) { #expect(read == [address]) }
  }

  @Test("labels as Chromium prints them: each is read back")
  func labels() throws {
    let office = try Office()
    let folder = office.scratch.path
    let rows = try office.rows(["--labels", folder + "/labels.html"])
    let browser = "/usr/bin/chromium"
    guard ["/usr/bin/zbarimg", "/usr/bin/pdftoppm", browser].allSatisfy(FileManager.default.isExecutableFile) else {
      Oracle.missing("chromium, poppler-utils or zbar-tools")
      return
    }
    let environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "HOME": folder]
    let printed = try Program.Running(
      browser,
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=labels.pdf",
        "labels.html",
      ], environment, folder: folder
    ).finish()
    #expect(printed.status == 0, "\(printed.errors.suffix(500))")
    // One row of labels at a time, as a phone sees them: a reader of pictures may pass over one of twenty-four.
    let height = 437
    var read: Set<String> = []
    for sheet in 0..<(rows.count + 23) / 24 {
      for row in 0..<8 {
        let cut = [
          "-f", "\(sheet + 1)", "-l", "\(sheet + 1)", "-y", "\(row * height)", "-H", "\(height)", "-W", "2480",
        ]
        let drawn = try Program.Running(
          "/usr/bin/pdftoppm", ["-r", "300", "-gray", "-png", "-singlefile"] + cut + ["labels.pdf", "row"], environment,
          folder: folder
        ).finish()
        #expect(drawn.status == 0, "\(drawn.errors)")
        read.formUnion(try Self.read(folder + "/row.png") ?? [])
      }
    }
    #expect(read == Set(rows.compactMap { if case .string(let text)? = $0["address"] { text } else { nil } }))
  }

  @Test("a correction, a rename and a new key leave what was printed good")
  func lasting() throws {
    let office = try Office()
    let before = try #require(try office.rows(["SP-0002"]).first)
    let history = try Program.run(
      ["product", "history", "SP-0002", "--as-of", "2021-06-01", "--format", "json"], ledger: office.ledger)
    guard case .array(let rows)? = try history.json["rows"], case .int(let position)? = rows.first?["position"] else {
      Issue.record("no position: \(history.output)")
      return
    }
    let corrected = try Program.run(
      ["correct", "\(position)", "--set", "grant.validUntil=2022-12-20", "--reason", "misread"], ledger: office.ledger)
    #expect(corrected.status == 0, "\(corrected.errors)")
    let after = try #require(try office.rows(["SP-0002"]).first)
    #expect(after["code"] == before["code"] && after["validUntil"] != before["validUntil"])
    #expect(try Program.run(["key", "codes", office.keys, "--add"], ledger: office.ledger).status == 0)
    #expect(try office.rows(["SP-0002"]).first?["code"] != before["code"], "what is printed from now on")
  }

  @Test("a mistake is named, and nothing is written")
  func mistakes() throws {
    let office = try Office()
    let folder = office.scratch.path
    func refused(_ more: [String], site: String = "https://ocop.example.vn", status: Int32, _ code: String) throws {
      let run = try office.qr(more, site: site)
      #expect(run.status == status && run.errors.contains("[\(code)]"), "\(more) \(site): \(run.status) \(run.errors)")
    }
    for site in ["ocop.example.vn", "https://ocop.example.vn/?a", "https://" + String(repeating: "a", count: 40), ""] {
      try refused([], site: site, status: 64, "usage")
    }
    try refused(["--image", folder + "/a.gif", "SP-0002"], status: 64, "usage")
    try refused(["--image", folder + "/a.png"], status: 64, "usage")
    try refused(["--labels", folder + "/a.pdf"], status: 64, "usage")
    try refused(["SP-0002", "--image", office.keys + "/a.png"], status: 2, "output.failed")
    try refused(["SP-9999"], status: 5, "product.unknown")
    let late = try Program.run(
      ["cert", "qr", "SP-0002", "--codes", office.keys, "--site", "https://a.vn", "--as-of", "2018-01-01"],
      ledger: office.ledger)
    #expect(late.status == 5, "\(late.errors)")
    try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: office.keys)
    try refused([], status: 5, "proof.keyExposed")
    let inside = try Program.run(["key", "codes", office.ledger + "/log/k"], ledger: office.ledger)
    #expect(inside.status == 5 && inside.errors.contains("proof.keyInLedger"), "\(inside.errors)")
    let again = try Program.run(["key", "codes", office.keys], ledger: office.ledger)
    #expect(again.status == 5 && again.errors.contains("output.exists"), "\(again.errors)")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    #expect(files == ["codes.key", "ledger"])
  }
}
