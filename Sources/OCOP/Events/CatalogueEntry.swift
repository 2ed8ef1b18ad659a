internal import Wire

/// What the catalogue says of a type of event.
public struct CatalogueEntry: Hashable, Sendable {
  /// The kind of stream that holds events of the type; `nil`: any.
  public let stream: StreamKind?
  /// The event as people say it.
  public let names: Text
  /// What it records, in a sentence, for the schema.
  public let summary: String

  init(in stream: StreamKind?, _ names: Text, summary: String) {
    (self.stream, self.names, self.summary) = (stream, names, summary)
  }
}

/// What one type of event says. Its type, its entry and its description are all that is told of it: what reads and writes it, its JSON,
/// its schema and what it refers to follow from them.
public protocol EventPayload: Message {
  /// Its type.
  static var type: EventType { get }
  /// What the catalogue says of it.
  static var entry: CatalogueEntry { get }
}

/// How events of one type are read.
struct EventCoding: Sendable {
  let payload: any EventPayload.Type
  let wire: @Sendable (UnsafeRawBufferPointer) throws(WireError) -> Event
  let json: @Sendable (JSONValue) throws(MessageError) -> Event

  let event: @Sendable (any EventPayload) -> Event?

  /// `embed` is the case of ``Event`` that holds such a payload.
  init<P: EventPayload>(_ embed: @escaping @Sendable (P) -> Event) {
    payload = P.self
    event = { ($0 as? P).map(embed) }
    wire = { bytes throws(WireError) in embed(try P(wire: bytes)) }
    json = { json throws(MessageError) in embed(try P(checking: json)) }
  }
}
