import Foundation
import OCOP
import Testing

@Suite("JSON as text")
struct JSONTextTests {
  @Test("what a text may not hold as it is stands escaped, at its beginning, in it and at its end; all else as it is")
  func escapes() throws {
    let escaped: [(String, String)] = [
      ("\"", #"\""#), ("\\", #"\\"#), ("\n", #"\n"#), ("\r", #"\r"#), ("\t", #"\t"#), ("\u{0}", #"\u0000"#),
      ("\u{1f}", #"\u001f"#), ("\u{2028}", #"\u2028"#), ("\u{2029}", #"\u2029"#),
    ]
    for (text, written) in escaped {
      #expect(JSONValue.string(text).text == "\"\(written)\"")
      #expect(JSONValue.string("ộ\(text)x\(text)").text == "\"ộ\(written)x\(written)\"")
    }
    for text in ["", "Mắm tôm", "\u{7f}", "\u{2027}", "\u{202a}", "\u{20a8}", "😀", "â\u{80}"] {
      #expect(JSONValue.string(text).text == "\"\(text)\"")
    }
  }

  @Test("every control character and some of each length of UTF-8 come back as they went in")
  func roundTrip() throws {
    let scalars =
      (0..<0x20).map { $0 } + [0x22, 0x5c, 0x7f, 0xe9, 0x7ff, 0x800, 0x1ea5, 0x2028, 0x2029, 0xe2a8, 0x1f600]
    let texts = scalars.compactMap { UnicodeScalar(UInt32($0)).map { "a\($0)\($0)b" } }
    let value = JSONValue.object(texts.map { .init($0, .array([.string($0), .int(-1), .bool(true), .null])) })
    let read = try JSONSerialization.jsonObject(with: Data(value.text.utf8)) as? [String: [Any]]
    #expect(read?.count == texts.count)
    for text in texts { #expect(read?[text]?.first as? String == text) }
  }
}
