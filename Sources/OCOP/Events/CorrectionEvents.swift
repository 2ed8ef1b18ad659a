/// The event named by `corrects` is struck out, with nothing in its place.
public struct Voided: EventPayload {
  /// `voided`
  public static var type: EventType { .voided }
  /// What the catalogue says of it.
  public static let entry = CatalogueEntry(
    in: nil, Text("xóa bỏ ghi chép", "struck out"),
    summary:
      "The event named by corrects is struck out, with nothing in its place.")

  /// The event has no field of its own.
  public init() {}

  /// Shows the fields.
  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {}
}
