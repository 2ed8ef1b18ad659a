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
      var batch: [TakenRecord] = []
      for start in stride(from: 0, to: view.size, by: Self.copiedAtOnce) {
        let end = min(start + UInt64(Self.copiedAtOnce), view.size)
        try view.scan(from: LogPosition(start), to: LogPosition(end)) { position, bytes in
          guard let header = header(bytes) else {
            throw LogFailure(.damaged, path: path, detail: "position \(position) cannot be read")
          }
          batch.append(TakenRecord(header: header, bytes: array(bytes)[...], format: LogFormat.made))
          return true
        }
        let count = end < view.size ? TakenRecord.wholeCount(batch) : batch.count
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
  private func append(_ records: ArraySlice<TakenRecord>, blobs view: borrowing LogView) throws {
    guard !records.isEmpty else { return }
    var blobs: [[UInt8]] = []
    for digest in Set(records.flatMap(\.header.blobs)) {
      if let blob = try view.blob(digest) { blobs.append(blob) }
    }
    let requests = TakenRecord.requests(records, blobs: blobs)
    _ = try append { requests }
  }

  /// So many records are read before they are appended.
  private static var copiedAtOnce: Int { 4_096 }
}
