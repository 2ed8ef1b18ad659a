import Foundation
import OCOP
import Synchronization
import TestSupport
import Testing

@Suite("ocop: the contract of the command line")
struct ContractTests {
  /// Every command that only reads.
  static let reading: [[String]] = [
    ["product", "list"], ["product", "show", "SP-0002"], ["product", "history", "SP-0002"], ["producer", "list"],
    ["producer", "show", "CT-0001"], ["product", "history", "SP-0002", "--all"], ["product", "blame", "SP-0002"],
    ["cert", "list"], ["explain", "stats", "stars"], ["stats", "series", "--from", "2020", "--to", "2021"],
    ["show", "targets"], ["show", "councils"], ["show", "register"], ["stats", "stars"], ["exporters", "list"],
    ["award", "list"], ["target", "list"], ["log", "count"], ["log", "show", "3"], ["log", "tail"],
    ["rules", "list"], ["rules", "show", "QD26-2026"], ["rules", "show", "QD781-2020", "--set", "ca-phe-ca-cao"],
    ["rules", "check", Program.fixtures + "/../rulebooks/QD781-2020"],
    ["replay", "--product", "SP-0002"],
    ["replay", "--decision", "5445/QĐ-UBND", "--by", "effective"], ["rebuild"], ["projection", "list"],
    ["projection", "rebuild"], ["verify"], ["help", "exit-codes"],
  ]

  @Test("every command answers in every format, in both languages", arguments: reading)
  func formats(command: [String]) throws {
    let ledger = try Sample.copy().kept.path + "/ledger"
    for (place, language) in ["vi", "en"].enumerated() {
      // By default each format in one of the languages.
      for format in Effort.isThorough
        ? ["table", "json", "ndjson", "csv"] : [["table", "json"], ["ndjson", "csv"]][place]
      {
        let run = try Program.run(command + ["--format", format, "--lang", language], ledger: ledger)
        #expect(run.status == 0, "\(command) \(format): \(run.errors)")
        #expect(!run.output.isEmpty)
        switch format {
        case "json": _ = try run.json
        case "ndjson": for line in run.lines { _ = try jsonValue(line) }
        case "csv": #expect(!run.lines[0].contains("{") && run.lines[0].split(separator: ",").count > 1)
        default: break
        }
      }
    }
  }

  @Test(
    "machine formats do not depend on the language",
    arguments: [
      ["product", "list"], ["stats", "stars"], ["exporters", "list"], ["product", "history", "SP-0002"],
    ])
  func untranslated(command: [String]) throws {
    let ledger = try Sample.ledger
    let vi = try Program.run(command + ["--format", "csv"], ledger: ledger, locale: "vi_VN.UTF-8").output
    #expect(try Program.run(command + ["--format", "csv"], ledger: ledger).output == vi)
  }

  @Test("a record is shown whole, with labels in the reader's language: a line for each of its parts")
  func record() throws {
    let ledger = try Sample.copy().kept.path + "/ledger"
    for position in ["0", "1960", "2227", "2230"] {
      let json = try Program.run(["log", "show", position, "--format", "json"], ledger: ledger).json
      guard case .object(let members) = json else {
        Issue.record("\(position): no object")
        continue
      }
      for (language, first, last) in [("vi", "Vị trí", "Mã băm"), ("en", "Position", "Hash")] {
        let lines = try Program.run(["log", "show", position, "--lang", language], ledger: ledger).output
          .split(separator: "\n")
        #expect(lines.count == members.filter { $0.value != .null }.count, "\(position): \(lines)")
        #expect(lines.first?.hasPrefix(first) == true && lines.last?.hasPrefix(last) == true, "\(lines)")
      }
    }
  }

  @Test("the language follows the locale, and --lang overrules it")
  func language() throws {
    #expect(try Program.run(["--help"], locale: "vi_VN.UTF-8").output.contains("CÁCH DÙNG: ocop"))
    #expect(try Program.run(["--help"], locale: "C").output.contains("USAGE: ocop"))
    #expect(try Program.run(["--help", "--lang", "vi"], locale: "C").output.contains("TÓM TẮT:"))
    #expect(try Program.run(["--lang", "en", "stats"], locale: "vi_VN").output.contains("SUBCOMMANDS"))
  }

