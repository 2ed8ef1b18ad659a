import Foundation
import OCOP
import OCOPKit
import ProjectionKit
import TestSupport
import Testing

/// Whether a word is one that Vietnamese may have: an onset, a nucleus with at most one tone, a coda.
enum VietnameseSyllable {
  private static let onset = "(?:ngh|ng|nh|gh|gi|kh|ch|th|tr|ph|qu|[bcdđghklmnpqrstvx])?"
  private static let nucleus =
    "(?:uyê|uya|uyu|iêu|yêu|uôi|ươi|ươu|oai|oay|oao|oeo|uây|iê|yê|ia|uô|ua|ưa|ươ|oa|oă|oe|oo|uê|uy|uâ|uơ|ai|ao|au|ay|âu|ây|"
    + "eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|[aăâeêioôơuưy])"
  private static let coda = "(?:ch|ng|nh|[cmnpt])?"

  static func isOne(_ word: String) -> Bool {
    let tones: Set<Unicode.Scalar> = ["\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"]
    let marks = word.decomposedStringWithCanonicalMapping.unicodeScalars
    guard marks.count(where: { tones.contains($0) }) <= 1 else { return false }
    let plain = String(String.UnicodeScalarView(marks.filter { !tones.contains($0) }))
      .precomposedStringWithCanonicalMapping
    return plain.lowercased().range(of: "^\(onset)\(nucleus)\(coda)$", options: .regularExpression) != nil
  }
}

@Suite("ocop: all in Vietnamese")
struct VietnameseTests {
  /// Abbreviations that print so, and names of things that have no other.
  private static let allowed: Set<String> = [
    "ocop", "qđ", "qd", "ubnd", "htx", "tnhh", "mtv", "csv", "json", "sha", "sp", "ct", "mt", "hđ", "bnn", "ttg", "nq",
    "ubtvqh",
    "qh", "vpđp", "xlsx", "excel", "b", "c", "what", "if", "utc",
    // The key of a row in which lies what nobody knows the place of; it is typed as it is.
    "unknown",
  ]

  /// What a projection is called when one asks it.
  private static let ids: Set<String> = Set(installedProjections.map { $0.descriptor.id.description })

  private static let commands = [
    "stats stars --as-of 2020-12-31", "stats stars --by nhóm --as-of 2020-12-31",
    "stats stars --by xã --areas 2025-07-01",
    "stats series --from 2019 --to 2021 --every quý", "product list", "product show SP-0002", "product history SP-0002",
    "product blame SP-0002", "producer list", "producer show CT-0001", "cert list --as-of 2021-01-01", "decision list",
    "decision show 5445/QĐ-UBND", "exporters list", "award list", "target list", "area show 399", "area history 14758",
    "rules list", "rules show QD148-2023", "log tail", "log show 1960", "log corrections", "log count", "import list",
    "projection list", "show breaches", "show contradictions", "doctor", "doctor data", "verify", "verify --views",
    "replay --from 2020-01-01 --to 2020-12-31", "explain stats stars --by district --cell 399",
    "diff --a areas=2025-06-30 --b areas=2025-07-01", "rebuild --projection star-counts", "show quality-certificates",
    "show support", "show councils", "show promotion", "show score-sheets", "product show SP-9999",
    "import undo 0 --reason x",
    "stats stars --by moon", "product list --as-of hôm-qua",
  ]

  /// The words of what is shown: what a program reads or types, and hashes, are none.
  private static func words(_ text: String) -> Set<String> {
    var text = text
    for pattern in [
      "https?://\\S+", "\\[[a-zA-Z.]+\\]", "\\{.*\\}", "ocop [^\\n]*", "\\S*[0-9]\\S*", "--[a-z-]+",
      "\\S+\\.(csv|jsonl|txt)",
      "[0-9a-f]{6,}", "[a-z]+(-[a-z]+)+", "\\S*=\\S*", "\\S*\\|\\S*", "[a-z]+/[^ ]*", "\"[^\"\\n]*\"",
      "Được nhận: [^\\n]*",
    ] { text = text.replacingOccurrences(of: pattern, with: " ", options: .regularExpression) }
    return Set(text.components(separatedBy: CharacterSet.letters.inverted).filter { !$0.isEmpty })
  }

  /// Every word of the data is the data's own.
  private static let data: Set<String> = {
    var words: Set<String> = []
    for name in (try? FileManager.default.contentsOfDirectory(atPath: Program.fixtures)) ?? [] {
      let text = (try? String(contentsOfFile: Program.fixtures + "/" + name, encoding: .utf8)) ?? ""
      words.formUnion(text.components(separatedBy: CharacterSet.letters.inverted).map { $0.lowercased() })
    }
    return words
  }()

  @Test("no word of any answer is foreign but ids, codes, the data's own, and what has no other name")
  func words() throws {
    let scratch = try Sample.copy()
    var foreign: [String: String] = [:]
    for command in Self.commands {
      let run = try Program.run(
        command.split(separator: " ").map(String.init) + ["--lang", "vi"], ledger: scratch.path + "/ledger")
      for word in Self.words(run.output + "\n" + run.errors) {
        let small = word.lowercased()
        // Markets have the codes of ISO 3166.
        if word.count == 2, word == word.uppercased() { continue }
        guard !Self.ids.contains(word), !VietnameseSyllable.isOne(small), !Self.allowed.contains(small),
          !Self.data.contains(small)
        else { continue }
        foreign[word] = command
      }
    }
    #expect(foreign.isEmpty, "\(foreign)")
  }

  @Test("the words of the trade: none that means something else")
  func trade() throws {
    let scratch = try Sample.copy()
    for command in Self.commands {
      let run = try Program.run(
        command.split(separator: " ").map(String.init) + ["--lang", "vi"], ledger: scratch.path + "/ledger")
      for word in ["gia hạn", "bất thường", "trích lục", "thanh tra", "biết đến vị trí"] {
        #expect(!run.output.contains(word) && !run.errors.contains(word), "\(command): \(word)")
      }
    }
  }

  @Test("syllables are told from other words")
  func syllables() {
    for word in ["nghiêng", "quyết", "Đồng", "giấy", "hoà", "ươm", "y", "khuya", "xoong"] {
      #expect(VietnameseSyllable.isOne(word))
    }
    for word in ["product", "stars", "view", "from", "zoo", "dừắ", "level"] { #expect(!VietnameseSyllable.isOne(word)) }
  }
}
