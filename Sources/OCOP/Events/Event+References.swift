extension Event {
  /// The streams of the things that the event names.
  var references: [StreamID] { type.names(.things) ? found.streams : [] }

  /// The streams of the things, and the places, that the event names.
  var named: (streams: [StreamID], places: [Place]) {
    guard type.names(.things) || type.names(.places) else { return ([], []) }
    let found = found
    return (found.streams, found.places)
  }

  /// The dates that the event itself names; its legal day is the record's.
  var dates: [LegalDate] { type.names(.dates) ? found.dates : [] }

  private var found: ReferenceCollector {
    var reader = ReferenceReading()
    read(by: &reader)
    return reader.found
  }

  private struct ReferenceReading: PayloadReader {
    var found = ReferenceCollector()

    mutating func read<P: EventPayload>(_ payload: P) { found.collect(in: payload) }
  }

  /// The event with every record that it names by its position named by what `map` makes of that.
  public func mappingPositions(_ map: (Position) -> Position) -> Event {
    withoutActuallyEscaping(map) { map in
      var reader = PositionMapping(map: map, event: self)
      read(by: &reader)
      return reader.event
    }
  }

  private struct PositionMapping: PayloadReader {
    let map: (Position) -> Position
    var event: Event

    mutating func read<P: EventPayload>(_ payload: P) {
      var mapper = PositionMapper(map: map)
      var copy = payload
      do { try describeBySharedCode(&copy, to: &mapper) } catch {
        preconditionFailure("mapping does not fail: \(error)")
      }
      guard mapper.hasMapped else { return }
      event = P.type.event(with: copy)
    }
  }
}

/// What fields may refer to.
private enum Reference: CaseIterable {
  case things, places, dates

  /// What a value of a type refers to; `nil`: nothing by itself.
  init?<T>(_ type: T.Type) {
    if T.self is any NumberedID.Type {
      self = .things
    } else if T.self == Place.self {
      self = .places
    } else if T.self == LegalDate.self {
      self = .dates
    } else {
      return nil
    }
  }
}

extension EventType {
  /// Whether events of the type may name such: most name none, and are not gone through.
  fileprivate func names(_ reference: Reference) -> Bool { Self.naming[reference]?.contains(self) ?? false }

  private static let naming = Dictionary(
    uniqueKeysWithValues: Reference.allCases.map { reference in
      let types = allCases.filter { type in
        var fields = ReferringFields()
        fields.look(at: type.payload)
        return fields.found.contains(reference)
      }
      return (reference, EventTypes(types))
    })
}

/// Finds what fields may refer to, by their types.
private struct ReferringFields: FieldCoder {
  private(set) var found: Set<Reference> = []

  mutating func look<M: Message>(at type: M.Type) {
    var sample = M()
    do { try describeBySharedCode(&sample, to: &self) } catch { preconditionFailure("looking does not fail: \(error)") }
  }

  private mutating func take<T: FieldValue>(_ type: T.Type) {
    if let reference = Reference(T.self) {
      found.insert(reference)
    } else if let message = T.self as? any Message.Type {
      look(at: message)
    }
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    take(T.self)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    take(T.self)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    take(T.self)
  }
}

/// Collects what fields refer to.
private struct ReferenceCollector: FieldCoder {
  private(set) var streams: [StreamID] = []
  private(set) var places: [Place] = []
  private(set) var dates: [LegalDate] = []

  mutating func collect<M: Message>(in message: M) {
    var copy = message
    do { try describeBySharedCode(&copy, to: &self) } catch {
      preconditionFailure("collecting does not fail: \(error)")
    }
  }

  private mutating func take<T: FieldValue>(_ value: T) {
    switch value {
    case let id as any NumberedID: streams.append(id.stream)
    case let place as Place: places.append(place)
    case let date as LegalDate: dates.append(date)
    case let message as any Message: collect(in: message)
    default: break
    }
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    take(value)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    if let value { take(value) }
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    for element in value { take(element) }
  }
}

/// Puts other positions in the place of those that fields name.
private struct PositionMapper: FieldCoder {
  let map: (Position) -> Position
  private(set) var hasMapped = false

  init(map: @escaping (Position) -> Position) { self.map = map }

  private mutating func mapped<T: FieldValue>(_ value: T) -> T {
    guard let position = value as? Position, let other = map(position) as? T else { return value }
    hasMapped = true
    return other
  }

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    value = mapped(value)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    value = value.map { mapped($0) }
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    value = value.map { mapped($0) }
  }
}
