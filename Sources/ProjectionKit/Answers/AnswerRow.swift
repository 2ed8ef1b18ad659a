public import OCOP

/// A row of an answer. One description of its columns drives how it is kept, shown, and written as JSON and CSV.
public protocol AnswerRow: Sendable {
  /// A row that says nothing.
  init()
  /// Shows every column to `coder`, in order. Reading a row changes them, all else reads them.
  mutating func describe<C: ColumnCoder>(_ coder: inout C)
}

/// Goes through the columns of a row for one purpose.
public protocol ColumnCoder {
  /// A column that may have nothing in a row.
  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T?,
    _ kind: @autoclosure () -> Column.Kind)
  /// A column that always has something.
  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T,
    _ kind: @autoclosure () -> Column.Kind)
  /// A column of lists.
  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ values: inout [T],
    _ kind: @autoclosure () -> Column.Kind)
}

extension ColumnCoder {
  /// A column that is shown as values of its type are.
  @inlinable
  public mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T?
  ) {
    column(name, title(), &value, .usual(for: T.self))
  }

  /// A column that is shown as values of its type are.
  @inlinable
  public mutating func column<T: FieldValue>(_ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T) {
    column(name, title(), &value, .usual(for: T.self))
  }
}

extension AnswerRow {
  /// What rows are made of.
  public static var columns: [Column] {
    var lister = ColumnLister()
    var sample = Self()
    sample.describe(&lister)
    return lister.columns
  }

  /// What stands in each column, as JSON; `null` for nothing.
  public var values: [JSONValue] {
    var lister = ValueLister()
    var copy = self
    copy.describe(&lister)
    return lister.values
  }
}

private struct ColumnLister: ColumnCoder {
  var columns: [Column] = []

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T?, _ kind: @autoclosure () -> Column.Kind
  ) { columns.append(Column("\(name)", title(), kind(), namesRecords: T.self == Position.self)) }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T, _ kind: @autoclosure () -> Column.Kind
  ) { columns.append(Column("\(name)", title(), kind(), namesRecords: T.self == Position.self)) }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ values: inout [T], _ kind: @autoclosure () -> Column.Kind
  ) { columns.append(Column("\(name)", title(), kind(), namesRecords: T.self == Position.self)) }
}

private struct ValueLister: ColumnCoder {
  var values: [JSONValue] = []

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T?, _ kind: @autoclosure () -> Column.Kind
  ) { values.append(value?.json ?? .null) }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ value: inout T, _ kind: @autoclosure () -> Column.Kind
  ) { values.append(value.json) }

  mutating func column<T: FieldValue>(
    _ name: StaticString, _ title: @autoclosure () -> Text, _ list: inout [T], _ kind: @autoclosure () -> Column.Kind
  ) { values.append(.array(list.map(\.json))) }
}
