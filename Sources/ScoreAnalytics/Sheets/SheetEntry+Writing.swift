internal import OCOP
internal import ProjectionKit

/// Writes what ``SheetEntries`` reads: one entry, to be added to a piece.
struct SheetEntryWriter {
  private(set) var bytes: [UInt8]

  /// An entry of `record`. `room`: an array whose memory is used again.
  init(
    _ kind: SheetEntry.Kind, _ record: borrowing RecordView, number: UInt32 = 0, evaluator: UInt32 = 0,
    session: SessionID? = nil, isNarrow: Bool = false, in room: consuming [UInt8] = []
  ) {
    bytes = room
    bytes.removeAll(keepingCapacity: true)
    bytes.reserveCapacity(128)
    let date = record.effectiveOn
    let corrects = record.corrects
    let marks = (isNarrow ? SheetEntries.quarters : 0) | (corrects == nil ? 0 : SheetEntries.correcting)
    bytes.append(contentsOf: Self.emptyHead)
    let position = record.position.number
    bytes.withUnsafeMutableBytes { head in
      head[0] = kind.number
      head[1] = marks
      head[2] = UInt8(date?.precision.wireInteger ?? 0)
      // Behind it the length of the body, once there is one.
      head.storeBytes(of: (date?.day ?? .distantPast).number.littleEndian, toByteOffset: 8, as: Int32.self)
      head.storeBytes(of: number.littleEndian, toByteOffset: 12, as: UInt32.self)
      head.storeBytes(of: position.littleEndian, toByteOffset: 16, as: UInt64.self)
      head.storeBytes(of: evaluator.littleEndian, toByteOffset: 24, as: UInt32.self)
      head.storeBytes(of: (session?.number ?? 0).littleEndian, toByteOffset: 28, as: UInt32.self)
    }
    if let corrects { add(corrects.number) }
  }

  private static let emptyHead = [UInt8](repeating: 0, count: SheetEntries.head)

  /// How many bytes it adds to a piece at most: the first one adds the piece's own head.
  var size: Int { SheetEntries.start + bytes.count }

  mutating func add(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
  }

  /// The points of a sheet.
  mutating func add(_ points: [Int64], isNarrow: Bool) {
    guard isNarrow else {
      for point in points { add(point) }
      return
    }
    add(quarters: points.map { UInt8(truncatingIfNeeded: $0 / 25) })
    bytes.append(contentsOf: repeatElement(0, count: (16 - points.count % 16) % 16))
  }

  /// The points of a narrow sheet, filled up already.
  mutating func add(quarters: [UInt8]) { bytes.append(contentsOf: quarters) }

  mutating func add(_ detail: DetailFact) {
    add(detail.producer?.number ?? 0)
    let name = detail.name.map { Array($0.utf8) }
    bytes += [
      UInt8(detail.group?.wireInteger ?? 0), (detail.place == nil ? 0 : 1) | (name == nil ? 0 : 2), 0, 0,
    ]
    for area in [detail.place?.district, detail.place?.commune] {
      add(area?.code.packed ?? 0)
      add(area?.edition.map { Int32(clamping: $0) } ?? .min)
    }
    bytes += name ?? []
  }

  /// Adds the entry to the piece `row`: its head behind the other heads, its body behind the other bodies.
  func append(to row: inout [UInt8]) throws {
    let head = SheetEntries.head
    if row.isEmpty { row = [0, 0, 0, 0] }
    guard row.count >= SheetEntries.start else { throw SheetRowError() }
    let count = row.withUnsafeBytes { UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self)) }
    let place = SheetEntries.start + Int(count) * head
    guard place <= row.count else { throw SheetRowError() }
    row.append(contentsOf: bytes[head...])
    row.insert(contentsOf: bytes[..<head], at: place)
    row.withUnsafeMutableBytes { row in
      row.storeBytes(of: (count + 1).littleEndian, as: UInt32.self)
      row.storeBytes(of: UInt32(bytes.count - head).littleEndian, toByteOffset: place + 4, as: UInt32.self)
    }
  }
}

/// A row that no archive wrote.
struct SheetRowError: Error {}
