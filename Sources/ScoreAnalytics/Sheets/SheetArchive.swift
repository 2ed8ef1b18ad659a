public import OCOP
public import ProjectionKit

/// Every score sheet (phiếu chấm) of every product as numbers side by side, with what is needed to score it again: for
/// projections that go through millions of them. Nothing is decoded: sheets are added up where they were written.
public final class SheetArchive {
  /// The events it takes in.
  public static let events: EventTypes = [
    .evaluated, .recognised, .upgraded, .renewed, .lowered, .granted, .voided, .productRegistered, .productRenamed,
    .productTransferred, .productMoved, .productRegrouped, .producerRegistered, .producerMoved, .sessionOpened,
  ]

  private let entries: BytesTable
  private let formRows: Table<UInt32, SheetLayout>
  private let evaluatorRows: Table<UInt32, Evaluator>
  // What is touched for each sheet is not checked for it: a projection's tables are nobody else's meanwhile.
  /// What was numbered, once it was read.
  @exclusivity(unchecked) private var known: Numbered?
  /// The forms that were met, the last one first: most often it is met again.
  @exclusivity(unchecked) private var patterns: [NumberedPattern] = []
  @exclusivity(unchecked) private var shortEvaluators: [UInt64: UInt32] = [:]
  /// Used again for the entry of each sheet.
  @exclusivity(unchecked) private var room: [UInt8] = []

  private struct Numbered {
    var forms: [SheetLayout] = []
    var formNumbers: [SheetLayout: UInt32] = [:]
    var evaluators: [String: UInt32] = [:]
  }

  /// The next tables of `store`.
  public init(_ store: TableStore) {
    entries = store.custom { written in
      BytesTable(written) { row in
        var positions: [Position] = []
        return SheetEntries(row.span.bytes).forEach { positions.append($0.position) } ? positions : nil
      }
    }
    formRows = store.table()
    evaluatorRows = store.table()
  }

  // MARK: - Folding

  /// Takes in a record; others than those of ``events`` change nothing.
  public func apply(_ record: borrowing RecordView) throws {
    guard let type = record.type, Self.events.contains(type) else { return }
    let stream = record.stream
    let entry: SheetEntryWriter
    switch type {
    case .evaluated: entry = try evaluation(record)
    case .recognised, .upgraded, .renewed, .lowered, .granted: entry = SheetEntryWriter(.rating, record)
    case .voided:
      guard [.product, .producer, .session].contains(stream.kind), try entries.contains(stream) else { return }
      entry = SheetEntryWriter(.voided, record)
    case .sessionOpened:
      let rounding = try record.payload(SessionOpened.self).rounding
      entry = SheetEntryWriter(.session, record, number: UInt32(rounding?.wireInteger ?? 0))
    default:
      guard let fact = try DetailFact(record) else { return }
      var detail = SheetEntryWriter(.detail, record)
      detail.add(fact)
      entry = detail
    }
    do {
      try entries.add(entry.size, to: stream) { try entry.append(to: &$0) }
    } catch is SheetRowError {
      throw unreadable
    }
    room = entry.bytes
  }

  private func takeRoom() -> [UInt8] {
    defer { room = [] }
    return room
  }

