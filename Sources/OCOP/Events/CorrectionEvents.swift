/// The event named by `corrects` is struck out, with nothing in its place.
public struct Voided: EventPayload {
  public static var type: EventType { .voided }
  public static let entry = CatalogueEntry(
    in: nil, Text("xóa bỏ ghi chép", "struck out"),
    summary:
      "The event named by corrects is struck out, with nothing in its place.")

  /// The event has no field of its own.
  public init() {}

  public mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {}
}
