import QRCodes
import Testing

@Suite("QR codes")
struct QRCodeTests {
  @Test("what is drawn is what the code says, dark module by dark module")
  func path() throws {
    let code = try #require(QRCode("https://ocop.example.vn/kiem-tra/0B2XNM269BR48B4F31"))
    var drawn: Set<[Int]> = []
    var (x, y) = (0, 0)
    for step in code.path.matches(of: #/M(\d+) (\d+)\.5|m(\d+) 0|h(\d+)/#) {
      if let column = step.output.1.flatMap({ Int($0) }), let row = step.output.2.flatMap({ Int($0) }) {
        (x, y) = (column - QRCode.quietZone, row - QRCode.quietZone)
      } else if let gap = step.output.3.flatMap({ Int($0) }) {
        x += gap
      } else if let run = step.output.4.flatMap({ Int($0) }) {
        for place in x..<x + run { drawn.insert([place, y]) }
        x += run
      }
    }
    for y in 0..<code.width {
      for x in 0..<code.width { #expect(drawn.contains([x, y]) == code[x, y], "\(x) \(y)") }
    }
    #expect(!code[-1, 0] && !code[0, code.width] && code[0, 0] && code.path.utf8.count < 4_000)
  }

  @Test("the same text gives the same bytes; no text, and one too long, give none")
  func edges() throws {
    let code = try #require(QRCode("a"))
    #expect(code.png(pixels: 4) == QRCode("a")?.png(pixels: 4))
    #expect(code.png(pixels: 1)?.prefix(8) == [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    #expect(QRCode("") == nil && QRCode(String(repeating: "a", count: 2_000)) == nil)
    #expect(QRCode("a\u{0}b") != nil)
  }
}