  private func evaluation(_ record: borrowing RecordView) throws -> SheetEntryWriter {
    try number()
    if let entry = try like(record) { return entry }
    guard let head = try SheetHeader(record) else { return SheetEntryWriter(.rating, record) }
    var form = SheetLayout(head)
    var points: [Int64] = []
    var scores = ScoreReader(record)
    while let given = try scores.next() {
      form.criteria.append(scores.criterion.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
      points.append(given.hundredths)
    }
    let number = known!.formNumbers[form] ?? UInt32(known!.forms.count)
    if number == known!.forms.count {
      try formRows.update(number) { $0 = form }
      add(form)
    }
    remember(form, number)
    let isNarrow = points.allSatisfy { $0 >= 0 && $0 <= 25 * 255 && $0 % 25 == 0 }
    var entry = SheetEntryWriter(
      .sheet, record, number: number, evaluator: try evaluator(head.evaluator), session: head.session,
      isNarrow: isNarrow)
    entry.add(points, isNarrow: isNarrow)
    return entry
  }

  /// The entry of a sheet that was filled in like an earlier one, as nearly all are. `nil`: it was not, or not all of its
  /// points are quarters.
  private func like(_ record: borrowing RecordView) throws -> SheetEntryWriter? {
    for place in patterns.indices {
      let known = patterns[place]
      // The first is tried at once; of the others those that begin and end alike.
      guard try place == 0 || known.pattern.mayMatch(record) else { continue }
      guard let mark = try known.match(record), let session = UInt32(exactly: mark.session)
      else {
        continue
      }
      if place > 0 { patterns.insert(patterns.remove(at: place), at: 0) }
      var entry = SheetEntryWriter(
        .sheet, record, number: known.number, evaluator: try evaluator(mark.evaluator),
        session: session == 0 ? nil : SessionID(session), isNarrow: true, in: takeRoom())
      entry.add(quarters: known.quarters)
      return entry
    }
    return nil
  }

  /// No more forms than a season has are tried on each sheet.
  private static let mostPatterns = 32

  private func remember(_ form: SheetLayout, _ number: UInt32) {
    guard !patterns.contains(where: { $0.number == number }), let pattern = LayoutMatcher(form) else { return }
    if patterns.count == Self.mostPatterns { patterns.removeLast() }
    patterns.insert(NumberedPattern(number, pattern), at: 0)
  }

  private func add(_ form: SheetLayout) {
    known!.formNumbers[form] = UInt32(known!.forms.count)
    known!.forms.append(form)
  }

  /// Ids of at most eight bytes are found by their bytes as a number.
  private func evaluator(_ id: RawSpan) throws -> UInt32 {
    var packed = UInt64(id.byteCount)
    if id.byteCount < 8 {
      for offset in 0..<id.byteCount {
        packed = packed << 8 | UInt64(id.unsafeLoad(fromByteOffset: offset, as: UInt8.self))
      }
      if let known = shortEvaluators[packed] { return known }
    }
    let number = try evaluator(id.withUnsafeBytes { String(decoding: $0, as: UTF8.self) })
    if id.byteCount < 8 { shortEvaluators[packed] = number }
    return number
  }

  private func evaluator(_ name: String) throws -> UInt32 {
    if let known = known!.evaluators[name] { return known }
    let number = UInt32(known!.evaluators.count)
    known!.evaluators[name] = number
    try evaluatorRows.update(number) { $0.name = name }
    return number
  }

  private func number() throws {
    guard known == nil else { return }
    known = Numbered()
    for number in try formRows.keys().sorted() {
      guard Int(number) == known!.forms.count else {
        known = nil
        throw unreadable
      }
      add(try formRows.row(number) ?? SheetLayout())
    }
    try evaluatorRows.forEach { known!.evaluators[$1.name] = $0 }
  }

  // MARK: - Reading

  /// The forms of all sheets, by their numbers.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func forms() throws -> [SheetLayout] {
    try number()
    return known!.forms
  }

  /// The names of those who filled in sheets, by their numbers.
  ///
  /// Throws ``RowError`` where what is kept is not what the table wrote.
  public func evaluators() throws -> [String] {
    try number()
    return known!.evaluators.sorted { $0.value < $1.value }.map(\.key)
  }

  /// Lends the entries of every thing of a kind whose number is among `numbers`, in the order of numbers.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func forEach(
    _ kind: StreamKind, in numbers: Range<UInt32> = 0..<UInt32.max,
    _ body: (UInt32, borrowing SheetEntries) throws -> Void
  ) throws {
    let (first, end) = (StreamID(kind, numbers.lowerBound), StreamID(kind, numbers.upperBound))
    try entries.forEach(from: first, before: end) { stream, row in try body(stream.number, SheetEntries(row)) }
  }

  /// Lends the entries of one thing; answers `nil` where there are none.
  ///
  /// Throws what `body` throws, and ``RowError`` where what is kept is not what the table wrote.
  public func withEntries<R>(of stream: StreamID, _ body: (borrowing SheetEntries) throws -> R) throws -> R? {
    try entries.withBytes(stream) { try body(SheetEntries($0)) }
  }

  /// Entries that cannot be what the archive wrote: the view is to be folded again.
  public var unreadable: RowError { entries.unreadable }
}

/// A form by its number. A class, so that none of it is copied for a sheet.
private final class NumberedPattern {
  let number: UInt32
  let pattern: LayoutMatcher
  /// Used again for the points of each sheet.
  @exclusivity(unchecked) var quarters: [UInt8]

  /// As the pattern's own, into ``quarters``.
  @_lifetime(copy record)
  func match(_ record: borrowing RecordView) throws -> SheetMark? { try pattern.match(record, &quarters) }

  init(_ number: UInt32, _ pattern: LayoutMatcher) {
    (self.number, self.pattern) = (number, pattern)
    quarters = [UInt8](repeating: 0, count: pattern.width)
  }
}

/// Who filled in sheets.
private struct Evaluator: Message {
  var name = ""

  mutating func describe<C: FieldCoder>(_ coder: inout C) throws(MessageError) {
    try coder.field(1, "name", &name, "")
  }
}

/// A projection that keeps sheets, and lends them to whoever scores them.
public protocol SheetKeeping: Projection {
  /// The sheets.
  var sheets: SheetArchive { get }
}
