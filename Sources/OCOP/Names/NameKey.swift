internal import Wire

/// By what a record is looked up before a write, as opaque bytes: the names that it gives to a producer or a product, whose a
/// product is, tax codes, awards, and the office's rule for terms. Names that may be one share a key; which are one, ``Naming``
/// decides.
///
/// Kinds are never made anew in another way: the keys stand in the log, and verification works them out again. Another way is
/// another kind.
public enum NameKey {
  private enum Kind: UInt8 {
    case producerName = 1
    case productName = 2
    case termRule = 3
    case producerCore = 4
    case producerPart = 5
    case productPart = 6
    case productOwner = 7
    case taxCode = 8
    case award = 9
  }

  /// Of every record that gives a producer a name that `name` may be.
  public static func producer(_ name: Naming) -> [UInt8] { key(.producerName, name.folded.utf8) }
  /// Of every record that gives a product a name that `name` may be.
  public static func product(_ name: Naming) -> [UInt8] { key(.productName, name.folded.utf8) }
  /// Of every record that makes a producer the owner of a product.
  public static func product(of producer: ProducerID) -> [UInt8] {
    key(.productOwner, (0..<4).map { UInt8(truncatingIfNeeded: producer.number >> (24 - 8 * $0)) })
  }
  /// Of every record that registers a producer with a tax code.
  public static func taxCode(_ code: String) -> [UInt8] { key(.taxCode, TaxCode.digits(code).utf8) }
  /// Of every record of an award of that title to that recipient.
  public static func award(_ title: String, to recipient: String) -> [UInt8] {
    key(.award, Array(Spelling(title).folded.utf8) + [0] + Array(Naming(producer: recipient).folded.utf8))
  }
  /// Of every record that sets the rule for terms, or may take one back.
  public static var termRule: [UInt8] { [Kind.termRule.rawValue] }
  /// Those of which every record that gives a producer a name near `name` has one at least.
  public static func nearProducer(_ name: Naming) -> [[UInt8]] {
    [key(.producerCore, name.core.text)] + near(.producerPart, name.core)
  }
  /// Those of which every record that gives a product a name near `name` has one at least.
  public static func nearProduct(_ name: Naming) -> [[UInt8]] { near(.productPart, name.core) }

  private static func near(_ kind: Kind, _ name: NameCore) -> [[UInt8]] {
    let (letters, digits) = (name.letters, name.digits)
    guard letters.count >= leastLetters - 2 else { return [] }
    var keys: Set<[UInt8]> = []
    for length in max(leastLetters, letters.count - 2)...(letters.count + 2) {
      for (number, part) in parts(of: length).enumerated() {
        for start in max(0, part.lowerBound - 2)...(part.lowerBound + 2) where start + part.count <= letters.count {
          keys.insert(self.part(kind, number, length, digits, letters[start..<start + part.count]))
        }
      }
    }
    // A swap of neighbours over a border touches two parts: undone, it leaves another edit the third.
    for length in (letters.count - 1)...(letters.count + 1) where length >= leastLetters {
      let parts = parts(of: length)
      for (number, border) in [(0, parts[0].upperBound), (1, parts[1].upperBound)] {
        for place in max(1, border - 1)...(border + 1) where place < letters.count {
          var swapped = letters
          swapped.swapAt(place - 1, place)
          for (number, part) in [(number, parts[number]), (number + 1, parts[number + 1])] {
            let start = part.lowerBound + place - border
            guard start >= 0, start + part.count <= swapped.count else { continue }
            keys.insert(self.part(kind, number, length, digits, swapped[start..<start + part.count]))
          }
        }
      }
    }
    return keys.sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// The keys of a record that gives a producer `name`.
  static func ofProducer(_ name: Naming) -> [[UInt8]] {
    let core = name.core
    return [producer(name), key(.producerCore, core.text)] + parts(.producerPart, core)
  }

  /// The keys of a record that gives a product `name`.
  static func ofProduct(_ name: Naming) -> [[UInt8]] { [product(name)] + parts(.productPart, name.core) }

  /// Two edits leave one of three parts as it is; but for a swap of neighbours over a border, which touches two.
  private static func parts(_ kind: Kind, _ name: NameCore) -> [[UInt8]] {
    let (letters, digits) = (name.letters, name.digits)
    guard letters.count >= leastLetters else { return [] }
    return parts(of: letters.count).enumerated().map { part(kind, $0, letters.count, digits, letters[$1]) }
  }

  /// Shorter names are told apart by every letter.
  private static let leastLetters = 4

  private static func parts(of length: Int) -> [Range<Int>] {
    let ends = [0, length / 3, 2 * length / 3, length]
    return (0..<3).map { ends[$0]..<ends[$0 + 1] }
  }

  private static func part(
    _ kind: Kind, _ number: Int, _ length: Int, _ digits: [UInt8], _ letters: ArraySlice<UInt8>
  ) -> [UInt8] {
    [kind.rawValue, UInt8(number), UInt8(truncatingIfNeeded: length)] + digits + [0] + letters
  }

  private static func key(_ kind: Kind, _ text: some Sequence<UInt8>) -> [UInt8] { [kind.rawValue] + text }
}

extension Event {
  /// By what a record of the event in `stream` is looked up.
  public func lookUpKeys(in stream: StreamID) -> [[UInt8]] {
    switch self {
    case .producerRegistered(let e):
      NameKey.ofProducer(Naming(producer: e.name)) + (e.taxCode.map { [NameKey.taxCode($0)] } ?? [])
    case .producerRenamed(let e): NameKey.ofProducer(Naming(producer: e.name))
    case .productRegistered(let e): NameKey.ofProduct(Naming(product: e.name)) + [NameKey.product(of: e.producer)]
    case .productTransferred(let e): [NameKey.product(of: e.producer)]
    case .awardGiven(let e): e.recipient.map { [NameKey.award(e.title, to: $0)] } ?? []
    case .productRenamed(let e): NameKey.ofProduct(Naming(product: e.name))
    case .termRuleSet: [NameKey.termRule]
    case .voided where stream.kind == .office: [NameKey.termRule]
    default: []
    }
  }
}

extension Record {
  /// By what the record is looked up before a write.
  public var lookUpKeys: [[UInt8]] { event.lookUpKeys(in: stream) }
}

extension RecordView {
  /// By what the record is looked up before a write; nothing where it is not all known.
  public var lookUpKeys: [[UInt8]] {
    guard let type, Self.keyed.contains(type), type != .voided || stream.kind == .office,
      let event = try? payloadBytes.withUnsafeBytes({ bytes throws(WireError) in try Event(type, wire: bytes) })
    else { return [] }
    return event.lookUpKeys(in: stream)
  }

  private static let keyed: EventTypes = [
    .producerRegistered, .producerRenamed, .productRegistered, .productRenamed, .productTransferred, .awardGiven,
    .termRuleSet, .voided,
  ]
}
