import Exchange
import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionTesting
import TestSupport
import Testing

@Suite("ocop: bundles")
struct BundleTests {
  @Test("a bundle of 0.1 still verifies for what it shows, where that is said; one whose texts are nobody's does not")
  func earlierBundle() throws {
    let signed = try Signed()
    let file = signed.scratch.path + "/one.zip"
    #expect(try signed.run(["bundle", "create", "--product", "SP-0002", "--output", file]).status == 0)
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: file)))))
    let texts = ["schema.proto": "ocop-0.1.proto", "check.py": "check-0.1.py", "README.txt": "readme-0.1.txt"]
    let schema = URL(fileURLWithPath: Program.fixtures + "/../schema")
    let earlier = try texts.mapValues { try Data(contentsOf: schema.appendingPathComponent($0)) }
    let verify = ["bundle", "verify", file, "--verifier", signed.verifier]
    func verified(_ texts: [String: Data], _ options: [String]) throws -> Program.Outcome {
      let files = archive.files.filter { !$0.name.hasPrefix("streams/") }.map { file in
        texts[file.name].map { .init(name: file.name, bytes: Array($0)) } ?? file
      }
      try Data(ZipArchive(files: files).bytes).write(to: URL(fileURLWithPath: file))
      return try Program.run(verify + options)
    }
    let unsaid = try verified(earlier, [])
    #expect(unsaid.status == 1 && unsaid.errors.contains("--without-completeness"), "\(unsaid.errors)")
    let said = try verified(earlier, ["--without-completeness"])
    #expect(said.status == 0 && said.errors.contains("Not shown"), "\(said.errors)")
    #expect(try Program.run(verify + ["--without-completeness", "--format", "json"]).json["whole"] == false)
    let checker = try signed.scratch.file("apart.py", Bundle.checker(among: installedProjections))
    let judged = try Oracle.python([checker, signed.verifier, file, "--without-completeness"])
    #expect(judged.map { $0.status == 0 && $0.output.contains("whether later records were left out") } ?? true)
    #expect(try Oracle.python([checker, signed.verifier, file]).map { $0.status == 1 } ?? true)
    for name in texts.keys {
      var content = try #require(earlier[name])
      content[40] ^= 1
      #expect(try verified(earlier.merging([name: content]) { $1 }, ["--without-completeness"]).status == 1, "\(name)")
    }
    // What shows that it is whole is not read as if it did not.
    try Data(archive.bytes).write(to: URL(fileURLWithPath: file))
    #expect(try Program.run(verify).status == 0)
    #expect(try Program.run(verify + ["--without-completeness"]).status == 1)
  }

  @Test("a bundle that release 0.1 made verifies, by both; cut or edited it does not")
  func madeByFirstRelease() throws {
    let folder = Program.fixtures + "/../bundles/product-0.1"
    let verifier = try String(contentsOfFile: folder + ".verifier", encoding: .utf8).trimmingCharacters(in: .newlines)
    let scratch = Scratch()
    let verify = { (file: String) in
      try Program.run(["bundle", "verify", file, "--verifier", verifier, "--without-completeness"])
    }
    let taken = try verify(folder + ".zip")
    #expect(taken.status == 0 && taken.output.contains("SP-0002"), "\(taken.errors)")
    let checker = try scratch.file("apart.py", Bundle.checker(among: installedProjections))
    let judged = try Oracle.python([checker, verifier, folder + ".zip", "--without-completeness"])
    #expect(judged.map { $0.status == 0 && $0.output.contains("Mắm tôm Lê Gia") } ?? true, "\(judged?.output ?? "")")
    #expect(try Program.run(["bundle", "verify", folder + ".zip", "--verifier", verifier]).status == 1)
    let archive = try #require(ZipArchive(Array(try Data(contentsOf: URL(fileURLWithPath: folder + ".zip")))))
    for name in ["report.vi.md", "report.en.md", "events.jsonl", "schema.proto", "check.py", "README.txt"] {
      let files = archive.files.map { file in
        file.name == name ? .init(name: name, bytes: file.bytes + [10]) : file
      }
      let path = scratch.path + "/changed.zip"
      try Data(ZipArchive(files: files).bytes).write(to: URL(fileURLWithPath: path))
      #expect(try verify(path).status == 1, "\(name)")
    }
  }

  @Test("a bundle: the same bytes twice, checked by us and by the checker that goes with it; no byte of it can change")
  func bundle() throws {
    let signed = try Signed()
    let (one, two) = (signed.scratch.path + "/one.zip", signed.scratch.path + "/two.zip")
    for file in [one, two] {
      let made = try signed.run(["bundle", "create", "--product", "SP-0002", "--output", file])
      #expect(made.status == 0, "\(made.errors)")
    }
    let bytes = try Data(contentsOf: URL(fileURLWithPath: one))
    #expect(try bytes == Data(contentsOf: URL(fileURLWithPath: two)))
    let verify = ["bundle", "verify", one, "--verifier", signed.verifier]
    let checked = try Program.run(verify + ["--format", "json"])
    #expect(try checked.status == 0 && checked.json["product"] == "SP-0002" && checked.json["records"] == 7)
    #expect(try signed.run(["bundle", "create", "--product", "SP-0002", "--output", one]).status == 5)
    let folder = signed.scratch.path + "/unpacked"
    if let taken = try Oracle.python(["-m", "zipfile", "-e", one, folder]) {
      #expect(taken.status == 0, "\(taken.output)")
      let theirs = try #require(try Oracle.python([folder + "/check.py", signed.verifier]))
      #expect(theirs.status == 0 && theirs.output.hasPrefix("HOLDS: SP-0002"), "\(theirs.output)")
      for (name, old, new) in [
        ("events.jsonl", "1960", "1961"), ("events.jsonl", "product/2", "product/3"),
        ("events.jsonl", "version\":2", "version\":9"),
        ("verifier", "+", "-"), ("checkpoint", "\n2280\n", "\n2279\n"),
        ("proofs/1960.tlog-proof", "index 1960", "index 1959"),
      ] {
        let file = URL(fileURLWithPath: "\(folder)/\(name)")
        let text = try String(contentsOf: file, encoding: .utf8)
        try Data(text.replacing(old, with: new).utf8).write(to: file)
        #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1, "\(name)")
        try Data(text.utf8).write(to: file)
      }
      for name in ["checkpoint", "proofs/1960.tlog-proof"] {
        let file = URL(fileURLWithPath: "\(folder)/\(name)")
        let text = try String(contentsOf: file, encoding: .utf8)
        // The last digit of the root: its two bits behind the last byte.
        let root = try #require(text.split(separator: "\n").last { $0.hasSuffix("=") && $0.count == 44 })
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        let place = root.index(root.endIndex, offsetBy: -2)
        let value = try #require(digits.firstIndex(of: root[place]))
        let twin = root[..<place] + String(digits[value | 1]) + "="
        for changed in [text.replacing(root, with: twin), "\u{feff}" + text, text.replacing("\n", with: "\r\n")] {
          try Data(changed.utf8).write(to: file)
          #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1, "\(name)")
        }
        try Data(text.utf8).write(to: file)
      }
      let rulebooks = try FileManager.default.contentsOfDirectory(atPath: folder + "/rulebooks").sorted()
      let rulebook = URL(fileURLWithPath: "\(folder)/rulebooks/\(try #require(rulebooks.first))")
      let (content, lines) = (try Data(contentsOf: rulebook), URL(fileURLWithPath: folder + "/events.jsonl"))
      let told = try String(contentsOf: lines, encoding: .utf8)
      // Another rulebook, and what is told of it made to fit: the record says otherwise.
      try (content + [0]).write(to: rulebook)
      let adoption = try #require(told.split(separator: "\n").first { $0.contains(#""content":""#) })
      for other in [told, told.replacing(adoption, with: adoption.replacing(#""content":""#, with: #""contents":""#))] {
        try Data(other.utf8).write(to: lines)
        #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1)
      }
      try content.write(to: rulebook)
      // A line twice.
      try Data((adoption + "\n" + told).utf8).write(to: lines)
      #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1)
      try Data(told.utf8).write(to: lines)
      #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 0)
      for unusable in ["x", signed.verifier.replacing("+", with: "-"), String(signed.verifier.dropLast(4))] {
        #expect(try Oracle.python([folder + "/check.py", unusable])?.status == 2, "\(unusable)")
      }
      try FileManager.default.removeItem(atPath: folder + "/proofs/1960.tlog-proof")
      #expect(try Oracle.python([folder + "/check.py", signed.verifier])?.status == 1)
    }
    var random = SeededGenerator(seed: 5)
    for _ in 0..<40 {
      var changed = bytes
      let place = Int.random(in: 0..<changed.count, using: &random)
      changed[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      try changed.write(to: URL(fileURLWithPath: one))
      #expect(try Program.run(verify).status == 1, "byte \(place)")
    }
    // Another key beside, packed as we pack: whoever takes it from there would trust whoever put it in.
    let second = signed.scratch.path + "/second.key"
    let other = try signed.json(["key", "create", "--key", second])["verifier"]!.text.replacing("\"", with: "")
    let (own, foreign) = (Data((signed.verifier + "\n").utf8), Data((other + "\n").utf8))
    #expect(own.count == foreign.count && own != foreign)
    var changed = bytes
    for (old, new) in [(own, foreign), (checksum(own), checksum(foreign))] {
      #expect(changed.ranges(of: old).count == (old == own ? 1 : 2))
      for range in changed.ranges(of: old).reversed() { changed.replaceSubrange(range, with: new) }
    }
    try changed.write(to: URL(fileURLWithPath: one))
    let packed = try Program.run(verify)
    #expect(packed.status == 1 && packed.errors.contains("verifier: "), "\(packed.errors)")
    #expect(try Program.run(["bundle", "verify", signed.scratch.path + "/none", "--verifier", "x"]).status == 2)
    #expect(try Program.run(["bundle", "verify", two, "--verifier", signed.verifier + "x"]).status == 5)
  }
}

/// The CRC-32 of `bytes` as it stands in an archive.
private func checksum(_ bytes: Data) -> Data {
  var crc: UInt32 = .max
  for byte in bytes {
    crc ^= UInt32(byte)
    for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0xedb8_8320 : 0) }
  }
  return withUnsafeBytes(of: (~crc).littleEndian) { Data($0) }
}
