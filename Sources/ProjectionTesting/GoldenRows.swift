internal import OCOP

/// Records, and the rows that one version of a projection gave for them, as they are kept in a file.
struct GoldenRows {
  struct Key: Hashable, Comparable {
    var table: Int
    var key: [UInt8]

    static func < (a: Key, b: Key) -> Bool {
      a.table != b.table ? a.table < b.table : a.key.lexicographicallyPrecedes(b.key)
    }
  }

  var version: Int
  var records: [Record]
  var rows: [Key: (row: [UInt8], position: Position)] = [:]

  init(version: Int, records: [Record]) { (self.version, self.records) = (version, records) }

  /// `nil` where the text is none that ``text`` gives.
  init?(_ text: String) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: false) }
    guard let first = lines.first, first.count == 2, first[0] == "version", let version = Int(first[1]) else {
      return nil
    }
    self.init(version: version, records: [])
    for line in lines.dropFirst() {
      switch (line.first, line.count) {
      case ("record", 2):
        guard let bytes = bytes(line[1]), let record = try? Record(wire: bytes.span.bytes) else { return nil }
        records.append(record)
      case ("row", 5):
        guard let table = Int(line[1]), let key = bytes(line[2]), let row = bytes(line[3]),
          let position = UInt64(line[4])
        else { return nil }
        rows[Key(table: table, key: key)] = (row, Position(position))
      default: return nil
      }
    }
  }

  /// The version; the records; table, key and bytes of each row and the record that gave it these.
  var text: String {
    var lines = ["version \(version)"] + records.map { "record \(hexadecimal($0.wireBytes))" }
    lines += rows.sorted { $0.key < $1.key }.map {
      "row \($0.key.table) \(hexadecimal($0.key.key)) \(hexadecimal($0.value.row)) \($0.value.position)"
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}

private func bytes(_ hexadecimal: Substring) -> [UInt8]? {
  let digits = hexadecimal.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
  guard digits.count.isMultiple(of: 2), !digits.contains(nil) else { return nil }
  return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0]! << 4 | digits[$0 + 1]!) }
}
