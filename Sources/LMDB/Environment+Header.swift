internal import Glibc

extension Environment {
  /// Refuses a `data.mdb` whose header names pages that the file does not have: LMDB believes its header, and would read past
  /// the end of the file. A file that is not there, or empty, is none yet.
  ///
  /// The header is the newer of the two meta pages (`MDB_meta` of LMDB 0.9), which is the one that LMDB takes.
  static func refuseDamagedHeader(path: String) throws(LMDBError) {
    let file = path + "/data.mdb"
    // Another process may be writing a meta page just now: what is wrong once may be right the next time.
    for _ in 0..<3 where isHeaderSound(file) { return }
    throw LMDBError(code: LMDBError.Kind.truncated.code, operation: "mdb_env_open", path: file)
  }

  private static func isHeaderSound(_ file: String) -> Bool {
    let descriptor = open(file, O_RDONLY | O_CLOEXEC)
    // What keeps it from being opened is LMDB's to say.
    guard descriptor >= 0 else { return true }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return true }
    guard let first = Meta(descriptor, at: 0), first.isMeta else { return false }
    guard let second = Meta(descriptor, at: Int(first.pageSize)), second.isMeta else { return false }
    let newest = second.transaction > first.transaction ? second : first
    return newest.isSound(size: UInt64(status.st_size), pageSize: first.pageSize)
  }

  /// What a meta page says, as far as it is looked at.
  private struct Meta {
    let isMeta: Bool
    let pageSize: UInt32
    let roots: [UInt64]
    let lastPage: UInt64
    let transaction: UInt64

    init?(_ descriptor: Int32, at offset: Int) {
      var bytes = [UInt8](repeating: 0, count: 152)
      guard pread(descriptor, &bytes, bytes.count, offset) == bytes.count else { return nil }
      func load<I: BitwiseCopyable>(_ offset: Int, as type: I.Type) -> I {
        bytes.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: offset, as: type) }
      }
      // Behind the page's own head of 16 bytes: mark, version, address, map size, and the two tables of 48 bytes each.
      isMeta = load(16, as: UInt32.self) == 0xbeef_c0de && load(20, as: UInt32.self) == 1
      pageSize = load(40, as: UInt32.self)
      roots = [load(80, as: UInt64.self), load(128, as: UInt64.self)]
      lastPage = load(136, as: UInt64.self)
      transaction = load(144, as: UInt64.self)
    }

    func isSound(size: UInt64, pageSize: UInt32) -> Bool {
      let sizes: ClosedRange<UInt32> = 512...65_536
      guard self.pageSize == pageSize, sizes.contains(pageSize), pageSize & (pageSize - 1) == 0 else { return false }
      // A table without a page has no root.
      return lastPage < size / UInt64(pageSize) && roots.allSatisfy { $0 == .max || ($0 > 1 && $0 <= lastPage) }
    }
  }
}
