public import OCOP

/// A column of an ``AnswerTable``.
public struct Column: Sendable {
  /// How a value is to be shown to people.
  public enum Kind: Sendable {
    /// As it is.
    case text
    /// A number, on the right.
    case number
    /// Hundredths of a percent, shown as a percentage.
    case share
    /// A legal date.
    case date
    /// A moment.
    case time
    /// A code of a closed list, shown by its name.
    case term(@Sendable (String) -> Text?)
    /// An object of numbers: one column for each of its members.
    case numbers([String])
    /// Yes or no; a no is left blank.
    case flag
    /// For programs; left out of tables.
    case hidden

    /// Terms of `vocabulary`.
    public static func terms<V: Vocabulary>(of vocabulary: V.Type) -> Kind { .term { V(rawValue: $0)?.names } }

    /// Types of events.
    public static var event: Kind { .term { EventType(code: $0)?.names } }

    /// How values of a type are shown where nothing else is said.
    public static func usual<T: FieldValue>(for type: T.Type) -> Kind {
      if let vocabulary = type as? any Vocabulary.Type { return terms(of: vocabulary) }
      if T.self == LegalDate.self { return .date }
      return T.self == Bool.self ? .flag : .text
    }
  }

  /// Its name in JSON and CSV; never translated.
  public let name: String
  /// Its heading.
  public let title: Text
  /// How its values are shown.
  public let kind: Kind
  /// Whether it names records: the same fact, recorded in another way, stands elsewhere.
  public let namesRecords: Bool

  /// A column.
  public init(_ name: String, _ title: Text, _ kind: Kind = .text, namesRecords: Bool = false) {
    self.name = name
    self.title = title
    self.kind = kind
    self.namesRecords = namesRecords
  }

  /// A column of terms of `vocabulary`.
  public init<V: Vocabulary>(_ name: String, _ title: Text, of vocabulary: V.Type) {
    self.init(name, title, .terms(of: vocabulary))
  }

  /// A column of types of events.
  public static func event(_ name: String) -> Column {
    Column(name, Text("Sự kiện", "Event"), .event)
  }
}
