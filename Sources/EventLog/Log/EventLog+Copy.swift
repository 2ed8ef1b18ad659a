internal import Foundation
internal import LMDB

extension EventLog {
  /// Copies the log into the folder `destination` while it is read and written; the copy is whole and compact, and on disk.
  ///
  /// Where it is read without a slot, nobody keeps its pages from being written over: then it is made anew of the records, a little at
  /// a time, with the same root. `header` reads what a record says of itself.
  ///
  /// Throws ``LogFailure/Kind/exists`` where a log is there already. A copy that fails is taken away again.
  package func backUp(to destination: String, header: (RawSpan) -> RecordHeader?) throws {
    guard !FileManager.default.fileExists(atPath: destination + "/data.mdb") else {
      throw LogFailure(.exists, path: destination)
    }
    try LogFailure.createFolder(destination)
    do {
      if hasSlots { try copyPages(to: destination) } else { try copyRecords(to: destination, header) }
    } catch {
      for file in ["data.mdb", "lock.mdb", "writer.lock"] {
        try? FileManager.default.removeItem(atPath: "\(destination)/\(file)")
      }
      throw error
    }
    // What LMDB copies it does not sync.
    try Folder.sync(destination + "/data.mdb")
    try Folder.sync(destination)
  }

  private func copyPages(to destination: String) throws(LogFailure) {
    try failing(at: destination) { [environment] () throws(LMDBError) in try environment.copy(to: destination) }
  }

  private func copyRecords(to destination: String, _ header: (RawSpan) -> RecordHeader?) throws {
    try read { view in
      try Self.create(at: destination, identity: view.identity())
      let copy = try EventLog(at: destination, mode: .writing(waiting: false)) { LogTime(microseconds: .min) }
      var batch: [CopiedRecord] = []
      for start in stride(from: 0, to: view.size, by: CopiedRecord.inBatch) {
        let end = min(start + UInt64(CopiedRecord.inBatch), view.size)
        try view.scan(from: LogPosition(start), to: LogPosition(end)) { position, bytes in
          guard let header = header(bytes) else {
            throw LogFailure(.damaged, path: path, detail: "position \(position) cannot be read")
          }
          batch.append(CopiedRecord(header: header, bytes: array(bytes)))
          return true
        }
        // What one command recorded stands together: the rest of it may follow.
        var count = batch.count
        if end < view.size, let last = batch.last?.header.command {
          count = batch.lastIndex { $0.header.command != last }.map { $0 + 1 } ?? 0
        }
        try copy.append(batch[..<count], blobs: view)
        batch.removeFirst(count)
      }
      guard try copy.read({ $0.tree.root }) == view.tree.root else {
        throw LogFailure(.damaged, path: path, detail: "the records do not make the root that was committed")
      }
    }
    // A copy of its pages has neither.
    for file in ["lock.mdb", "writer.lock"] { try? FileManager.default.removeItem(atPath: "\(destination)/\(file)") }
  }

  /// Appends records of another log, what they name along with them.
  private func append(_ records: ArraySlice<CopiedRecord>, blobs view: borrowing LogView) throws {
    var requests: [AppendRequest] = []
    var start = records.startIndex
    while start < records.endIndex {
      var end = start + 1
      let command = records[start].header.command
      while command != nil, end < records.endIndex, records[end].header.command == command { end += 1 }
      requests.append(CopiedRecord.request(Array(records[start..<end]), command))
      start = end
    }
    guard !requests.isEmpty else { return }
    var blobs: [[UInt8]] = []
    for digest in Set(records.flatMap(\.header.blobs)) {
      if let blob = try view.blob(digest) { blobs.append(blob) }
    }
    requests[requests.count - 1].blobs = blobs
    _ = try append { [requests] in requests }
  }
}

/// A record of another log.
private struct CopiedRecord: Sendable {
  /// So many are read before they are appended.
  static let inBatch = 4_096

  let header: RecordHeader
  let bytes: [UInt8]

  static func request(_ records: [CopiedRecord], _ command: CommandKey?) -> AppendRequest {
    let proposed = ProposedRecords(count: records.count) {
      records[$0].header.stream
    } keys: {
      records[$0].header.keys
    } time: {
      records[$0].header.recordedAt
    } encode: { index, _, bytes in
      bytes += records[index].bytes
    }
    return AppendRequest(command: command, expecting: [:], records: proposed, format: LogFormat.made)
  }
}
