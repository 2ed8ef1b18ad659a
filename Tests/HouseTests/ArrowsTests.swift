import Foundation
import Testing

@Suite("The house stays as drawn")
struct ArrowsTests {
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

  private static func manifest() throws -> Manifest {
    // The running test holds the lock of the usual scratch folder.
    let scratch = NSTemporaryDirectory() + "ocop-house-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let dump = try House.run(["env", "OCOP_WEB=1", "swift", "package", "--scratch-path", scratch, "dump-package"])
    #expect(dump.status == 0)
    let start = try #require(dump.output.firstIndex(of: "{"))
    return try JSONDecoder().decode(Manifest.self, from: Data(dump.output[start...].utf8))
  }

  /// What each room may import, by the table in ARCHITECTURE.md: the last cell of the row that begins with its folder.
  private static func table() throws -> [String: Set<String>] {
    var rooms: [String: Set<String>] = [:]
    for line in try House.text("ARCHITECTURE.md").split(separator: "\n") {
      guard let folder = line.firstMatch(of: #/^\| `((Sources|Plugins|Tests)/[^`]+)` \|/#)?.output.1 else { continue }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      let names = cells.last.map { $0.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) } } ?? []
      rooms[String(folder)] = Set(names).subtracting(["–"])
    }
    return rooms
  }

  @Test("the table of rooms, the manifest and the imports say the same")
  func arrows() throws {
    let (manifest, table) = (try Self.manifest(), try Self.table())
    #expect(table.count >= 20)
    let plugins = Set(
      manifest.targets.filter { $0.path?.hasPrefix("Plugins/") == true && $0.type != "test" }.map(\.name))
    #expect(plugins.count >= 14)
    let ours = Set(manifest.targets.map(\.name))
    var met: Set<String> = []
    for target in manifest.targets where target.type != "test" {
      let folder = target.path.map { $0.hasPrefix("Plugins/") ? String($0.dropLast("/Sources".count)) : $0 }
      let room = folder ?? "Sources/\(target.name)"
      let name = table[room] == nil && plugins.contains(target.name) ? "Plugins/<Name>" : room
      met.insert(name)
      var allowed = try #require(table[name], "\(room) is not in the table")
      if allowed.remove("plugins") != nil { allowed.formUnion(plugins) }
      #expect(Set(target.dependencies.map(\.name)) == allowed, "\(room): manifest and table")
      var imported: Set<String> = []
      let libraries: Set = [
        "ArgumentParser", "SwiftCSV", "Yams", "Hummingbird", "HummingbirdCore", "NIOCore", "HTTPTypes", "Logging",
        "ServiceLifecycle", "UnixSignals",
      ]
      let files = try House.files(".swift", in: [target.path ?? room])
      for file in files {
        for match in try House.text(file).matches(
          of: #/(?m)^(?:@\w+ )*(?:public |package |internal )?import (?:\w+ )?(\w+)$/#)
        {
          imported.insert(String(match.output.1))
        }
      }
      guard !files.isEmpty else { continue }
      #expect(imported.intersection(ours.union(libraries)) == allowed, "\(room): imports and table")
    }
    #expect(Set(table.keys).subtracting(met).filter { $0.hasPrefix("Sources/") } == [])
  }

  @Test("the C libraries are imported by one room each")
  func imports() throws {
    for (library, room) in [
      ("CLMDB", "Sources/LMDB/"), ("CCrypto", "Sources/EventLog/"), ("CExpat", "Sources/OfficeFiles/"),
      ("CZlib", "Sources/OfficeFiles/"), ("CXLSXWriter", "Sources/OfficeFiles/"),
    ] {
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

  @Test("what is public says what it is for, but where a protocol says it already")
  func documented() throws {
    let said =
      #/^public (init\(\)|mutating func describe<|static var type: EventType|static let entry\b|static func [<=]|import )/#
    for file in try House.files(".swift", in: ["Sources", "Plugins"]) where !file.contains("/Tests/") {
      var above = ""
      for line in try House.text(file).split(separator: "\n").map({ $0.drop { $0 == " " } }) {
        let isDeclared =
          line.hasPrefix("public ") && !line.hasPrefix("public extension") && line.firstMatch(of: said) == nil
        #expect(!isDeclared || above.hasPrefix("///"), "\(file): \(line)")
        // An attribute stands between the two.
        if !line.hasPrefix("@") || line.contains("public ") { above = String(line) }
      }
    }
    for empty in ["All fields zero", "Shows the fields", "Describes the fields"] {
      for file in try House.files(".swift", in: ["Sources", "Plugins", "Examples"]) {
        #expect(try !House.text(file).contains("/// " + empty), "\(file)")
      }
    }
  }

  @Test("a public function that throws any error says which")
  func throwing() throws {
    let declared =
      #/(?m)((?:^ *\/\/\/.*\n)+)(?:^ *@.*\n)*^ *(?:@\w+ )*public [^\n{]*?(?:func|init|subscript)[^{]*?\bthrows\b(?!\()[^{]*\{/#
    let inherited = #/init\(tables|func apply\(_ record|prepareToRead|func answer\(from|rethrows/#
    let rooms = [
      "Wire", "OCOP", "ProjectionKit", "ScoreAnalytics", "Ledger", "Exchange", "OCOPKit", "ProjectionTesting",
    ]
    var count = 0
    for file in try House.files(".swift", in: rooms.map { "Sources/\($0)" } + ["Plugins"])
    where !file.contains("/Tests/") {
      for match in try House.text(file).matches(of: declared) where match.output.0.firstMatch(of: inherited) == nil {
        count += 1
        #expect(match.output.1.contains(/[Tt]hrows/), "\(file): \(match.output.0)")
      }
    }
    #expect(count > 50)
  }

  @Test("JSON goes out of the rooms below the edge and is never read there")
  func json() throws {
    // What reads JSON: a subscript by a member's name, a pattern of its cases, a parameter of its type.
    let reads = #/\[" *\w+"\]\?*\.|case \.(object|array)\(let|(json|row)\["|: JSONValue\??[,)]|parsing: /#
    for file in try House.files(
      ".swift", in: ["Sources/ProjectionKit", "Sources/ScoreAnalytics", "Sources/Ledger", "Plugins"])
    where !file.contains("/Tests/") && file != "Sources/ProjectionKit/Tables/CustomTable.swift" {
      for line in try House.text(file).split(separator: "\n") {
        #expect(line.firstMatch(of: reads) == nil, "\(file): \(line)")
      }
    }
    #expect(#"let stars = row["stars"]"#.firstMatch(of: reads) != nil, "the sample is seen")
  }

  @Test("below the command line nothing says what to type")
  func commandWords() throws {
    // Papers that are handed out tell their reader how to check them.
    let papers: Set = ["Sources/Exchange/Bundle/Bundle+Report.swift", "Sources/Exchange/Bundle/FigureBundle.swift"]
    let rooms = [
      "Wire", "OCOP", "LMDB", "EventLog", "ProjectionKit", "ScoreAnalytics", "Ledger", "Exchange", "OCOPKit",
    ]
    for file in try House.files(".swift", in: rooms.map { "Sources/\($0)" } + ["Plugins"])
    where !file.contains("/Tests/") && !papers.contains(file) {
      for line in try House.text(file).split(separator: "\n") {
        #expect(!Self.saysWhatToType(line), "\(file): \(line)")
      }
    }
    #expect(Self.saysWhatToType(#"  Text("Nếu sai: ocop correct 1", "#) && Self.saysWhatToType(#""add --foreign""#))
  }

  private static func saysWhatToType(_ line: Substring) -> Bool {
    guard !line.drop(while: { $0 == " " }).hasPrefix("//") else { return false }
    return line.contains(#/".*(ocop [a-z]+|(^|[ "])--[a-z]).*"?/#) && !line.contains(#/ocop m(ới|ore)/#)
  }

  private static func named(_ ids: Set<String>, in text: String) -> [String] {
    ids.filter { text.contains("\"\($0)\"") }.sorted()
  }

  @Test("files are short, finished, and say nothing of where they were written")
  func files() throws {
    for file in try House.files(".swift", in: ["Sources", "Plugins", "Tests"]) {
      let text = try House.text(file)
      #expect(text.count { $0 == "\n" } <= 300, "\(file) is long")
      for word in ["TO" + "DO", "FIX" + "ME", "XX" + "X:"] { #expect(!text.contains(word), "\(file): \(word)") }
    }
  }

  @Test("the map is only a map, and every link in a document leads somewhere")
  func documents() throws {
    let map = try House.text("ARCHITECTURE.md")
    #expect(map.split { $0.isWhitespace }.count <= 1800)
    var documents = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
    documents += try House.files(".md", in: ["docs", "Plugins", "Examples", "Fixtures"])
    for document in documents {
      let folder = House.root.appendingPathComponent(document).deletingLastPathComponent()
      for match in try House.text(document).matches(of: #/\]\(([^)#\s]+)/#) where !match.output.1.hasPrefix("http") {
        let target = folder.appendingPathComponent(String(match.output.1)).path
        #expect(FileManager.default.fileExists(atPath: target), "\(document): \(match.output.1)")
      }
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
