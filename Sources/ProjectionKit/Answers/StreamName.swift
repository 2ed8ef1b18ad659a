public import OCOP

/// A stream as people name the thing: `SP-0012`, or the stream itself where it has no number of its own.
public struct StreamName: TextFieldValue {
  /// The stream.
  public let stream: StreamID

  /// The name of `stream`.
  public init(_ stream: StreamID) { self.stream = stream }

  /// Reads `SP-0012` or `product/12`.
  public init?(text: String) {
    let ids: [(any NumberedID)?] = [ProductID(text), ProducerID(text), SessionID(text), TargetID(text)]
    guard let stream = StreamID(text) ?? ids.lazy.compactMap({ $0?.stream }).first else { return nil }
    self.stream = stream
  }

  /// `SP-0012`, `office/0`
  public var text: String { stream.shown }
  /// The office.
  public static var zero: StreamName { StreamName(.office) }
  /// What it looks like.
  public static var expected: Text { Text("SP-0001, CT-0001, product/1") }
}