  @Test(
    "wrong use: exit 64 and a message in the user's language",
    arguments: [
      (["prodct"], "Không có lệnh `prodct`. Ý bạn là `product`?"), (["product", "lits"], "Ý bạn là `list`?"),
      (["stats", "stars", "--bz", "x"], "Không có tùy chọn '--bz'. Ý bạn là '--by'?"),
      (["stats", "stars", "--moon"], "Không có tùy chọn '--moon'."),
      (["stats", "stars", "--by"], "Thiếu giá trị cho '--by <by>'."),
      (["product", "show"], "Thiếu '<product>'."), (["verify", "x"], "Thừa 'x'."),
      (["verify", "x", "y"], "Thừa 'x', 'y'."),
      (["log", "show", "abc"], "'<position>' không nhận 'abc'."),
      (["stats", "stars", "--format", "xml"], "--format không nhận \"xml\"."),
      (["stats", "stars", "--as-of", "04/13/2025"], "--as-of không nhận \"04/13/2025\"."),
      (["stats", "stars", "--by", "moon"], "by không nhận \"moon\"."),
      (["stats", "stars", "--known-at", "cuối 2020"], "--known-at không nhận"),
      (["help", "moon"], "Không có lệnh `moon`."), (["stats", "stars", "--lang", "fr", "--format", "table"], "--lang"),
      (["log", "show", "-1"], "Số âm không được nhận: '-1'."),
      (["stats", "stars", "--known-at", "-5"], "Số âm không được nhận: '-5'."),
      (["product", "list", "--stars", "9"], "Được nhận: từ 1 đến 5"),
      (["exporters", "list", "--market", "Atlantis"], "mã ISO 3166"),
      (["show", "register", "--where", "moon=1"], "Được nhận: what|id|ids|search"),
      (["replay", "--from", "2021", "--to", "2020"], "Được nhận: không trước --from"),
      (["correct", "1958", "--set", "moon=1", "--reason", "x"], "Được nhận: grant.stars, grant.level"),
    ])
  func wrongUse(arguments: [String], message: String) throws {
    let run = try Program.run(arguments, ledger: try Sample.ledger, locale: "vi_VN.UTF-8")
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("without a ledger named, 64; without a ledger there, 10; as an object where objects are asked for")
  func noLedger() throws {
    #expect(try Program.run(["verify"]).status == 64)
    let run = try Program.run(["--format", "json", "verify", "--ledger", "/nowhere"])
    #expect(run.status == 10)
    let problem = try jsonValue(run.errors)
    #expect(problem["code"] == "ledger.missing")
    #expect(problem["type"] == "urn:ocop:problem:ledger.missing")
    #expect(problem["detail"]?.text.contains("/nowhere") == true)
  }

  @Test(
    "what is asked for by a code that nothing has: exit 5, never an empty answer",
    arguments: [
      ["product", "list", "--district", "999"], ["explain", "stats", "stars", "--cell", "district=999"],
      ["replay", "--decision", "nope"], ["replay", "--district", "999"],
    ])
  func unknownCodes(arguments: [String]) throws {
    let run = try Program.run(arguments, ledger: try Sample.ledger)
    #expect(run.status == 5)
    #expect(run.output.isEmpty)
  }

  @Test("for people in Vietnamese: events, days and times in words; for programs as they are")
  func words() throws {
    let ledger = try Sample.ledger
    for (command, words, code) in [
      (["log", "tail"], "ban hành bộ tiêu chí", "rulebookAdopted"),
      (["product", "blame", "SP-0002"], "cấp Trung ương", "centre"),
      (["product", "history", "SP-0002", "--all"], "quyết định công nhận", "granted"),
      (["replay", "--product", "SP-0002"], "hết hiệu lực", "expired"),
    ] {
      let shown = try Program.run(command, ledger: ledger, locale: "vi_VN.UTF-8")
      #expect(shown.output.contains(words), "\(shown.output)\(shown.errors)")
      #expect(shown.output.firstMatch(of: /\d{4}-\d\d-\d\d/) == nil, "\(shown.output)")
      let data = try Program.run(command + ["--format", "ndjson"], ledger: ledger, locale: "vi_VN.UTF-8")
      #expect(data.output.contains("\"\(code)\""))
    }
  }

  @Test("a ledger exported and imported, twice: every record is there once, every figure is the same")
  func exportedAndImported() throws {
    let scratch = Scratch()
    let (ledger, copy) = (try Sample.ledger, scratch.path + "/copy")
    let events = try Program.run(["export", "events", "--format", "ndjson"], ledger: ledger)
    let file = try scratch.file("events.jsonl", events.output)
    #expect(try Program.run(["init"], ledger: copy).status == 0)
    for _ in 1...2 { #expect(try Program.run(["import", "events", file], ledger: copy).status == 0) }
    for question in [["log", "count"], ["stats", "stars", "--as-of", "2020-12-31"], ["award", "list"]] {
      let outputs = try [ledger, copy].map { try Program.run(question + ["--format", "csv"], ledger: $0).lines }
      #expect(
        outputs[0].filter { !$0.contains("root") && $0 != outputs[0].last }
          == outputs[1].filter { !$0.contains("root") && $0 != outputs[1].last })
    }
  }

  @Test("unknown and ambiguous names: exit 5, candidates told, none chosen")
  func names() throws {
    let ledger = try Sample.ledger
    for arguments in [["product", "show", "SP-9999"], ["product", "history", "không có"], ["log", "show", "999999"]] {
      #expect(try Program.run(arguments, ledger: ledger).status == 5)
    }
    let run = try Program.run(["product", "show", "mam", "--format", "json"], ledger: ledger)
    #expect(run.status == 5)
    let problem = try jsonValue(run.errors)
    #expect(problem["code"] == "product.ambiguous")
    #expect(problem["errors"]?.text.contains("Mắm tôm Hòa Hải") == true)
  }

  @Test("help: the examples run; exit codes are a table")
  func help() throws {
    let codes = try Program.run(["help", "exit-codes", "--format", "json"]).json
    #expect(codes.text.contains(#"{"code":64,"#))
    let help = try Program.run(["help"]).output
    let file = try Scratch().kept.file("empty.csv", "product,stars,decided_on\n")
    let examples = help.split(separator: "\n").filter { $0.hasPrefix("  ocop ") }.map(String.init)
    #expect(examples.count == 5)
    for example in examples where example != "  ocop demo" {
      let line = example.replacing("FILE.csv", with: file).replacing("NAME", with: "test")
      let run = try Program.shell(line, ledger: try Sample.ledger)
      #expect(run.status == 0, "\(example): \(run.errors)")
    }
    #expect(try Program.run(["help", "stats", "stars"]).output.contains("--by"))
  }

  @Test("a reader that goes away ends the program silently; a full device is a failure")
  func output() throws {
    let ledger = try Sample.ledger
    let piped = try Program.shell("ocop export events | head -1", ledger: ledger)
    #expect(piped.status == 0 && piped.errors.isEmpty && piped.lines.count == 1)
    let full = try Program.shell("ocop export events > /dev/full", ledger: ledger)
    #expect(full.status == 2)
    #expect(full.errors.contains("output.failed"))
  }

  @Test("--quiet leaves only errors on stderr")
  func quiet() throws {
    let ledger = try Sample.ledger
    #expect(try !Program.run(["product", "list"], ledger: ledger).errors.isEmpty)
    #expect(try Program.run(["product", "list", "--quiet"], ledger: ledger).errors.isEmpty)
  }

  @Test("known at a position or a time, the past answers as it did")
  func knownAt() throws {
    let ledger = try Sample.ledger
    let all = try Program.run(["stats", "stars", "--as-of", "2020-12-31", "--format", "json"], ledger: ledger).json
    let position = try #require(all["position"]).text
    let same = try Program.run(
      ["stats", "stars", "--as-of", "2020-12-31", "--known-at", position, "--format", "json"], ledger: ledger
    ).json
    #expect(same == all)
    let early = try Program.run(
      ["stats", "stars", "--as-of", "2020-12-31", "--known-at", "100", "--format", "json"], ledger: ledger
    ).json
    #expect(early["total"]?["products"] == 0)
    #expect(early["question"]?["knownAt"] == 100)
    #expect(try Program.run(["stats", "stars", "--known-at", "2000-01-01T00:00:00Z"], ledger: ledger).status == 5)
  }

  @Test("interrupted and terminated: the documented codes")
  func signals() throws {
    for (signal, status) in [(SIGINT, 130), (SIGTERM, 143)] {
      let scratch = try Sample.copy()
      let held = open(scratch.path + "/ledger/log/writer.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
      #expect(flock(held, LOCK_EX) == 0)
      let file = try scratch.file("x.csv", "product,stars,decided_on\n")
      let running = try Program.start(["import", "recognitions", file, "--wait"], ledger: scratch.path + "/ledger")
      usleep(200_000)
      running.kill(signal)
      #expect(try running.finish().status == Int32(status))
      close(held)
    }
  }
}

/// What is to live until the tests end.
private let keeping = Mutex<[Scratch]>([])

extension Scratch {
  var kept: Scratch {
    keeping.withLock { $0.append(self) }
    return self
  }
}
