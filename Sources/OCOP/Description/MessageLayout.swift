public import Wire

/// What makes the bytes of a message: the numbers of its fields, how often each stands, and its type. Not a word of how they
/// are called or explained, so that wording can change and what was folded from the bytes cannot.
///
/// Read from the description that encodes and decodes.
public struct MessageLayout: Hashable, Sendable {
  /// A field.
  struct Field: Hashable, Sendable {
    let number: Int
    let count: Count
    let type: Kind
  }

  /// How often a field stands.
  enum Count: String, Hashable, Sendable {
    case once = ""
    case optional = "?"
    case list = "*"
  }

  /// The type of a field's values.
  indirect enum Kind: Hashable, Sendable {
    /// A type of the wire, by its name in the schema.
    case value(String)
    /// One of a closed list of terms, numbered from 1 to this.
    case term(UInt64)
    /// A message.
    case message(MessageLayout)
  }

  private let fields: [Int: Field]
  fileprivate let check: LayoutCheck

  /// The layout of a type of messages.
  public init<M: Message>(of type: M.Type) {
    var reader = LayoutReader()
    var sample = M()
    do { try describeBySharedCode(&sample, to: &reader) } catch {
      preconditionFailure("describing does not fail: \(error)")
    }
    fields = Dictionary(uniqueKeysWithValues: reader.fields.map { ($0.number, $0) })
    check = LayoutCheck(reader.fields)
  }

  /// Layouts are equal where their fields are.
  public static func == (a: MessageLayout, b: MessageLayout) -> Bool { a.fields == b.fields }
  /// Of the fields.
  public func hash(into hasher: inout Hasher) { hasher.combine(fields) }

  /// The layout as text: equal for equal layouts. No term is ever added to an old list, and how many there are is part of it, so
  /// that one that was is noticed.
  public var text: String {
    "{" + fields.values.sorted { $0.number < $1.number }.map(\.text).joined(separator: ",") + "}"
  }

  /// The first field in the message `bytes`, or in a message within, that the layout does not have, or that holds a term it
  /// does not have; `nil`: all is known. Throws ``WireError`` where the bytes are no message.
  public func unknownField(in bytes: RawSpan) throws(WireError) -> Int? {
    let number = try check.unknownField(in: bytes)
    return number == 0 ? nil : number
  }

  /// The message `bytes` without the fields that the layout does not have; `nil` where it holds a term that the layout does not
  /// have: what it says cannot be told then. Throws ``WireError`` where the bytes are no message.
  public func knownPart(of bytes: RawSpan) throws(WireError) -> [UInt8]? {
    var reader = WireReader(bytes)
    var (start, part): (Int, [UInt8]) = (0, [])
    while let field = try reader.next() {
      let range = start..<reader.offset
      start = reader.offset
      guard let known = fields[field.number] else { continue }
      switch known.type {
      case .term(let count) where !(1...count).contains(field.value): return nil
      case .message(let layout) where field.type == .bytes:
        guard let nested = try layout.knownPart(of: bytes.extracting(field.range)) else { return nil }
        var writer = WireWriter(after: part)
        writer.bytes(field.number, nested)
        part = writer.finish()
      default: bytes.extracting(range).withUnsafeBytes { part.append(contentsOf: $0) }
      }
    }
    return part
  }
}

/// A layout as a rebuild goes through records with it: a look at a field costs a few nanoseconds.
private final class LayoutCheck: Sendable {
  // Field numbers of messages stay below 64; a bit for each.
  private let known: UInt64
  private let messages: UInt64
  private let terms: UInt64
  /// By field number: the layout of a message, the number of terms.
  private let layouts: [LayoutCheck?]
  private let counts: [UInt64]

  init(_ fields: [MessageLayout.Field]) {
    var (known, messages, terms): (UInt64, UInt64, UInt64) = (0, 0, 0)
    var layouts = [LayoutCheck?](repeating: nil, count: 64)
    var counts = [UInt64](repeating: 0, count: 64)
    for field in fields {
      precondition((1..<64).contains(field.number), "a message has fields 1 to 63")
      known |= 1 << UInt64(field.number)
      switch field.type {
      case .value: break
      case .term(let count):
        terms |= 1 << UInt64(field.number)
        counts[field.number] = count
      case .message(let layout):
        messages |= 1 << UInt64(field.number)
        layouts[field.number] = layout.check
      }
    }
    (self.known, self.messages, self.terms) = (known, messages, terms)
    (self.layouts, self.counts) = (layouts, counts)
  }

  /// The first field that is not known; 0: there is none.
  func unknownField(in bytes: RawSpan) throws(WireError) -> Int {
    var reader = WireReader(bytes)
    while let field = try reader.next() {
      let bit: UInt64 = field.number < 64 ? 1 << UInt64(field.number) : 0
      guard known & bit != 0 else { return field.number }
      if messages & bit != 0, field.type == .bytes, let layout = layouts[field.number] {
        let unknown = try layout.unknownField(in: bytes.extracting(field.range))
        if unknown != 0 { return unknown }
      } else if terms & bit != 0, !(1...counts[field.number]).contains(field.value) {
        return field.number
      }
    }
    return 0
  }
}

extension MessageLayout.Field {
  fileprivate var text: String {
    switch type {
    case .value(let name): "\(number)\(count.rawValue) \(name)"
    case .term(let count): "\(number)\(self.count.rawValue) 1-\(count)"
    case .message(let layout): "\(number)\(count.rawValue) \(layout.text)"
    }
  }
}

/// Collects the fields of a message.
private struct LayoutReader: FieldCoder {
  private(set) var fields: [MessageLayout.Field] = []

  mutating func field<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T, _ doc: StaticString) {
    add(T.self, .once, number)
  }

  mutating func optional<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout T?, _ doc: StaticString) {
    add(T.self, .optional, number)
  }

  mutating func list<T: FieldValue>(_ number: Int, _ name: StaticString, _ value: inout [T], _ doc: StaticString) {
    add(T.self, .list, number)
  }

  private mutating func add<T: FieldValue>(_ type: T.Type, _ count: MessageLayout.Count, _ number: Int) {
    let kind: MessageLayout.Kind =
      if let message = T.self as? any Message.Type {
        .message(Self.layout(of: message))
      } else if let terms = T.self as? any Vocabulary.Type {
        .term(Self.count(of: terms))
      } else {
        .value(T.protoType)
      }
    fields.append(MessageLayout.Field(number: number, count: count, type: kind))
  }

  private static func layout<M: Message>(of type: M.Type) -> MessageLayout { MessageLayout(of: type) }
  private static func count<V: Vocabulary>(of type: V.Type) -> UInt64 { UInt64(type.allCases.count) }
}
