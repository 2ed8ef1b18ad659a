/// The event named by `corrects` is struck out, with nothing in its place.
public struct Voided: EventPayload {
  /// Its field number in a record, for ever.
  public static let number = 95
  /// What it records, for the schema.
  public static let summary = "The event named by corrects is struck out, with nothing in its place."

  /// The event has no field of its own.
  public init() {}

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {}
}
