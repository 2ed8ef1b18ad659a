public import OCOP

/// Every score sheet (phiếu chấm) of every product as numbers side by side, with what is needed to score it again: for
/// projections that go through millions of them. Nothing is decoded: sheets are added up where they were written.
public final class SheetArchive {
  /// The events it takes in.
  public static let events: EventTypes = [
    .evaluated, .recognised, .upgraded, .renewed, .lowered, .voided, .productRegistered, .productRenamed,
    .productTransferred, .productMoved, .productRegrouped, .producerRegistered, .producerMoved, .sessionOpened,
  ]

  private let entries: BytesTable
  private let formRows: Table<UInt32, SheetForm>
  private let evaluatorRows: Table<UInt32, Evaluator>
  /// What was numbered, once it was read.
  private var known: Numbered?

  private struct Numbered {
    var forms: [SheetForm] = []
    var formNumbers: [SheetForm: UInt32] = [:]
    /// The criteria of each form, as they stand in records.
    var criteria: [CriterionNames] = []
    /// The form that was met last, by what it is of: most often it is met again.
    var latest: [HeadKey: UInt32] = [:]
    var evaluators: [String: UInt32] = [:]
  }

  private struct HeadKey: Hashable {
    let level: UInt64
    let kind: ScoreKind
    let set: String
    let rulebook: RulebookID?
  }

  /// The next tables of `store`.
  public init(_ store: TableStore) {
    entries = store.bytesTable { row in
      var positions: [JSONValue] = []
      let isWhole = SheetEntries(row.span.bytes).forEach { positions.append(["position": $0.position.json]) }
      return isWhole ? .array(positions) : "?"
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
    case .recognised, .upgraded, .renewed, .lowered: entry = SheetEntryWriter(.rating, record)
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
      try entries.update(stream) { try entry.append(to: &$0) }
    } catch is SheetRowError {
      throw unreadable
    }
  }

  private func evaluation(_ record: borrowing RecordView) throws -> SheetEntryWriter {
    guard let head = try SheetHead(record) else { return SheetEntryWriter(.rating, record) }
    let (form, points) = try form(head, record)
    let evaluator = try evaluator(head.evaluator)
    let isNarrow = points.allSatisfy { $0 >= 0 && $0 <= 25 * 255 && $0 % 25 == 0 }
    var entry = SheetEntryWriter(
      .sheet, record, number: form, evaluator: evaluator, session: head.session, isNarrow: isNarrow)
    entry.add(points, isNarrow: isNarrow)
    return entry
  }

  /// The number of the form of the sheet in `record`, and its points.
  private func form(_ head: SheetHead, _ record: borrowing RecordView) throws -> (UInt32, [Int64]) {
    try number()
    let key = HeadKey(level: head.level, kind: head.kind, set: head.set, rulebook: head.rulebook)
    if let latest = known!.latest[key], known!.forms[Int(latest)].knockouts == head.knockouts {
      let names = known!.criteria[Int(latest)]
      if let points = try points(record, named: names) { return (latest, points) }
    }
    var form = SheetForm(head)
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
    known!.latest[key] = number
    return (number, points)
  }

  /// The points of the sheet in `record`; `nil` where it does not name the criteria `names` in their order.
  private func points(_ record: borrowing RecordView, named names: CriterionNames) throws -> [Int64]? {
    var points: [Int64] = []
    points.reserveCapacity(names.ends.count)
    let (bytes, ends) = (names.bytes.span.bytes, names.ends.span)
    var scores = ScoreReader(record)
    var start = 0
    while let given = try scores.next() {
      guard points.count < ends.count else { return nil }
      let end = ends[points.count]
      guard areEqual(scores.criterion, bytes.extracting(start..<end)) else { return nil }
      start = end
      points.append(given.hundredths)
    }
    return points.count == ends.count ? points : nil
  }

  private func add(_ form: SheetForm) {
    known!.formNumbers[form] = UInt32(known!.forms.count)
    known!.forms.append(form)
    known!.criteria.append(CriterionNames(form.criteria))
  }

  private func evaluator(_ name: String) throws -> UInt32 {
    try number()
    if let known = known!.evaluators[name] { return known }
    let number = UInt32(known!.evaluators.count)
    known!.evaluators[name] = number
    try evaluatorRows.update(number) { $0.name = name }
    return number
  }

  private func number() throws {
    guard known == nil else { return }
    known = Numbered()
    for number in try formRows.keys().sorted() { add(try formRows.row(number) ?? SheetForm()) }
    try evaluatorRows.forEach { known!.evaluators[$1.name] = $0 }
  }

  // MARK: - Reading

  /// The forms of all sheets, by their numbers.
  public func forms() throws -> [SheetForm] {
    try number()
    return known!.forms
  }

  /// The names of those who filled in sheets, by their numbers.
  public func evaluators() throws -> [String] {
    try number()
    return known!.evaluators.sorted { $0.value < $1.value }.map(\.key)
  }

  /// Lends the entries of every thing of a kind whose number is among `numbers`, in the order of numbers.
  public func forEach(
    _ kind: StreamKind, in numbers: Range<UInt32> = 0..<UInt32.max,
    _ body: (UInt32, borrowing SheetEntries) throws -> Void
  ) throws {
    let (first, end) = (StreamID(kind, numbers.lowerBound), StreamID(kind, numbers.upperBound))
    try entries.forEach(from: first, before: end) { stream, row in try body(stream.number, SheetEntries(row)) }
  }

  /// Lends the entries of one thing; answers `nil` where there are none.
  public func withEntries<R>(of stream: StreamID, _ body: (borrowing SheetEntries) throws -> R) throws -> R? {
    try entries.withRow(stream) { try body(SheetEntries($0)) }
  }

  /// Entries that cannot be what the archive wrote: the view is to be folded again.
  public var unreadable: RowError { entries.unreadable }
}

/// The names of criteria one behind the other, as they stand in records.
private struct CriterionNames {
  private(set) var bytes: [UInt8] = []
  private(set) var ends: [Int] = []

  init(_ names: [String]) {
    for name in names {
      bytes += Array(name.utf8)
      ends.append(bytes.count)
    }
  }
}

private func areEqual(_ a: RawSpan, _ b: RawSpan) -> Bool {
  guard a.byteCount == b.byteCount else { return false }
  for offset in 0..<a.byteCount
  where a.unsafeLoad(fromByteOffset: offset, as: UInt8.self) != b.unsafeLoad(fromByteOffset: offset, as: UInt8.self) {
    return false
  }
  return true
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
