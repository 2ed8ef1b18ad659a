import Foundation
import Testing

@Suite("The house stays as drawn")
struct ArrowsTests {
  /// What each room may import, of ours and of others. Nothing points back.
  private static let arrows: [String: Set<String>] = [
    "CLMDB": [], "CCrypto": [], "CNational": [], "CFaults": [], "TestEffort": [], "BareLoop": ["CLMDB"],
    "LMDB": ["CLMDB"],
    "EventLog": ["LMDB", "CCrypto"],
    "Wire": [],
    "OCOP": ["Wire"],
    "ProjectionKit": ["OCOP"], "ProjectionTesting": ["ProjectionKit", "OCOP"],
    "ScoreAnalytics": ["ProjectionKit", "OCOP", "Wire"],
    "Ledger": ["EventLog", "OCOP", "ProjectionKit", "ScoreAnalytics"],
    "Exchange": ["CNational", "Ledger", "OCOP", "ProjectionKit", "SwiftCSV", "Yams"],
  ]

  private struct Manifest: Decodable {
    struct Target: Decodable {
      let name: String
      let type: String
      let path: String?
      let dependencies: [Dependency]
    }
    struct Dependency: Decodable {
      let name: String

      init(from decoder: any Decoder) throws {
        let fields = try decoder.singleValueContainer().decode([String: [String?]].self)
        name = fields.values.first?.first.flatMap { $0 } ?? "?"
      }
    }
    let targets: [Target]
  }

  @Test("each room depends on what the table allows, and on nothing else")
  func arrows() throws {
    // The running test holds the lock of the usual scratch folder.
    let scratch = NSTemporaryDirectory() + "ocop-house-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let dump = try House.run(["swift", "package", "--scratch-path", scratch, "dump-package"])
    #expect(dump.status == 0)
    let start = try #require(dump.output.firstIndex(of: "{"))
    let manifest = try JSONDecoder().decode(Manifest.self, from: Data(dump.output[start...].utf8))
    let plugins = Set(
      manifest.targets.filter { $0.path?.hasPrefix("Plugins/") == true && $0.type != "test" }.map(\.name))
    #expect(plugins.count >= 5)
    for target in manifest.targets where target.type != "test" {
      let dependencies = Set(target.dependencies.map(\.name))
      switch target.name {
      case "TestSupport": continue
      case "OCOPKit": #expect(dependencies == plugins.union(["Ledger", "OCOP", "ProjectionKit", "ScoreAnalytics"]))
      case "OCOPCommand": #expect(dependencies == ["OCOPCommandLine"])
      case "OCOPCommandLine":
        #expect(dependencies == ["OCOPKit", "Exchange", "Ledger", "OCOP", "ProjectionKit", "ArgumentParser"])
      case "Fuzzing": #expect(dependencies == ["OCOPKit", "Exchange", "Ledger", "OCOP"])
      case "OCOPBenchmarks":
        #expect(
          dependencies == [
            "Exchange", "OCOPKit", "ProjectionTesting", "Ledger", "OCOP", "ProjectionKit", "ArgumentParser",
          ])
      case "ScoreSheets": #expect(dependencies == ["ProjectionKit", "OCOP", "ScoreAnalytics"])
      case _ where plugins.contains(target.name): #expect(dependencies == ["ProjectionKit", "OCOP"], "\(target.name)")
      default:
        let allowed = try #require(Self.arrows[target.name], "\(target.name) is not in the table")
        #expect(dependencies == allowed, "\(target.name)")
      }
    }
  }

  @Test("sources import only what their room may")
  func imports() throws {
    // Foundation is input and output, clock and locale: what is pure does without.
    for file in try House.files(".swift", in: ["Plugins", "Sources/OCOP", "Sources/Wire", "Sources/ProjectionKit"])
    where !file.contains("/Tests/") {
      for line in try House.text(file).split(separator: "\n") where line.contains("import ") && !line.hasPrefix("//") {
        #expect(!line.contains("Foundation") && !line.contains("Glibc"), "\(file): \(line)")
      }
    }
    for (library, room) in [("CLMDB", "Sources/LMDB/"), ("CCrypto", "Sources/EventLog/")] {
      for file in try House.files(".swift", in: ["Sources", "Plugins"]) where !file.hasPrefix(room) {
        #expect(try !House.text(file).contains("import \(library)"), "\(file)")
      }
    }
  }

  @Test("below the programs no room asks a projection by its id")
  func ids() throws {
    var ids: Set<String> = []
    for file in try House.files(".swift", in: ["Plugins"]) where file.contains("/Sources/") {
      for match in try House.text(file).matches(of: #/ProjectionDescriptor\(\s*id: "(.+?)"/#) {
        ids.insert(String(match.output.1))
      }
    }
    #expect(ids.count >= 14)
    #expect(Self.named(ids, in: #"ask("register", question)"#) == ["register"], "the sample is seen")
    for file in try House.files(".swift", in: ["Sources/ProjectionKit", "Sources/Ledger", "Sources/Exchange"]) {
      #expect(Self.named(ids, in: try House.text(file)) == [], "\(file)")
    }
  }

  private static func named(_ ids: Set<String>, in text: String) -> [String] {
    ids.filter { text.contains("\"\($0)\"") }.sorted()
  }

  @Test("files are short, finished, and say nothing of where they were written")
  func files() throws {
    for file in try House.files(".swift", in: ["Sources", "Plugins", "Tests"]) {
      let text = try House.text(file)
      #expect(text.split(separator: "\n", omittingEmptySubsequences: false).count <= 450, "\(file) is long")
      for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X:"] { #expect(!text.contains(word), "\(file): \(word)") }
    }
  }

  @Test("each plugin has its README and its tests beside it")
  func plugins() throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: House.root.appendingPathComponent("Plugins").path) {
      let readme = try House.text("Plugins/\(name)/README.md")
      #expect(readme.count > 200, "\(name)")
      #expect(try !House.files(".swift", in: ["Plugins/\(name)/Tests"]).isEmpty)
    }
  }
}
