extension EventType: TextFieldValue {
  /// Its code.
  public var text: String { code }
  /// Reads a code.
  public init?(text: String) { self.init(code: text) }
  /// The first type.
  public static var zero: EventType { allCases[0] }
  /// Always written: no type is meant where none stands.
  public static var omitsZero: Bool { false }
  /// A code of the catalogue.
  public static var expected: Text {
    Text("mã loại sự kiện như recognised", "the code of an event type, like recognised")
  }
}
