public import Wire

extension EventType {
  /// The layout of the type's payload.
  public var layout: MessageLayout {
    guard let layout = Self.layouts[self] else { preconditionFailure("every type has a layout") }
    return layout
  }

  private static let layouts = Dictionary(uniqueKeysWithValues: allCases.map { ($0, layout(of: $0.payload)) })

  private static func layout<P: EventPayload>(of type: P.Type) -> MessageLayout { MessageLayout(of: type) }
}

extension RecordView {
  /// The first field of the record that this version does not know, its payload gone through; `nil`: it knows all. Throws
  /// ``WireError`` where the payload is no message.
  public func firstUnknownField() throws(WireError) -> Int? {
    guard let type else { return typeNumber }
    if let unknownField { return unknownField }
    return try type.layout.unknownField(in: payloadBytes)
  }

  /// Throws ``WireError/unknown(field:)`` where this version does not know all of the record.
  public func requireKnown() throws(WireError) {
    if let unknown = try firstUnknownField() { throw .unknown(field: unknown) }
  }

  /// The bytes of the record without the fields of its payload that this version does not know; `nil` where what is left would
  /// say something else. Throws ``WireError`` where the payload is no message.
  func knownPart() throws(WireError) -> [UInt8]? {
    guard let type, let payload = try type.layout.knownPart(of: payloadBytes) else { return nil }
    return replacingPayload(by: payload)
  }
}
