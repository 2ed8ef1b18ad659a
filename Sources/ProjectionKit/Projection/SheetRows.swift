public import OCOP

/// The rows of a ``Sheet``, each a value for every column.
///
/// They are kept as bytes and made when they are asked for: a list of a million products has twenty million values, and as values
/// each would take many times the room. Any row is reached in the time that it takes to make it.
public struct SheetRows: RandomAccessCollection, ExpressibleByArrayLiteral, Hashable, Sendable {
  private var bytes: [UInt8] = []
  /// Where each row ends.
  private var ends: [Int] = []
  /// How many values each row has; `nil`: there is no row.
  public private(set) var width: Int?

  /// No rows.
  public init() {}

  /// These rows.
  public init(_ rows: some Sequence<[JSONValue]>) {
    for row in rows { append(row) }
  }

  /// A row for each of `items`, but for those for which there is none.
  public init<Items: Sequence>(_ items: Items, _ row: (Items.Element) throws -> [JSONValue]?) rethrows {
    for item in items {
      if let row = try row(item) { append(row) }
    }
  }

  /// These rows.
  public init(arrayLiteral rows: [JSONValue]...) { self.init(rows) }

  /// Adds a row at the end. Traps unless it has as many values as the others.
  public mutating func append(_ row: [JSONValue]) {
    precondition(row.count == width ?? row.count, "a value for each column")
    width = row.count
    for value in row { value.pack(to: &bytes) }
    ends.append(bytes.count)
  }

  /// The same in the order of `key`; rows with the same one stay in their order.
  public func sorted<Key: Comparable>(by key: ([JSONValue]) -> Key) -> SheetRows {
    let keys = map(key)
    return SheetRows(keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }) { self[$0] }
  }

  /// Adds rows at the end.
  public static func += (rows: inout SheetRows, more: some Sequence<[JSONValue]>) {
    for row in more { rows.append(row) }
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// How many rows there are.
  public var endIndex: Int { ends.count }

  /// The row at `index`.
  public subscript(index: Int) -> [JSONValue] {
    var reader = Reader(bytes: bytes, offset: index == 0 ? 0 : ends[index - 1])
    var row: [JSONValue] = []
    while reader.offset < ends[index] { row.append(reader.value()) }
    return row
  }

  /// Reads values that were packed here: they need no checks.
  private struct Reader {
    let bytes: [UInt8]
    var offset: Int

    mutating func value() -> JSONValue {
      let tag = bytes[offset]
      offset += 1
      switch Tag(rawValue: tag) {
      case .null: return .null
      case .no: return .bool(false)
      case .yes: return .bool(true)
      case .number: return .int(Int64(bitPattern: number()))
      case .text: return .string(text())
      case .list:
        let count = number()
        return .array((0..<count).map { _ in value() })
      case .object:
        let count = number()
        return .object((0..<count).map { _ in JSONValue.Member(text(), value()) })
      case nil: preconditionFailure("only what was packed is read")
      }
    }

    mutating func text() -> String {
      let count = Int(number())
      defer { offset += count }
      return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }

    mutating func number() -> UInt64 {
      var (number, shift): (UInt64, UInt64) = (0, 0)
      while true {
        let byte = bytes[offset]
        offset += 1
        number |= UInt64(byte & 0x7f) << shift
        if byte < 0x80 { return number }
        shift += 7
      }
    }
  }
}

private enum Tag: UInt8 {
  case null, no, yes, number, text, list, object
}

extension JSONValue {
  fileprivate func pack(to bytes: inout [UInt8]) {
    switch self {
    case .null: bytes.append(Tag.null.rawValue)
    case .bool(let value): bytes.append((value ? Tag.yes : .no).rawValue)
    case .int(let value):
      bytes.append(Tag.number.rawValue)
      Self.pack(UInt64(bitPattern: value), to: &bytes)
    case .string(let value):
      bytes.append(Tag.text.rawValue)
      Self.pack(value, to: &bytes)
    case .array(let values):
      bytes.append(Tag.list.rawValue)
      Self.pack(UInt64(values.count), to: &bytes)
      for value in values { value.pack(to: &bytes) }
    case .object(let members):
      bytes.append(Tag.object.rawValue)
      Self.pack(UInt64(members.count), to: &bytes)
      for member in members {
        Self.pack(member.name, to: &bytes)
        member.value.pack(to: &bytes)
      }
    }
  }

  private static func pack(_ text: String, to bytes: inout [UInt8]) {
    pack(UInt64(text.utf8.count), to: &bytes)
    bytes.append(contentsOf: text.utf8)
  }

  private static func pack(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
