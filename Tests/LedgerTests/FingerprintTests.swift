import Foundation
import Ledger
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

@Suite("Views: fingerprints")
struct FingerprintTests {
  @Test("layouts: the digest kept of each event's is that of its description")
  func layouts() {
    let digests = EventType.allCases.map { ($0, EventType.digest(of: $0.layout.text)) }
    let lines = digests.map { "    .\($0.0.code): \"\($0.1)\"," }.joined(separator: "\n")
    for (type, digest) in digests {
      #expect(EventType.layoutDigests[type] == digest, "\(type.code) is laid out anew; the table is:\n\(lines)")
    }
  }

  @Test("what records and rulebooks say has not grown unseen: what 0.1 cannot read raises the format")
  func grown() {
    let layouts = EventType.allCases.filter(EventTypes.ofFirstRelease.contains).map {
      "\($0.rawValue) \($0.layout.text)\n"
    }.joined()
    let digests = [
      EventType.digest(of: layouts), EventType.digest(of: MessageLayout(of: Rulebook.self).text),
      EventType.digest(of: MessageLayout(of: RecordExtension.self).text),
    ]
    #expect(
      digests == ["7d00c9bf6c89b75e", "54eb8b57ffd1b1ba", "ffbcdaa575764c8a"],
      "What is added here is not known to 0.1: a record or a rulebook that holds it has a higher format (Record.format)."
    )
  }

  @Test("a layout tells numbers, types and how often a field stands, and no name or word")
  func texts() {
    #expect(EventType.proposed.layout.text == "{1 uint32,2 1-4,3 1-3,4? {1 sint64,2 uint32}}")
    #expect(
      EventType.fairHeld.layout.text
        == "{1 string,2 1-3,3? {1? {1 string,2? sint64},2? {1 string,2? sint64}},4* uint32}")
    #expect(MessageLayout(of: One.self) == MessageLayout(of: SameByAnotherName.self))
    #expect(MessageLayout(of: One.self) != MessageLayout(of: OptionalOne.self))
  }

  private struct One: Message {
    var name = ""
    mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.field(1, "name", &name, "The name")
    }
  }

  private struct SameByAnotherName: Message {
    var title = ""
    mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.field(1, "title", &title, "In other words")
    }
  }

  private struct OptionalOne: Message {
    var name: String?
    mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
      try coder.optional(1, "name", &name, "The name")
    }
  }

  @Test("fingerprints are as recorded: what makes no other rows makes no other fingerprint")
  func recorded() throws {
    let test = try TestLedger()
    let known = try test.open().projections().map { "\($0.descriptor.id) \($0.descriptor.version) \($0.fingerprint)" }
    // By the five national rulebooks, as every ledger begins; their records differ by the time they were recorded.
    #expect(known.count == installedProjections.count)
    for line in known { #expect(line.contains(" v6") && line.split(separator: " ")[2].count == 18, "\(line)") }
    #expect(Set(known.map { $0.suffix(16) }).count == known.count)
  }

  /// FNV-1a, 64 bits.
  @Test("an attestation of the first release is held against its records, and called altered where they say otherwise")
  func firstRelease() throws {
    let test = try TestLedger()
    let ledger = try test.open()
    _ = try ledger.submit(recognition())
    var attested = try ledger.attestations(["star-counts"])[0]
    attested.fingerprint = "0123456789abcdef"
    func submit(_ attested: ViewAttested) throws {
      _ = try ledger.submit([
        Command(id: nil, actor: "test", act: .record(.office, .viewAttested(attested)), effectiveOn: nil)
      ])
    }
    try submit(attested)
    var altered = attested
    altered.digest = String(attested.digest.reversed())
    try submit(altered)
    altered.version += 1
    try submit(altered)
    altered.version -= 1
    altered.fingerprint = "v6ffffffffffffffff"
    try submit(altered)
    var found: [Bool?] = []
    try ledger.checkAttestations { found.append($0.holds) }
    #expect(found == [true, false, nil, nil])
  }
}
