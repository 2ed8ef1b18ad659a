internal import Exchange

/// A piece of a page. What is put into it as text is encoded; only another piece goes in as it is.
struct HTML: ExpressibleByStringInterpolation, Sendable {
  private(set) var text: String

  init(stringLiteral text: String) { self.text = text }
  init(stringInterpolation interpolation: Interpolation) { text = interpolation.text }

  /// `pieces`, one behind the other.
  init(_ pieces: some Sequence<HTML>) { text = pieces.reduce(into: "") { $0 += $1.text } }

  static let empty: HTML = ""

  static func + (a: HTML, b: HTML) -> HTML {
    var sum = a
    sum += b
    return sum
  }

  static func += (a: inout HTML, b: HTML) { a.text += b.text }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { text += literal }
    mutating func appendInterpolation(_ value: String) { text += HTMLText.text(value) }
    mutating func appendInterpolation(_ value: some BinaryInteger) { text += "\(value)" }
    mutating func appendInterpolation(_ value: HTML) { text += value.text }
    /// Nothing where there is nothing.
    mutating func appendInterpolation(_ value: HTML?) { text += value?.text ?? "" }
  }
}
