internal import OCOP

/// Typed rows, kept as bytes and made when they are asked for: a list of a million products has twenty million values, and as values
/// each would take many times the room. Any row is reached in the time that it takes to make it.
public struct Rows<Row: AnswerRow>: RandomAccessCollection, ExpressibleByArrayLiteral, Sendable {
  private var bytes: [UInt8] = []
  /// Where each row ends.
  private var ends: [Int] = []

  public init() {}

  /// These rows.
  public init(_ rows: some Sequence<Row>) {
    for row in rows { append(row) }
  }

  /// A row for each of `items`, but for those for which there is none.
  public init<Items: Sequence>(_ items: Items, _ row: (Items.Element) throws -> Row?) rethrows {
    for item in items {
      if let row = try row(item) { append(row) }
    }
  }

  /// These rows.
  public init(arrayLiteral rows: Row...) { self.init(rows) }

  /// Adds a row at the end.
  public mutating func append(_ row: Row) {
    bytes += PackedRow(row: row).wireBytes
    ends.append(bytes.count)
  }

  /// Adds rows at the end.
  public static func += (rows: inout Rows, more: some Sequence<Row>) {
    for row in more { rows.append(row) }
  }

  /// 0.
  public var startIndex: Int { 0 }
  /// How many rows there are.
  public var endIndex: Int { ends.count }

  /// The row at `index`.
  public subscript(index: Int) -> Row {
    let range = (index == 0 ? 0 : ends[index - 1])..<ends[index]
    do {
      return try bytes.withUnsafeBytes { try PackedRow<Row>(wire: UnsafeRawBufferPointer(rebasing: $0[range])).row }
    } catch {
      preconditionFailure("a row that was written here cannot be read: \(error)")
    }
  }
}

/// A row as a message: its columns are the fields, numbered as they stand.
private struct PackedRow<Row: AnswerRow>: Message {
  var row = Row()

  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    var columns = ColumnFields(coder: coder)
    row.describe(&columns)
    coder = columns.coder
    if let failure = columns.failure { throw failure }
  }

  // A message is compared; rows of answers are not.
  static func == (a: Self, b: Self) -> Bool { a.row.values == b.row.values }
  func hash(into hasher: inout Hasher) { hasher.combine(row.values) }
}

private struct ColumnFields<C: FieldCoder>: ColumnCoder {
  var coder: C
  var failure: MessageError?
  private var number = 0

  init(coder: C) { self.coder = coder }

  private mutating func next(_ body: (Int, inout C) throws(MessageError) -> Void) {
    number += 1
    guard failure == nil else { return }
    do { try body(number, &coder) } catch { failure = error }
  }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T?, _ kind: @autoclosure () -> Column.Kind
  ) {
    next { (number, coder) throws(MessageError) in try coder.optional(number, name, &value, "") }
  }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T, _ kind: @autoclosure () -> Column.Kind
  ) {
    next { (number, coder) throws(MessageError) in try coder.field(number, name, &value, "") }
  }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ values: inout [T], _ kind: @autoclosure () -> Column.Kind
  ) {
    next { (number, coder) throws(MessageError) in try coder.list(number, name, &values, "") }
  }
}
