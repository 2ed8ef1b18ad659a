/// A record of another log that is taken over as it is, byte for byte.
package struct TakenRecord: Sendable {
  package let header: RecordHeader
  package let bytes: ArraySlice<UInt8>
  /// The format that a reader of it must know.
  package let format: UInt32

  package init(header: RecordHeader, bytes: ArraySlice<UInt8>, format: UInt32) {
    (self.header, self.bytes, self.format) = (header, bytes, format)
  }

  /// How many of `records` may be appended where more may follow: what one command recorded stands together, and the rest of it may come.
  package static func wholeCount(_ records: [TakenRecord]) -> Int {
    guard let last = records.last?.header.command else { return records.count }
    return records.lastIndex { $0.header.command != last }.map { $0 + 1 } ?? 0
  }

  /// The requests by which `records` are appended, in order. What one command recorded stands together, and is found by it together: all
  /// of it must be among them. `blobs`: what they name by its hash.
  package static func requests(_ records: some Collection<TakenRecord>, blobs: [[UInt8]]) -> [AppendRequest] {
    var requests: [AppendRequest] = []
    var rest = records[...]
    while let first = rest.first {
      let command = first.header.command
      let some = command == nil ? rest.prefix(1) : rest.prefix { $0.header.command == command }
      requests.append(request(Array(some), command))
      rest = rest.dropFirst(some.count)
    }
    if !requests.isEmpty { requests[requests.count - 1].blobs = blobs }
    return requests
  }

  private static func request(_ records: [TakenRecord], _ command: CommandKey?) -> AppendRequest {
    let proposed = ProposedRecords(count: records.count) {
      records[$0].header.stream
    } keys: {
      records[$0].header.keys
    } time: {
      records[$0].header.recordedAt
    } encode: { index, _, bytes in
      bytes += records[index].bytes
    }
    return AppendRequest(
      command: command, expecting: [:], records: proposed, format: records.map(\.format).max() ?? 0)
  }
}
