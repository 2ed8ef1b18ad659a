import Foundation
import Testing

/// What decides or folds sees its records and nothing else: no clock, no files, no randomness, no other thread.
@Suite("The pure rooms")
struct PurityTests {
  private static let rooms = [
    "Plugins", "Sources/OCOP", "Sources/Wire", "Sources/ProjectionKit", "Sources/ScoreAnalytics",
  ]
  /// What they may import: each other.
  private static let modules: Set = ["OCOP", "Wire", "ProjectionKit", "ScoreAnalytics", "CNational"]

  @Test("import nothing but each other")
  func imports() throws {
    for file in try House.files(".swift", in: Self.rooms + ["Examples/Plugin/Sources/WomenLed"])
    where !file.contains("/Tests/") {
      #expect(Self.imported(by: try House.text(file)).subtracting(Self.modules) == [], "\(file)")
    }
    for line in [
      "import Dispatch", "public import Foundation", "@preconcurrency import Glibc", "import struct Foundation.Date",
    ] {
      #expect(!Self.imported(by: line).isSubset(of: Self.modules), "\(line) is seen")
    }
  }

  private static func imported(by source: String) -> Set<String> {
    Set(
      source.matches(of: #/(?m)^\s*(?:@\w+ )*(?:public |internal |package )?import (?:\w+ )?(\w+)/#)
        .map { String($0.output.1) })
  }

  @Test("plugins call nothing that tells the time, reads, draws lots or runs beside them")
  func symbols() throws {
    let build = URL(fileURLWithPath: House.modules).deletingLastPathComponent().path
    let plugins = try FileManager.default.contentsOfDirectory(atPath: "\(House.root.path)/Plugins")
    #expect(plugins.count >= 14)
    for plugin in plugins {
      let folder = "\(build)/\(plugin).build"
      let objects = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".swift.o") }
      #expect(!objects.isEmpty, "\(plugin) was built")
      #expect(try Self.foreign(in: objects.map { "\(folder)/\($0)" }) == [], "\(plugin)")
    }
  }

  @Test(
    "what they must not call is seen where it is called",
    arguments: [
      "ContinuousClock.now", "SuspendingClock.now", "Int.random(in: 0...9)", "Task { 1 }", "[1, 2].shuffled()",
    ])
  func seen(code: String) throws {
    let path = NSTemporaryDirectory() + "ocop-pure-\(UUID().uuidString)"
    defer { for ending in ["swift", "o"] { try? FileManager.default.removeItem(atPath: "\(path).\(ending)") } }
    try Data("public func called() { _ = \(code) }".utf8).write(to: URL(fileURLWithPath: "\(path).swift"))
    let compiled = try House.run(["swiftc", "-parse-as-library", "-c", "\(path).swift", "-o", "\(path).o"])
    #expect(compiled.status == 0, "\(compiled.output)")
    #expect(try Self.foreign(in: ["\(path).o"]) != [])
  }

  /// The symbols that the objects need and that are not of the language, its containers or the pure rooms.
  private static func foreign(in objects: [String]) throws -> [String] {
    let listed = try House.run(["nm", "-u"] + objects)
    #expect(listed.status == 0, "\(listed.output)")
    let names = listed.output.split(separator: "\n").compactMap { line -> String? in
      let words = line.split(separator: " ")
      return words.count == 2 && words[0] == "U" ? String(words[1]) : nil
    }
    #expect(!names.isEmpty)
    let told = [
      "Foundation", "Dispatch", "5Glibc", "Clock", "SystemRandomNumberGenerator", "6random", "huffle", "randomElement",
      "$sScT", "$sScP", "$s12_Concurrency",
    ]
    return Set(names).filter { name in
      let isOfTheLanguage = ["$s", "swift_", "__swift_", "_swift_", "mem"].contains { name.hasPrefix($0) }
      return !isOfTheLanguage || name.hasPrefix("swift_task_") || told.contains { name.contains($0) }
    }.sorted()
  }
}
