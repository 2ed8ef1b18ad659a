internal import Foundation
internal import OCOP
internal import Yams

extension SourceNode {
  /// Far above any rulebook: a file that is larger, or unfolds to more, is none.
  private static let largestFile = 4 << 20
  private static let mostNodes = 500_000
  private static let deepest = 32
  /// Aliases are not taken; a few are told as that. Many of them unfold to more than any machine reads before it can be told.
  private static let mostAliases = 16

  /// Reads a YAML file. `name` is how messages call it.
  static func reading(file path: String, name: String) throws(RulebookFileError) -> SourceNode {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw RulebookFileError(
        .unreadable, SourcePlace(file: name, line: 0), Text("không đọc được tệp", "the file cannot be read"))
    }
    guard data.count <= largestFile, let text = String(data: data, encoding: .utf8) else {
      throw RulebookFileError(
        .syntax, SourcePlace(file: name, line: 0),
        Text("không phải tệp UTF-8 dưới 4 MB", "not a UTF-8 file of less than 4 MB"))
    }
    return try reading(text, name: name)
  }

  static func reading(_ text: String, name: String) throws(RulebookFileError) -> SourceNode {
    guard aliases(in: text) <= mostAliases else {
      throw RulebookFileError(
        .syntax, SourcePlace(file: name, line: 1), Text("không dùng bí danh YAML", "aliases are not taken"))
    }
    let node: Node?
    do {
      node = try Yams.compose(yaml: text)
    } catch {
      throw RulebookFileError(
        .syntax, SourcePlace(file: name, line: Self.line(of: error)),
        Text("không phải YAML: \(Self.reason(error))", "not YAML: \(Self.reason(error))"))
    }
    guard let node else {
      throw RulebookFileError(.syntax, SourcePlace(file: name, line: 1), Text("tệp trống", "the file is empty"))
    }
    var count = 0
    return try convert(node, name, &count, depth: 0)
  }

  /// How often something that may be an alias stands in `text`: a star where a node may begin, and a letter behind it.
  private static func aliases(in text: String) -> Int {
    var (count, last) = (0, UInt8(ascii: "\n"))
    for byte in text.utf8 {
      if last == UInt8(ascii: "*"), byte > 0x20 { count += 1 }
      // Within a word a star is a star.
      if byte != UInt8(ascii: "*") || last <= 0x20 || "[{,:?-".utf8.contains(last) { last = byte }
    }
    return count
  }

  private static func convert(
    _ node: Node, _ file: String, _ count: inout Int, depth: Int
  ) throws(RulebookFileError) -> SourceNode {
    let place = SourcePlace(file: file, line: node.mark?.line ?? 0)
    count += 1
    guard count <= mostNodes, depth <= deepest else {
      throw RulebookFileError(.syntax, place, Text("tệp quá lớn hoặc quá sâu", "the file is too large or too deep"))
    }
    switch node {
    case .scalar(let scalar): return SourceNode(value: .scalar(json(scalar)), place: place)
    case .sequence(let sequence):
      var nodes: [SourceNode] = []
      for element in sequence { nodes.append(try convert(element, file, &count, depth: depth + 1)) }
      return SourceNode(value: .list(nodes), place: place)
    case .mapping(let mapping):
      var members: [(name: String, value: SourceNode)] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else {
          throw RulebookFileError(.syntax, place, Text("tên trường không phải chữ", "a field's name is no text"))
        }
        members.append((name, try convert(value, file, &count, depth: depth + 1)))
      }
      return SourceNode(value: .object(members), place: place)
    case .alias:
      throw RulebookFileError(.syntax, place, Text("không dùng bí danh YAML", "aliases are not taken"))
    }
  }

  /// Plain whole numbers, `true`, `false` and `null` are what they say; all else is text, dates and decimals included.
  private static func json(_ scalar: Node.Scalar) -> JSONValue {
    guard scalar.style == .plain else { return .string(scalar.string) }
    switch scalar.string {
    case "true": return true
    case "false": return false
    case "", "null", "~": return nil
    default:
      let digits = scalar.string.drop { $0 == "-" }
      let isNumber = !digits.isEmpty && digits.utf8.allSatisfy { (48...57).contains($0) }
      let isWritten = digits == "0" || digits.first != "0"
      return isNumber && isWritten
        ? Int64(scalar.string).map(JSONValue.int) ?? .string(scalar.string) : .string(scalar.string)
    }
  }

  private static func line(of error: any Error) -> Int {
    switch error as? YamlError {
    case .scanner(_, _, let mark, _)?, .parser(_, _, let mark, _)?, .composer(_, _, let mark, _)?: mark.line
    case .duplicatedKeysInMapping(_, let context)?: context.mark.line
    default: 1
    }
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _)?, .parser(_, let problem, _, _)?, .composer(_, let problem, _, _)?: problem
    case .duplicatedKeysInMapping(let keys, _)?:
      "\(keys.map(String.init(describing:)).joined(separator: ", ")) stands twice"
    default: "\(error)".split(separator: "\n").first.map(String.init) ?? ""
    }
  }
}
